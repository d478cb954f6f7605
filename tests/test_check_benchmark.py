"""The benchmark of the check runs once, on a few posts; how fast is not judged here."""

import math
from pathlib import Path

import pytest

from tests.benchmarks import check_site


def test_the_check_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_site, "repetitions", lambda _count: 1)
    monkeypatch.setattr(check_site, "EDITS", 3)
    checks, edits = check_site.run([50], tmp_path)
    assert [row[0] for row in checks.rows][-3:] == [
        "curator check",
        "curator check --json",
        "in one process",
    ]
    assert len(edits.rows) == 1
    for table in (checks, edits):
        assert all(math.isfinite(number) for number in table.numbers()), str(table)
