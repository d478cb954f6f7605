"""`markdown: CommonMark` and `CommonMarkGhPages`: jekyll-commonmark's settings on markdown-it-py.

Options and extensions are those of the `commonmark:` key. Not imitated: footnotes, `sourcepos`, the exact
letters cmark percent-encodes in URLs, and which schemes it drops without `UNSAFE`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from curator.rendering.highlighting.tokens import inner_html
from curator.rendering.kramdown.escaping import escape

_NAMES = frozenset(("commonmark", "commonmarkghpages"))
_INFO_WORD = re.compile(r"[^\s,]+")
_FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)[\s/>])", re.I
)
_BARE_URL = re.compile(r"(?<![\w/])(?:https?://|ftp://|www\.)[^\s<]*[^\s<?!.,:*_~'\"]")
_OMITTED = "<!-- raw HTML omitted -->"


@dataclass(frozen=True)
class CommonMarkOptions:
    """What a site asks of CommonMark."""

    options: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()


def is_commonmark(config: Mapping[str, object]) -> bool:
    """Return whether a site's `markdown:` names a CommonMark converter."""
    return str(config.get("markdown", "kramdown")).lower() in _NAMES


def commonmark_options_for(config: Mapping[str, object]) -> CommonMarkOptions:
    """Return the options of a whole `_config.yml`; neither has defaults in jekyll-commonmark."""
    given = config.get("commonmark")
    settings = given if isinstance(given, Mapping) else {}
    return CommonMarkOptions(
        frozenset(name.upper() for name in _strings(settings.get("options"))),
        frozenset(name.lower() for name in _strings(settings.get("extensions"))),
    )


def _strings(value: object) -> list[str]:
    items = value.split(",") if isinstance(value, str) else value
    return [str(item).strip() for item in items] if isinstance(items, list | tuple) else []


def to_html(text: str, options: CommonMarkOptions, *, lines: bool = False) -> str:
    """Return the HTML of a body; with `lines`, block elements carry `data-line`."""
    parser = _parser(options)
    env: dict[str, object] = {}
    tokens = parser.parse(text, env)
    for token in tokens:
        _align(token, options)
        if token.type == "inline" and "autolink" in options.extensions and token.children:
            token.children = _autolinked(token.children)
    if lines:
        for token in tokens:
            if token.map is not None and token.nesting >= 0 and not token.hidden:
                token.attrSet("data-line", str(token.map[0] + 1))
    return str(parser.renderer.render(tokens, parser.options, env))


def _align(token: Token, options: CommonMarkOptions) -> None:
    """Say a cell's alignment as cmark does, by `align` unless the site wants styles."""
    style = token.attrGet("style")
    if isinstance(style, str) and "TABLE_PREFER_STYLE_ATTRIBUTES" not in options.options:
        del token.attrs["style"]
        token.attrSet("align", style.removeprefix("text-align:"))


def _autolinked(children: Sequence[Token]) -> list[Token]:
    """Return a paragraph's tokens with bare URLs as links."""
    result: list[Token] = []
    depth = 0
    for token in children:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "text" or depth:
            result.append(token)
            continue
        at = 0
        for found in _BARE_URL.finditer(token.content):
            url = found[0].rstrip("?!.,:*_~'\"")
            if url.endswith(")") and url.count(")") > url.count("("):
                url = url[:-1]
            result.append(Token("text", "", 0, content=token.content[at : found.start()]))
            href = url if "://" in url else f"http://{url}"
            result.append(Token("link_open", "a", 1, attrs={"href": href}))
            result.append(Token("text", "", 0, content=url))
            result.append(Token("link_close", "a", -1))
            at = found.start() + len(url)
        result.append(Token("text", "", 0, content=token.content[at:]))
    return result


@lru_cache(maxsize=8)
def _parser(options: CommonMarkOptions) -> MarkdownIt:
    """Return a parser set up for these options; it keeps nothing of the texts it reads."""
    chosen = options.options
    parser = MarkdownIt(
        "commonmark",
        {
            "typographer": "SMART" in chosen,
            "breaks": "HARDBREAKS" in chosen,
            "html": True,
        },
        renderer_cls=_renderer(options),
    )
    if "SMART" in chosen:
        parser.enable(["smartquotes", "replacements"])
    for extension, rule in (("table", "table"), ("strikethrough", "strikethrough")):
        if extension in options.extensions:
            parser.enable(rule)
    return parser


def _renderer(wanted: CommonMarkOptions) -> type[RendererHTML]:
    class Renderer(RendererHTML):
        """Writes what jekyll-commonmark's renderer writes where markdown-it-py does not."""

        def fence(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            token = tokens[idx]
            found = _INFO_WORD.match(token.info)
            return code_block(token.content, found[0] if found else "", wanted, _line(token))

        def code_block(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            return self.fence(tokens, idx, options, env)

        def html_block(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            return _raw(tokens[idx].content, wanted, "\n")

        def html_inline(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            return _raw(tokens[idx].content, wanted, "")

        def softbreak(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            if "NOBREAKS" in wanted.options:
                return " "
            return "<br />\n" if options.breaks else "\n"

        def s_open(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            return "<del>"

        def s_close(
            self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
        ) -> str:
            return "</del>"

    return Renderer


def _line(token: Token) -> str:
    line = token.attrGet("data-line")
    return f' data-line="{line}"' if line is not None else ""


def code_block(code: str, language: str, options: CommonMarkOptions, line: str = "") -> str:
    """Return a code block in the elements that jekyll-commonmark puts round it."""
    name = escape(language).replace('"', "&quot;")
    named = f"language-{name} " if name else ""
    data = f' data-lang="{name}"' if name else ""
    on_pre = "GITHUB_PRE_LANG" in options.options
    inner = inner_html(code, language) if language else None
    return (
        f'<div class="{named}highlighter-rouge"{line}><div class="highlight">'
        f'<pre class="highlight"{data if on_pre else ""}><code{"" if on_pre else data}>'
        f"{escape(code) if inner is None else inner}</code></pre></div></div>\n"
    )


def _raw(html: str, options: CommonMarkOptions, after: str) -> str:
    if "UNSAFE" not in options.options:
        return _OMITTED + after
    return _FILTERED.sub("&lt;", html) if "tagfilter" in options.extensions else html
