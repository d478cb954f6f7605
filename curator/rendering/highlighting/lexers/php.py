"""PHP between `<?php` and `?>`, with HTML around; code without either is taken for PHP.

The option `start_inline` says which it is, `parent` names another language around it.
"""

import re

from curator.rendering.highlighting.engine import Feeder, Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import html
from curator.rendering.highlighting.lexers.vocabulary import words
from curator.rendering.highlighting.lexers.word_lists import php_functions

_KEYWORDS = words(
    """
old_function cfunction __class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__
__namespace__ __trait__ abstract and array as break case catch clone continue declare default die do
echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile eval exit extends final
finally fn for foreach global goto if implements include include_once instanceof insteadof isset
list match new or parent print private protected public readonly require require_once return self
static switch throw try unset var while xor yield
"""
)
_STATES_AFTER = {
    "const": "constant",
    "catch": "catch",
    "public": "visibility",
    "protected": "visibility",
    "private": "visibility",
}

_NAME = r"(?u:[^\W\d])(?u:\w)*"
_SPACE_PREFIX = rf"(?:{_NAME}\\)+"
_PATH = rf"(?:{_SPACE_PREFIX})?{_NAME}"


def _template(run: Run) -> Feeder | None:
    named = run.surroundings.find(run.options.get("parent", "html"))
    return run.inner("parent", named or html.LEXER)


def _begin(run: Run) -> None:
    template = _template(run)
    if template:
        template.reset()
    inline = run.options.get("start_inline")
    if inline is None:
        run.go("start")
    elif inline not in {"0", "false", "off"}:
        run.go("php")


def _read_template(run: Run, match: re.Match[str]) -> None:
    run.delegate(_template(run), match[0])


def _leave(run: Run, match: re.Match[str]) -> None:
    run.put("cp", match[0])
    run.restart()


def _call(run: Run, match: re.Match[str]) -> None:
    name = match[0].lower()
    functions = php_functions() if run.options.get("funcnamehighlighting", "1") != "0" else ()
    run.put("k" if name in _KEYWORDS else "nb" if name in functions else "nf", match[0])


def _name(run: Run, match: re.Match[str]) -> None:
    name = match[0].lower()
    if name == "use":
        run.go("use")
        run.put("kn", match[0])
    elif name in _STATES_AFTER:
        run.go(_STATES_AFTER[name])
        run.put("k", match[0])
    else:
        run.put("k" if name in _KEYWORDS else _token(match[0]), match[0])


def _token(name: str) -> str:
    """Return the token of a name by the way it is written."""
    if len(name) > 3 and name.startswith("__") and name.endswith("__"):
        return "nb"
    if re.fullmatch(r"(?:E|PHP)(?:_[A-Z]+)+", name):
        return "kc"
    last = name.rpartition("\\")[2]
    if last[0].isupper():
        rest = last[1:]
        if rest and all(letter.isupper() or letter.isdecimal() or letter == "_" for letter in rest):
            return "no"
        if not rest or rest.isalnum():
            return "nc"
    return "n"


class _Heredocs:
    """Names of here-documents that the rest of the text does not close."""

    def __init__(self) -> None:
        """None is known."""
        self.open: set[str] = set()


def _heredoc(run: Run, match: re.Match[str]) -> None:
    name = match[2].lower()
    known = run.keep(_Heredocs)
    end = None
    if name not in known.open:
        closing = re.compile(rf"\n\s{{0,200}}{re.escape(name)};?", re.IGNORECASE)
        end = closing.search(run.text, match.end())
    if end:
        run.put("sh", run.text[match.start() : end.end()])
        run.pos = end.end()
    else:
        known.open.add(name)
        run.put("o", "<<<")
        run.pos = match.start() + 3


_SPACES = [
    Rule(r"\?>", _leave),
    Rule(r"\s+", ""),
    Rule(r"#.*?$", "c1"),
    Rule(r"//.*?$", "c1"),
    Rule(r"/\*\*(?!/)[\s\S]*?\*/", "cd", opener=r"/\*\*(?!/)"),
    Rule(r"/\*[\s\S]*?\*/", "cm", opener=r"/\*"),
]

_VARIABLES = [
    Rule(rf"\$\{{\${{1,200}}{_NAME}\}}", "nv"),
    Rule(rf"\${{1,200}}{_NAME}", "nv"),
]

_VALUES = [
    Rule(rf"""<<<(["']?)({_NAME})\1\n""", _heredoc),
    Rule(r"(?:\d[_\d]*)?\.(?:\d[_\d]*)?(?:[eE][+-]?\d[_\d]*)?", "mf"),
    Rule(r"0[0-7][0-7_]*", "mo"),
    Rule(r"0[bB][01][01_]*", "mb"),
    Rule(r"0[xX][a-fA-F0-9][a-fA-F0-9_]*", "mh"),
    Rule(r"\d[_\d]*", "mi"),
    Rule(r"'[^'\\]*+(?:\\.[^'\\]*+)*+'", "s1", opener="'", until=r"\\\n"),
    Rule(r"`[^`\\]*+(?:\\.[^`\\]*+)*+`", "sb", opener="`", until=r"\\\n"),
    Rule(r'"', "s2", "string"),
    Rule(
        r"(?i)(?:function|fn)\b",
        "k",
        ("function result", "function parameters", "function name"),
    ),
    Rule(r"(?i)(?:true|false|null)\b", "kc"),
    Rule(r"(?i)new\b", "k", "new"),
]

