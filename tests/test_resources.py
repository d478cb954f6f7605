"""The files that ship with the program are found in a checkout and in an installed package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from curator import resources


def test_a_checkout_reads_its_own_folder() -> None:
    root = Path(__file__).parents[1]
    assert resources.path() == root / "resources"
    assert resources.path("sample-site", "_config.yml").is_file()


def test_texts_are_utf8_and_keep_their_newlines() -> None:
    data = resources.read_bytes("sample-site", "_config.yml")
    assert resources.read_text("sample-site", "_config.yml") == data.decode("utf-8")
    assert "Asia/Shanghai" in resources.read_text("sample-site", "_config.yml")


def test_something_that_was_not_shipped_is_a_fault_of_the_build() -> None:
    with pytest.raises(FileNotFoundError):
        resources.path("icons", "no-such-icon.svg")


def test_an_installed_package_carries_the_folder_inside(tmp_path: Path) -> None:
    package = tmp_path / "curator"
    package.mkdir()
    (package / "__init__.py").write_text("")
    shutil.copy(resources.__file__, package)
    (package / "_resources" / "icons").mkdir(parents=True)
    (package / "_resources" / "icons" / "mark.svg").write_bytes(b"<svg/>")
    (tmp_path / "resources").mkdir()  # another project's folder beside the package
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "from curator import resources; print(resources.path('icons', 'mark.svg'))",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == (package / "_resources" / "icons" / "mark.svg").resolve()
