"""Rules of our own for shells, data, the web and text formats, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language
from curator.rendering.highlighting.lexers import (
    console,
    css,
    html,
    javascript,
    json,
    shell,
    xml,
    yaml,
)

WEB_LEXERS: dict[str, Language] = {
    "console": console.LANGUAGE,
    "css": css.LEXER,
    "html": html.LEXER,
    "javascript": javascript.LEXER,
    "json": json.LEXER,
    "json-doc": json.WITH_COMMENTS,
    "shell": shell.LEXER,
    "typescript": javascript.TYPESCRIPT,
    "xml": xml.LEXER,
    "yaml": yaml.LEXER,
}
