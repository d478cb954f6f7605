"""Rules of our own for shells, data, the web and text formats, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language

WEB_LEXERS: dict[str, Language] = {}
