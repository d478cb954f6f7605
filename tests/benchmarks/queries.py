"""Every kind of query: its first page, all its numbers, and its count, by the number of posts.

Against one key looked up in a table of the same size by plain SQLite, and one scan of all titles.
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

from curator.domain.post import Findable
from curator.domain.query import Node
from curator.domain.saved_searches import SavedSearch, SearchId
from tests.benchmarks import corpora, short_posts
from tests.benchmarks.measuring import Figures, run_step
from tests.benchmarks.tables import Table, ratio

PAGE = 64
"""Rows that a list shows at once, and more."""
ROUNDS = 24
QUERIES: dict[str, tuple[str, ...]] = {
    "everything": ("",),
    "a word": ("茶业", "上海", "活跃", "2026"),
    "title:": ("title:银行", "title:公布", "title:9999"),
    "tag:": ("tag:茶业", "tag:银行7", "tag:股票40", "tag:none"),
    "tag:…*": ("tag:茶业1*", "tag:煤*"),
    "category:": ("category:财经", "category:外汇"),
    "status:": ("status:inbox", "status:ready", "status:trash"),
    "source:": ("source:news7", "source:=https://news7.example.cn", "source:example"),
    "site:": ("site:news",),
    "layout:": ("layout:post", "layout:page"),
    "path: a part": ("path:2025-01", "path:-77.md"),
    "path:…*": ("path:_posts/2025-03*", "path:_drafts*"),
    "date:": ("date:2025-03", "date:2024..2025", "date:..2019", "date:2026-11.."),
    "added:": ("added:1d", "added:..2020"),
    "has:image, has:link": ("has:image", "-has:image", "has:link", "-has:link"),
    "has:problem": ("has:problem",),
    "has:conflict": ("has:conflict",),
    "has:duplicate": ("has:duplicate",),
    "is: rare": ("is:hidden", "is:broken", "is:draft", "is:edited", "is:missing", "is:new"),
    "is: of all": ("is:untagged", "-is:untagged", "is:future", "-is:draft"),
    "key:value": ("author:writer7", "author:writer70", "mood:rare", "number:77", "source_url:*"),
    "key:…*": ("author:writer1*", "author:*", "mood:*"),
    "all of several": ("tag:茶业 has:image date:2025", "source:news7 -is:draft author:writer7"),
    "one of several": ("tag:茶业 OR author:writer7", "(is:hidden OR has:conflict) -tag:银行"),
}


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield the first pages by size, then what storing costs more."""
    measured = {size: run_step(ask, folder, library=str(library(folder, size))) for size in sizes}
    largest = sizes[-1]
    names = ["", *(f"{size:,}: median, ms" for size in sizes), "95th percentile"]
    shown = Table("queries, first page", (*names, "all numbers", "count", "× lookup"))
    for kind in QUERIES:
        last = measured[largest]
        shown.add(
            kind,
            *(measured[size][f"{kind} page median"] for size in sizes),
            last[f"{kind} page p95"],
            last[f"{kind} all median"],
            last[f"{kind} count median"],
            ratio(last[f"{kind} page median"], last["floor lookup"]),
        )
    floor = measured[largest]
    shown.notes.append(f"All but the medians at {largest:,} posts. First page: {PAGE} rows.")
    shown.notes.append(
        f"Floors: {PAGE} rows by number {floor['floor lookup']:.2f} ms, all titles by LIKE "
        f"{floor['floor scan']:.1f} ms."
    )
    yield shown
    yield storing(folder, min(sizes[-1], 10_000))


def storing(folder: Path, count: int) -> Table:
    """Return what it costs to keep what queries ask for."""
    shown = Table(f"storing {count:,} posts, µs of CPU a post", ("", "a post", "× without"))
    without = run_step(store, folder, count=count, asked=False)["cpu"]
    with_keys = run_step(store, folder, count=count, asked=True)["cpu"]
    shown.add("without keys of front matter", without / count * 1e6, None)
    shown.add("with four of them", with_keys / count * 1e6, ratio(with_keys, without))
    deriving = run_step(derive, folder)
    shown.add("deriving facts of a seed-like text", deriving["facts"], None)
    more = ratio(deriving["facts"] + deriving["findable"], deriving["facts"])
    shown.add("and what queries ask of it", deriving["findable"], more)
    return shown


def library(folder: Path, count: int) -> Path:
    """Return a library of `count` posts of which everything can be asked."""
    file = folder / f"queries-{count}.db"
    made = file.with_suffix(".made")
    schema = corpora._schema()
    if not made.exists() or made.read_text("utf-8") != schema:
        corpora.remove_library(file)
        run_step(fill, folder, file=str(file), count=count)
        made.write_text(schema, "utf-8")
    return file


# Steps, each in a process of its own


