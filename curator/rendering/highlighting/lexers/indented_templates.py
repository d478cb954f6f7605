"""Haml and Slim as Rouge reads them: lines whose indent says what belongs to what."""

import re
from dataclasses import dataclass

from curator.rendering.highlighting.engine import Action, Feeder, Include, Lexer, Rule, Run


@dataclass(slots=True)
class _Block:
    """The state of the indented block that may follow, the indent before it, and its filter."""

    state: str = ""
    indent: str = ""
    last_indent: str = ""
    filter: str = ""


def _line(run: Run, match: re.Match[str]) -> None:
    block = run.keep(_Block)
    indent = block.last_indent = match[0]
    run.put("", indent)
    if block.state and indent.startswith(block.indent) and indent != block.indent:
        run.go(block.state)
    else:
        block.state = block.indent = ""
        run.go("content")


def _starts_block(run: Run, state: str) -> None:
    run.pop()
    block = run.keep(_Block)
    block.state, block.indent = state, block.last_indent


def _starts(token: str, state: str) -> Action:
    """Return the action of a line after which an indented block may follow."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put(token, match[0])
        _starts_block(run, state)

    return act


def _start_filter(names: dict[str, str]) -> Action:
    """Return the action of a line that opens a filter."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("nd", match[0])
        _starts_block(run, "filter")
        name = names.get(match[1].strip(), "")
        run.keep(_Block).filter = name
        feeder = _filter(run)
        if feeder:
            feeder.reset()

    return act


def _filter(run: Run) -> Feeder | None:
    name = run.keep(_Block).filter
    return run.inner(name) if name else None


def _filtered(run: Run, match: re.Match[str]) -> None:
    feeder = _filter(run)
    if feeder:
        run.delegate(feeder, match[0])
    else:
        run.put("nd", match[0])


def _reads(language: str, group: int = 0) -> Action:
    """Return an action that lets Ruby or HTML read a group."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.delegate(run.inner(language), match[group])

    return act


_ruby = _reads("ruby")
_html = _reads("markup")


def _begin(run: Run) -> None:
    for name, language in (("ruby", "ruby"), ("markup", "html")):
        feeder = run.inner(name, run.surroundings.find(language))
        if feeder:
            feeder.reset()


def _ruby_anew(state: str, *, restart: bool) -> Action:
    """Return the action of a sign after which Ruby starts anew."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("p", match[0])
        if restart:
            run.restart()
        ruby = run.inner("ruby")
        if ruby:
            ruby.reset()
        run.go(state)

    return act


def _end_line(run: Run, match: re.Match[str]) -> None:
    run.put("", match[0])
    run.restart()


def _sign_and_ruby(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[1])
    run.delegate(run.inner("ruby"), match[2])


_TEXT = r"(?:[^#\n]|#[^{\n])+"
_RUBY_INSIDE: list[Rule | Include] = [
    Rule(r"\{", _ruby, "ruby inside"),
    Rule(r"\}", _ruby, "#pop"),
    Rule(r"[^{}]+", _ruby),
]
_SHARED: dict[str, list[Rule | Include]] = {
    "root": [Rule(r"\s*\n", ""), Rule(r"\s*", _line)],
    "filter": [
        Rule(_TEXT, _filtered),
        Include("interpolation"),
        Include("end of line"),
    ],
    "end of line": [Rule(r"\n", _end_line)],
    "interpolation": [Rule(r"#\{", "si", "ruby")],
    "ruby": [Rule(r"\}", "si", "#pop"), *_RUBY_INSIDE],
    "ruby inside": _RUBY_INSIDE,
}

_HAML_NAME = r"[\w:-]+"
_HAML_DOT = r"(?:[ ]\|\n(?=.*[ ]\|)|.)"
_HAML_FILTERS = {name: name for name in ("javascript", "css", "ruby", "erb", "markdown", "sass")}
_RUBY_NAME = r"[a-z]\w*"

