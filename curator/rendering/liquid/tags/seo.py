"""`seo` of the plugin jekyll-seo-tag: title, description, address, cards and structured data of a page.

Follows the plugin's documented behaviour: which keys of page and site give which element. Its elements
stand in the head, one a line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from curator.rendering.liquid import json_text
from curator.rendering.liquid.filters.dates import date_to_xmlschema
from curator.rendering.liquid.filters.strings import escape_once, strip_html
from curator.rendering.liquid.filters.texts import normalize_whitespace
from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.urls import absolute_url, escaped
from curator.rendering.liquid.values import is_list, to_s, truthy

_HOME_OR_ABOUT = re.compile(r"^/(about/)?(index.html?)?$", re.MULTILINE)
_VERSION = "2.8.0"
"""The version of the plugin whose output this is."""
_END_OF_SCRIPT = re.compile(r"</(?=script)", re.IGNORECASE)
_AUTHOR_TYPES = ("Organization", "Person")
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
        self.titled = "title=false" not in token.markup.lower()

    def write(self, context: Context, out: Output) -> None:
        """Write the elements."""
        out.write(f"<!-- Begin Jekyll SEO tag v{_VERSION} -->\n")
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
    return holder if truthy(holder) else None


def _first(*found: object) -> object:
    """Return the first value there is, as Ruby's `||` does: an empty text is one."""
    return next((one for one in found if one is not None), None)


