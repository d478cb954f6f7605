"""The columns of the post list, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from curator.domain.listing import ListedPost, SortKey
from curator.gui.words import status_word, sync_word
from curator.sentences import problem_sentence
from curator.translation import gettext as _
from curator.translation import pgettext


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is ordered by, what it is called, how wide it starts."""

    key: SortKey
    heading: Callable[[], str]
    width: int
    """Characters of the interface font; the title takes what is left."""
    shown: bool = True


COLUMNS: tuple[Column, ...] = (
    Column(SortKey.TITLE, lambda: pgettext("column", "Title"), 0),
    Column(SortKey.DATE, lambda: pgettext("column", "Date"), 15),
    Column(SortKey.CATEGORIES, lambda: pgettext("column", "Category"), 9),
    Column(SortKey.TAGS, lambda: pgettext("column", "Tags"), 16, shown=False),
    Column(SortKey.SOURCE, lambda: pgettext("column", "Source"), 18, shown=False),
    Column(SortKey.SYNC, lambda: pgettext("column", "Site"), 10),
    Column(SortKey.STATUS, lambda: pgettext("column", "Status"), 9, shown=False),
    Column(SortKey.PATH, lambda: pgettext("column", "File"), 28, shown=False),
)


def cell_text(post: ListedPost, column: Column, now: datetime) -> str:
    """Return what a cell says."""
    match column.key:
        case SortKey.TITLE:
            return post.title or _("(no title)")
        case SortKey.DATE:
            return _moment(post.date, now) if post.date is not None else ""
        case SortKey.CATEGORIES:
            return ", ".join(post.categories)
        case SortKey.TAGS:
            return ", ".join(post.tags)
        case SortKey.SOURCE:
            return post.source
        case SortKey.SYNC:
            return sync_word(post.sync)
        case SortKey.STATUS:
            return status_word(post.status)
        case _:
            return post.path


def tool_tip(post: ListedPost, column: Column) -> str:
    """Return what hovering over a cell explains."""
    if column.key is SortKey.TITLE:
        return "\n".join((post.title, *(problem_sentence(one) for one in post.problems)))
    if column.key is SortKey.SYNC:
        return post.path
    if column.key is SortKey.DATE and post.date is not None:
        return post.date.strftime("%Y-%m-%d %H:%M:%S %z")
    return cell_text(post, column, datetime.now().astimezone())


def _moment(moment: datetime, now: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M" if moment <= now else "%Y-%m-%d %H:%M ↗")
