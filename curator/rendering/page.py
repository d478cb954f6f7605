"""The built-in page round a converted body: head, title line, article, placeholders.

Owns the markup and the addresses of the program's own scheme that appear in it. Every word comes
from outside, escaped here; nothing is read from disk.
"""

import html
from dataclasses import dataclass

SCHEME = "curator"
HOST = "preview"
ORIGIN = f"{SCHEME}://{HOST}"
STYLE_ADDRESS = f"{ORIGIN}/style.css"
PICTURE_PREFIX = f"{ORIGIN}/picture/"
PAGE_PREFIX = f"{ORIGIN}/page/"
LOAD_PREFIX = f"{SCHEME}://load/"
"""Links that ask for a picture; the window catches them, nothing is ever served there."""

ARTICLE_ID = "curator-article"
HEADER_ID = "curator-header"

POLICY = (
    f"default-src 'none'; img-src {ORIGIN}; style-src {ORIGIN} 'unsafe-inline'; script-src 'none'; "
    "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; form-action 'none'; "
    "base-uri 'none'"
)
"""The content policy sent with every answer of the scheme (reliability.md §0.2)."""

_STANDALONE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the user's language; `{host}`, `{path}` and `{kind}` are filled in."""

    untitled: str
    picture_from: str
    load: str
    failed: str
    retry: str
    missing: str
    refused: str
    embedded: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands above an article, as values of its front matter."""

    title: str = ""
    date: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def header(head: PageHead, words: PageWords) -> str:
    """Return the markup of title, date, categories and tags."""
    title = _text(head.title) or f'<span class="curator-untitled">{_text(words.untitled)}</span>'
    parts = []
    if head.date:
        parts.append(f"<time>{_text(head.date)}</time>")
    parts += [f'<span class="curator-category">{_text(name)}</span>' for name in head.categories]
    parts += [f'<span class="curator-tag">{_text(name)}</span>' for name in head.tags]
    line = f'<p class="curator-meta">{"".join(parts)}</p>' if parts else ""
    return f'<h1 class="curator-title">{title}</h1>{line}'


def page(*, title: str, header: str, fragment: str, lang: str, dark: bool = False) -> str:
    """Return a whole page whose style is a resource of the program's own scheme."""
    head = f'<link rel="stylesheet" href="{STYLE_ADDRESS}">'
    theme = "dark" if dark else "light"
    return _whole(title, header, fragment, lang, theme, head)


def standalone(*, title: str, header: str, fragment: str, lang: str, style: str) -> str:
    """Return a whole page that needs no other file and lets nothing in it run or load."""
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_STANDALONE_POLICY}">'
        f"<style>{style}</style>"
    )
    return _whole(title, header, fragment, lang, "auto", head)


def _whole(title: str, header: str, fragment: str, lang: str, theme: str, head: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(lang)}" class="{theme}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)}</title>\n{head}\n</head>\n<body>\n"
        f'<main class="curator-page">\n<header id="{HEADER_ID}">{header}</header>\n'
        f'<article id="{ARTICLE_ID}">{fragment}</article>\n</main>\n</body>\n</html>\n'
    )


def placeholder(label: str, *, alternative: str = "", title: str = "") -> str:
    """Return what stands for a picture that is not shown."""
    return (
        f'<span class="curator-picture" title="{_text(title)}">{_label(label, alternative)}</span>'
    )


def load_placeholder(
    label: str, action: str, token: str, *, alternative: str = "", title: str = ""
) -> str:
    """Return what stands for a picture that one click loads: a plain link of our own scheme."""
    return (
        f'<a class="curator-picture curator-load" href="{LOAD_PREFIX}{token}" '
        f'title="{_text(title)}">{_label(label, alternative)}'
        f'<span class="curator-action">{_text(action)}</span></a>'
    )


def _label(label: str, alternative: str) -> str:
    shown = f'<span class="curator-label">{_text(label)}</span>'
    if alternative.strip():
        shown += f'<span class="curator-alternative">{_text(alternative.strip())}</span>'
    return shown


def _text(value: str) -> str:
    """Escape a value for text and quoted attributes."""
    return html.escape(encodable(value))


def encodable(text: str) -> str:
    """Replace what UTF-8 cannot carry: bytes that no encoding explained, and NUL."""
    clean = text.replace("\0", _REPLACEMENT)
    try:
        clean.encode("utf-8")
    except UnicodeEncodeError:
        return clean.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return clean
