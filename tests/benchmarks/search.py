"""Search in titles, texts, front matter and paths: first page, all hits, and what the index costs.

Beside two others that read everything: SQL's LIKE over the same texts and `rg` (ripgrep) over the
files, or `grep` where that is missing. From 1,000,000 posts on, the posts have short bodies and there
are no files.
"""

import re
import shutil
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks import corpora, short_posts
from tests.benchmarks.measuring import Figures, run_step
from tests.benchmarks.tables import Table, ratio

if TYPE_CHECKING:
    from curator.domain.post import PostId
    from curator.services import Services

PAGE = 64
QUERIES = 200
"""Random parts of texts, of one to eight characters."""
SLOW = 5
"""So many of them are asked of those who read everything."""
SHORT = 1_000_000
EDITS = 20


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield tables for each size, then how they grow."""
    measured: dict[int, Figures] = {}
    for count in sizes:
        short = count >= SHORT
        held = short_posts.library(folder, count) if short else corpora.library(folder, count)
        copy = str(corpora.copy_library(Path(held), folder / "searched.db"))
        site = "" if short else str(corpora.site(folder, count))
        built = run_step(build, folder, library=copy)
        measured[count] = built | run_step(ask, folder, library=copy, site=site)
        yield asked(count, measured[count])
        yield kept(count, measured[count])
        corpora.remove_library(Path(copy))
    if len(measured) > 1:
        yield growth(measured)


def asked(count: int, found: Figures) -> Table:
    """Return what queries cost."""
    peer = "ripgrep" if shutil.which("rg") else "grep"
    headings = ("", "median", "95th percentile", "all by LIKE", "× LIKE", f"all by {peer}", "×")
    table = Table(f"search in {count:,} posts, milliseconds", headings)
    for name, label in (
        ("first", "first page, by date"),
        ("best", "first page, the best first"),
        ("all", "all numbers, by date"),
        ("one character", "first page, one character"),
        ("word", "first page, one Latin word"),
    ):
        median, like = found[f"{name} median"], found["like median"]
        files = found.get("files median")
        told = (ratio(median, like), files, ratio(median, files) if files else None)
        table.add(label, median, found[f"{name} p95"], like, *told)
    snippets = found["snippets"]
    table.add(f"places of the words in {PAGE} posts", snippets, None, None, None, None, None)
    table.notes.append(f"{QUERIES} random parts of texts; {SLOW} of them for the others.")
    return table


def kept(count: int, found: Figures) -> Table:
    """Return what the index costs."""
    headings = ("", "Curator", "floor", "× floor", "floor is")
    table = Table(f"index of {count:,} posts", headings)
    cost, read = found["build cpu"] / count * 1e6, found["read cpu"] / count * 1e6
    table.add("built, µs of CPU a post", cost, read, ratio(cost, read), "texts read and hashed")
    size, texts = found["size"] / count, found["texts"] / count
    table.add("size, bytes a post", size, texts, ratio(size, texts), "the texts themselves")
    edit, without = found["edit"], found["edit without"]
    table.add("one text saved, ms", edit, without, ratio(edit, without), "the same not indexed")
    table.add("peak of memory, MB", found["peak"], None, None, "")
    return table


def growth(measured: dict[int, Figures]) -> Table:
    """Return how the first page grows."""
    table = Table("growth of search", ("", "first page p95, ms", "× smallest", "all, median ms"))
    least = next(iter(measured.values()))["first p95"]
    for count, found in measured.items():
        first = found["first p95"]
        table.add(f"{count:,} posts", first, ratio(first, least), found["all median"])
    return table


# Steps, each in a process of its own


def build(library: str) -> Figures:
    """Index everything."""
    from curator.composition import open_services

    with open_services(library) as services:
        began = time.process_time()
        services.search.fill()
        figures = {"build cpu": time.process_time() - began}
    return figures | _read_all(library)


def _read_all(library: str) -> Figures:
    from hashlib import sha256

    plain = sqlite3.connect(library)
    began = time.process_time()
    texts = 0
    told = "SELECT b.data FROM posts AS p JOIN blobs AS b ON b.id = p.blob_id"
    for (data,) in plain.execute(told):
        sha256(data).digest()
        texts += len(data)
    figures = {"read cpu": time.process_time() - began, "texts": float(texts)}
    told = "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'search_*'"
    (figures["size"],) = plain.execute(told).fetchone()
    plain.close()
    return figures


def ask(library: str, site: str) -> Figures:
    """Ask random queries of the index and some of the others."""
    from curator.composition import open_services
    from curator.domain.listing import Sort, SortKey
    from curator.domain.post import PostId

    figures: Figures = {}
    with open_services(library) as services:
        posts = services.library
        everything = posts.ids(posts.understand(""), Sort())
        texts = _sample(
            posts.load(PostId(number)).source.decode(errors="replace")
            for number in Random(5).sample(list(everything), min(200, len(everything)))
        )
        parts = _parts(texts)
        kinds = {
            "first": parts,
            "best": parts,
            "all": parts,
            "one character": [part for text in texts for part in text[40:42] if part.strip()][:60],
            "word": [word for text in texts for word in re.findall("[a-z]{4,9}", text)[:1]][:60],
        }
        for name, wanted in kinds.items():
            best = Sort(SortKey.RELEVANCE if name == "best" else SortKey.DATE)

            def first_page(text: str, best: Sort = best) -> object:
                return posts.beginning(posts.understand(_quoted(text)), best, PAGE)

            def all_of_it(text: str) -> object:
                return posts.ids(posts.understand(_quoted(text)), Sort())

            figures |= _times(name, all_of_it if name == "all" else first_page, wanted)
        node = posts.understand(_quoted(parts[0]))
        page = [PostId(number) for number in posts.beginning(node, Sort(), PAGE).ids]
        began = time.perf_counter()
        services.search.snippets(page, node)
        figures["snippets"] = (time.perf_counter() - began) * 1000
        figures |= _edits(services, [PostId(number) for number in everything[:EDITS]])
    figures |= _times("like", lambda text: _like(library, text), parts[:SLOW])
    if site:
        figures |= _times("files", lambda text: _grep(site, text), parts[:SLOW])
    return figures


def _sample(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if len(text) > 50]


def _parts(texts: Sequence[str]) -> list[str]:
    chance = Random(7)
    found: list[str] = []
    while len(found) < QUERIES:
        text = chance.choice(texts)
        length = chance.randint(1, 8)
        start = chance.randrange(len(text) - length)
        part = text[start : start + length].strip().replace('"', "")
        if part.strip() and not re.search(r"[<>=\n]", part):
            found.append(part)
    return found


def _quoted(text: str) -> str:
    return f'"{text}"'


def _times(name: str, act: Callable[[str], object], wanted: Sequence[str]) -> Figures:
    taken = []
    for text in wanted:
        began = time.perf_counter()
        act(text)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {
        f"{name} median": statistics.median(taken),
        f"{name} p95": taken[len(taken) * 95 // 100],
    }


def _edits(services: "Services", posts: Sequence["PostId"]) -> Figures:
    from curator.storage import text_index

    figures: Figures = {}
    refresh = text_index.refresh
    for name in ("edit", "edit without"):
        taken = []
        for post in posts:
            stored = services.library.load(post)
            source = stored.source + f"\n{name} {datetime.now(UTC).isoformat()}\n".encode()
            began = time.perf_counter()
            services.library.save(stored.id, stored.content, source)
            taken.append((time.perf_counter() - began) * 1000)
        figures[name] = statistics.median(taken)
        text_index.refresh = lambda *_a, **_k: None
    text_index.refresh = refresh
    return figures


def _like(library: str, text: str) -> None:
    plain = sqlite3.connect(library)
    told = (
        "SELECT p.id FROM posts AS p JOIN blobs AS b ON b.id = p.blob_id "
        "WHERE CAST(b.data AS TEXT) LIKE ? ORDER BY p.date DESC"
    )
    plain.execute(told, (f"%{text}%",)).fetchall()
    plain.close()


def _grep(site: str, text: str) -> None:
    rg = shutil.which("rg")
    command = [rg, "-l", "-F", "-i"] if rg else ["grep", "-r", "-l", "-F"]
    subprocess.run([*command, "-e", text, site], capture_output=True, check=False)
