"""What the standard Liquid and Jekyll tags accept between their name and `%}`.

Jekyll parses leniently and warns; only what even the lenient parser refuses stops the build. Each check
follows its tag's own lenient parser in Liquid 5.4 and Jekyll 4.3.
"""

import re
from collections.abc import Callable, Mapping

# Ruby's \s and \w are ASCII.
_S = r"[ \t\r\n\f\v]"
_W = r"[A-Za-z0-9_]"
_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_FRAGMENT = rf"""(?:{_QUOTED}|(?:[^ \t\r\n\f\v,|'"]|{_QUOTED})+)"""
_SIGNATURE = r"\(?[A-Za-z0-9_\-.\[\]]\)?"

_AND_OR = rf"\b(?:{_S}?and{_S}?|{_S}?or{_S}?)\b"
_EXPRESSIONS = re.compile(
    rf"(?:{_AND_OR}|(?:{_S}*(?!{_AND_OR})(?:{_FRAGMENT}|[^ \t\r\n\f\v]+){_S}*)+)"
)
_SOME_FRAGMENT = re.compile(_FRAGMENT)
_WHEN = re.compile(rf"({_FRAGMENT})(?:(?:{_S}+or{_S}+|{_S}*,{_S}*)({_FRAGMENT}.*))?", re.DOTALL)
_FOR = re.compile(rf"[A-Za-z0-9_\-]+{_S}+in{_S}+{_FRAGMENT}")
_TABLE_ROW = re.compile(rf"{_W}+{_S}+in{_S}+{_FRAGMENT}")
_ASSIGN = re.compile(rf"{_SIGNATURE}{_S}*=")
_CAPTURE = re.compile(_SIGNATURE)
_RENDER = re.compile(_QUOTED)
_HIGHLIGHT = re.compile(
    rf"^[a-zA-Z0-9.+#_-]+(?:{_S}+{_W}+(?:=(?:{_W}+|\"(?:[0-9]+{_S})*[0-9]+\"))?)*$", re.MULTILINE
)
_POST = re.compile(r"^(?:.*/)?[0-9]+-[0-9]+-[0-9]+-.*$", re.MULTILINE)
_VARIABLE = re.compile(rf"\{{\{{{_S}*+[A-Za-z0-9_\-.]++{_S}*+(?=\||\}}\}})")
_NAME_REST = re.compile(r"[^ \t\r\n\f\v{}]*")
_PARAMETERS = re.compile(
    rf"{_S}*(?:[A-Za-z0-9_-]+{_S}*={_S}*"
    r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|[A-Za-z0-9_.-]+)"""
    rf"(?={_S}|\Z){_S}*)*"
)
_UNMARKED_LINE = re.compile(rf"\n{_S}*[^# \t\r\n\f\v]")
_BLANKS = " \t\r\n\f\v"
_BLANK_RUN = re.compile(f"{_S}+")


def accepts(name: str, markup: str) -> bool:
    """Tell whether the tag `name` can be parsed with `markup`; True for tags without a rule."""
    check = _CHECKS.get(name)
    return check is None or check(markup)


def _condition(markup: str) -> bool:
    expressions = _EXPRESSIONS.findall(markup)
    if not expressions or not _SOME_FRAGMENT.search(expressions.pop()):
        return False
    while expressions:
        operator = expressions.pop().strip(_BLANKS)
        if not expressions or not _SOME_FRAGMENT.search(expressions.pop()):
            return False
        if operator not in {"and", "or"}:
            return False
    return True


def _when(markup: str) -> bool:
    rest: str | None = markup
    while rest is not None:
        found = _WHEN.search(rest)
        if found is None:
            return False
        rest = found[2]
    return True


def _include(markup: str) -> bool:
    markup = markup.strip(_BLANKS + "\0")
    named = _included_variable(markup)
    if named:
        parameters = markup[named:].strip(_BLANKS)
    else:
        parts = _BLANK_RUN.split(markup, maxsplit=1)
        if len(parts) < 2:
            return True
        parameters = parts[1]
    return _PARAMETERS.fullmatch(parameters) is not None


def _included_variable(markup: str) -> int:
    """Return where a file name made of variables ends, as in `{{ a }}-{{ b | c }}.html`; else 0.

    Jekyll's own pattern says the same and takes cubic time.
    """
    last = markup.rfind("}}")
    end = 0
    found = _VARIABLE.search(markup)
    while found is not None:
        if found.end() > last:
            return end
        filtered = markup[found.end()] == "|"
        rest = _NAME_REST.match(markup, last + 2 if filtered else found.end() + 2)
        assert rest is not None
        end = rest.end()
        found = None if filtered else _VARIABLE.match(markup, end)
    return end


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "raw": lambda markup: not markup.strip(_BLANKS),
    "if": _condition,
    "unless": _condition,
    "elsif": _condition,
    "case": lambda markup: _SOME_FRAGMENT.search(markup) is not None,
    "when": _when,
    "for": lambda markup: _FOR.match(markup) is not None,
    "tablerow": lambda markup: _TABLE_ROW.search(markup) is not None,
    "assign": lambda markup: _ASSIGN.search(markup) is not None,
    "capture": lambda markup: _CAPTURE.search(markup) is not None,
    "cycle": lambda markup: _SOME_FRAGMENT.match(markup) is not None,
    "render": lambda markup: _RENDER.search(markup) is not None,
    "highlight": lambda markup: _HIGHLIGHT.search(markup.strip(_BLANKS)) is not None,
    "include": _include,
    "include_relative": _include,
    "post_url": lambda markup: _POST.search(markup.strip(_BLANKS)) is not None,
    "#": lambda markup: _UNMARKED_LINE.search(markup) is None,
}
