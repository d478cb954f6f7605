"""Conversion that never hangs or crashes the program, in its worker process."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from curator.domain.work import Cancelled, CancelToken
from curator.processes.commands import child_command
from curator.processes.frames import Frame, FrameKind
from curator.rendering.converters import BodyKind, from_text, kind_of
from curator.rendering.guard import Guard, Trouble


@pytest.fixture
def guard() -> Iterator[Guard]:
    made = Guard(seconds=1)
    yield made
    made.close()


@pytest.fixture(scope="module")
def patient() -> Iterator[Guard]:
    made = Guard(seconds=10)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (None, BodyKind.MARKDOWN),
        ("_posts/a.md", BodyKind.MARKDOWN),
        ("a.markdown", BodyKind.MARKDOWN),
        ("a.HTML", BodyKind.HTML),
        ("a.htm", BodyKind.HTML),
        ("_posts/2020-01-01-a.b.txt", BodyKind.TEXT),
    ],
)
def test_kind_follows_the_name(path: str | None, kind: BodyKind) -> None:
    assert kind_of(path) is kind


def test_markdown_html_and_text(patient: Guard) -> None:
    assert patient.convert(BodyKind.MARKDOWN, "*a*").fragment == "<p><em>a</em></p>\n"
    html = "<p>*a* <script>x</script>"
    assert patient.convert(BodyKind.HTML, html).fragment == html
    text = patient.convert(BodyKind.TEXT, "a <b>\n  c\n\n\nd & e").fragment
    assert text == '<p class="plain">a &lt;b&gt;\n  c</p>\n<p class="plain">d &amp; e</p>'


@pytest.mark.parametrize(
    "text", ["", "\udcff lone", "\x00\x02klzzwxh:1\x03", "汉\U0001f600", "\r\n"]
)
def test_odd_characters_pass(patient: Guard, text: str) -> None:
    assert patient.convert(BodyKind.MARKDOWN, text).trouble is None


HOSTILE = {
    "brackets": "[" * 20_000,
    "declarations": "<![" * 20_000,
    "nested quotes": "> " * 5000 + "x",
    "list markers": "- " * 1000 + "x",
    "nested lists": "\n".join("  " * n + "- x" for n in range(1000)),
    "stars": "*a **b " * 10_000,
    "links": "[a](" * 10_000,
    "tags": "<a " * 30_000,
    "divs": "<div>" * 20_000,
    "markdown in divs": '<div markdown="1">\n' * 300 + "x",
    "unclosed fences": "\n".join(f"```a{n}" for n in range(20_000)),
    "headings": "# a\n" * 20_000,
    "ticks": "`" * 30_000,
    "entities": "&#" * 30_000,
    "attributes": "{: .a}\n" * 5000,
    "footnotes": "[^1]" * 5000 + "\n\n[^1]: x",
    "table": "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "|b" * 3000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_time_and_in_words(guard: Guard, name: str) -> None:
    before = time.monotonic()
    converted = guard.convert(BodyKind.MARKDOWN, HOSTILE[name])
    assert time.monotonic() - before < 4
    if converted.trouble:
        assert converted.fragment == from_text(HOSTILE[name][:200_000])
    assert guard.convert(BodyKind.MARKDOWN, "*a*").fragment == "<p><em>a</em></p>\n"


TRYING = """
import time
from curator.rendering import worker

def sleep(request, ask):
    time.sleep(float(request.values["seconds"]))
    return {}, b"slept"

def deep(request, ask):
    return deep(request, ask)

def large(request, ask):
    return {}, b"x" * 3_000_000_000

def curious(request, ask):
    answered = ask("name", number=7)
    return {"heard": answered.values["name"]}, answered.data

