"""`seo` of the plugin jekyll-seo-tag: title, description, address, cards and structured data of a page.

Follows the plugin's documented behaviour: which keys of page and site give which element. Its elements
stand in the head, one a line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from curator.rendering.liquid import json_text
from curator.rendering.liquid.filters.dates import date_to_xmlschema
from curator.rendering.liquid.filters.strings import escape_html, escape_once, strip_html
from curator.rendering.liquid.filters.texts import normalize_whitespace
from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.urls import absolute_url
from curator.rendering.liquid.values import is_list, to_s, truthy

_HOME_OR_ABOUT = re.compile(r"/(?:about(?:/|\.html?)?|index\.html?)?", re.ASCII)
_MOST_WORDS = 100
_VERIFICATIONS = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "alexa": "alexaVerifyID",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "facebook": "facebook-domain-verification",
}


class Seo(Part):
    """The elements for a page's head."""

    __slots__ = ("titled",)

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.titled = re.search(r"title\s*=\s*false", token.markup, re.IGNORECASE) is None

    def write(self, context: Context, out: Output) -> None:
        """Write the elements."""
        out.write("<!-- Begin Jekyll SEO tag -->\n")
        for line in _Head(context).lines(titled=self.titled):
            out.write(f"{line}\n")
        out.write("<!-- End Jekyll SEO tag -->\n")


def parse_seo(parser: Parser, token: Token) -> Part:
    """Parse `seo`."""
    return Seo(token)


def _mapping(value: object) -> Mapping[str, object]:
    return cast(Mapping[str, object], value) if isinstance(value, Mapping) else {}


def _get(holder: object, *keys: str) -> object:
    """Follow keys through mappings; None where one is missing."""
    for key in keys:
        try:
            holder = _mapping(holder)[key]
        except KeyError:
            return None
    return holder if truthy(holder) and holder != "" else None


