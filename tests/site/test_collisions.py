"""Two of a site that get into each other's way are both named, whatever was added first."""

import itertools
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import Problem
from curator.sentences import problem_sentence
from curator.site.collisions import Claim, Collision, CollisionIndex, folded

NFD = unicodedata.normalize("NFD", "/café.html")
NFC = unicodedata.normalize("NFC", NFD)


def claim(url: str, output: str | None = None, path: str = "") -> Claim:
    """Return what Jekyll makes of a URL: folders get an index, the rest is the file itself."""
    if output is None:
        output = (url + "index.html" if url.endswith("/") else url).lstrip("/")
    return Claim(url, output, path)


def index_of(claims: Iterable[Claim]) -> CollisionIndex[int]:
    index: CollisionIndex[int] = CollisionIndex()
    index.fill(enumerate(claims))
    return index


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (claim("/2022/01/11/a.html"), claim("/2022/01/11/a.html"), Problem.SAME_URL),
        (claim("/%E8%A6%81.html", "要.html"), claim("/要.html", "要.html"), Problem.SAME_URL),
        (claim("/p/x/"), claim("/p/x/index.html"), Problem.INDEX_URL),
        (claim("/p", "p.html"), claim("/p.html"), Problem.INDEX_URL),
        (claim("/News/a.html"), claim("/news/a.html"), Problem.URL_CASE),
        (claim("/News/"), claim("/news/index.html"), Problem.URL_CASE),
        (claim(NFC), claim(NFD), Problem.URL_FORM),
        (claim("/a.html"), claim("/a.html/"), Problem.FILE_AS_FOLDER),
        (claim("/a.html"), claim("/A.html/b/c.html"), Problem.FILE_AS_FOLDER),
        (
            claim("/1", path="_posts/2022-01-11-a.md"),
            claim("/2", path="_posts/2022-01-11-A.md"),
            Problem.SAME_FILE,
        ),
        (claim("", "", path="_posts/a.md"), claim("", "", path="_posts/a.md"), Problem.SAME_FILE),
    ],
)
def test_both_parties_are_named(one: Claim, other: Claim, kind: Problem) -> None:
    for pair in ((one, other), (other, one)):
        index = index_of(pair)
        (found,) = index.all()
        assert found.kind is kind
        assert set(found.keys) == {0, 1}
        assert index.of(0) == index.of(1) == (found,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim("/a.html"), claim("/b.html")),
        (claim("/a/"), claim("/a/b/")),
        (claim("/a/b.html"), claim("/a.html")),
        (claim("/v1.0/a.html"), claim("/v1.0/b.html")),
        (claim("", ""), claim("", "")),
        (claim("/1", path="_posts/a.md"), claim("/2", path="_drafts/a.md")),
    ],
)
def test_neighbours_do_not_collide(one: Claim, other: Claim) -> None:
    index = index_of((one, other))
    assert list(index.all()) == []
    assert index.of(0) == ()


def test_those_that_differ_in_case_and_those_that_are_equal() -> None:
    index = index_of([claim("/a.html"), claim("/A.html"), claim("/a.html")])
    assert index.of(1) == (Collision(Problem.URL_CASE, (0, 1, 2), "a.html"),)
    assert index.of(0) == (
        Collision(Problem.SAME_URL, (0, 2), "a.html"),
        Collision(Problem.URL_CASE, (0, 1, 2), "a.html"),
    )


def test_a_change_tells_whose_collisions_it_changes() -> None:
    index: CollisionIndex[str] = CollisionIndex()
    assert index.put("one", claim("/a.html", path="_posts/a.md")) == frozenset()
    assert index.put("two", claim("/a.html", path="_posts/b.md")) == {"one"}
    assert index.put("two", claim("/a.html", path="_posts/b.md")) == frozenset()
    assert index.put("three", claim("/b.html", path="_posts/A.md")) == {"one"}
    assert index.put("two", claim("/b.html", path="_posts/b.md")) == {"one", "three"}
    assert index.remove("two") == {"three"}
    assert index.remove("two") == frozenset()
    assert "two" not in index
    assert len(index) == 2
    assert [found.kind for found in index.all()] == [Problem.SAME_FILE]


def test_every_kind_has_a_sentence_that_names_the_other() -> None:
    fields = {"other": "_posts/b.md", "others": "1", "url": "/x.html", "output": "x.html"}
    for kind in (
        *(Problem.SAME_URL, Problem.INDEX_URL, Problem.URL_CASE, Problem.URL_FORM),
        *(Problem.FILE_AS_FOLDER, Problem.SAME_FILE),
    ):
        sentence = problem_sentence(kind, fields)
        assert "_posts/b.md" in sentence
        assert "{" not in sentence


outputs = st.sampled_from(
    ["a.html", "A.html", "a.html/index.html", "a.html/B.html", "b/a.html", NFC[1:], NFD[1:], ""]
)
paths = st.sampled_from(["", "_posts/a.md", "_posts/A.md", "_drafts/a.md"])
claims = st.builds(lambda output, path: Claim(f"/{output}", output, path), outputs, paths)
steps = st.lists(st.tuples(st.integers(0, 4), st.none() | claims), max_size=20)


@given(steps)
def test_any_order_of_changes_ends_as_if_built_anew(
    changes: list[tuple[int, Claim | None]],
) -> None:
    index: CollisionIndex[int] = CollisionIndex()
    now: dict[int, Claim] = {}
    for key, change in changes:
        before = {other: plainly(index.of(other)) for other in now if other != key}
        if change is None:
            touched = index.remove(key)
            now.pop(key, None)
        else:
            touched = index.put(key, change)
            now[key] = change
        after = {other: plainly(index.of(other)) for other in now if other != key}
        assert {other for other in after if after[other] != before[other]} <= touched
    fresh: CollisionIndex[int] = CollisionIndex()
    fresh.fill(now.items())
    assert plainly(index.all()) == plainly(fresh.all())
    for key in now:
        assert plainly(index.of(key)) == plainly(fresh.of(key))
        assert all(key in found.keys for found in index.of(key))
    for one, other in itertools.combinations(now, 2):
        together = any({one, other} <= set(found.keys) for found in index.all())
        assert together == clash(now[one], now[other], now.values())


def plainly(found: Iterable[Collision[int]]) -> set[tuple[str, frozenset[int], str]]:
    return {(one.kind, frozenset(one.keys), folded(one.place)) for one in found}


def clash(one: Claim, other: Claim, everybody: Iterable[Claim]) -> bool:
    """Tell by definition whether two collide; two in one folder do where a file has its name."""
    if one.path and folded(one.path) == folded(other.path):
        return True
    if not one.output or not other.output:
        return False
    low, high = sorted((folded(one.output), folded(other.output)), key=len)
    files = {folded(each.output) for each in everybody}
    shared = any(
        low.startswith(f"{file}/") and high.startswith(f"{file}/") for file in files - {""}
    )
    return low == high or high.startswith(f"{low}/") or shared