HAML = Lexer(
    {
        **_SHARED,
        "content": [
            Include("css"),
            Rule(f"%{_HAML_NAME}", "nt", "=tag"),
            Rule(rf"!!!{_HAML_DOT}*\n", "nn", "#pop"),
            Rule(rf"(/)(\[{_HAML_DOT}*?\])({_HAML_DOT}*\n)", ("c", "cs", "c"), "#pop"),
            Rule(rf"/{_HAML_DOT}*\n", _starts("c", "html comment")),
            Rule(rf"-#{_HAML_DOT}*\n", _starts("c", "haml comment")),
            Rule(r"-", _ruby_anew("ruby line", restart=True)),
            Rule(rf":({_HAML_DOT}*)\n", _start_filter(_HAML_FILTERS)),
            Include("value or text"),
        ],
        "css": [
            Rule(rf"\.{_HAML_NAME}", "nc", "=tag"),
            Rule(f"#{_HAML_NAME}", "nf", "=tag"),
        ],
        "tag": [
            Include("css"),
            Rule(r"\{", _ruby_anew("ruby inside", restart=False)),
            Rule(rf"\[{_HAML_DOT}*?\]", _ruby),
            Rule(r"\(", "p", "attributes"),
            Rule(r"\s*\n", "", "#pop"),
            Rule(r"[<>]{1,2}(?=[ \t=])", "p"),
            Include("value or text"),
        ],
        "text": [Rule(_TEXT, _html), Include("interpolation"), Include("end of line")],
        "value or text": [
            Rule(r"[&!]?==", "p", "text"),
            Rule(r"[&!]?[=!]", _ruby_anew("ruby line", restart=True)),
            Rule(r"", "", "text"),
        ],
        "ruby line": [
            Rule(r"\n", "", "#pop"),
            Rule(r",[ \t]*\n", _ruby),
            Rule(r"[ ]\|[ \t]*\n", "se"),
            Rule(r".*?(?=(?:,$| \|)?[ \t]*$)", _ruby),
        ],
        "attributes": [
            Rule(r"\s+", ""),
            Rule(rf"{_HAML_NAME}\s*=", "na", "attribute value"),
            Rule(_HAML_NAME, "na"),
            Rule(r"\)", "", "#pop"),
        ],
        "attribute value": [
            Rule(r"\s+", ""),
            Rule(_RUBY_NAME, "nv", "#pop"),
            Rule(f"@{_RUBY_NAME}", "vi", "#pop"),
            Rule(rf"\${_RUBY_NAME}", "vg", "#pop"),
            Rule(r"""'(?:\\['\\]|[^'\n])*'|"(?:\\["\\]|[^"\n])*\"""", "s", "#pop"),
        ],
        "html comment": [Rule(f"{_HAML_DOT}+", "c"), Include("end of line")],
        "haml comment": [Rule(f"{_HAML_DOT}+", "cp"), Include("end of line")],
    },
    begin=_begin,
)

_SLIM_DOT = r"(?:\\\n|.)"
_SLIM_NAME = r"[\w!?@$]"
_SLIM_HTML = r"""</?[\w\s='"]+?/?>"""
_SLIM_FILTERS = {
    **{name: name for name in ("ruby", "erb", "javascript", "css", "markdown", "scss", "sass")},
    "coffee": "coffeescript",
}


def _plain_block(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[0])
    _starts_block(run, "plain")
    run.go("=plain")


SLIM = Lexer(
    {
        **_SHARED,
        "content": [
            Include("css"),
            Rule(rf"/{_SLIM_DOT}*", "c", "end of line"),
            Rule(r"(doctype)(\s+)(.*)", ("nn", "w", ""), "#pop"),
            Rule(r"(\w*):\s*\n", _start_filter(_SLIM_FILTERS)),
            Rule(r"[|'](?=\s)", _plain_block),
            Rule(r"-|==?", "p", "ruby line"),
            Rule(rf"(\*)({_SLIM_NAME}+(?:\(.*?\))?)", _sign_and_ruby, "tag"),
            Rule(_SLIM_HTML, _html, "#pop"),
            Rule(r"\w+", "nt", "tag"),
        ],
        "tag": [
            Include("css"),
            Include("end of line"),
            Include("interpolation"),
            Rule(r"[<>]", "p"),
            Rule(r"\s", "w"),
            Rule(rf"(\*)({_SLIM_NAME}+)", _sign_and_ruby),
            Rule(rf"(\*)(\{{{_SLIM_DOT}+?\}})", _sign_and_ruby),
            Rule(r"([\w-]+)(\s*)(=)", ("na", "w", "p"), "attribute value"),
            Rule(rf"(=)({_SLIM_DOT}+)", _sign_and_ruby),
            Rule(r"&\S{0,200}?;", "ni"),
            Rule(_SLIM_DOT, ""),
        ],
        "css": [
            Rule(r"\.[\w-]*", "nc", "=tag"),
            Rule(r"#[a-zA-Z][\w:-]*", "nf", "=tag"),
        ],
        "attribute value": [
            Rule(rf"\s*(['\"]){_SLIM_DOT}*?\1", "s", "#pop"),
            Rule(rf"{_SLIM_NAME}+\(.*?\)|{_SLIM_NAME}+", _ruby, "#pop"),
            Rule(r"\s+", "w"),
        ],
        "ruby line": [
            Include("end of line"),
            Rule(r"[,\\]\s*\n", _ruby),
            Rule(r"[ ]\|[ \t]*\n", "se"),
            Rule(r".*?(?=(?:[,\\]$| \|)?[ \t]*$)", _ruby),
        ],
        "plain": [
            Include("interpolation"),
            Rule(_SLIM_HTML, _html),
            Rule(r"&\S{0,200}?;", "ni"),
            Rule(_SLIM_DOT, ""),
            Include("end of line"),
        ],
    },
    begin=_begin,
)
