"""Regular expressions shared by several constructs, in Ruby's meaning and safe in time.

Ruby's `\\s`, `\\w` and `\\d` are ASCII only, its `[[:alpha:]]` is Unicode. Every pattern here is
linear: repetitions are possessive or cannot overlap with what follows them. What needs a search for
a far-away end (comments, `}` of attribute lists) is left to `Source`, which remembers failures.
"""

import re

from curator.rendering.kramdown import tags

S = r"[ \t\n\r\f\v]"  # Ruby's \s
NS = r"[^ \t\n\r\f\v]"
BLANKS = " \t\n\r\f\v"
W = r"[A-Za-z0-9_]"  # Ruby's \w
ID = rf"{W}[A-Za-z0-9_-]*+"
NAME = r"(?>(?:[^\W\d][-\w.]*:)?[^\W\d][-\w.]*)"  # of an element or attribute

TAG = re.compile(
    rf"<({NAME})"
    rf"((?:{S}++{NAME}(?:{S}*+={S}*+(?:\w++|\"[^\"]*+\"|'[^']*+'))?+)*+)"
    rf"{S}*+(/)?+>"
)
ATTRIBUTE = re.compile(rf"{S}*+({NAME})(?:{S}*+={S}*+(?:(\w++)|\"([^\"]*+)\"|'([^']*+)'))?+")
CLOSE_TAG = re.compile(rf"</({NAME}){S}*+>")
RAW_START = re.compile(r"<(?:[^\W\d]|/|!--|\?)")
RAW_START_CDATA = re.compile(r"<(?:[^\W\d]|/|!--|\?|!\[CDATA\[)")
TRAILING = re.compile(r"[ \t]*+\n")

BLANK = r"(?:[ \t\r\f\v]*+\n)++"
EOB = r"\^[ \t\r\f\v]*+\n"
_NOT_SPAN = r"(?!(?:" + "|".join(sorted(tags.SPAN | {"script"})) + r")\b)"
HTML_OPEN = rf"<{_NOT_SPAN}[^\W\d]"
HTML_SHUT = rf"</{_NOT_SPAN}{NAME}{S}*+>"
UL = r"( {0,3}[+*-])([\t| ][^\n]*\n)"
OL = r"( {0,3}[0-9]+\.)([\t| ][^\n]*\n)"
DL = r"( {0,3}:)([\t| ][^\n]*\n)"
UL_ITEM = r" {0,3}[+*-][\t| ]"
OL_ITEM = r" {0,3}[0-9]++\.[\t| ]"
DL_ITEM = r" {0,3}:[\t| ]"
QUOTE = r" {0,3}> ?"

LINE = re.compile(r"[^\n]*\n")
BLANK_LINES = re.compile(BLANK)
EOB_MARK = re.compile(EOB)
LIST_START = re.compile(rf"{UL_ITEM}|{OL_ITEM}")
HORIZONTAL_RULE = re.compile(r" {0,3}(\*|-|_)[ \t]*+\1[ \t]*+\1(?:\1|[ \t])*+\n")
INDENT = re.compile(r"^(?:\t| {4})", re.M)

ESCAPED = re.compile(r"""\\([\\.*_+`<>()\[\]{}#!:|"'$=-])""")
ESCAPED_GFM = re.compile(r"""\\([\\.*_+`<>()\[\]{}#!:|"'$=\-~])""")
REFERENCE = re.compile(r"&(?:[A-Za-z0-9_:][A-Za-z0-9_.:-]*+;|#[0-9]++;|#x[0-9a-fA-F]++;)")
EXTENSION_START = re.compile(rf"\{{::({W}+)(?:{S}|(?=/?\}}))")
