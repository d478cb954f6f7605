"""What Rouge takes code for when its author wrote `guess`, or in Markdown named no language."""

import re

from curator.rendering.highlighting.names import TAGS

_PLAIN = "plaintext"

_PROGRAMS = {
    "awk": r"awk",
    "coffeescript": r"coffee",
    "crystal": r"crystal",
    "python": r"pythonw?(?:[23](?:\.\d+)?)?",
    "factor": r"factor",
    "gherkin": r"cucumber",
    "groovy": r"groovy",
    "haskell": r"runhaskell",
    "haxe": r"haxe",
    "io": r"io",
    "ruby": r"ruby",
    "javascript": r"node|jsc",
    "julia": r"julia",
    "lasso": r"lasso9",
    "livescript": r"lsc",
    "lua": r"lua",
    "moonscript": r"moon",
    "perl": r"perl",
    "praat": r"praat",
    "puppet": r"puppet-apply|puppet",
    "r": r"Rscript",
    "rust": r"rustc",
    "sed": r"sed",
    "shell": r"(?:ba|z|k)?sh",
    "tcl": r"tclsh|wish|jimsh",
    "tulip": r"tulip",
}
"""The programs in a first line after `#!` by language."""

_SIGNS = {
    "biml": r"<\s*Biml\b",
    "diff": r"\AIndex: |\Adiff[^\n]*?\ba/[^\n]*\bb/|---.*?\n\+\+\+|\+\+\+.*?\n---",
    "yaml": r"\A\s*%YAML",
    "hack": r"<\?hh|async function [a-zA-Z]|\): Awaitable<",
    "lasso": r"\A.*?<\?(?:lasso(?:script)?|=)",
    "mosel": r"^\s*(?:model|package)\s",
    "postscript": r"^%!",
    "racket": r"\A#lang\s*.*?(?:racket|scribble)",
    "solidity": r"\Apragma solidity",
    "tex": r"\A\s*\\(?:documentclass|input|documentstyle|relax|ProvidesPackage|ProvidesClass)",
}
"""What the text of a language holds."""

_ORDER = (
    "awk xml biml coffeescript crystal python diff yaml factor gherkin groovy php hack haskell haxe "
    "html io ruby javascript julia lasso livescript lua moonscript mosel perl postscript praat "
    "puppet r racket rust sed shell solidity tcl tex tulip"
)
"""Where several would do, Rouge's first; elsewhere than in Markdown it fails then."""

_FLAGS = re.ASCII | re.MULTILINE
_SHEBANG = re.compile(r"\s*#!(.*)$", _FLAGS)
_DOCTYPE = re.compile(r"\s*(?:<\?.*?\?>\s*)?<!DOCTYPE\s+(.+?)>", re.ASCII | re.DOTALL)

_MODELINES = tuple(
    re.compile(pattern, _FLAGS | re.IGNORECASE)
    for pattern in (
        r"-\*-\s{0,9}(?:(?!mode)[\w-]{1,99}\s{0,9}:\s{0,9}[\w+-]{1,99}\s{0,9};?\s{0,9}){0,20}"
        r"(?:mode\s{0,9}:)?\s{0,9}([\w+-]{1,99})\s{0,9}"
        r"(?:;\s{0,9}(?!mode)[\w-]{1,99}\s{0,9}:\s{0,9}[\w+-]{1,99}\s{0,9}){0,20};?\s{0,9}-\*-",
        r"(?:vim|vi|ex):\s{0,9}(?:ft|filetype|syntax)=(\w+)",
        r"(?:vim|vi|ex):\s{0,9}set?.{0,200}\s(?:ft|filetype|syntax)=(\w+)\s?.{0,200}:",
    )
)


def guess(code: str) -> str:
    """Return Rouge's tag for code of a language that nobody named."""
    named = _named(code)
    if len(named) == 1:
        return named.pop()
    return next((tag for tag in _ORDER.split() if _holds(tag, code, named)), _PLAIN)


def _named(code: str) -> set[str]:
    """Return the languages that a line for an editor names, near the start or the end."""
    lines = code.split("\n")
    near = "\n".join(line[:500] for line in lines[:5] + lines[-5:])
    found = (pattern.search(near) for pattern in _MODELINES)
    return {TAGS[match[1]] for match in found if match and match[1] in TAGS}


def _holds(tag: str, code: str, among: set[str]) -> bool:
    if among and tag not in among:
        return False
    return _by_program(tag, code) or _by_sign(tag, code) or _by_markup(tag, code)


def _by_program(tag: str, code: str) -> bool:
    shebang = _SHEBANG.match(code)
    program = _PROGRAMS.get(tag)
    return bool(shebang and program and re.search(rf"\b(?:{program})(?:\s|$)", shebang[1], _FLAGS))


def _by_sign(tag: str, code: str) -> bool:
    return tag in _SIGNS and re.search(_SIGNS[tag], code, _FLAGS) is not None


def _by_markup(tag: str, code: str) -> bool:
    if tag not in {"html", "xml", "php"}:
        return False
    doctype = _DOCTYPE.match(code)
    declared = re.match(r"<\?xml\b", code, re.ASCII) is not None
    if tag == "xml":
        return "html" not in doctype[1] if doctype else declared
    if tag == "php":
        return re.search(r"^<\?hh", code, _FLAGS) is None and bool(
            re.search(r"^<\?php", code, _FLAGS)
        )
    if doctype and re.search(r"\bhtml\b", doctype[1], re.ASCII | re.IGNORECASE):
        return True
    return not declared and re.search(r"<\s*html\b", code, re.ASCII) is not None
