"""Checks of a whole site for one window: the audit, its report, fixes in bulk, saved reports."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError, FileError, FileFault
from curator.domain.listing import KnownSite
from curator.domain.post import Problem
from curator.domain.work import CancelToken
from curator.gui.auditing.report_window import ReportWindow
from curator.gui.auditing.results import Results, results_of
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane
from curator.reports.page import page
from curator.reports.remarks import remarks, values
from curator.sentences import error_sentence
from curator.translation import gettext as _
from curator.translation import ngettext


class Checker(QObject):
    """Runs checks for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.report: ReportWindow | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"check": self._desk.after_typing(self.start)}

    def start(self) -> None:
        """Check the site that most posts of the library lie in."""
        library = self._desk.services.library
        self._desk.tasks.run(Lane.READ, lambda _token: library.sites(), self._choose)

    def _choose(self, sites: Sequence[KnownSite]) -> None:
        site = max(sites, key=lambda one: one.posts, default=None)
        if site is None or not site.posts:
            self._desk.notices.say(_("There is no site to check: import one first."))
            return
        self.check(site)

    def check(self, site: KnownSite) -> None:
        """Check one site and show the report."""
        relay = ProgressRelay(self)
        verdicts = self._desk.services.verdicts

        def work(token: CancelToken) -> tuple[Results, PostsChanged]:
            report, changed = verdicts.check(site.root, cancel=token, progress=relay)
            return results_of(site.title, report), changed

        task = self._desk.tasks.run(
            Lane.AUDIT, work, lambda done: self._show(site, *done), failed=self._failed
        )
        self._desk.jobs.follow(task, _("Checking"), relay)

    def _show(self, site: KnownSite, results: Results, changed: PostsChanged) -> None:
        self._desk.jobs.release()
        self._desk.events.announce(changed)
        window = ReportWindow(self._desk.window, results, self._desk.theme)
        window.post_requested.connect(self._desk.show_post)
        window.fix_requested.connect(lambda code: self._fix(site, results, code))
        window.html_requested.connect(lambda: self._save(results, ".html", as_page))
        window.json_requested.connect(lambda: self._save(results, ".jsonl", as_json_lines))
        window.finished.connect(lambda: self._forget(window))
        if self.report is not None:
            self.report.close()
        self.report = window
        window.show()

    def _forget(self, window: ReportWindow) -> None:
        if self.report is window:
            self.report = None

    def _fix(self, site: KnownSite, results: Results, code: str) -> None:
        verdicts = self._desk.services.verdicts
        self._desk.tasks.run(
            Lane.WRITE,
            lambda token: verdicts.mend(results.report, Problem(code), cancel=token),
            lambda changed: self._fixed(site, changed),
            failed=self._failed,
        )

    def _fixed(self, site: KnownSite, changed: PostsChanged) -> None:
        self._desk.events.announce(changed)
        number = len(changed.posts)
        text = ngettext("{number} post was mended.", "{number} posts were mended.", number)
        self._desk.notices.say(
            text.format(number=number), tone="success", action=_("Undo"), act=self._desk.undo
        )
        self.check(site)

    def _save(self, results: Results, suffix: str, write: Callable[[Results], str]) -> None:
        dialog = QFileDialog(self.report or self._desk.window, _("Save the report"))
        dialog.setObjectName("save_report")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(f"{_('report')}{suffix}")
        dialog.fileSelected.connect(lambda name: self._write(Path(name), results, write))
        dialog.open()

    def _write(self, target: Path, results: Results, write: Callable[[Results], str]) -> None:
        def work(_token: CancelToken) -> Path:
            try:
                target.write_text(write(results), "utf-8")
            except OSError as error:
                raise FileError(target, FileFault.UNREADABLE, error.strerror or "") from error
            return target

        self._desk.tasks.run(
            Lane.AUDIT,
            work,
            lambda file: self._desk.notices.say(
                _("The report is in {file}.").format(file=file), tone="success"
            ),
            failed=self._failed,
        )

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")


def as_page(results: Results) -> str:
    """Return the report as one HTML file."""
    return page(results.report)


def as_json_lines(results: Results) -> str:
    """Return the report as `curator check --json` prints its posts."""
    lines = (
        json.dumps(values(one, remarks(one)), ensure_ascii=False)
        for one in results.report.posts(excerpts=True)
    )
    return "".join(f"{line}\n" for line in lines)
