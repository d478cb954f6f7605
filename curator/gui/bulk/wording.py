"""The words of changes of many posts."""

from enum import StrEnum

from curator.domain.bulk import Applied, Keep, Outcome, Plan, Where
from curator.translation import gettext as _
from curator.translation import ngettext, pgettext


class Kind(StrEnum):
    """What can be chosen to be done."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"
    REPLACE_ITEM = "replace_item"
    RENAME_KEY = "rename_key"
    UNSET = "unset"
    TAGS = "tags"
    CATEGORIES = "categories"
    SHIFT = "shift"
    ZONE = "zone"
    STATUS = "status"
    REPLACE = "replace"


class Scope(StrEnum):
    """Which posts are meant."""

    CHOSEN = "chosen"
    LISTED = "listed"
    LIBRARY = "library"


def kind_word(kind: Kind) -> str:
    """Return what a kind of change does."""
    return {
        Kind.SET: _("Set a value"),
        Kind.ADD: _("Add an item to a list"),
        Kind.REMOVE: _("Take an item out of a list"),
        Kind.REPLACE_ITEM: _("Replace an item of a list"),
        Kind.RENAME_KEY: _("Rename a key"),
        Kind.UNSET: _("Remove a key"),
        Kind.TAGS: _("Rename or merge tags"),
        Kind.CATEGORIES: _("Rename or merge categories"),
        Kind.SHIFT: _("Move dates on or back"),
        Kind.ZONE: _("Write dates in another zone"),
        Kind.STATUS: _("Move on the desk"),
        Kind.REPLACE: _("Find and replace text"),
    }[kind]


def scope_words(scope: Scope, number: int) -> str:
    """Return which posts are meant, and how many."""
    told = f"{number:,}"
    if scope is Scope.CHOSEN:
        text = ngettext("The selected post", "The {number} selected posts", number)
    elif scope is Scope.LISTED:
        text = ngettext("The one post of the list", "All {number} posts of the list", number)
    else:
        text = _("All posts of the library")
    return text.format(number=told)


def keep_word(keep: Keep) -> str:
    """Return what stays in another zone."""
    return {Keep.MOMENT: _("Keep the moment"), Keep.CLOCK: _("Keep the time of day")}[keep]


def keep_hint(keep: Keep) -> str:
    """Return what becomes of the rest."""
    return {
        Keep.MOMENT: _("The time of day is written as it is in the new zone."),
        Keep.CLOCK: _("Only the offset is written anew: the post comes earlier or later."),
    }[keep]


def where_word(where: Where) -> str:
    """Return where text is looked for."""
    return {
        Where.BODY: pgettext("find in", "Bodies"),
        Where.TITLE: pgettext("find in", "Titles"),
        Where.BOTH: pgettext("find in", "Bodies and titles"),
    }[where]


def looking_words(done: int, total: int) -> str:
    """Return how far the looking is."""
    text = _("Looking: {done} of {total} posts")
    return text.format(done=f"{done:,}", total=f"{total:,}")


def plan_words(plan: Plan) -> str:
    """Return what a plan comes to."""
    changed = plan.count(Outcome.CHANGED)
    text = ngettext(
        "{number} of {all} posts changes", "{number} of {all} posts change", changed
    ).format(number=f"{changed:,}", all=f"{len(plan.ids):,}")
    if plan.all_hits:
        hits = ngettext("{number} hit", "{number} hits", plan.all_hits)
        text = f"{text} · {hits.format(number=f'{plan.all_hits:,}')}"
    refused = plan.count(Outcome.REFUSED)
    if refused:
        more = ngettext("{number} cannot", "{number} cannot", refused)
        text = f"{text} · {more.format(number=f'{refused:,}')}"
    return text


def applied_words(applied: Applied) -> str:
    """Return what came of a change."""
    if applied.cancelled:
        text = _("Stopped; nothing was changed.")
        if applied.kept:
            kept = ngettext(
                "{number} post was edited meanwhile and keeps the change.",
                "{number} posts were edited meanwhile and keep the change.",
                applied.kept,
            )
            text = f"{text} {kept.format(number=f'{applied.kept:,}')}"
        return text
    number = len(applied.changed.posts)
    text = ngettext("{number} post was changed.", "{number} posts were changed.", number)
    text = text.format(number=f"{number:,}")
    if applied.refused:
        more = ngettext("{number} could not be.", "{number} could not be.", applied.refused)
        text = f"{text} {more.format(number=f'{applied.refused:,}')}"
    if applied.moved_on:
        left = len(applied.moved_on)
        more = ngettext(
            "{number} was edited meanwhile and left alone.",
            "{number} were edited meanwhile and left alone.",
            left,
        )
        text = f"{text} {more.format(number=f'{left:,}')}"
    return text
