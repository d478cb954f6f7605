"""The columns of the post list, as data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from curator.domain.listing import Group, Grouping, ListedPost, SortKey
from curator.domain.post import Status
from curator.gui.words import status_word, sync_word
from curator.sentences import problem_sentence
from curator.translation import gettext as _
from curator.translation import pgettext


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is ordered by, what it is called, how wide it starts."""

    key: SortKey
    heading: Callable[[], str]
    sample: str
    """A text that fits into the column; the title takes what is left."""
    shown: bool = True
    editable: bool = False
    """Its values can be typed in the list."""


COLUMNS: tuple[Column, ...] = (
    Column(SortKey.TITLE, lambda: pgettext("column", "Title"), "", editable=True),
    Column(SortKey.DATE, lambda: pgettext("column", "Date"), "2026-12-30 20:00", editable=True),
    Column(SortKey.CATEGORIES, lambda: pgettext("column", "Category"), "财经, 股市", editable=True),
    Column(SortKey.TAGS, lambda: pgettext("column", "Tags"), "0" * 16, False, editable=True),
    Column(SortKey.SOURCE, lambda: pgettext("column", "Source"), "0" * 18, False),
    Column(SortKey.SYNC, lambda: pgettext("column", "Site"), "0" * 10, False),
    Column(SortKey.STATUS, lambda: pgettext("column", "Status"), "0" * 9, False, editable=True),
    Column(SortKey.PATH, lambda: pgettext("column", "File"), "0" * 28, False),
)
SECTIONS = {column.key: section for section, column in enumerate(COLUMNS)}
"""Where in COLUMNS the column of a key stands."""


def cell_text(post: ListedPost, column: Column) -> str:
    """Return what a cell says."""
    match column.key:
        case SortKey.TITLE:
            return post.title or _("(no title)")
        case SortKey.DATE:
            return f"{post.date:%Y-%m-%d %H:%M}" if post.date is not None else ""
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


def shorter_texts(post: ListedPost, column: Column) -> Iterator[str]:
    """Yield what a narrow cell may say instead, so that no date is ever cut off in its middle."""
    if column.key is SortKey.DATE and post.date is not None:
        yield f"{post.date:%Y-%m-%d}"
        yield f"{post.date:%m-%d}"


def tool_tip(post: ListedPost, column: Column, now: datetime) -> str:
    """Return what hovering over a cell explains."""
    if column.key is SortKey.TITLE:
        return "\n".join((post.title, *marks_text(post)))
    if column.key is SortKey.SYNC:
        return post.path
    if column.key is SortKey.DATE and post.date is not None:
        told = post.date.strftime("%Y-%m-%d %H:%M:%S %z")
        return told if post.date <= now else _("{date}: still to come").format(date=told)
    return cell_text(post, column)


def marks_text(post: ListedPost) -> tuple[str, ...]:
    """Return what the marks beside a title mean."""
    return status_word(post.status), *(problem_sentence(one) for one in post.problems)


def grouping_word(grouping: Grouping) -> str:
    """Return what a list can be divided by, for menus."""
    return {
        Grouping.NOTHING: pgettext("group by", "Nothing"),
        Grouping.DAY: pgettext("group by", "Day"),
        Grouping.MONTH: pgettext("group by", "Month"),
        Grouping.SOURCE: pgettext("group by", "Source"),
        Grouping.CATEGORY: pgettext("group by", "Category"),
        Grouping.STATUS: pgettext("group by", "Status"),
    }[grouping]


def group_title(group: Group, grouping: Grouping) -> str:
    """Return what stands above the posts of a group."""
    if not group.key:
        return {
            Grouping.SOURCE: _("(no source)"),
            Grouping.CATEGORY: _("(no category)"),
        }.get(grouping, _("(no date)"))
    if grouping is Grouping.STATUS:
        return status_word(Status(group.key))
    return group.key.replace("/", " › ") if grouping is Grouping.CATEGORY else group.key
