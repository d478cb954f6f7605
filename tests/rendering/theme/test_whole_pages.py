"""Every page of the project's themed sites equals the one that Debian's Jekyll writes."""

import difflib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator.rendering.theme.renderer import SiteRenderer
from curator.rendering.theme.rendering import Converter
from curator.site.folder import open_site
from tests.rendering.theme.conftest import BuiltSite, Kramdown
from tests.rendering.theme.jekyll_sites import SITES, Built, build, built_files, tokens
from tests.rendering.theme.random_sites import make

NAMES = sorted(path.parent.name for path in SITES.glob("*/_config.yml"))
_PAGES = (".html", ".htm", ".txt")
_SHOWN = 30


def _built(sites: Mapping[str, BuiltSite], name: str) -> BuiltSite:
    answer = sites[name].answer
    if str(answer.get("abort", "")).startswith("Jekyll::Errors::MissingDependency"):
        pytest.skip(f"a gem is not installed: {answer['abort']}")
    assert "abort" not in answer, answer
    return sites[name]


def _with_kramdown(site: BuiltSite, kramdown: Kramdown) -> Converter:
    config = open_site(site.root).config.raw

    def convert(text: str, *, lines: bool = False) -> str:
        return kramdown.convert(text, config)

    return convert


def _renderer(site: BuiltSite, markdown: Converter | None) -> SiteRenderer:
    now = datetime.fromtimestamp(site.answer["now"], UTC)
    return SiteRenderer(open_site(site.root), now=now, markdown=markdown)


def _pages(site: BuiltSite) -> Iterator[Built]:
    """Yield what was made of each source file, of paginated ones the first page."""
    seen: set[str] = set()
    for built in site.files:
        if built.path in seen or not (site.root / built.path).is_file():
            continue
        seen.add(built.path)
        if built.file.suffix in _PAGES or not built.file.suffix:
            yield built


def _differences(site: BuiltSite, markdown: Converter | None) -> list[str]:
    renderer = _renderer(site, markdown)
    found: list[str] = []
    compared = 0
    for built in _pages(site):
        result = renderer.render(built.path)
        if result is None:
            found.append(f"{built.path}: not found")
            continue
        if result.url != built.url:
            found.append(f"{built.path}: {result.url} instead of {built.url}")
        wanted, got = tokens(built.file.read_text("utf-8")), tokens(result.html)
        compared += 1
        if wanted != got:
            lines = list(difflib.unified_diff(wanted, got, "Jekyll", "here", lineterm="", n=1))
            found.append("\n".join([f"{built.path}:", *lines[2:_SHOWN]]))
    assert compared
    return found


@pytest.mark.jekyll
@pytest.mark.parametrize("name", NAMES)
def test_pages_equal_jekylls_with_kramdown_itself(
    name: str, built_sites: Mapping[str, BuiltSite], kramdown: Kramdown
) -> None:
    site = _built(built_sites, name)
    assert not (found := _differences(site, _with_kramdown(site, kramdown))), "\n".join(found)


@pytest.mark.jekyll
@pytest.mark.parametrize("name", NAMES)
def test_pages_equal_jekylls(name: str, built_sites: Mapping[str, BuiltSite]) -> None:
    site = _built(built_sites, name)
    assert not (found := _differences(site, None)), "\n".join(found)


@pytest.mark.jekyll
@pytest.mark.parametrize("name", NAMES)
def test_files_of_the_built_site_equal_jekylls(
    name: str, built_sites: Mapping[str, BuiltSite], kramdown: Kramdown
) -> None:
    site = _built(built_sites, name)
    renderer = _renderer(site, _with_kramdown(site, kramdown))
    for built in site.files:
        if not built.is_page or built.file.suffix not in {".css", ".json", ".js"}:
            continue
        if built.url.endswith(".map"):
            continue
        asset = renderer.asset(built.url)
        assert asset is not None, built.url
        wanted = built.file.read_text("utf-8").partition("/*# sourceMappingURL")[0]
        assert " ".join(asset.data.decode().split()) == " ".join(wanted.split()), built.url
        assert not asset.problems


_SEEDS = range(10)


@pytest.mark.jekyll
def test_pages_of_random_sites_equal_jekylls(tmp_path: Path, kramdown: Kramdown) -> None:
    roots = [tmp_path / "sites" / f"s{seed}" for seed in _SEEDS]
    for seed, root in zip(_SEEDS, roots, strict=True):
        make(root, seed)
    answers = build(tmp_path / "built", roots)
    found: list[str] = []
    for root, answer in zip(roots, answers, strict=True):
        assert "abort" not in answer, answer
        files = tuple(built_files(tmp_path / "built", root.name, answer))
        written: dict[Path, int] = {}
        for file in files:
            written[file.file] = written.get(file.file, 0) + 1
        # Of files that write to the same place only one is left to compare with.
        alone = tuple(file for file in files if written[file.file] == 1)
        site = BuiltSite(root, answer, alone)
        found += [
            f"{root.name}: {one}" for one in _differences(site, _with_kramdown(site, kramdown))
        ]
    assert not found, "\n".join(found)
