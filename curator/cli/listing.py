"""`curator list`: the posts that match a query."""

import shutil
import sys
from dataclasses import replace
from typing import Any

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer, fitted, table, width
from curator.domain.listing import ListedPost, Sort, SortKey
from curator.domain.post import PostId
from curator.domain.query_words import asks_for_words
from curator.services.search import Snippet
from curator.translation import gettext as _
from curator.translation import ngettext

WINDOW = 500


@click.command("list", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), help="Print no more than so many.")
@click.option(
    "--sort",
    "sort_key",
    default="date",
    metavar="KEY",
    help="date, title, status, added, source, path, relevance, …; -KEY turns the order round, "
    "a second key after a comma orders what is equal in the first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk, query: tuple[str, ...], limit: int | None, sort_key: str, as_json: bool
) -> int:
    """List posts, the newest first.

    QUERY is written as above the list in the window. Put it into one pair of quotes where it holds
    parentheses or quotes of its own.

    \b
      tea market             both words, in title or text
      "tea market"           the words side by side
      tag:news category:a    terms; tag:new* for a beginning
      status:ready           inbox, review, ready, published, trash
      date:2022-01..2022-03  days, months or years; a side may be open
      added:7d               since seven days ago; d, w, m, y
      source:example.com     where it came from; also site: layout: path: title:
      has:image              image, link, duplicate, problem, conflict
      is:draft               draft, future, hidden, edited, outside, conflict,
                             missing, duplicate, broken, untagged, new
      author:wang            any key of the front matter; author:* for any value
      -word                  what does not match; OR and parentheses work too

    \b
    curator list status:inbox -has:image
    curator list 'tag:news (is:broken OR is:duplicate) date:2026-01..'
    """
    sort = _sort(sort_key)
    printer = Printer(as_json)
    with desk.open() as services:
        asked = services.library.understand(" ".join(query))
        if asks_for_words(asked):
            services.search.fill(progress=Bar(_("Indexing for search")))
            if desk.settings.pinyin:
                services.search.keep_initials(wanted=True)
        ids = services.library.find(" ".join(query), sort)
        shown = ids if limit is None else ids[:limit]
        rows: list[ListedPost] = []
        places: dict[PostId, Snippet] = {}
        for start in range(0, len(shown), WINDOW):
            window = [PostId(number) for number in shown[start : start + WINDOW]]
            found = services.library.rows(window)
            if as_json:
                told = services.search.snippets(window, asked)
                for row in found:
                    printer.item(_values(row) | _place(told.get(row.id)))
            else:
                rows += found
                if sys.stdout.isatty():
                    places |= services.search.snippets(window, asked)
    if rows:
        header = [_("ID"), _("Date"), _("Status"), _("Title"), _("Category"), _("Sync"), _("Path")]
        heading, *lines = table(header, [_cells(row) for row in rows], wide=3)
        click.echo(heading)
        for row, line in zip(rows, lines, strict=True):
            click.echo(line)
            place = places.get(row.id)
            if place is not None and place.text:
                click.echo("    " + _lit(place))
    number = len(ids)
    text = ngettext("{number} post", "{number} posts", number).format(number=number)
    if len(shown) < number:
        text = _("{shown} of {text}").format(shown=len(shown), text=text)
    printer.summary({"posts": number, "shown": len(shown)}, text)
    return DONE


def _place(place: Snippet | None) -> dict[str, Any]:
    """Return where the words stand, for scripts; nothing where the query has none."""
    return {"snippet": place.text, "snippet_spans": place.spans} if place is not None else {}


def _lit(place: Snippet) -> str:
    """Return the line around the words as a terminal shows it, the words in bold."""
    # A line that wraps would tear the table apart.
    room = shutil.get_terminal_size().columns - 5
    text = fitted(place.text, room).rstrip() if width(place.text) > room else place.text
    put, end = [], 0
    for start, last in place.spans:
        put += [text[end:start], click.style(text[start:last], bold=True)]
        end = last
    return "".join(put) + text[end:]


def _sort(text: str) -> Sort:
    first, *others = (_one_key(part.strip()) for part in text.split(","))
    return replace(first, then=tuple(others))


def _one_key(text: str) -> Sort:
    try:
        key = SortKey(text.removeprefix("-"))
    except ValueError:
        keys = ", ".join(SortKey)
        raise click.BadParameter(_("choose one of {keys}").format(keys=keys)) from None
    return Sort(key, key.newest_first != text.startswith("-"))


def _values(row: ListedPost) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "date": row.date,
        "status": row.status,
        "categories": row.categories,
        "tags": row.tags,
        "source": row.source,
        "path": row.path,
        "sync": row.sync,
        "problems": row.problems,
    }


def _cells(row: ListedPost) -> list[str]:
    return [
        str(row.id),
        row.date.strftime("%Y-%m-%d %H:%M") if row.date else "",
        row.status.value,
        ("! " if any(problem.serious for problem in row.problems) else "") + row.title,
        ", ".join(row.categories),
        row.sync.value,
        row.path,
    ]