_NAMES = [
    Rule(rf"{_PATH}(?=\s*\()", _call),
    Rule(_PATH, _name),
]

_OPERATORS = Rule(r"[~!%^&*+|:.<>/@-]+", "o")
_RETURN = Rule(r"", "", "#pop")

LEXER = Lexer(
    {
        "root": [
            Rule(r"(?i)<\?(?:php|=)?", "cp", "php"),
            Rule(r"[^<]*+(?:<(?!\?)[^<]*+)*+", _read_template),
        ],
        "start": [
            Rule(r"\s*(?=<)", _read_template, "#pop"),
            Rule(r"(?i)[^$]+(?=<\?(?:php|=))", _read_template, "#pop"),
            Rule(r"", "", "=php"),
        ],
        "php": [
            *_SPACES,
            *_VARIABLES,
            *_VALUES,
            Rule(rf"(?i)(namespace)(\s+)({_PATH})", ("kn", "", "nn")),
            Rule(
                rf"(?i)(class|interface|trait|extends|implements)(\s+)({_PATH})",
                ("kd", "", "nc"),
            ),
            *_NAMES,
            Rule(r"[;,(){}\[\]]", "p"),
            _OPERATORS,
            Rule(r"[=?]", "o"),
        ],
        "string": [
            Rule(r'"', "s2", "#pop"),
            Rule(r'[^\\{$"]+', "s2"),
            Rule(r"\\u\{[0-9a-fA-F]+\}", "se"),
            Rule(r'\\(?:[efrntv"$\\]|[0-7]{1,3}|[xX][0-9a-fA-F]{1,2})', "se"),
            Rule(rf"\${_NAME}(?:\[\S{{1,500}}\]|->{_NAME})?", "nv"),
            Rule(r"\{\$\{", "si", "double braces"),
            Rule(r"\{(?=\$)", "si", "braces"),
            Rule(r"(\{)(\S{1,500})(\})", ("si", "nv", "si")),
            Rule(r"[${\\]+", "s2"),
        ],
        "double braces": [Rule(r"\}\}", "si", "#pop"), Include("php")],
        "braces": [Rule(r"\}", "si", "#pop"), Include("php")],
        "assignment": [
            Rule(r",", "p", "#pop"),
            Rule(r"[\[\]]", "p"),
            Rule(r"\(", "p", "arguments"),
            *_SPACES,
            *_VALUES,
            *_VARIABLES,
            *_NAMES,
            _OPERATORS,
            _RETURN,
        ],
        "arguments": [Rule(r"\)", "p", "#pop"), Rule(r",", "p"), Include("assignment")],
        "catch": [
            Rule(r"\(", "p"),
            Rule(r"\|", "o"),
            Rule(_NAME, "nc"),
            *_SPACES,
            _RETURN,
        ],
        "constant": [
            Rule(_NAME, "no"),
            Rule(r"=", "o", "assignment"),
            *_SPACES,
            _RETURN,
        ],
        "function body": [
            Rule(r"\{", "p", "#push"),
            Rule(r"\}", "p", "#pop"),
            Include("php"),
        ],
        "function name": [
            Rule(r"&", "o"),
            Rule(_NAME, "n"),
            Rule(r"\(", "p", "#pop"),
            *_SPACES,
            _RETURN,
        ],
        "function parameters": [
            Rule(r"\)", "p", "#pop"),
            Rule(r",|\.{3}", "p"),
            Rule(r"=", "o", "assignment"),
            Rule(r"(?i)(?:public|protected|private|readonly)\b", "k"),
            Rule(rf"\??{_NAME}", "kt", "assignment"),
            *_SPACES,
            *_VARIABLES,
            _RETURN,
        ],
        "function result": [
            Rule(r":", "p"),
            Rule(r"(?i)use\b", "k", "function use"),
            Rule(rf"\??{_NAME}", "kt", "assignment"),
            Rule(r"\{", "p", "=function body"),
            *_SPACES,
            _RETURN,
        ],
        "function use": [
            Rule(r"[,(]", "p"),
            Rule(r"&", "o"),
            Rule(r"\)", "p", "#pop"),
            *_SPACES,
            *_VARIABLES,
            _RETURN,
        ],
        "new": [
            Rule(r"(?i)class\b", "kd", "=new class"),
            Rule(_PATH, "nc", "#pop"),
            *_SPACES,
            _RETURN,
        ],
        "new class": [
            Rule(r"\}", "p", "#pop"),
            Rule(r"\{", "p"),
            Include("php"),
        ],
        "use": [
            Rule(r"[,}]", "p"),
            Rule(r"(?i)(?:function|const)\b", "k"),
            Rule(rf"({_SPACE_PREFIX})(\{{)", ("nn", "p")),
            Rule(rf"{_PATH}(?:_{_NAME})+", "nf"),
            *_SPACES,
            *_NAMES,
            _RETURN,
        ],
        "visibility": [
            Rule(r"(?i)(?:readonly|static)\b", "k"),
            Rule(r"(?i)(?=(?:abstract|const|function)\b)", "k", "#pop"),
            Rule(rf"\??{_NAME}", "kt", "#pop"),
            *_SPACES,
            _RETURN,
        ],
    },
    begin=_begin,
)
