"""What a page says of its article: title, author, date, site, address, language, lead picture.

Asked in order of how seldom they lie: JSON-LD, OpenGraph, other meta tags, then what a reader sees.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from curator.importing.composing import one_line
from curator.importing.pages.moments import moment
from curator.importing.pages.visible import visible_text

_ARTICLES = frozenset(
    {"article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle"}
    | {"opinionnewsarticle", "techarticle", "scholarlyarticle", "report", "socialmediaposting"}
)
_OTHERS = frozenset({"webpage", "itempage", "creativework"})
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_time",
    "publishtime",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "apub:time",
    "weibo:article:create_at",
    "article:create_time",
)
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|time|pub|publish|published|posted|datum)", re.I)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:author|byline|writer|autor|editor)(?:$|[\s_-])", re.I)
_BY = re.compile(
    r"^(?:by|von|par|por|di|作者|记者|責任編輯|责任编辑|编辑|来源)\s*[:：]?\s*", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+|\s*[_|]\s*|\s*-\s*(?=[^\s-]{2,12}$)")
_MOST_JSON = 2_000_000
_MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article; empty where the page says nothing."""

    title: str = ""
    author: str = ""
    date: datetime | None = None
    site: str = ""
    url: str = ""
    language: str = ""
    picture: str = ""
    summary: str = ""


def metadata(root: etree._Element, url: str = "") -> Metadata:
    """Read what a page says; `url` is where it came from and what its links stand on."""
    linked = _linked(root)
    metas = _metas(root)

    def meta(*names: str) -> str:
        return next((metas[name] for name in names if metas.get(name)), "")

    site = one_line(
        _name(linked.get("publisher")) or meta("og:site_name", "application-name", "apub:site")
    )
    address = _address(url, _canonical(root), meta("og:url"), _text(linked.get("url")))
    picture = _picture(linked.get("image")) or meta("og:image", "og:image:url", "twitter:image")
    title = one_line(_text(linked.get("headline")) or meta("og:title", "twitter:title", "title"))
    return Metadata(
        title=_title(root, title, site),
        author=_author(root, linked, meta),
        date=_date(root, linked, meta),
        site=site or (urlsplit(address).hostname or ""),
        url=address,
        language=_language(root, linked, meta),
        picture=urljoin(address or url, picture) if picture else "",
        summary=one_line(_text(linked.get("description")) or meta("og:description", "description")),
    )


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(root: etree._Element) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, merged over one of the page."""
    best: dict[str, Any] = {}
    page: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:_MOST_JSON].strip().removeprefix("<!--").removesuffix("-->")
        try:
            # Line breaks stand raw inside strings on many sites.
            read = json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(read):
            kinds = node.get("@type", "")
            names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
            if names & _ARTICLES and not best:
                best = node
            elif names & _OTHERS and not page:
                page = node
    return best or page


def _nodes(read: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [read], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            yield one
            waiting.extend(
                value
                for key, value in one.items()
                if key in {"@graph", "mainEntity", "itemListElement"}
            )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value") or ""
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    names = [
        str(one.get("name") or "") if isinstance(one, dict) else one if isinstance(one, str) else ""
        for one in values
    ]
    return ", ".join(name for name in dict.fromkeys(names) if name)


def _picture(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or ""
    return _text(value)


def _title(root: etree._Element, said: str, site: str) -> str:
    headings = [text for tag in root.iter("h1") if (text := one_line(visible_text(tag)))]
    head = root.find(".//title")
    written = one_line(head.text or "") if head is not None else ""
    for heading in headings:  # a heading that the head repeats is the title without the site's name
        if heading in said or (not said and heading in written):
            return heading
    if said:
        return _without_site(said, site)
    if len(headings) == 1:
        return headings[0]
    return _without_site(written, site)


def _without_site(title: str, site: str) -> str:
    if title.startswith(("_", "|")):  # a headline was to stand before it, and there was none
        return ""
    parts = [part for part in _SEPARATOR.split(title) if part]
    if site and len(parts) > 1 and parts[-1].strip().lower() in {site.lower(), site.lower() + "网"}:
        return title[: title.rfind(parts[-1])].rstrip(" |–—·»-_")
    if not site and len(parts) > 1 and len(parts[0]) >= max(len(part) for part in parts[1:]):
        return parts[0].strip()
    return title


def _author(root: etree._Element, linked: dict[str, Any], meta: Callable[..., str]) -> str:
    said = _name(linked.get("author")) or meta("author", "article:author", "dc.creator", "byl")
    if said and not said.startswith(("http://", "https://")):
        return _BY.sub("", one_line(said))
    for tag in root.iter(etree.Element):
        marked = tag.get("rel") == "author" or tag.get("itemprop") == "author"
        if marked or _AUTHOR_CLASS.search(tag.get("class") or ""):
            text = one_line(visible_text(tag))
            if 1 < len(text) < 60:
                return re.split(r"\s*[|·,]\s*|\s{2,}", _BY.sub("", text))[0]
    return ""


def _date(
    root: etree._Element, linked: dict[str, Any], meta: Callable[..., str]
) -> datetime | None:
    """Return when an article appeared: what is said to the second and with a zone before the rest."""
    said = [_text(linked.get("datePublished")), _text(linked.get("dateCreated"))]
    said += [meta(name) for name in _DATE_METAS]
    found = [read for text in said if text and (read := moment(text)) is not None]
    if found and found[0].tzinfo is not None:
        return found[0]
    found += list(_shown_dates(root))
    if not found:
        return None
    day = found[0].date()
    same = [one for one in found if abs((one.date() - day).days) <= 1]
    return max(same, key=lambda one: (one.tzinfo is not None, _precise(one), one is found[0]))


def _precise(one: datetime) -> bool:
    return bool(one.hour or one.minute or one.second)


def _shown_dates(root: etree._Element) -> Iterator[datetime]:
    given = 0
    for tag in root.iter("time"):
        read = moment(tag.get("datetime") or "") or moment(visible_text(tag))
        if read is not None:
            yield read
            given += 1
            break
    for tag in root.iter("span", "div", "p", "em", "i", "small", "td", "li", "dd", "a", "font"):
        marks = f"{tag.get('class') or ''} {tag.get('id') or ''} {tag.get('itemprop') or ''}"
        if marks.strip() and _DATE_CLASS.search(marks):
            text = visible_text(tag)
            if len(text) < 200 and (read := moment(text)) is not None:
                yield read
                given += 1
                break
    if not given:
        body = root.find(".//body")
        for tag in (body if body is not None else root).iter(
            "p", "div", "span", "td", "small", "em"
        ):
            own = (tag.text or "") + "".join(child.tail or "" for child in tag)
            if len(own) < 120 and (read := moment(own)) is not None:
                yield read
                return


def _canonical(root: etree._Element) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return (link.get("href") or "").strip()
    return ""


def _address(url: str, *said: str) -> str:
    """Return the address of the article: what the page says, where that is one of its own site."""
    for one in said:
        try:
            full = urljoin(url, one.strip()) if one else ""
            parts = urlsplit(full)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                continue
            # A front page given as everybody's address, or another site's, names nothing.
            deep = parts.path.strip("/") or parts.query or not urlsplit(url).path.strip("/")
        except ValueError:
            continue
        if deep:
            return full
    return url if url.startswith(("http://", "https://")) else ""


def _language(root: etree._Element, linked: dict[str, Any], meta: Callable[..., str]) -> str:
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    said = (
        said or _text(linked.get("inLanguage")) or meta("og:locale", "content-language", "language")
    )
    found = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?", said.strip())
    return found[0].replace("_", "-") if found else ""
