"""While words are looked for, rows say where they stand; what waits for the index is indexed meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.changes import Aspect, PostsChanged
from curator.domain.listing import Sort, SortKey
from curator.domain.post import PostId
from curator.gui.application import make_application
from curator.gui.indexing import Indexer
from curator.gui.post_list.pane import PostListPane
from curator.services import Services
from tests.gui.workplace import Workplace
from tests.services.conftest import write_tree

COUNT = 120
PATIENCE = 30_000  # milliseconds


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library into which a site was imported: so many posts wait for the index."""
    tree: dict[str, str | bytes] = {"_config.yml": "title: Site\n"}
    for number in range(COUNT):
        title = "人民银行降息" if number == 7 else f"第{number}篇"
        text = f"<p>今天{number}，</p><p>人民<b>银行</b>与 中国銀行 说话。</p>"
        tree[f"_posts/2022-01-{number % 28 + 1:02}-{number}.md"] = (
            f"---\ntitle: {title}\n---\n{text}\n"
        )
    site = write_tree(tmp_path / "site", tree)
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([site]))
        yield opened


@pytest.fixture
def workplace(
    services: Services, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Workplace]:
    place = Workplace(services, tmp_path, qtbot, qapp)
    yield place
    place.desk.tasks.close()


def pane_of(workplace: Workplace, qtbot: QtBot) -> PostListPane:
    desk = workplace.desk
    pane = PostListPane(
        desk.services.library,
        desk.services.queries,
        desk.services.search,
        desk.tasks,
        desk.events,
        desk.theme,
    )
    qtbot.addWidget(pane)
    pane.resize(500, 600)
    pane.show()
    return pane


def test_what_a_site_brings_is_indexed_and_the_search_is_asked_again(
    workplace: Workplace, services: Services, qtbot: QtBot
) -> None:
    assert not services.search.state().complete
    pane = pane_of(workplace, qtbot)
    indexer = Indexer(workplace.desk)
    indexer.moved.connect(pane.show_indexing)
    indexer.completed.connect(pane.search_again)
    pane.field.setText("银行")
    with qtbot.waitSignal(indexer.moved, timeout=PATIENCE):
        indexer.prepare()
    qtbot.waitUntil(lambda: services.search.state().complete, timeout=PATIENCE)
    qtbot.waitUntil(lambda: pane.model.post_count == COUNT, timeout=PATIENCE)
    assert indexer.label.isHidden()


def test_a_change_of_many_posts_starts_the_index(
    workplace: Workplace, services: Services, qtbot: QtBot
) -> None:
    indexer = Indexer(workplace.desk)
    ids = [PostId(one) for one in services.library.ids(services.library.understand(""), Sort())]
    with qtbot.waitSignal(indexer.moved, timeout=PATIENCE):
        workplace.desk.events.posts_changed.emit(PostsChanged(frozenset(ids), Aspect.ADDED, None))
    qtbot.waitUntil(lambda: services.search.state().complete, timeout=PATIENCE)


def test_rows_say_where_the_words_stand_and_stop_saying_it(
    workplace: Workplace, services: Services, qtbot: QtBot
) -> None:
    services.search.fill()
    pane = pane_of(workplace, qtbot)
    qtbot.waitUntil(lambda: pane.model.complete and pane.model.rowCount() == COUNT)
    low = pane.view.rowHeight(0)
    pane.field.setText("中国银行")
    qtbot.waitUntil(lambda: pane.snippets.shown, timeout=PATIENCE)
    assert pane.view.rowHeight(0) > low

    def said() -> str:
        post = pane.model.id_at(0)
        return pane.snippets.of(post).text if post is not None else ""

    qtbot.waitUntil(lambda: bool(said()), timeout=PATIENCE)
    post = pane.model.id_at(0)
    assert post is not None
    place = pane.snippets.of(post)
    # The text as it stands there, not as it is compared.
    assert [place.text[start:end] for start, end in place.spans] == ["中国銀行"]
    assert "<" not in place.text
    pane.field.clear()
    qtbot.waitUntil(lambda: not pane.snippets.shown, timeout=PATIENCE)
    assert pane.view.rowHeight(0) == low


def test_the_best_come_first_until_another_order_is_chosen(
    workplace: Workplace, services: Services, qtbot: QtBot
) -> None:
    services.search.fill()
    pane = pane_of(workplace, qtbot)
    pane.field.setText("银行")
    qtbot.waitUntil(
        lambda: pane.model.by_relevance and pane.model.complete and pane.model.post_count == COUNT,
        timeout=PATIENCE,
    )
    first = pane.model.id_at(0)
    assert first is not None
    qtbot.waitUntil(
        lambda: services.library.load(PostId(pane.model.ids()[0])).title == "人民银行降息",
        timeout=PATIENCE,
    )
    pane.model.set_order(Sort(SortKey.TITLE, descending=False), pane.model.grouping)
    assert not pane.model.by_relevance
