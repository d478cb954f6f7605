"""The benchmarks run: each of them once, on a few posts, with figures and floors in every table.

What they measure is not judged here; machines differ and are busy.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as program
from tests.benchmarks import (
    conversion,
    duplicates,
    intake,
    long_lists,
    measuring,
    post_list,
    site_pages,
    start_up,
)
from tests.benchmarks.tables import RATIO, Table, ratio

FEW = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose posts and libraries the benchmarks share."""
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(autouse=True)
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure everything once: how well is not asked here."""
    for module in list(sys.modules.values()):
        if module.__name__.startswith("tests.benchmarks.") and hasattr(module, "repetitions"):
            monkeypatch.setattr(module, "repetitions", lambda _count: 1)
    monkeypatch.setattr(start_up, "ROUNDS", 1)
    monkeypatch.setattr(start_up, "SETTLE", 200)
    monkeypatch.setattr(long_lists, "STEPS", 20)
    monkeypatch.setattr(long_lists, "SETTLE", 200)
    monkeypatch.setattr(long_lists, "CHANGES", 2)
    monkeypatch.setattr(post_list, "STEPS", 20)
    monkeypatch.setattr(post_list, "SETTLE", 200)


def check(tables: list[object], expected: int) -> None:
    assert len(tables) == expected
    for table in tables:
        assert isinstance(table, Table), table
        assert table.rows, table.title
        assert all(math.isfinite(number) for number in table.numbers()), str(table)
        assert str(table).startswith(f"{table.title}\n")
        assert all(number > 0 for number in ratios(table)), str(table)


def ratios(table: object) -> list[float]:
    """Return what a table says of how ours compares with a floor: there is something, or it fails."""
    assert isinstance(table, Table), table
    columns = [at for at, heading in enumerate(table.headings) if RATIO in heading]
    found = [row[at] for row in table.rows for at in columns]
    numbers = [number for number in found if isinstance(number, int | float)]
    assert numbers, str(table)
    return [float(number) for number in numbers]


def test_benchmarks_are_found_without_importing_them() -> None:
    tested = {"import-posts", "export-posts", "post-list", "preview-patch", "start-up"}
    assert set(program.names()) >= tested


def test_imports(folder: Path) -> None:
    check(list(program.tables("import-posts", [20, FEW], folder)), 3)


def test_changes_of_many_posts(folder: Path) -> None:
    check(list(program.tables("bulk", [20, FEW], folder)), 3)


def test_exports(folder: Path) -> None:
    check(list(program.tables("export-posts", [FEW], folder)), 1)


@pytest.mark.webengine
@pytest.mark.xdist_group("webengine")
def test_the_list(folder: Path) -> None:
    check(list(program.tables("post-list", [FEW], folder)), 2)


def test_search(folder: Path) -> None:
    check(list(program.tables("search", [FEW], folder)), 2)


@pytest.mark.webengine
@pytest.mark.xdist_group("webengine")
def test_long_lists(folder: Path) -> None:
    check(list(program.tables("long-lists", [FEW], folder)), 2)


@pytest.mark.webengine
@pytest.mark.xdist_group("webengine")
def test_starts(folder: Path) -> None:
    check(list(program.tables("start-up", [FEW], folder)), 2)


@pytest.mark.webengine
@pytest.mark.xdist_group("webengine")
def test_patches(folder: Path) -> None:
    # It makes an application of its own, which this process must not have.
    script = (
        "import json; from tests.benchmarks import preview_patch as it; it.ROUNDS = 2;"
        "print(json.dumps([[t.title, t.headings, t.rows] for t in it.run()]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=measuring.ROOT,
        env=measuring.environment(folder),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    found = json.loads(ended.stdout.splitlines()[-1])
    tables = [
        Table(title, tuple(names), [tuple(row) for row in rows]) for title, names, rows in found
    ]
    assert ratios(tables[0])
    assert all(math.isfinite(number) for table in tables for number in table.numbers())


def test_conversions(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(conversion, "POSTS", 5)
    monkeypatch.setattr(conversion, "SIZES", (2_000,))
    monkeypatch.setattr(conversion, "HOSTILE_SIZES", (500, 1_000))
    check(list(program.tables("conversion", [FEW], folder)), 3)


def test_pages_of_a_site(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(site_pages, "ROUNDS", 2)
    monkeypatch.setattr(site_pages, "MANY", 20)
    check(list(program.tables("site-pages", [20], folder)), 2)


def test_intake(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(intake, "FILES", 20)
    monkeypatch.setattr(intake, "TURNS", 1)
    check(list(program.tables("intake", [20, FEW], folder)), 3)


@pytest.mark.webengine
@pytest.mark.xdist_group("webengine")
def test_the_window_during_an_import(folder: Path) -> None:
    check(list(program.tables("import-window", [20], folder)), 1)


def test_duplicates(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(duplicates, "PAIRS", 100)
    monkeypatch.setattr(duplicates, "NEW", 10)
    monkeypatch.setattr(duplicates, "TURNS", 1)
    # Few articles are asked of few posts: a process for each step would cost the most.
    monkeypatch.setattr(duplicates, "run_step", lambda step, _folder, **given: step(**given))
    check(list(program.tables("duplicates", [FEW], folder)), 2)


def test_a_name_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        program.main(["no-such"])
    assert stop.value.code == 2
    assert "start-up" in capsys.readouterr().err


def test_a_disk_that_is_too_small_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["import-posts", "--sizes", str(10**12), "--folder", str(tmp_path)]) == 2
    assert f"{tmp_path} lacks" in capsys.readouterr().out


def test_a_step_that_fails_says_why(folder: Path) -> None:
    with pytest.raises(RuntimeError, match="no-library"):
        measuring.run_step(post_list.query, folder, library=str(folder / "no-library" / "x.db"))


def test_tables_align_figures_and_leave_gaps() -> None:
    table = Table("taken", ("", "ms", RATIO))
    table.add("floor", 2.0, 1.0)
    table.add("ours", 1234.5, ratio(1234.5, 2.0))
    table.add("unknown", None, ratio(1.0, 0.0))
    assert str(table).splitlines() == [
        "taken",
        "              ms      ×",
        "  floor     2.00   1.00",
        "  ours     1,234  617.2",
        "  unknown",
    ]
