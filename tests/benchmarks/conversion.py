"""A body from Markdown to HTML: against other converters, by length, and on texts meant to hurt."""

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import markdown
from markdown_it import MarkdownIt

from curator.formats.document import split
from curator.rendering.kramdown.converter import to_html
from tests.benchmarks.articles import article
from tests.benchmarks.tables import RATIO, Table, ratio
from tests.rendering.kramdown.hostile import TEXTS, seconds

HERE = Path(__file__).parent
POSTS = 150
SIZES = (2_000, 20_000, 200_000)
"""Characters of the bodies by length."""

HOSTILE_SIZES = (62_500, 250_000, 1_000_000)
PATIENCE = 600

HOSTILE = (
    *(
        "*",
        "_",
        "[",
        "`",
        "<",
        "|",
        "(",
        "{",
        "&",
        "$$",
        '"',
        "~~",
        "*a\u2420**b\u2420",
        "[a](",
        "![a",
    ),
    *(
        "<a\u2420",
        "<div>\u240a",
        "<!--",
        "<![CDATA[",
        "{:",
        "|a|\u240a",
        ">\u2420",
        "-\u2420",
        "[^a]",
    ),
    *(
        "#\u2420a\u240a",
        "[a]:\u2420b\u240a",
        "\\",
        "growing ticks",
        "closed brackets",
        "many footnotes",
    ),
    *(
        "many abbreviations",
        "lists in lists",
        "quotes in quotes",
        "contents",
        "wide table",
        "prose",
    ),
)
"""Names of texts made to hurt."""


def run() -> Iterator[Table]:
    """Yield a table of peers, one by length, one of hostile texts."""
    yield peers("a post, median", [_body(number) for number in range(POSTS)])
    bodies = [_long_body(size) for size in SIZES]
    for size, body in zip(SIZES, bodies, strict=True):
        yield peers(f"one body of {size:,} characters", [body])
    yield hostile()


def peers(title: str, bodies: Sequence[str]) -> Table:
    """Return what each converter needs for the same bodies, in one run."""
    converters: dict[str, Callable[[str], object]] = {
        "Curator": to_html,
        "Python-Markdown, plain": markdown.markdown,
        "Python-Markdown, extra": lambda body: markdown.markdown(
            body, extensions=["extra", "codehilite", "smarty", "sane_lists", "toc"]
        ),
        "markdown-it-py": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    }
    found = {
        name: statistics.median(_best(convert, body) for body in bodies)
        for name, convert in converters.items()
    }
    kramdown = _kramdown(bodies)
    if kramdown is not None:
        found["kramdown (Ruby)"] = kramdown
    ours = found["Curator"]
    table = Table(title, ("", "ms", f"Curator {RATIO} this"))
    for name, took in found.items():
        table.add(name, took * 1e3, ratio(ours, took) if name != "Curator" else None)
    if kramdown is None:
        table.notes.append("Ruby's kramdown is not installed here.")
    return table


def hostile() -> Table:
    """Return how the cost of each character grows with the length of a hostile text."""
    headings = ("", *(f"{size:,}: ms" for size in HOSTILE_SIZES), f"cost of a character {RATIO}")
    table = Table("texts meant to hurt, milliseconds of processor time", headings)
    for name in HOSTILE:
        times = [seconds(TEXTS[name](size)) for size in HOSTILE_SIZES]
        grown = (times[-1] / HOSTILE_SIZES[-1]) / (times[0] / HOSTILE_SIZES[0])
        table.add(name, *(seconds * 1e3 for seconds in times), grown)
    table.notes.append("The last column is 1 where twice the text takes twice the time.")
    return table


def _best(convert: Callable[[str], object], body: str) -> float:
    """Return the best of three runs, in seconds of processor time."""
    times = []
    for _ in range(3):
        start = time.process_time()
        convert(body)
        times.append(time.process_time() - start)
    return min(times)


def _kramdown(bodies: Sequence[str]) -> float | None:
    """Return the median that Ruby's kramdown takes, None where it is not installed."""
    ruby = shutil.which("ruby")
    if ruby is None:
        return None
    ran = subprocess.run(
        [ruby, str(HERE / "conversion.rb")],
        input=json.dumps(bodies) + "\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if ran.returncode != 0:
        return None
    return statistics.median(json.loads(ran.stdout))


def _body(number: int) -> str:
    return split(article(number)[1]).body


def _long_body(size: int) -> str:
    """Return Markdown of the benchmark's own articles, code and lists among it, of a length."""
    parts: list[str] = []
    number, length = 0, 0
    while length < size:
        body = _body(number)
        number += 1
        if body.startswith("<"):
            continue
        extra = (
            f"\n\n1. one\n2. *two* and **three**\n   - inner `code`\n\n"
            f"```python\ndef part_{number}(x: int) -> str:\n    return f'{{x}}'  # told\n```\n\n"
        )
        parts.append(body + extra)
        length += len(body) + len(extra)
    return "".join(parts)[:size]
