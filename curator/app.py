"""The composition root: paths, log, language, library and services, then a command or the window."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from curator import logs, paths, resources, translation
from curator.cli.main import Program, run
from curator.settings import SettingsFile

if TYPE_CHECKING:
    from curator.services import Services


def main() -> int:
    """Run Curator with the arguments of this process; return the exit code."""
    _prepare_streams()
    settings = SettingsFile(paths.settings_file())
    translation.use(resources.path("i18n"), translation.wanted(settings.current.language))
    return run(sys.argv[1:], Program(open_services, _open_window, _self_test))


@contextmanager
def open_services(location: str | None) -> "Iterator[Services]":
    """Open a library, the user's own where none is named, and yield everything that works on it.

    Raises LibraryError.
    """
    # SQLAlchemy and the parsers cost most of a second, which `--help` must not pay.
    from curator.sentences import page_words  # noqa: PLC0415
    from curator.services import Services  # noqa: PLC0415
    from curator.services.audit import Audit  # noqa: PLC0415
    from curator.services.ingest import Ingest  # noqa: PLC0415
    from curator.services.library import Library  # noqa: PLC0415
    from curator.services.live_verdicts import LiveVerdicts  # noqa: PLC0415
    from curator.services.preview import Preview  # noqa: PLC0415
    from curator.services.publish import Publish  # noqa: PLC0415
    from curator.services.recovery import Recovery  # noqa: PLC0415
    from curator.services.sites import Sites  # noqa: PLC0415
    from curator.services.undoing import Undoing  # noqa: PLC0415
    from curator.storage.database import Database  # noqa: PLC0415
    from curator.storage.journal import Journal  # noqa: PLC0415

    where = location if location is not None else str(paths.library_file())
    database = Database.open(where)
    try:
        sites = Sites()
        preview = Preview(page_words())
        recovery = Recovery(database, sites)
        journal = Journal(paths.journal_folder(database.name))
        library = Library(database, sites, journal)
        audit = Audit(library)
        yield Services(
            library,
            sites,
            Ingest(database, sites),
            Publish(database, sites, recovery),
            Undoing(database, recovery),
            preview,
            audit,
            LiveVerdicts(library, sites, audit),
        )
    finally:
        database.close()


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A name that is no UTF-8 must not stop a command that only wants to print it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _open_window(location: str | None) -> int:
    logs.start(paths.log_file())
    from curator.gui.application import open_window  # noqa: PLC0415  Qt is not for commands

    return open_window(open_services, location, SettingsFile(paths.settings_file()))


def _self_test() -> int:
    # Its pages are our own, and packages are tested by root on build machines, where Chromium's
    # sandbox cannot start. The window itself never does this.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    from curator.gui.application import refuse_without_screen  # noqa: PLC0415

    if (refused := refuse_without_screen()) is not None:
        return refused
    from curator.gui.self_test import self_test  # noqa: PLC0415  Qt is not for commands

    return self_test(open_services)