worker.TASKS.update(sleep=sleep, deep=deep, large=large, curious=curious)
worker.main()
"""
"""A worker that can be asked for what a hostile text makes a converter do."""


@pytest.fixture
def trying() -> Iterator[Guard]:
    made = Guard(seconds=1, command=lambda: [sys.executable, "-c", TRYING])
    yield made
    made.close()


def request(task: str, **values: object) -> Frame:
    return Frame(FrameKind.REQUEST, {"task": task, **values})


def test_hangs_overflows_and_hunger_are_named(trying: Guard) -> None:
    assert trying.request(request("sleep", seconds=20)) is Trouble.TOO_SLOW
    assert trying.request(request("deep")) is Trouble.TOO_DEEP
    if sys.platform != "win32":  # Windows has no such limit
        assert trying.request(request("large")) is Trouble.TOO_MUCH_MEMORY
    done = trying.request(request("sleep", seconds=0))
    assert isinstance(done, Frame)
    assert done.data == b"slept"


def test_second_look_at_a_hopeless_text_costs_nothing(trying: Guard) -> None:
    trying.request(request("sleep", seconds=20))
    before = time.monotonic()
    assert trying.request(request("sleep", seconds=20)) is Trouble.TOO_SLOW
    assert time.monotonic() - before < 0.5


def test_worker_asks_while_it_renders(trying: Guard) -> None:
    heard: list[object] = []

    def answerer(question: Frame) -> Frame:
        heard.append(dict(question.values))
        return Frame(FrameKind.ANSWER, {"name": "财经"}, b"bytes")

    done = trying.request(request("curious"), answerer=answerer)
    assert isinstance(done, Frame)
    assert heard == [{"question": "name", "number": 7}]
    assert (done.values, done.data) == ({"heard": "财经"}, b"bytes")


def test_question_that_nobody_answers_ends_the_request(trying: Guard) -> None:
    assert trying.request(request("curious")) is Trouble.FAILED
    done = trying.request(request("sleep", seconds=0))
    assert isinstance(done, Frame)


def test_editor_who_types_on_need_not_wait(trying: Guard) -> None:
    trying.warm()
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    before = time.monotonic()
    with pytest.raises(Cancelled):
        trying.request(request("sleep", seconds=0.8), cancel)
    assert time.monotonic() - before < 0.7
    process = trying.pid
    done = trying.request(request("sleep", seconds=0))
    assert isinstance(done, Frame)
    assert trying.pid == process, "a worker that ends in time is kept, and what it knows with it"


def test_worker_that_goes_on_for_long_after_it_was_cancelled_is_ended(trying: Guard) -> None:
    trying.warm()
    cancel = CancelToken()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(Cancelled):
        trying.request(request("sleep", seconds=60), cancel)
    before = time.monotonic()
    done = trying.request(request("sleep", seconds=0))
    assert isinstance(done, Frame)
    assert time.monotonic() - before < 4


@pytest.mark.parametrize(
    ("kind", "times"), [(BodyKind.MARKDOWN, 1_400_000), (BodyKind.HTML, 7_000_000)]
)
def test_larger_texts_are_not_tried(guard: Guard, kind: BodyKind, times: int) -> None:
    converted = guard.convert(kind, "<b>" * times)
    assert converted.trouble is Trouble.TOO_LARGE
    assert converted.fragment.startswith('<p class="plain">&lt;b&gt;')


def test_worker_that_dies_is_replaced() -> None:
    program = (
        "import os\n"
        "from curator.rendering import worker\n"
        "worker.TASKS['convert'] = lambda request, ask: os._exit(1)\n"
        "worker.main()"
    )
    commands = [[sys.executable, "-c", program], child_command("render")]
    guard = Guard(command=lambda: commands.pop(0))
    assert guard.convert(BodyKind.MARKDOWN, "a").trouble is Trouble.TOO_MUCH_MEMORY
    assert guard.convert(BodyKind.MARKDOWN, "b").fragment == "<p>b</p>\n"
    guard.close()


def test_fault_of_the_converter_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    program = (
        "from curator.rendering import worker\n"
        "def fail(request, ask): raise ValueError('broken on ' + request.text)\n"
        "worker.TASKS['convert'] = fail\n"
        "worker.main()"
    )
    guard = Guard(command=lambda: [sys.executable, "-c", program])
    assert guard.convert(BodyKind.MARKDOWN, "text").trouble is Trouble.FAILED
    assert "broken on text" in caplog.text
    guard.close()


def test_worker_ends_with_the_program() -> None:
    program = (
        "from curator.rendering.guard import Guard\n"
        "from curator.rendering.converters import BodyKind\n"
        "guard = Guard()\n"
        "guard.convert(BodyKind.MARKDOWN, 'a')\n"
        "print(guard.pid, flush=True)\n"
        "import os; os._exit(0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    worker = int(ran.stdout)
    deadline = time.monotonic() + 5
    while psutil.pid_exists(worker):
        if psutil.Process(worker).status() == psutil.STATUS_ZOMBIE:
            return  # ended; nobody is there to take note
        assert time.monotonic() < deadline, "the worker outlived its program"
        time.sleep(0.05)
