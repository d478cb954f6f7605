"""What in a post's body is no markup although it looks so: code and what Liquid takes as it stands.

A rough reading that rather hides too much: what is hidden is not cleaned.
"""

import re

_BLOCKS = re.compile(
    r"^(?P<sign>[ ]{0,3}(?:```+|~~~+))[^\n]*\n.*?(?:^[ ]{0,3}(?:```+|~~~+)[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]{0,1000}?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_LIQUID = re.compile(
    r"\{%-?\s*(?P<tag>raw|highlight)\b.*?(?:\{%-?\s*end(?P=tag)\s*-?%\}|\Z)|\{\{.{0,300}?\}\}|\{%.{0,300}?%\}",
    re.DOTALL,
)
_PRE = re.compile(r"<(?P<tag>pre|code)\b.*?(?:</(?P=tag)\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)((?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)")
_SHOWN = re.compile(r"[^\n]")


def masked(body: str, *, markdown: bool) -> str:
    """Return a body of the same length with blanks over all that is no markup of its own."""
    patterns = (_LIQUID, _PRE, _BLOCKS, _INDENTED) if markdown else (_LIQUID, _PRE)
    for pattern in patterns:
        body = pattern.sub(lambda found: _SHOWN.sub(" ", found[0]), body)
    return body