def fill(file: str, count: int) -> Figures:
    """Write a library."""
    from sqlalchemy import text

    from curator.composition import open_services
    from curator.storage.database import Database

    short_posts.write_library(Path(file), count, of=asked_for)
    database = Database.open(file)
    with database.write() as connection:
        for statement in (
            "UPDATE posts SET hidden = 1 WHERE id % 397 = 0",
            "UPDATE posts SET tags = '' WHERE id % 211 = 0",
            "UPDATE placements SET apart = 1 WHERE post_id % 101 = 0",
            "UPDATE placements SET outside = 'edited' WHERE post_id % 203 = 0",
            "UPDATE placements SET outside = 'missing' WHERE post_id % 509 = 0",
            "UPDATE placements SET draft = 1 WHERE post_id % 307 = 0",
            "DELETE FROM placements WHERE post_id % 307 = 1",
            "UPDATE posts SET loose = 1 WHERE id % 307 = 1",
            "UPDATE likenesses SET compared = 1",
            "INSERT INTO duplicates SELECT id, id + 1 FROM posts WHERE id % 97 = 0 AND id < :last",
            "INSERT INTO duplicates SELECT id + 1, id FROM posts WHERE id % 97 = 0 AND id < :last",
        ):
            connection.execute(text(statement), {"last": count} if ":last" in statement else {})
    database.close()
    with open_services(file) as services:
        services.library.understand("word")  # what words are found by is kept, too
    return {}


def asked_for(number: int) -> Findable:
    """Return what can be asked of the text of a post."""
    keys = [("author", f"writer{number % 300}"), ("number", str(number))]
    keys += [("source_url", f"https://news.example.cn/{number}.html")]
    if number % 499 == 0:
        keys.append(("mood", "rare"))
    return Findable(tuple(keys), number % 5 > 1, number % 20 > 0)


def ask(library: str) -> Figures:
    """Ask every kind of query."""
    from curator.composition import open_services
    from curator.domain.listing import Sort
    from curator.domain.post import PostId

    figures: Figures = {}
    with open_services(library) as services:
        kept = services.library
        for kind, texts in QUERIES.items():
            nodes = cycle([kept.understand(text) for text in texts])

            def page(nodes: "cycle[Node]" = nodes) -> None:
                found = kept.beginning(next(nodes), Sort(), PAGE)
                kept.rows([PostId(one) for one in found.ids])

            def everything(nodes: "cycle[Node]" = nodes) -> None:
                kept.ids(next(nodes), Sort())

            saved = cycle([SavedSearch(SearchId(1), text, text) for text in texts])

            def count(saved: "cycle[SavedSearch]" = saved) -> None:
                services.queries.counts([next(saved)])

            for name, act, rounds in (
                ("page", page, ROUNDS),
                ("all", everything, len(texts) * 2),
                ("count", count, len(texts) * 2),
            ):
                times = timed(act, rounds, warm=len(texts))
                figures[f"{kind} {name} median"] = statistics.median(times)
                figures[f"{kind} {name} p95"] = sorted(times)[int(len(times) * 0.95)]
    return figures | floors(library)


def timed(act: Callable[[], None], rounds: int, *, warm: int) -> list[float]:
    """Return the milliseconds of CPU of each round: other work of the machine does not count."""
    for _ in range(warm):
        act()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append((time.process_time() - began) * 1000)
    return times


def floors(library: str) -> Figures:
    """Return what plain SQLite takes."""
    connection = sqlite3.connect(library)
    chance = random.Random(6)
    (last,) = connection.execute("SELECT max(id) FROM posts").fetchone()

    def lookup() -> None:
        wanted = [chance.randrange(1, last) for _ in range(PAGE)]
        marks = ",".join("?" * len(wanted))
        connection.execute(f"SELECT * FROM posts WHERE id IN ({marks})", wanted).fetchall()

    def scan() -> None:
        connection.execute("SELECT count(*) FROM posts WHERE title LIKE '%9999%'").fetchall()

    found = {
        "floor lookup": statistics.median(timed(lookup, 50, warm=5)),
        "floor scan": statistics.median(timed(scan, 10, warm=2)),
    }
    connection.close()
    return found


def store(count: int, asked: bool) -> Figures:
    """Write a library and tell the CPU seconds."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        short_posts.write_library(
            Path(folder) / "library.db", count, of=asked_for if asked else None
        )
        return {"cpu": time.process_time() - began}


def derive() -> Figures:
    """Return the microseconds of deriving facts, and of what queries ask for."""
    from datetime import UTC

    from curator.formats.document import split
    from curator.formats.front_matter import parse
    from curator.site.facts import derive as derive_facts
    from curator.site.findable import findable
    from tests.benchmarks.articles import article

    sources = [article(number)[1] for number in range(200)]
    figures: Figures = {}
    documents = [(one, parse(one.front_matter or "")) for one in map(split, sources)]
    began = time.process_time()
    for source in sources:
        document = split(source)
        derive_facts(document, parse(document.front_matter or ""), "_posts/2022-01-01-a.md", UTC)
    figures["facts"] = (time.process_time() - began) / len(sources) * 1e6
    began = time.process_time()
    for document, front_matter in documents:
        findable(document, front_matter)
    figures["findable"] = (time.process_time() - began) / len(sources) * 1e6
    return figures
