"""Where Curator starts: paths, log, language, then a command or the window."""

import os
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from curator import logs, paths, resources, translation
from curator.cli.main import Program, run
from curator.processes.commands import serve_as_child
from curator.settings import SettingsFile

if TYPE_CHECKING:
    from curator.services import Services


def main() -> int:
    """Run Curator with the arguments of this process; return the exit code."""
    if serve_as_child(sys.argv[1:]):
        return 0
    _prepare_streams()
    settings = SettingsFile(paths.settings_file())
    translation.use(resources.path("i18n"), translation.wanted(settings.current.language))
    program = Program(_open_services, _open_window, _self_test, settings.current)
    return run(sys.argv[1:], program)


def _open_services(location: str | None) -> "AbstractContextManager[Services]":
    from curator.composition import open_services  # noqa: PLC0415  `--help` needs no library

    return open_services(location)


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A name that is no UTF-8 must not stop a command that only wants to print it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _open_window(location: str | None) -> int:
    logs.start(paths.log_file())
    from curator.gui.application import open_window  # noqa: PLC0415  Qt is not for commands

    return open_window(_open_services, location, SettingsFile(paths.settings_file()))


def _self_test() -> int:
    # Its pages are our own, and packages are tested by root on build machines, where Chromium's
    # sandbox cannot start. The window itself never does this.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    from curator.gui.application import refuse_without_screen  # noqa: PLC0415  Qt, too

    if (refused := refuse_without_screen()) is not None:
        return refused
    from curator.gui.self_test import self_test  # noqa: PLC0415  Qt is not for commands

    return self_test(_open_services)
