"""Sass of a site: where imports are found, what is compiled again, and what never is."""

import os
from pathlib import Path

import pytest

from curator.rendering.theme.files import Folder
from curator.rendering.theme.stylesheets import SassFault, Stylesheets
from tests.rendering.theme.conftest import write


def sheets(root: Path, theme: Path | None = None, **options: object) -> Stylesheets:
    settings = {"sass": dict(options)}
    return Stylesheets(Folder(root), None if theme is None else Folder(theme), settings)  # type: ignore[arg-type]


def test_imports_come_from_the_site_then_from_the_theme(tmp_path: Path) -> None:
    site, theme = tmp_path / "site", tmp_path / "theme"
    write(site / "_sass/_a.scss", ".site { x: y }")
    write(theme / "_sass/_a.scss", ".never { x: y }")
    write(theme / "_sass/deep/_index.scss", '@import "inner";')
    write(theme / "_sass/deep/_inner.sass", ".inner\n  x: y\n")
    css = sheets(site, theme, style="compressed").compile('@import "a", "deep";')
    assert css.strip() == ".site{x:y}.inner{x:y}"


def test_options(tmp_path: Path) -> None:
    write(tmp_path / "styles/_a.scss", ".a { b: c; }")
    write(tmp_path / "more/_b.scss", ".b { c: d; }")
    compiled = sheets(tmp_path, sass_dir="styles", load_paths=["more"], style=":expanded")
    assert compiled.compile('@import "a"; @import "b";').split("\n")[:2] == [".a {", "  b: c;"]
    assert sheets(tmp_path).compile(".a { b: 1 / 3; c: 10px / 3 }").startswith(".a { b: 1 / 3;")


def test_indented_syntax(tmp_path: Path) -> None:
    assert sheets(tmp_path).compile(".a\n  b: c\n", indented=True) == ".a { b: c; }\n"


def test_a_fault_says_where(tmp_path: Path) -> None:
    write(tmp_path / "_sass/_bad.scss", ".a { b: c;\n\n} }")
    with pytest.raises(SassFault) as caught:
        sheets(tmp_path).compile('\n@import "bad";')
    assert caught.value.file.endswith("_sass/_bad.scss")
    assert caught.value.line == 3
    with pytest.raises(SassFault) as caught:
        sheets(tmp_path).compile('\n@import "lost";')
    assert caught.value.message.endswith("unreadable: lost.")
    assert caught.value.line == 2


def test_imports_never_leave_the_folders(tmp_path: Path) -> None:
    write(tmp_path / "secret/_s.scss", ".secret { a: b }")
    write(tmp_path / "site/_sass/_a.scss", '@import "../../secret/s";')
    (tmp_path / "site/_sass/_link.scss").symlink_to(tmp_path / "secret/_s.scss")
    compiled = sheets(tmp_path / "site", load_paths=["../secret", str(tmp_path / "secret")])
    for name in ("a", "link", "s", "../secret/s", str(tmp_path / "secret/s")):
        with pytest.raises(SassFault):
            compiled.compile(f'@import "{name}";')


def test_imports_of_css_stay_imports(tmp_path: Path) -> None:
    css = sheets(tmp_path).compile('@import url("x.css"); @import "https://e.example/f.css";')
    assert "x.css" in css
    assert "https://e.example/f.css" in css


def test_a_stylesheet_is_compiled_again_when_an_import_changes(tmp_path: Path) -> None:
    write(tmp_path / "_sass/_a.scss", ".a { b: c }")
    compiled = sheets(tmp_path)
    first = compiled.compile('@import "a";')
    assert compiled.compile('@import "a";') is first
    write(tmp_path / "_sass/_a.scss", ".a { b: changed }")
    os.utime(tmp_path / "_sass/_a.scss", (1_700_000_000, 1_700_000_000))
    assert "changed" in compiled.compile('@import "a";')
