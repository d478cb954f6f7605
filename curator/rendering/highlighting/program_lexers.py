"""Rules of our own for programming languages, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language

PROGRAM_LEXERS: dict[str, Language] = {}
