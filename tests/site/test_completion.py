"""A post new to a site gets what it lacks and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.formats.document import split
from curator.formats.emit import Quote
from curator.formats.front_matter import Style, parse
from curator.site.completion import complete
from curator.site.config import config_from
from curator.site.facts import derive
from curator.site.folder import Site
from curator.site.habits import Habits

NOW = datetime(2022, 1, 11, 10, 9, 11, tzinfo=UTC)
SITE = Site(Path("/nowhere"), config_from({"timezone": "Asia/Shanghai"}))
DATE = "2022-01-11 18:09:11 +0800"


def completed(
    data: str | bytes,
    habits: Habits | None = None,
    site: Site = SITE,
    name: str | None = None,
    path: str | None = None,
) -> bytes:
    source = data.encode() if isinstance(data, str) else data
    document = split(source)
    facts = derive(document, parse(document.front_matter or ""), name, site.config.zone)
    return complete(source, facts, habits or Habits(), site, NOW, path=path)


def test_a_text_without_front_matter() -> None:
    text = completed("# 标题: 一\n\n正文\n").decode()
    assert text == f'---\nlayout: post\ntitle: "标题: 一"\ndate: {DATE}\n---\n# 标题: 一\n\n正文\n'


def test_newlines_and_last_line_stay() -> None:
    text = completed("first line\r\nlast").decode()
    assert (
        text
        == f"---\r\nlayout: post\r\ntitle: first line\r\ndate: {DATE}\r\n---\r\nfirst line\r\nlast"
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: a\n", f"layout: post\ntitle: a\ndate: {DATE}\n"),
        ("layout: x\ntitle: a\n", f"layout: x\ntitle: a\ndate: {DATE}\n"),
        ("tags: [a]\n", f"layout: post\ntitle: Name\ndate: {DATE}\ntags: [a]\n"),
        ("title: a # why\n\n# end\n", f"layout: post\ntitle: a # why\ndate: {DATE}\n\n# end\n"),
        ("date: 2022-01-01\n", "layout: post\ntitle: Name\ndate: 2022-01-01\n"),
        ("date: 2022-01-01 10:00\ntitle:\n", "layout: post\ndate: 2022-01-01 10:00\ntitle:\n"),
        ("layout: ~\ntitle: ''\ndate:\n", "layout: ~\ntitle: ''\ndate:\n"),
        ("{title: a}\n", None),
        ("", f"layout: post\ntitle: Name\ndate: {DATE}\n"),
        ("# only a comment\n", None),
    ],
)
def test_only_missing_keys_are_added(header: str, expected: str | None) -> None:
    source = f"---\n{header}---\nbody"
    text = completed(source, name="name.md").decode()
    assert text.endswith("---\nbody")
    front_matter = parse(split(text.encode()).front_matter or "")
    assert front_matter.problem is None
    assert {"layout", "title", "date"} <= set(front_matter.values)
    if expected is not None:
        assert text == f"---\n{expected}---\nbody"


def test_a_complete_text_is_returned_as_it_is() -> None:
    source = b'---\r\nlayout:  post\r\ntitle: "a"\r\ndate: 2022-01-01\r\n---\r\nbody'
    assert completed(source) is source


def test_a_date_in_the_name_is_used() -> None:
    text = completed("---\ntitle: a\nlayout: b\n---\n", name="2022-05-06-a.md").decode()
    assert "date: 2022-05-06 00:00:00 +0800\n" in text


def test_drafts_get_no_date() -> None:
    assert b"date" not in completed("text", path="_drafts/text.md")


def test_a_default_layout_is_not_repeated() -> None:
    config = config_from(
        {"defaults": [{"scope": {"path": "", "type": "posts"}, "values": {"layout": "news"}}]}
    )
    assert b"layout" not in completed("text", site=Site(Path("/nowhere"), config))


def test_a_site_without_layouts_gets_none() -> None:
    assert b"layout" not in completed("text", Habits(layout=""))


def test_the_sites_manner_is_kept() -> None:
    habits = Habits(
        layout="my layout",
        key_order=("title", "date", "tags", "layout"),
        title_style=Style.DOUBLE,
        date_style=Style.SINGLE,
        quote=Quote.SINGLE,
        offset_colon=True,
        date_separator="T",
        offset_gap="",
    )
    text = completed("---\ntags: a\n---\n引子\n", habits).decode()
    assert text == (
        "---\ntitle: \"引子\"\ndate: '2022-01-11T18:09:11+08:00'\ntags: a\nlayout: my layout\n---\n引子\n"
    )


@pytest.mark.parametrize("header", ["title: a: b\n", "- a\n- b\n", "title: [a\n", "\ttitle: a\n"])
def test_broken_front_matter_is_left_alone(header: str) -> None:
    source = f"---\n{header}---\nbody".encode()
    assert completed(source) == source


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(
    st.text(max_size=80),
    st.sampled_from(["", "---\n", "---\ntitle: a\n---\n", "---\ntags: [a]\n---\n", "\ufeff"]),
)
def test_the_body_stays_and_the_result_is_complete(body: str, header: str) -> None:
    source = (header + body).encode("utf-8", "surrogatepass")
    before = split(source)
    after = split(completed(source))
    if parse(before.front_matter or "").problem is None and after.front_matter is not None:
        assert after.body == before.body
        values = parse(after.front_matter).values
        assert {"layout", "date"} <= set(values)
        for key, value in parse(before.front_matter or "").values.items():
            assert values[key] == value or value != value  # noqa: PLR0124 - not a number
    again = complete(
        completed(source),
        derive(after, parse(after.front_matter or ""), None, SITE.config.zone),
        Habits(),
        SITE,
        NOW,
    )
    assert split(again).body == after.body


def test_completing_twice_changes_nothing(make_site: Callable[..., Site]) -> None:
    site = make_site({})
    once = completed("text\n", site=site)
    assert completed(once, site=site) == once
