"""Which of Rouge's languages has rules of our own. A new one gets its row in the tables it joins."""

import functools

from curator.rendering.highlighting.engine import Language
from curator.rendering.highlighting.fallback import PlainText, foreign
from curator.rendering.highlighting.names import TAGS
from curator.rendering.highlighting.program_lexers import PROGRAM_LEXERS
from curator.rendering.highlighting.web_lexers import WEB_LEXERS

_PLAIN = {"plaintext": PlainText(), "escape": PlainText()}

LEXERS: dict[str, Language] = {**_PLAIN, **WEB_LEXERS, **PROGRAM_LEXERS}
"""Our languages by Rouge's tag."""


@functools.cache
def _language(tag: str) -> Language:
    return LEXERS.get(tag) or foreign(tag)


def find(name: str) -> Language | None:
    """Return the language that Rouge knows by a name, None where it knows none."""
    tag = TAGS.get(name)
    return None if tag is None else _language(tag)
