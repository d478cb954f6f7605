"""`markdown: CommonMark` and `CommonMarkGhPages`: CommonMark as the plugins of those names write it.

Built on markdown-it-py, which follows the same specification; what the library's own renderer writes
otherwise than cmark is written anew here. Footnotes, `~one~` and bare addresses that begin with `www.`
or are for e-mail are not supported.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from curator.domain.slugs import slugify
from curator.rendering.highlighting.tokens import inner_html
from curator.rendering.theme.cmark_addresses import use_addresses
from curator.rendering.theme.cmark_punctuation import use_smart_punctuation
from curator.rendering.theme.rendering import Converter

_OMITTED = "<!-- raw HTML omitted -->"
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)[\s/>])", re.I
)
_GITHUB = "commonmarkghpages"
_GITHUB_OPTIONS = frozenset({"SMART", "UNSAFE"})
_GITHUB_EXTENSIONS = frozenset({"strikethrough", "table", "tagfilter"})


def wants_commonmark(settings: Mapping[str, object]) -> bool:
    """Tell whether the settings name one of the converters."""
    return str(settings.get("markdown")).lower() in {"commonmark", _GITHUB}


def commonmark_for(settings: Mapping[str, object]) -> Converter:
    """Return the converter that the merged settings ask for."""
    given = settings.get("commonmark")
    own = given if isinstance(given, Mapping) else {}
    github = str(settings.get("markdown")).lower() == _GITHUB
    options = {name.upper() for name in _names(own.get("options"))}
    extensions = set(_names(own.get("extensions")))
    if github:
        options |= _GITHUB_OPTIONS
        extensions |= _GITHUB_EXTENSIONS
    md = MarkdownIt("commonmark", {"html": True, "breaks": "HARDBREAKS" in options})
    # The plugin lets any address through; the preview's own guards stand behind it.
    md.validateLink = _any_address  # type: ignore[method-assign]
    if "table" in extensions:
        md.enable("table")
    if "strikethrough" in extensions:
        md.enable("strikethrough")
    if "autolink" in extensions:
        use_addresses(md)
    if "SMART" in options:
        use_smart_punctuation(md)
    md.renderer = _Renderer(frozenset(options), frozenset(extensions), with_ids=github)

    def convert(text: str, *, lines: bool = False) -> str:
        return str(md.render(text, {"lines": lines}))

    return convert


def _any_address(url: str) -> bool:
    return True


def _names(value: object) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


class _Renderer(RendererHTML):
    """Writes HTML as cmark does."""

    def __init__(self, options: frozenset[str], extensions: frozenset[str], *, with_ids: bool):
        super().__init__()
        self._safe = "UNSAFE" not in options
        self._outer_lang = "GITHUB_PRE_LANG" in options
        self._filters = "tagfilter" in extensions
        self._tasks = "tasklist" in extensions
        self._with_ids = with_ids
        self._ids: dict[str, int] = {}

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        self._ids.clear()
        for at, token in enumerate(tokens):
            if env.get("lines") and token.map is not None and token.nesting >= 0:
                token.attrSet("data-line", str(token.map[0] + 1))
            if token.type == "heading_open" and self._with_ids:
                token.attrSet("id", self._id(tokens[at + 1].content))
            if token.type == "list_item_open" and self._tasks:
                self._mark_task(tokens, at)
            if token.type in {"th_open", "td_open"} and "style" in token.attrs:
                side = str(token.attrs.pop("style")).rpartition(":")[2]
                token.attrSet("align", side)
        return super().render(tokens, options, env)

    def _id(self, text: str) -> str:
        name = slugify(text)
        count = self._ids.get(name, 0)
        self._ids[name] = count + 1
        return f"{name}-{count}" if count else name

    @staticmethod
    def _mark_task(tokens: Sequence[Token], at: int) -> None:
        inline = next((one for one in tokens[at : at + 3] if one.type == "inline"), None)
        if inline is None or not inline.children or inline.children[0].type != "text":
            return
        first = inline.children[0]
        match = _TASK.match(first.content)
        if match is not None:
            first.content = first.content[match.end() :]
            checked = 'checked="" ' if match[1] != " " else ""
            box = Token(
                "task_box", "", 0, content=f'<input type="checkbox" {checked}disabled="" />'
            )
            inline.children.insert(0, box)

    def task_box(self, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return tokens[at].content

    def html_block(self, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return f"{_OMITTED}\n" if self._safe else self._filtered(tokens[at].content)

    def html_inline(self, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return _OMITTED if self._safe else self._filtered(tokens[at].content)

    def _filtered(self, text: str) -> str:
        return _FILTERED.sub("&lt;", text) if self._filters else text

    def s_open(self, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
        return "<del>"

    def s_close(self, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
        return "</del>"

    def fence(self, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        token = tokens[at]
        return self._code(token, (token.info.split() or [""])[0])

    def code_block(self, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return self._code(tokens[at], "")

    def _code(self, token: Token, language: str) -> str:
        # Without a language Rouge looks at the code itself.
        inner = inner_html(token.content, language or "guess")
        if inner is None:
            inner = html.escape(token.content, quote=False)
        language = html.escape(language)
        data = f' data-lang="{language}"' if language else ""
        outer = f"language-{language} " if language else ""
        line = token.attrs.get("data-line")
        place = f' data-line="{line}"' if line is not None else ""
        pre, code = (data, "") if self._outer_lang else ("", data)
        return (
            f'<div class="{outer}highlighter-rouge"{place}><div class="highlight">'
            f'<pre class="highlight"{pre}><code{code}>{inner}</code></pre></div></div>\n'
        )
