"""Markdown, with front matter, code blocks in their languages, and HTML."""

import functools
import re

from curator.rendering.highlighting.engine import Feeder, Include, Lexer, Rule, Run, Sink, State
from curator.rendering.highlighting.guess import guess
from curator.rendering.highlighting.lexers import html, yaml
from curator.rendering.highlighting.names import split

_CHARACTER = r"(?:\\.|[^\\\n])"


class _Fences:
    """What reads the code of the last fence, and which closing fences the text does not hold."""

    def __init__(self) -> None:
        """Start without any."""
        self.reader: Feeder | None = None
        self.absent: set[str] = set()


class _Backticks:
    """Code in a language that nobody knows."""

    def feed(self, text: str, sink: Sink) -> None:
        """Put the text as a string in backticks."""
        sink.put("sb", text)

    def reset(self) -> None:
        """Nothing is remembered."""


def _front_matter(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.fresh(yaml.LEXER), match[0])


def _fence(run: Run, match: re.Match[str]) -> None:
    """A fence opens; it closes at the same fence with the same indent, else at the same anywhere."""
    indent, fence, label = match.groups()
    start, fences = match.end(), run.keep(_Fences)
    closing = f"\n{indent}{fence}"
    end = -1 if closing in fences.absent else run.text.find(closing, start)
    if end < 0:
        fences.absent.add(closing)
    reader = _reader(run, label.strip(), run.text[start:end] if end >= 0 else "")
    run.put("", indent)
    run.put("p", fence)
    run.put("nl", label)
    if end >= 0:
        run.delegate(reader, run.text[start:end])
        run.put("", closing[: -len(fence)])
        run.put("p", fence)
        run.pos = end + len(closing)
    else:
        fences.reader = reader
        run.push(_open_fence(fence))


def _reader(run: Run, label: str, code: str) -> Feeder | None:
    name, options = split(label or "guess")
    language = run.surroundings.find(guess(code) if name == "guess" else name)
    return run.fresh(language, options) if language else _Backticks()


def _code_line(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.keep(_Fences).reader, match[0])


@functools.lru_cache(maxsize=16)
def _open_fence(fence: str) -> State:
    return LEXER.compile(
        "fence",
        [Rule(rf"^([ \t]*)({fence})", ("", "p"), "#pop"), Rule(r"^.*\n", _code_line)],
    )


def _html(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("html", html.LEXER), match[0])


def _begin(run: Run) -> None:
    reader = run.inner("html", html.LEXER)
    if reader:
        reader.reset()


def _enclosed(mark: str, token: str) -> Rule:
    return Rule(rf"{mark}{_CHARACTER}*?{mark}", token, opener=mark, until=r"\n")


_BLANK = r"\s{0,200}"

LEXER = Lexer(
    {
        "root": [
            Rule(
                r"---\s*\n[\s\S]*?\n?^---\s*$\n?",
                _front_matter,
                opener=r"---\s*\n",
            ),
            Rule(r"\\.", "se"),
            Rule(r"^[\S ]+\n--+\n", "gh"),
            Rule(r"^[\S ]+\n==+\n", "gu"),
            Rule(r"^#(?=[^#]).*?$", "gh"),
            Rule(r"^#+.*?$", "gu"),
            Rule(r"^([ \t]*)(`{3,}|~{3,})([^\n]*\n)", _fence),
            Rule(r"\n\n(?:(?:    |\t).*\n|\n)++", "sb"),
            Rule(rf"(`{{1,60}})(?:{_CHARACTER}|\n)+?\1", "sb", opener="`", until=r"\\\n"),
            Rule(rf"^(?:{_BLANK}\*){{3,}}\s*$", "p"),
            Rule(rf"^(?:{_BLANK}-){{3,}}\s*$", "p"),
            Rule(rf"^{_BLANK}[*+-](?=\s)", "p"),
            Rule(rf"^{_BLANK}\d+\.", "p"),
            Rule(rf"^{_BLANK}>.*?$", "gt"),
            Rule(
                rf"^({_BLANK})(\[)({_CHARACTER}+?)(\])({_BLANK})(:)",
                ("", "p", "ss", "p", "", "p"),
                ("title", "address"),
            ),
            Rule(
                rf"(!?\[)({_CHARACTER}*?)(\])(?=[\[(])",
                ("p", "nv", "p"),
                "link",
                opener=r"!?\[",
                until=r"\n",
            ),
            Rule(
                r"(!?\[)([^\]]*)(\])(?=[\[(])",
                ("p", "nv", "p"),
                "link",
                opener=r"!?\[",
                until=r"\]",
            ),
            _enclosed(r"\*\*", "gs"),
            _enclosed("__", "gs"),
            _enclosed(r"\*", "ge"),
            _enclosed("_", "ge"),
            Rule(
                r"<[^@\n]*+@.[^.\n]*+\..(?:[^>\n]*+>)++",
                "nv",
                opener="<",
                until=r"\n",
            ),
            Rule(
                rf"<(?:https?|mailto|ftp)://{_CHARACTER}*?>",
                "nv",
                opener="<(?:https?|mailto|ftp)://",
                until=r"\n",
            ),
            Rule(r"[^\\`\[*\n&<]+", ""),
            Rule(r"&\S{0,500};", _html),
            Rule(rf"<{_CHARACTER}*?>", _html, opener="<", until=r"\n"),
            Rule(r"[&<\[\n]", ""),
        ],
        "link": [
            Rule(rf"(\[)({_CHARACTER}*?)(\])", ("p", "ss", "p"), "#pop"),
            Rule(r"\(", "p", ("title inside", "address inside")),
            Rule(r"[ \t]+", ""),
            Rule(r"", "", "#pop"),
        ],
        "address": [
            Rule(r"[ \t]+", ""),
            Rule(rf"(<)({_CHARACTER}*?)(>)", ("nt", "sx", "nt"), "#pop"),
            Rule(r"\S+", "sx", "#pop"),
        ],
        "title": [
            Rule(rf'"{_CHARACTER}*?"', "nn", opener='"', until=r"\n"),
            Rule(rf"'{_CHARACTER}*?'", "nn", opener="'", until=r"\n"),
            Rule(rf"\({_CHARACTER}*?\)", "nn", opener=r"\(", until=r"\n"),
            Rule(r"""\s*(?=["'()])""", ""),
            Rule(r"", "", "#pop"),
        ],
        "title inside": [
            Rule(r"\)", "p", "#pop"),
            Include("title"),
        ],
        "address inside": [
            Rule(r"[^<\s)]+", "sx", "#pop"),
            Rule(r"\s+", ""),
            Include("address"),
        ],
    },
    begin=_begin,
)
