"""The inside of a code block as Rouge 3.30 writes it: escaped text and spans with short classes.

Languages live in `lexers/`, one module each, a row each in `web_lexers` or `program_lexers`; how
to write one stands in `engine`. A language of Rouge's that has no rules of our own is read by
Pygments, whose spans are alike but not equal (`fallback`).
"""

from curator.rendering.highlighting.block_cache import BlockCache
from curator.rendering.highlighting.engine import TEXT, Sink, Surroundings
from curator.rendering.highlighting.guess import guess
from curator.rendering.highlighting.names import TAGS, split
from curator.rendering.highlighting.registry import find

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_blocks = BlockCache()


def inner_html(code: str, language: str) -> str | None:
    """Return what Rouge puts inside `<code>`, None where Rouge knows no such language.

    The language may carry options (`console?prompt=$`) or be `guess`. Plain text comes back
    escaped.
    """
    tag, options = _named(language, code)
    if tag is None:
        return None
    html = _blocks.get(code, language)
    if html is None:
        html = _html(code, tag, options)
        _blocks.put(code, language, html)
    return html


def rouge_tag(name: str) -> str | None:
    """Return Rouge's tag for a name or alias, options after `?` left out; None if unknown.

    `guess` is plaintext here: what the code makes of it only `inner_html` knows.
    """
    name = name.partition("?")[0]
    return "plaintext" if name == "guess" else TAGS.get(name)


def tokens(code: str, language: str) -> list[tuple[str, str]]:
    """Return the code as Rouge's tokens, short class and text; one text token if unknown."""
    tag, options = _named(language, code)
    return _tokens(code, tag or "plaintext", options)


def _named(language: str, code: str) -> tuple[str | None, dict[str, str]]:
    """Return Rouge's tag and the options of a language as authors write it."""
    name, options = split(language)
    return guess(code) if name == "guess" else TAGS.get(name), options


def _tokens(code: str, tag: str, options: dict[str, str]) -> list[tuple[str, str]]:
    language = find(tag)
    sink = Sink()
    if language is None:
        sink.put(TEXT, code)
    else:
        language.start(Surroundings(find, options)).feed(code, sink)
    return sink.close()


def _html(code: str, tag: str, options: dict[str, str]) -> str:
    """Return tokens as HTML; text gets no span, quotes stay as they are."""
    return "".join(
        f'<span class="{token}">{text.translate(_ESCAPES)}</span>'
        if token
        else text.translate(_ESCAPES)
        for token, text in _tokens(code, tag, options)
    )
