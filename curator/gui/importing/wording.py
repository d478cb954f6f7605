"""What imports are called in the window: outcomes, states, charsets, and what became of each thing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from curator.domain.errors import FileError
from curator.gui.theme import Token
from curator.sentences import (
    error_sentence,
    match_sentence,
    note_sentence,
    pictures_sentence,
    problem_sentence,
)
from curator.services.import_items import Outcome
from curator.services.import_session_values import SessionItem
from curator.translation import gettext as _
from curator.translation import listed, ngettext, pgettext

_ICONS = {
    Outcome.ADDED: ("add", Token.SUCCESS),
    Outcome.UPDATED: ("refresh", Token.ACCENT),
    Outcome.UNCHANGED: ("check", Token.MUTED),
    Outcome.DUPLICATE: ("library", Token.WARNING),
    Outcome.FAILED: ("error", Token.DANGER),
}


def outcome_word(outcome: Outcome | None, *, conflict: bool = False) -> str:
    """Return an outcome in the user's language; None is what waits."""
    if conflict:
        return pgettext("outcome", "conflict")
    if outcome is None:
        return pgettext("outcome", "waiting")
    return {
        Outcome.ADDED: pgettext("outcome", "new"),
        Outcome.UPDATED: pgettext("outcome", "updated"),
        Outcome.UNCHANGED: pgettext("outcome", "unchanged"),
        Outcome.DUPLICATE: pgettext("outcome", "duplicate"),
        Outcome.FAILED: pgettext("outcome", "failed"),
    }[outcome]


def outcome_icon(item: SessionItem) -> tuple[str, Token]:
    """Return the drawing that stands for what became of an item, and its colour."""
    if item.conflict:
        return "warning", Token.WARNING
    return _ICONS[item.outcome] if item.outcome is not None else ("more", Token.MUTED)


def sentences(item: SessionItem) -> list[str]:
    """Return all there is to say of an item: why it ended so, what is wrong, how it came about."""
    told: list[str] = []
    if isinstance(item.error, FileError):
        # The name stands beside it; the whole path would leave no room for the reason.
        told.append(error_sentence(replace(item.error, path=Path(item.error.path.name))))
    elif item.error is not None:
        told.append(error_sentence(item.error))
    if item.conflict:
        told.append(_("The file and the library were both changed; the library's text stays."))
    if item.match is not None and item.outcome in {Outcome.DUPLICATE, Outcome.ADDED}:
        told.append(match_sentence(item.match))
    if item.pictures:
        told.append(pictures_sentence(item.pictures))
    told += [note_sentence(note) for note in item.notes]
    told += [problem_sentence(problem) for problem in item.problems]
    return told


def place(item: SessionItem) -> str:
    """Return where an item lies: its file, and its place in that."""
    return f"{item.source} › {item.inside}" if item.inside else item.source


def counts_sentence(counts: Mapping[Outcome, int], waiting: int = 0) -> str:
    """Return what an import did so far, in one sentence."""
    known = counts.get(Outcome.UNCHANGED, 0) + counts.get(Outcome.DUPLICATE, 0)
    parts = (
        (_("{number} imported"), counts.get(Outcome.ADDED, 0)),
        (_("{number} updated"), counts.get(Outcome.UPDATED, 0)),
        (_("{number} already here"), known),
        (_("{number} failed"), counts.get(Outcome.FAILED, 0)),
        (_("{number} waiting"), waiting),
    )
    told = [text.format(number=f"{number:,}") for text, number in parts if number]
    return listed(told) if told else _("Nothing to import.")


def interrupted_sentence(total: int, done: int) -> str:
    """Return what to say at the start of an import that did not come to its end."""
    text = ngettext(
        "An import of {total} file was interrupted after {done}.",
        "An import of {total} files was interrupted after {done}.",
        total,
    )
    return text.format(total=f"{total:,}", done=f"{done:,}")


def charset_word(charset: str) -> str:
    """Return what a charset is called, and where it is used."""
    return {
        "utf-8": _("UTF-8 (all languages)"),
        "gb18030": _("GB18030, GBK (Simplified Chinese)"),
        "big5": _("Big5 (Traditional Chinese)"),
        "cp932": _("Shift JIS (Japanese)"),
        "euc-jp": _("EUC-JP (Japanese)"),
        "euc-kr": _("EUC-KR (Korean)"),
        "cp1252": _("Windows-1252 (Western Europe)"),
        "cp1250": _("Windows-1250 (Central Europe)"),
        "cp1251": _("Windows-1251 (Cyrillic)"),
        "koi8-r": _("KOI8-R (Cyrillic)"),
        "utf-16-le": _("UTF-16, little-endian"),
        "utf-16-be": _("UTF-16, big-endian"),
    }.get(charset, charset)
