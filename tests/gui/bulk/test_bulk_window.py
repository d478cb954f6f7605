"""The window of changes of many posts: says, shows, changes, and is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidget
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.bulk import Outcome
from curator.domain.changes import Aspect, PostsChanged
from curator.domain.post import PostId, TermKind
from curator.gui.application import make_application
from curator.gui.bulk.bulk_desk import BulkDesk
from curator.gui.bulk.forms import KeyForm, ReplaceForm, TermsForm
from curator.gui.bulk.window import BulkWindow
from curator.gui.bulk.wording import Kind, Scope
from curator.services import Services
from curator.services.ingest import Paste
from tests.gui.workplace import Workplace

WAIT = 60_000
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


class Office(Workplace):
    """A bulk desk with what it works with: the last post's front matter is broken."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.services = services
        self.changes: list[PostsChanged] = []
        self.desk.events.posts_changed.connect(self.changes.append)
        self.listed = sorted(services.library.find(""))
        self.bulk = BulkDesk(self.desk, lambda: self.listed)
        self.qtbot = qtbot

    @property
    def window(self) -> BulkWindow:
        assert self.bulk.window is not None
        return self.bulk.window

    def opened(self, kind: Kind) -> BulkWindow:
        self.bulk.start(kind, self.chosen)
        return self.window

    def looked(self) -> BulkWindow:
        """Wait until the plan is whole."""
        window = self.window
        self.qtbot.waitUntil(lambda: window._plan is not None, timeout=WAIT)
        return window

    def replacing(self, find: str, new: str, *, regex: bool = False) -> BulkWindow:
        window = self.opened(Kind.REPLACE)
        form = window._form
        assert isinstance(form, ReplaceForm)
        form.regex.setChecked(regex)
        form.replacement.setText(new)
        form.wanted.setText(find)
        return window

    def text(self, number: int) -> str:
        return self.services.library.load(PostId(number)).source.decode()


def posts() -> list[Paste]:
    texts = [f"---\ntitle: Post {n}\ntags: [a, t{n}]\n---\ntea and tea {n}\n" for n in range(5)]
    texts.append("---\ntitle: a: b\n---\ntea\n")
    return [Paste(text.encode(), f"{n}.md") for n, text in enumerate(texts)]


@pytest.fixture
def office(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Office]:
    with open_services(str(tmp_path / "library.db")) as services:
        services.ingest.paste(posts())
        made = Office(services, tmp_path, qtbot, qapp)
        yield made
        if made.bulk.window is not None:
            made.bulk.window.close()
        made.desk.tasks.close()


def test_a_value_is_set_in_the_selection_and_taken_back(office: Office, qtbot: QtBot) -> None:
    office.chosen = [PostId(number) for number in office.listed[:3]]
    window = office.opened(Kind.SET)
    assert window.scope.currentData() == Scope.CHOSEN
    assert not window.apply_button.isEnabled()
    form = window._form
    assert isinstance(form, KeyForm)
    form.box.setCurrentText("layout")
    form.lines[0].setText("news")
    office.looked()
    qtbot.waitUntil(lambda: "+layout: news" in window.lines.toPlainText(), timeout=WAIT)
    before = [office.text(number) for number in office.chosen]
    window.apply_button.click()
    qtbot.waitUntil(lambda: bool(office.changes), timeout=WAIT)
    assert office.changes[0].posts == set(office.chosen)
    assert Aspect.TEXT in office.changes[0].aspects
    assert all("layout: news\n" in office.text(number) for number in office.chosen)
    assert "3" in office.desk.notices.text
    office.desk.notices._action.click()
    assert [office.text(number) for number in office.chosen] == before


def test_without_a_selection_all_of_the_list_are_meant(office: Office) -> None:
    window = office.opened(Kind.STATUS)
    assert window.scope.currentData() == Scope.LISTED
    scopes = [window.scope.itemData(row) for row in range(window.scope.count())]
    assert scopes == [Scope.LISTED, Scope.LIBRARY]


def test_all_posts_selected_are_all_of_the_list(office: Office) -> None:
    office.chosen = [PostId(number) for number in office.listed]
    assert office.opened(Kind.STATUS).scope.currentData() == Scope.LISTED


def test_what_cannot_change_is_listed_with_its_reason(office: Office, qtbot: QtBot) -> None:
    window = office.opened(Kind.ADD)
    form = window._form
    assert isinstance(form, KeyForm)
    form.lines[0].setText("new")
    office.looked()
    assert window.rows.rowCount() == 6
    assert "5 of 6" in window.summary.text()
    assert "YAML" in window.reasons.text()
    refused = [row for row in range(6) if window.rows.refused(window.rows.index(row))]
    (row,) = refused
    index = window.rows.index(row)
    assert window.rows.data(index, Qt.ItemDataRole.CheckStateRole) is None
    window.posts.setCurrentIndex(index)
    qtbot.waitUntil(lambda: "YAML" in window.lines.toPlainText(), timeout=WAIT)