class _Head:
    """What is known of the page and the site."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._page = context.known("page")
        self._site = context.known("site")
        self._paginator = context.known("paginator")
        self.site_title = self._formatted(
            _first(_get(self._site, "title"), _get(self._site, "name"))
        )
        self.page_title = self._formatted(_get(self._page, "title")) or self.site_title
        self._site_description = self._formatted(_get(self._site, "description"))
        given = _first(_get(self._page, "description"), _get(self._page, "excerpt"))
        self.description = self._formatted(given) or self._site_description
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
        if self.site_title and self.page_title != self.site_title:
            title = f"{self.page_title} | {self.site_title}"
        elif self._site_description and self.site_title:
            tagline = self._formatted(_get(self._site, "tagline"))
            title = f"{self.site_title} | {tagline or self._site_description}"
        else:
            title = self.page_title or self.site_title
        page = _get(self._paginator, "page")
        if isinstance(page, int) and page > 1:
            title = self._page_number(page) + title
        return title

    def _page_number(self, page: int) -> str:
        message = to_s(_get(self._site, "seo_paginator_message"))
        message = message or "Page %<current>s of %<total>s for "
        pages = to_s(_get(self._paginator, "total_pages"))
        return message.replace("%<current>s", str(page)).replace("%<total>s", pages)

    def _author(self) -> Mapping[str, object]:
        authors = _get(self._page, "authors")
        first = next(iter(cast(Sequence[object], authors)), None) if is_list(authors) else None
        candidates = (_get(self._page, "author"), first, _get(self._site, "author"))
        given = next((one for one in candidates if to_s(one)), None)
        if isinstance(given, Mapping):
            return given
        if not isinstance(given, str):
            return {}
        return {"name": given, **_mapping(_get(self._site, "data", "authors", given))}

    def _image(self) -> Mapping[str, object]:
        given = _get(self._page, "image")
        if not isinstance(given, (Mapping, str)):
            return {}
        image = {"path": None, **given} if isinstance(given, Mapping) else {"path": given}
        path = _first(*(_get(image, key) for key in ("path", "facebook", "twitter")))
        if path is None:
            return {}
        return {**image, "path": escaped(to_s(absolute_url(self._context, path)))}

    def _canonical(self) -> str:
        own = to_s(_get(self._page, "canonical_url"))
        if own:
            return own
        path = to_s(absolute_url(self._context, _get(self._page, "url")))
        return re.sub(r"/index\.html$", "/", path, flags=re.MULTILINE)

    def _date(self, *values: object) -> str:
        """Return the first date there is, as XML Schema writes it."""
        value = _first(*values)
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
        places = ((self._page, "locale"), (self._site, "locale"), (self._page, "lang"))
        locale = _first(*(_get(*place) for place in places), _get(self._site, "lang"), "en_US")
        yield _meta("property", "og:locale", to_s(locale).replace("-", "_"))
        yield from _metas(
            ("name", "description", self.description),
            ("property", "og:description", self.description),
        )
        if _get(self._site, "url") is not None:
            yield f'<link rel="canonical" href="{self.canonical}" />'
            yield _meta("property", "og:url", self.canonical)
        yield from _metas(("property", "og:site_name", self.site_title))
        yield from self._image_lines()
        yield from self._kind_lines()
        yield from self._twitter_lines()
        yield from self._owner_lines()
        yield '<script type="application/ld+json">'
        # Jekyll writes this as it is; an end tag in a title must not let the rest run, though.
        data = _END_OF_SCRIPT.sub(r"<\\/", json_text.written(self._structured()))
        yield f"{data}</script>"

    def _image_lines(self) -> Iterator[str]:
        yield from _metas(
            ("property", "og:image", to_s(_get(self.image, "path"))),
            ("property", "og:image:height", to_s(_get(self.image, "height"))),
            ("property", "og:image:width", to_s(_get(self.image, "width"))),
            ("property", "og:image:alt", to_s(_get(self.image, "alt"))),
        )

    def _kind_lines(self) -> Iterator[str]:
        published = self._date(_get(self._page, "date"))
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
            creator = to_s(_first(_get(self.author, "twitter"), _get(self.author, "name")))
            creator = creator.replace("@", "")
            yield from _metas(("name", "twitter:creator", f"@{creator}" if creator else ""))

    def _owner_lines(self) -> Iterator[str]:
        for key, name in (
            ("admins", "fb:admins"),
            ("publisher", "article:publisher"),
            ("app_id", "fb:app_id"),
        ):
            yield from _metas(("property", name, to_s(_get(self._site, "facebook", key))))
        verifications = _get(self._site, "webmaster_verifications")
        if verifications is None:
            verifications = {"google": _get(self._site, "google_site_verification")}
        for key, name in _VERIFICATIONS.items():
            yield from _metas(("name", name, to_s(_get(verifications, key))))

    def _structured(self) -> dict[str, object]:
        """Return what search engines are told, sorted by key."""
        home = _HOME_OR_ABOUT.search(to_s(_get(self._page, "url"))) is not None
        kind = _get(self._page, "seo", "type")
        if kind is None:
            kind = "WebSite" if home else "BlogPosting" if _get(self._page, "date") else "WebPage"
        social = _mapping(_get(self._site, "social")) if home else {}
        named = self._formatted(_get(self._page, "seo", "name"))
        if not named and home:
            named = self._formatted(_get(social, "name")) or self.site_title
        date = _get(self._page, "date")
        changed = (_get(self._page, "seo", "date_modified"), _get(self._page, "last_modified_at"))
        is_entity = kind in ("BlogPosting", "CreativeWork")
        found: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": kind,
            "author": self._person(),
            "dateModified": self._date(*changed, date),
            "datePublished": self._date(date),
            "description": self.description,
            "headline": self.page_title,
            "image": self._picture(),
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.canonical} if is_entity else None,
            "name": named,
            "publisher": self._publisher(),
            "sameAs": _first(_get(self._page, "seo", "links"), _get(social, "links")),
            "url": self.canonical,
        }
        return {key: value for key, value in found.items() if value is not None and value != ""}

    def _person(self) -> dict[str, object] | None:
        name, kind = _get(self.author, "name"), _get(self.author, "type")
        if name is None or (kind is not None and kind not in _AUTHOR_TYPES):
            return None
        person = {"@type": kind or "Person", "name": name}
        address = _get(self.author, "url")
        return person if address is None else {**person, "url": address}

    def _picture(self) -> object:
        if len(self.image) < 2:
            return _get(self.image, "path")
        rest = {key: value for key, value in self.image.items() if key != "path"}
        return {**rest, "url": self.image["path"], "@type": "imageObject"}

    def _publisher(self) -> dict[str, object] | None:
        logo = _get(self._site, "logo")
        if logo is None:
            return None
        address = escaped(to_s(absolute_url(self._context, logo)))
        publisher: dict[str, object] = {
            "@type": "Organization",
            "logo": {"@type": "ImageObject", "url": address},
        }
        name = _get(self.author, "name")
        return publisher if name is None else {**publisher, "name": name}


def _meta(kind: str, name: str, content: str) -> str:
    """Return an element. The plugin escapes nothing here: what comes from texts is escaped before."""
    return f'<meta {kind}="{name}" content="{content}" />'


def _metas(*given: tuple[str, str, str]) -> Iterator[str]:
    return (_meta(*one) for one in given if one[2])
