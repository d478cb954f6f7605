"""The lanes: order, answers on the GUI thread, late answers dropped, faults delivered."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.domain.errors import PostMissing
from curator.domain.work import CancelToken
from curator.gui.tasks import Lane, TaskRunner


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


def test_an_answer_comes_on_the_gui_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    threads: list[object] = []
    tasks.run(
        Lane.READ,
        lambda _token: threads.append(threading.current_thread()),
        lambda _none: threads.append(QThread.currentThread()),
    )
    qtbot.waitUntil(lambda: len(threads) == 2, timeout=20_000)
    assert threads[0] is not threading.main_thread()
    assert threads[1] == QApplication.instance().thread()  # type: ignore[union-attr]  # it exists


def test_writes_keep_their_order(qtbot: QtBot, tasks: TaskRunner) -> None:
    order: list[int] = []
    for number in range(50):
        tasks.run(Lane.WRITE, lambda _token, number=number: order.append(number))
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    assert order == list(range(50))


def test_of_one_topic_only_the_latest_answers(qtbot: QtBot, tasks: TaskRunner) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def slow(token: CancelToken) -> str:
        gate.wait(5)
        return "late" if not token.cancelled else "cancelled"

    tasks.run(Lane.READ, slow, answers.append, topic="page")
    tasks.run(Lane.READ, lambda _token: "new", answers.append, topic="page")
    qtbot.waitUntil(lambda: answers == ["new"], timeout=20_000)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    assert answers == ["new"]


def test_a_fault_goes_to_whoever_asked_or_to_the_window(qtbot: QtBot, tasks: TaskRunner) -> None:
    def fail(_token: CancelToken) -> None:
        raise PostMissing(3)

    caught: list[object] = []
    tasks.run(Lane.READ, fail, failed=caught.append)
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(Lane.READ, fail)
    qtbot.waitUntil(lambda: len(caught) == 1, timeout=20_000)
    assert isinstance(told.args[0], PostMissing)


def test_a_bug_is_delivered_as_a_crash(qtbot: QtBot, tasks: TaskRunner) -> None:
    with qtbot.waitSignal(tasks.crashed) as told:
        tasks.run(Lane.WRITE, lambda _token: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_closing_finishes_what_is_written_and_starts_nothing_new(qapp: QApplication) -> None:
    runner = TaskRunner()
    done: list[int] = []
    for number in range(20):
        runner.run(Lane.WRITE, lambda _token, number=number: done.append(number))
    runner.close()
    assert done == list(range(20))
    assert runner.run(Lane.WRITE, lambda _token: done.append(99)).token.cancelled
    assert 99 not in done