class _Head:
    """What is known of the page and the site."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._page = context.known("page")
        self._site = context.known("site")
        self._paginator = context.known("paginator")
        self.site_title = self._formatted(_get(self._site, "title") or _get(self._site, "name"))
        self.page_title = self._formatted(_get(self._page, "title")) or self.site_title
        given = _get(self._page, "description") or _get(self._page, "excerpt")
        described = self._formatted(given or _get(self._site, "description"))
        words = described.split(" ")
        self.description = " ".join(words[:_MOST_WORDS]) + ("…" if len(words) > _MOST_WORDS else "")
        self.author = self._author()
        self.image = self._image()
        self.canonical = self._canonical()

    def _formatted(self, value: object) -> str:
        """Return a text without marks and tags, escaped for an attribute."""
        text = to_s(value)
        if not text:
            return ""
        plain = normalize_whitespace(strip_html(self._context.site.markdown(text)))
        return to_s(escape_once(plain))

    def _title(self) -> str:
        own = self._formatted(_get(self._page, "title"))
        tagline = self._formatted(_get(self._site, "tagline") or _get(self._site, "description"))
        if own and self.site_title and own != self.site_title:
            title = f"{own} | {self.site_title}"
        elif not own and self.site_title and tagline:
            title = f"{self.site_title} | {tagline}"
        else:
            title = own or self.site_title
        page, pages = _get(self._paginator, "page"), _get(self._paginator, "total_pages")
        if isinstance(page, int) and page > 1:
            title = f"Page {page} of {to_s(pages)} for {title}"
        return title

    def _author(self) -> Mapping[str, object]:
        authors = _get(self._page, "authors")
        first = (
            authors[0]
            if is_list(authors) and (authors := cast(Sequence[object], authors))
            else None
        )
        given = _get(self._page, "author") or first or _get(self._site, "author")
        if is_list(given):
            given = next(iter(cast(Sequence[object], given)), None)
        if isinstance(given, Mapping):
            name = _get(given, "name") or _get(given, "login")
            return {**given, "name": self._formatted(name)}
        if given is None:
            return {}
        known = _mapping(_get(self._site, "data", "authors", to_s(given)))
        name = _get(known, "name") or given
        return {"twitter": to_s(given), **known, "name": self._formatted(name)}

    def _image(self) -> Mapping[str, object]:
        given = _get(self._page, "image")
        image = dict(_mapping(given)) if isinstance(given, Mapping) else {"path": given}
        path = _get(image, "path") or _get(image, "facebook") or _get(image, "twitter")
        if path is None:
            return {}
        return {**image, "path": to_s(absolute_url(self._context, to_s(path)))}

    def _canonical(self) -> str:
        own = _get(self._page, "canonical_url")
        if own is not None:
            return to_s(own)
        path = to_s(_get(self._page, "url"))
        if isinstance(_get(self._paginator, "page"), int) and _get(
            self._paginator, "previous_page"
        ):
            path = to_s(_get(self._paginator, "page_path")) or path
        path = re.sub(r"/index\.html$", "/", path)
        return to_s(absolute_url(self._context, path))

    def _date(self, name: str) -> str:
        value = _get(self._page, name)
        return to_s(date_to_xmlschema(self._context, value)) if value is not None else ""

    def lines(self, *, titled: bool) -> Iterator[str]:
        """Return the elements in the plugin's order."""
        if titled and self._title():
            yield f"<title>{self._title()}</title>"
        version = _get(self._context.known("jekyll"), "version")
        yield _meta("name", "generator", f"Jekyll v{to_s(version)}")
        yield from _metas(
            ("property", "og:title", self.page_title),
            ("name", "author", to_s(_get(self.author, "name"))),
        )
        locale = _get(self._page, "locale") or _get(self._page, "lang")
        locale = locale or _get(self._site, "locale") or _get(self._site, "lang") or "en_US"
        yield _meta("property", "og:locale", to_s(locale).replace("-", "_"))
        yield from _metas(
            ("name", "description", self.description),
            ("property", "og:description", self.description),
            ("property", "twitter:description", self.description),
        )
        if _get(self._site, "url"):
            yield f'<link rel="canonical" href="{self.canonical}" />'
            yield _meta("property", "og:url", self.canonical)
        yield from _metas(("property", "og:site_name", self.site_title))
        yield from self._image_lines()
        yield from self._kind_lines()
        yield from self._twitter_lines()
        yield from self._owner_lines()
        yield '<script type="application/ld+json">'
        data = json_text.written(self._structured()).replace("</", r"<\/")
        yield f"{data}</script>"

    def _image_lines(self) -> Iterator[str]:
        yield from _metas(
            ("property", "og:image", to_s(_get(self.image, "path"))),
            ("property", "og:image:height", to_s(_get(self.image, "height"))),
            ("property", "og:image:width", to_s(_get(self.image, "width"))),
            ("property", "og:image:alt", to_s(_get(self.image, "alt"))),
        )

    def _kind_lines(self) -> Iterator[str]:
        published = self._date("date")
        yield _meta("property", "og:type", "article" if published else "website")
        yield from _metas(("property", "article:published_time", published))
        for name, relation in (("previous_page", "prev"), ("next_page", "next")):
            path = _get(self._paginator, f"{name}_path")
            if _get(self._paginator, name) and path:
                address = to_s(absolute_url(self._context, path))
                yield f'<link rel="{relation}" href="{address}" />'

    def _twitter_lines(self) -> Iterator[str]:
        card = "summary"
        if self.image:
            chosen = _get(self._page, "twitter", "card") or _get(self._site, "twitter", "card")
            card = to_s(chosen or "summary_large_image")
        yield _meta("name", "twitter:card", card)
        yield from _metas(
            ("property", "twitter:image", to_s(_get(self.image, "path"))),
            ("name", "twitter:image:alt", to_s(_get(self.image, "alt"))),
            ("property", "twitter:title", self.page_title),
        )
        if _get(self._site, "twitter"):
            user = to_s(_get(self._site, "twitter", "username")).replace("@", "")
            yield _meta("name", "twitter:site", f"@{user}")
            creator = to_s(_get(self.author, "twitter")).replace("@", "")
            yield from _metas(("name", "twitter:creator", f"@{creator}" if creator else ""))

    def _owner_lines(self) -> Iterator[str]:
        for key, name in (
            ("admins", "fb:admins"),
            ("publisher", "article:publisher"),
            ("app_id", "fb:app_id"),
        ):
            yield from _metas(("property", name, to_s(_get(self._site, "facebook", key))))
        for key, name in _VERIFICATIONS.items():
            found = _get(self._site, "webmaster_verifications", key)
            if key == "google" and found is None:
                found = _get(self._site, "google_site_verification")
            yield from _metas(("name", name, to_s(found)))

    def _structured(self) -> dict[str, object]:
        """Return what search engines are told, in the plugin's order of keys."""
        home = _HOME_OR_ABOUT.fullmatch(to_s(_get(self._page, "url"))) is not None
        kind = _get(self._page, "seo", "type")
        if kind is None:
            kind = "WebSite" if home else "BlogPosting" if _get(self._page, "date") else "WebPage"
        author = _get(self.author, "name")
        person: dict[str, object] = {"@type": to_s(_get(self.author, "type") or "Person")}
        address = _get(self.author, "url")
        links = _get(self._page, "seo", "links")
        name = _get(self._page, "seo", "name")
        if home:
            links = links or _get(self._site, "social", "links")
            name = name or _get(self._site, "social", "name") or self.site_title
        published = self._date("date")
        modified = self._date("last_modified_at") or published
        found: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": kind,
            "author": {**person, "name": author, **({"url": address} if address else {})}
            if author
            else None,
            "dateModified": modified,
            "datePublished": published,
            "description": self.description,
            "headline": self.page_title,
            "image": _get(self.image, "path"),
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.canonical}
            if kind in ("BlogPosting", "CreativeWork")
            else None,
            "name": name,
            "publisher": self._publisher(author),
            "sameAs": links,
            "url": self.canonical,
        }
        return {key: value for key, value in found.items() if value is not None and value != ""}

    def _publisher(self, author: object) -> dict[str, object] | None:
        logo = _get(self._site, "logo")
        if logo is None:
            return None
        address = to_s(absolute_url(self._context, to_s(logo)))
        publisher: dict[str, object] = {
            "@type": "Organization",
            "logo": {"@type": "ImageObject", "url": address},
        }
        return {**publisher, "name": author} if author else publisher


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{_attribute(content)}" />'


def _metas(*given: tuple[str, str, str]) -> Iterator[str]:
    return (_meta(*one) for one in given if one[2])


def _attribute(text: str) -> str:
    return to_s(escape_once(text)) if "&" in text else escape_html(text)
