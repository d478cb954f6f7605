"""Themes among the gems of a machine, found by looking at folders."""

from collections.abc import Callable
from pathlib import Path

from curator.rendering.theme.gems import find_gem
from curator.rendering.theme.layers import find_theme
from curator.site.folder import Site
from tests.rendering.theme.conftest import write


def gem(home: Path, name: str) -> None:
    write(home / "gems" / name / "_layouts/default.html", f"{name} {{{{ content }}}}")


def test_the_highest_version_of_the_nearest_home_is_taken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name in ("sand-1.9.0", "sand-1.10.0", "sand-2.0.0.pre", "sand-castle-9.0", "sandy-3.0"):
        gem(home, name)
    environment = {"GEM_HOME": str(home), "HOME": str(tmp_path)}
    found = find_gem("sand", tmp_path / "site", environment)
    assert found is not None
    assert found.version == "2.0.0.pre"
    assert find_gem("castle", tmp_path, environment) is None
    assert find_gem("../sand", tmp_path, environment) is None


def test_the_locked_version_is_taken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name in ("sand-1.9.0", "sand-1.10.0"):
        gem(home, name)
    write(tmp_path / "site/Gemfile.lock", "GEM\n  specs:\n    sand (1.9.0)\n      jekyll (>= 3)\n")
    environment = {"GEM_PATH": f"/nowhere:{home}", "HOME": str(tmp_path)}
    found = find_gem("Sand", tmp_path / "site", environment)
    assert found is not None
    assert found.version == "1.9.0"


def test_gems_of_the_bundle_in_the_site_are_found(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = make_site({}, "theme: sand\n")
    gem(site.root / "vendor/bundle/ruby/3.1.0", "sand-1.0")
    theme = find_theme(site)
    assert theme is not None
    assert (theme.name, theme.version, theme.approximated) == ("sand", "1.0", False)


def test_a_remote_theme_is_found_in_a_given_folder(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = make_site({}, "remote_theme: someone/sand@v2\n")
    write(tmp_path / "themes/someone-sand/_layouts/default.html", "x")
    theme = find_theme(site, [tmp_path / "themes"])
    assert theme is not None
    assert not theme.approximated
    assert theme.folder.root.endswith("someone-sand")


def test_what_is_not_found_is_approximated(make_site: Callable[..., Site]) -> None:
    theme = find_theme(make_site({}, "theme: no-such-theme-anywhere\n"))
    assert theme is not None
    assert theme.approximated
    assert theme.name == "no-such-theme-anywhere"


def test_a_site_without_a_theme_has_none_but_on_github(make_site: Callable[..., Site]) -> None:
    assert find_theme(make_site({}, "title: x\n")) is None
    theme = find_theme(make_site({"CNAME": "x"}, "title: x\n"))
    assert theme is not None
    assert theme.approximated
    assert theme.name == "jekyll-theme-primer"
