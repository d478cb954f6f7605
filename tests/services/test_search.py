"""Search as window and commands use it: what waits is indexed, places are shown, letters find titles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.composition import open_services
from curator.domain.searching import (
    _folded_with_origins,
    fold,
    parts,
    places,
    plain,
    plain_query,
)
from curator.domain.work import Cancelled, CancelToken
from curator.formats.pinyin import initials
from curator.services import Services
from curator.services.search import Snippet
from curator.storage import text_index
from tests.services.conftest import write_tree
from tests.storage.search_scan import matches, units

LONG = (
    "<p>" + "前面的话，" * 60 + "</p><p>人民<b>银行</b>说：中國銀行降息。</p>" + "后面的话。" * 60
)
POSTS = {
    "_posts/2022-01-01-a.md": f"---\ntitle: 央行\n---\n{LONG}\n",
    "_posts/2022-01-02-b.md": "---\ntitle: 重庆的人民银行\nauthor: Wang\n---\nx &amp; y\n",
    "_posts/2022-01-03-c.md": "---\ntitle: A股大涨\n---\n<img alt='图中银行'>\n",
}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    site = write_tree(tmp_path / "site", {"_config.yml": "title: Site\n", **POSTS})
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([site]))
        yield opened


def titles(services: Services, query: str) -> set[str]:
    return {row.title for row in services.library.rows(list(services.library.find(query)))}  # type: ignore[arg-type]  # numbers


def snippet(services: Services, query: str, title: str) -> Snippet:
    node = services.library.understand(query)
    rows = services.library.rows(list(services.library.find(query)))  # type: ignore[arg-type]  # numbers
    (post,) = (row.id for row in rows if row.title == title)
    return services.search.snippets([post], node)[post]


def lit(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_a_place_is_shown_as_a_reader_sees_it(services: Services) -> None:
    found = snippet(services, "中国银行", "央行")
    assert lit(found.text, found.spans) == ["中國銀行"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert "<" not in found.text


def test_what_only_stands_in_a_tag_or_the_front_matter_is_shown_there(services: Services) -> None:
    found = snippet(services, "图中银行", "A股大涨")
    assert lit(found.text, found.spans) == ["图中银行"]
    found = snippet(services, "wang", "重庆的人民银行")
    assert lit(found.text, found.spans) == ["Wang"]


def test_places_in_titles_are_told(services: Services) -> None:
    title = "重庆的人民银行"
    found = snippet(services, "title:人民", title)
    assert (found.text, lit(title, found.title)) == ("", ["人民"])


def test_what_is_excluded_is_not_lit(services: Services) -> None:
    node = services.library.understand("-降息")
    ids = list(services.library.find("-降息"))
    assert services.search.snippets(ids, node) == {}  # type: ignore[arg-type]  # numbers


def test_a_cancelled_index_goes_on_later(services: Services) -> None:
    token = CancelToken()
    token.cancel()
    with services.search._database.write() as connection:
        text_index.clear(connection)
    with pytest.raises(Cancelled):
        services.search.fill(cancel=token)
    assert services.search.state().posts == 0
    assert services.search.fill() == 0
    assert services.search.state().complete


def test_letters_find_titles_while_somebody_wants_that(services: Services) -> None:
    assert titles(services, "rmyh") == set()
    services.search.keep_initials(wanted=True)
    assert titles(services, "rmyh") == titles(services, "CQDRM") == {"重庆的人民银行"}
    assert titles(services, "title:agdz") == {"A股大涨"}
    assert titles(services, "agdz wang") == set()
    services.search.keep_initials(wanted=False)
    assert titles(services, "rmyh") == set()


def test_letters_of_another_title_are_forgotten(services: Services) -> None:
    services.search.keep_initials(wanted=True)
    (post,) = services.library.find("rmyh")
    stored = services.library.load(post)  # type: ignore[arg-type]  # a number
    source = stored.source.replace("重庆的人民银行".encode(), "股市行情".encode())
    services.library.save(stored.id, stored.content, source)
    assert titles(services, "rmyh") == set()
    services.search.keep_initials(wanted=True)
    assert titles(services, "gshq") == {"股市行情"}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("人民银行", "rmyh"),
        ("重庆银行，行长", "cqyh hz"),
        ("A股 2024年", "ag 2024n"),
        ("", ""),
        ("——", ""),
    ],
)
def test_initials(text: str, letters: str) -> None:
    assert initials(text) == letters


_TEXTS = st.text(
    st.sampled_from("中國银行 \n，aBc1.2é①㎡ｶﾞﾊﾟﬁ\u0301\u200b각ᄀ\u11a8Å\U0001f600")
    | st.characters(),
    max_size=30,
)


@given(_TEXTS)
def test_folded_characters_know_where_they_come_from(text: str) -> None:
    folded, origins = _folded_with_origins(text)
    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


@given(
    st.text(st.sampled_from("中國银行 \n，aBc1.2é①\u0301"), max_size=30),
    st.text(st.sampled_from("中国银行，abc1.2e"), min_size=1, max_size=4),
)
def test_places_are_there_where_the_rules_say_it_matches(text: str, query: str) -> None:
    wanted = parts(query)
    there = plain_query(wanted) in plain(text)
    found = list(places(text, [wanted]))
    assert bool(found) == there == matches(units(query), units(text))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).strip()
