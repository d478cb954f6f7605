"""What queries mean, in plain Python over plain values: slow, and nothing to do with a database.

Also makes random articles, as values and as the source texts that say the same.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

from curator.domain.post import Status
from curator.domain.query import All, Any, Days, Field, Key, Match, Node, Not, Term
from curator.domain.text import fold, value_key
from tests.storage.search_scan import matches, units

NOW = datetime(2026, 3, 15, 3, 0, tzinfo=timezone(timedelta(hours=8)))
ZONE = timezone(timedelta(hours=8))

WORDS = ("苹果", "香蕉", "Banana", "ＱＲＳ", "北京", "rate9", "Café", "Ärger", "77%", "q_b")
"""Of titles; none of them is part of anything else that a post says."""
TAGS = ("股票", "债券", "AI", "ai", "Ｍacro", "two words", "股票/A股", "100%", "x*")
CATEGORIES = ("news", "News", "公司", "emnews")
LAYOUTS = ("post", "Post", "page", "")
HOSTS = ("finance.example.com", "m.finance.example.com", "news.example.org", "")
SITES = (("/srv/新闻站", "新闻站"), ("/srv/blog", "My Blog"))
VALUES = ("Wang", "王 五", "wang", "ＷＡＮＧ", "a" * 130, "yes: no", "", "5")
NAMES = ("author", "作者", "Reviewed by", "mood", "seo.title")

Plain = str | bool | int | None | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """A post as far as queries go."""

    title: str
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    layout: str
    moment: datetime | None
    keys: dict[str, Plain]
    host: str
    image: bool
    link: bool
    hidden: bool
    status: Status
    site: int | None
    path: str
    """Its file in the site, else the name it was dropped under."""
    added: datetime
    edited: bool = False
    outside: str = ""
    twins: tuple[int, ...] = field(default=())
    """Places of the articles that it is a duplicate of."""

    @property
    def instant(self) -> datetime | None:
        """Return when the post is dated, in its front matter or the name of its file."""
        if self.moment is None and self.site is not None:
            return datetime(2022, 1, 1, tzinfo=ZONE)
        return self.moment

    @property
    def broken(self) -> bool:
        """Tell whether Jekyll would misread the post."""
        return not self.title or self.instant is None

    @property
    def source(self) -> str:
        """Return the text of the post."""
        said: dict[str, Plain] = {"title": self.title, "tags": list(self.tags)}
        said["categories"] = list(self.categories)
        if self.layout:
            said["layout"] = self.layout
        if self.host:
            said["source_url"] = f"https://{self.host}/a/1"
        if self.hidden:
            said["published"] = False
        lines = [
            f"{json.dumps(key)}: {json.dumps(value)}" for key, value in (said | self.keys).items()
        ]
        if self.moment is not None:
            lines.append(f"date: {self.moment:%Y-%m-%d %H:%M:%S %z}")
        body = ["Text."]
        if self.image:
            body.append("![A picture](/a.png)")
        if self.link:
            body.append("See [there](/b/).")
        front = "\n".join(lines)
        return "---\n" + front + "\n---\n" + "\n\n".join(body) + "\n"


def article(chance: random.Random, number: int) -> Article:
    """Return a random article; `number` makes its file's name its own."""
    placed = chance.random() < 0.7
    folder = chance.choice(("_posts", "_posts", "_posts", "_drafts", "股票/_posts"))
    moment = None
    if chance.random() < 0.9:
        zone = timezone(timedelta(hours=chance.choice((8, 8, 0, -10, 14))))
        moment = datetime(2021, 12, 29, tzinfo=zone) + timedelta(
            minutes=chance.randrange(7_000_000)
        )
        moment = moment.replace(second=0)
    called = f"{chance.choice(('a', 'Ｂ', '新闻'))}{number}.md"
    day = (moment or datetime(2022, 1, 1, tzinfo=UTC)).astimezone(ZONE)
    title = (
        " ".join(chance.sample(WORDS, chance.choice((1, 2, 3)))) if chance.random() < 0.95 else ""
    )
    return Article(
        title,
        tuple(chance.sample(TAGS, chance.choice((0, 0, 1, 1, 2)))),
        tuple(chance.sample(CATEGORIES, chance.choice((0, 1, 1)))),
        chance.choice(LAYOUTS),
        moment,
        _keys(chance),
        chance.choice(HOSTS),
        chance.random() < 0.5,
        chance.random() < 0.8,
        chance.random() < 0.05,
        chance.choice(list(Status)),
        chance.choice((0, 1)) if placed else None,
        f"{folder}/{day:%Y-%m-%d}-{called}" if placed else called,
        datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(24_000)),
        placed and chance.random() < 0.1,
        chance.choice(("", "", "", "", "", "edited", "missing")) if placed else "",
    )


