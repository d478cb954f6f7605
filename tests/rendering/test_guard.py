"""Conversion that never hangs or crashes the program, in its worker process."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from curator.domain.work import Cancelled, CancelToken
from curator.rendering import guard as guarding
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
    assert patient.convert(BodyKind.MARKDOWN, "*a*").fragment == "<p><em>a</em></p>"
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
    assert guard.convert(BodyKind.MARKDOWN, "*a*").fragment == "<p><em>a</em></p>"


def test_known_hangs_and_overflows_are_named(guard: Guard) -> None:
    assert guard.convert(BodyKind.MARKDOWN, HOSTILE["links"]).trouble is Trouble.TOO_SLOW
    assert guard.convert(BodyKind.MARKDOWN, HOSTILE["list markers"]).trouble is Trouble.TOO_DEEP
    assert guard.convert(BodyKind.MARKDOWN, HOSTILE["brackets"]).trouble is Trouble.TOO_DEEP


def test_second_look_at_a_hopeless_text_costs_nothing(guard: Guard) -> None:
    guard.convert(BodyKind.MARKDOWN, HOSTILE["links"])
    before = time.monotonic()
    again = guard.convert(BodyKind.MARKDOWN, HOSTILE["links"])
    assert again.trouble is Trouble.TOO_SLOW
    assert time.monotonic() - before < 0.5


@pytest.mark.parametrize(
    ("kind", "times"), [(BodyKind.MARKDOWN, 1_400_000), (BodyKind.HTML, 7_000_000)]
)
def test_larger_texts_are_not_tried(guard: Guard, kind: BodyKind, times: int) -> None:
    converted = guard.convert(kind, "<b>" * times)
    assert converted.trouble is Trouble.TOO_LARGE
    assert converted.fragment.startswith('<p class="plain">&lt;b&gt;')


def test_editor_who_types_on_need_not_wait(guard: Guard) -> None:
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    before = time.monotonic()
    with pytest.raises(Cancelled):
        guard.convert(BodyKind.MARKDOWN, HOSTILE["links"], cancel)
    assert time.monotonic() - before < 1.5
    assert guard.convert(BodyKind.MARKDOWN, "a").fragment == "<p>a</p>"


def test_worker_that_dies_is_replaced(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = [sys.executable, "-c", "import os, sys; sys.stdin.buffer.read(9); os._exit(1)"]
    with monkeypatch.context() as patch:
        patch.setattr(guarding, "worker_command", lambda: deadly)
        assert guard.convert(BodyKind.MARKDOWN, "a").trouble is Trouble.TOO_MUCH_MEMORY
    assert guard.convert(BodyKind.MARKDOWN, "b").fragment == "<p>b</p>"


def test_fault_of_the_converter_is_logged(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = (
        "from curator.rendering import converters, worker\n"
        "def fail(text): raise ValueError('broken on ' + text)\n"
        "worker.CONVERTERS = {kind: fail for kind in converters.BodyKind}\n"
        "worker.main()"
    )
    monkeypatch.setattr(guarding, "worker_command", lambda: [sys.executable, "-c", broken])
    assert guard.convert(BodyKind.MARKDOWN, "text").trouble is Trouble.FAILED
    assert "broken on text" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_memory_of_the_worker_is_capped() -> None:
    program = (
        "from curator.rendering.worker import answer, limit_resources\n"
        "from curator.rendering import worker, converters\n"
        "limit_resources()\n"
        "worker.CONVERTERS = {kind: lambda text: text * 3_000_000_000 for kind in converters.BodyKind}\n"
        "print(answer(converters.BodyKind.MARKDOWN, 'x')[0])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "2"  # TOO_BIG


def test_worker_ends_with_the_program() -> None:
    program = (
        "from curator.rendering.guard import Guard\n"
        "from curator.rendering.converters import BodyKind\n"
        "guard = Guard()\n"
        "guard.convert(BodyKind.MARKDOWN, 'a')\n"
        "print(guard._worker._process.pid, flush=True)\n"
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