def test_posts_and_hits_that_are_not_ticked_stay(office: Office, qtbot: QtBot) -> None:
    window = office.replacing("tea", "coffee")
    office.looked()
    assert "11 hits" in window.summary.text()
    qtbot.waitUntil(lambda: window.hits.count() == 2, timeout=WAIT)
    first = window.rows.post(window.rows.index(0))
    second = window.rows.post(window.rows.index(1))
    assert first is not None
    assert second is not None
    window.hits.item(0).setCheckState(UNCHECKED)
    role = Qt.ItemDataRole.CheckStateRole
    assert window.rows.setData(window.rows.index(1), UNCHECKED, role)
    assert "5 posts" in window.apply_button.text()
    window.apply_button.click()
    qtbot.waitUntil(lambda: bool(office.changes), timeout=WAIT)
    assert "tea and coffee" in office.text(first)
    assert "tea and tea" in office.text(second)
    assert len(office.changes[0].posts) == 5


def test_a_pattern_that_is_none_is_told_at_once(office: Office, qtbot: QtBot) -> None:
    window = office.replacing("(", "", regex=True)
    qtbot.waitUntil(lambda: "regular expression" in window.summary.text(), timeout=WAIT)
    assert not window.apply_button.isEnabled()
    form = window._form
    assert isinstance(form, ReplaceForm)
    form.wanted.setText("(tea)")
    office.looked()
    assert window.apply_button.isEnabled()


def test_typing_on_withdraws_what_could_have_been_applied(office: Office) -> None:
    window = office.replacing("tea", "coffee")
    office.looked()
    assert window.apply_button.isEnabled()
    form = window._form
    assert isinstance(form, ReplaceForm)
    form.wanted.setText("tea and")
    assert not window.apply_button.isEnabled()
    office.looked()
    assert "5 posts" in window.apply_button.text()


def test_tags_are_merged_from_the_left_pane(office: Office, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    office.bulk.offer_on_term(TermKind.TAG, "t1", menu)
    menu.actions()[-1].trigger()
    window = office.window
    form = window._form
    assert isinstance(form, TermsForm)
    assert window.scope.currentData() == Scope.LIBRARY
    assert form.new.text() == "t1"
    form.new.setText("a")
    office.looked()
    assert window._plan is not None
    assert window._plan.count(Outcome.CHANGED) == 1
    window.apply_button.click()
    qtbot.waitUntil(lambda: bool(office.changes), timeout=WAIT)
    assert office.services.library.vocabulary(TermKind.TAG) == ["a", "t0", "t2", "t3", "t4"]


def test_a_menu_hangs_on_the_list(office: Office, qtbot: QtBot) -> None:
    tree, menu = QTreeWidget(), QMenu()
    qtbot.addWidget(tree)
    menu.addAction("x")
    office.bulk.offer_on_posts(tree, lambda: menu)
    tree.customContextMenuRequested.emit(QPoint(3, 3))
    qtbot.waitUntil(menu.isVisible, timeout=WAIT)
    menu.close()


def test_posts_edited_meanwhile_are_offered_again(office: Office, qtbot: QtBot) -> None:
    window = office.replacing("tea", "coffee")
    office.looked()
    post = PostId(office.listed[0])
    stored = office.services.library.load(post)
    office.services.library.save(post, stored.content, stored.source + b"more tea\n")
    window.apply_button.click()
    qtbot.waitUntil(lambda: bool(office.changes), timeout=WAIT)
    assert "tea and tea" in office.text(post)
    office.desk.notices._other.click()
    again = office.looked()
    assert again.rows.rowCount() == 1
    assert not again.kind.isEnabled()
    again.apply_button.click()
    qtbot.waitUntil(lambda: len(office.changes) == 2, timeout=WAIT)
    assert "more coffee" in office.text(post)


def test_a_stopped_change_is_told_and_changes_nothing(office: Office, qtbot: QtBot) -> None:
    window = office.replacing("tea", "coffee")
    office.looked()
    window.apply_button.click()
    task = office.desk.jobs._task
    assert task is not None
    task.cancel()
    qtbot.waitUntil(lambda: bool(office.desk.notices.text), timeout=WAIT)
    stopped = "nothing was changed" in office.desk.notices.text
    assert stopped or office.changes  # it may have been done before it was asked to stop
    assert not stopped or all("coffee" not in office.text(number) for number in office.listed)


def test_rows_are_fetched_as_they_are_seen(office: Office, qtbot: QtBot) -> None:
    ids = office.services.ingest.paste(
        [Paste(f"---\ntitle: N{n}\n---\nx{n}".encode(), f"n{n}.md") for n in range(400)]
    ).items
    office.listed = [item.post for item in ids if item.post is not None]
    window = office.opened(Kind.ADD)
    form = window._form
    assert isinstance(form, KeyForm)
    form.lines[0].setText("new")
    office.looked()
    qtbot.waitUntil(lambda: bool(window.rows._rows), timeout=WAIT)
    assert len(window.rows._rows) < 400
    window.posts.scrollToBottom()
    last = window.rows.index(399)
    qtbot.waitUntil(lambda: str(window.rows.data(last)).startswith("N"), timeout=WAIT)