def _keys(chance: random.Random) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for name in chance.sample(NAMES, chance.choice((0, 1, 2))):
        value = chance.choice(VALUES)
        if name == "seo.title":
            found["seo"] = {"title": value}
        elif chance.random() < 0.3:
            found[name] = chance.sample(VALUES, 2)
        else:
            found[name] = chance.choice((value, value, value, True, 5, None))
    return found


def paired(articles: list[Article], chance: random.Random) -> list[Article]:
    """Return the articles with some of them called duplicates of each other."""
    twins: dict[int, set[int]] = {}
    for _ in range(len(articles) // 20):
        one, other = chance.sample(range(len(articles)), 2)
        twins.setdefault(one, set()).add(other)
        twins.setdefault(other, set()).add(one)
    return [replace(one, twins=tuple(sorted(twins.get(at, ())))) for at, one in enumerate(articles)]


class Evaluator:
    """Tells which articles a query means."""

    def __init__(self, articles: list[Article]) -> None:
        self._articles = articles

    def found(self, node: Node) -> set[int]:
        """Return the places of the articles that match."""
        return {at for at, one in enumerate(self._articles) if self._matches(node, one)}

    def _matches(self, node: Node, one: Article) -> bool:
        if isinstance(node, Not):
            return not self._matches(node.node, one)
        if isinstance(node, All):
            return all(self._matches(part, one) for part in node.nodes)
        if isinstance(node, Any):
            return any(self._matches(part, one) for part in node.nodes)
        if isinstance(node, Days):
            return _within(node, one)
        if isinstance(node, Key):
            return _has_key(one, node.name, node.value, node.match)
        return self._term(node, one)

    def _term(self, term: Term, one: Article) -> bool:
        value = term.value
        match term.field:
            case Field.ANY | Field.TITLE:
                wanted = units(value)
                return not wanted or matches(wanted, units(one.title))
            case Field.TAG:
                return any(_same(term, tag) for tag in one.tags)
            case Field.CATEGORY:
                return any(_same(term, name) for name in _categories(one))
            case Field.STATUS:
                return one.status.value == value
            case Field.LAYOUT:
                return _same(term, one.layout)
            case Field.SOURCE:
                named = _has_key(one, "source", value, Match.USUAL)
                return named or _contains(term, one.host)
            case Field.SITE:
                return one.site is not None and any(
                    _contains(term, told) for told in SITES[one.site]
                )
            case Field.PATH:
                return _contains(term, one.path)
            case _:
                return self._is(value, one)

    def _is(self, state: str, one: Article) -> bool:
        return {
            "image": one.image,
            "link": one.link,
            "duplicate": any(self._articles[at].status is not Status.TRASH for at in one.twins),
            "problem": one.broken,
            "broken": one.broken,
            "draft": "_drafts" in one.path,
            "future": one.instant is not None and one.instant > NOW,
            "hidden": one.hidden,
            "edited": one.edited,
            "outside": one.outside == "edited",
            "missing": one.outside == "missing",
            "conflict": one.edited and one.outside == "edited",
            "untagged": not one.tags,
            "new": one.site is None,
        }[state]


def _categories(one: Article) -> Iterator[str]:
    if one.path.startswith("股票/"):
        yield "股票"
    yield from one.categories


def _same(term: Term, text: str) -> bool:
    if term.match is Match.EXACT:
        return text == term.value
    if term.match is Match.PREFIX:
        return fold(text).startswith(fold(term.value))
    return fold(text) == fold(term.value)


def _contains(term: Term, text: str) -> bool:
    if term.match is Match.USUAL:
        return fold(term.value) in fold(text)
    return _same(term, text)


def _has_key(one: Article, name: str, value: str, match: Match) -> bool:
    wanted = value_key(value)
    return any(
        key == value_key(name)
        and (said.startswith(wanted) if match is Match.PREFIX else said == wanted)
        for key, said in _said(one)
    )


def _said(one: Article) -> Iterator[tuple[str, str]]:
    if one.host:
        yield "source_url", value_key(f"https://{one.host}/a/1")
    if one.hidden:
        yield "published", "false"
    for name, value in one.keys.items():
        if isinstance(value, dict):
            yield from (
                (f"{value_key(name)}.{inner}", value_key(said)) for inner, said in value.items()
            )
        else:
            items = value if isinstance(value, list) else [value]
            yield from ((value_key(name), value_key(_text(item))) for item in items)


def _text(value: str | bool | int | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _within(days: Days, one: Article) -> bool:
    if days.field is Field.DATE:
        if one.instant is None:
            return False
        day: date = one.instant.astimezone(ZONE).date()
    else:
        day = one.added.astimezone(NOW.tzinfo).date()
    return (days.first is None or day >= days.first) and (days.end is None or day < days.end)
