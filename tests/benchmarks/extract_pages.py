"""Articles out of pages: text, elements and time, against trafilatura alone in the same run."""

import logging
import time
from collections.abc import Callable, Iterator

import trafilatura

from curator.importing.pages.article import article
from tests.benchmarks.tables import RATIO, Table
from tests.importing.pages.figures import Figures, figures, measure
from tests.importing.pages.layouts import Page, pages
from tests.importing.pages.stories import STORIES

ADDRESS = "https://news.example/a/1.html"
_TAGS = ("img", "figure", "code", "iframe", "table", "h2", "li", "sup", "blockquote")


def run() -> Iterator[Table]:
    """Yield one table over all pages, and one by layout."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    made = pages(STORIES)
    ours(made[0])
    alone(made[0])
    measured = {"trafilatura alone": _measured(made, alone), "Curator": _measured(made, ours)}
    yield _whole(measured)
    yield _by_layout(made, measured)


def ours(page: Page) -> str:
    """Return the article as Curator cuts it out."""
    return article(page.html, ADDRESS).body


def alone(page: Page) -> str:
    """Return the article as trafilatura writes it, with all that it can keep."""
    return (
        trafilatura.extract(
            page.html,
            url=ADDRESS,
            favor_recall=True,
            include_comments=False,
            include_images=True,
            include_links=True,
            include_formatting=True,
            output_format="html",
        )
        or ""
    )


def _measured(made: list[Page], extract: Callable[[Page], str]) -> tuple[Figures, float]:
    into = figures()
    spent = 0.0
    for page in made:
        started = time.perf_counter()
        body = extract(page)
        spent += time.perf_counter() - started
        measure(into, page, body)
    return into, spent / len(made) * 1000


def _whole(measured: dict[str, tuple[Figures, float]]) -> Table:
    names = (
        "",
        "F1",
        "worst",
        "pages < .5",
        "elements %",
        *(f"{tag} %" for tag in _TAGS),
        "ms/page",
        f"ms {RATIO}",
    )
    table = Table("articles of generated pages", names)
    floor = measured["trafilatura alone"][1]
    for name, (found, spent) in measured.items():
        table.add(
            name,
            round(found.mean, 3),
            round(min(found.f1), 3),
            sum(one < 0.5 for one in found.f1),
            round(found.share() * 100, 1),
            *(round(found.share(tag) * 100, 1) for tag in _TAGS),
            round(spent, 1),
            round(spent / floor, 2),
        )
    return table


def _by_layout(made: list[Page], measured: dict[str, tuple[Figures, float]]) -> Table:
    table = Table("F1 by layout, all languages", ("", *measured))
    for layout in dict.fromkeys(page.layout for page in made):
        rows = [n for n, page in enumerate(made) if page.layout == layout]
        means = [sum(found.f1[n] for n in rows) / len(rows) for found, _ in measured.values()]
        table.add(layout, *(round(one, 3) for one in means))
    return table
