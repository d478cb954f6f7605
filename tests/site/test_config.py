"""Configurations are read as Jekyll does; what is broken is named with its line."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from curator.domain.errors import SiteError, SiteFault
from curator.site.config import config_from, read_config
from curator.site.folder import Site, find_root, open_site


def test_the_example_site(examples: Path) -> None:
    config = read_config(examples / "site")
    assert config.title == "金融消息"
    assert config.lang == "zh-CN"
    assert config.url == "https://finews.withounder.com"
    assert config.zone == ZoneInfo("Asia/Shanghai")
    assert config.permalink == "date"
    assert config.future is False
    assert config.raw["author"] == "ZNing"


def test_what_is_not_said_is_jekylls_default() -> None:
    config = config_from({})
    assert config.markdown_ext == (".markdown", ".mkdown", ".mkdn", ".mkd", ".md")
    assert "node_modules" in config.exclude
    assert config.include == (".htaccess",)
    assert dict(config.collections) == {"posts": {}}
    assert (config.layouts_dir, config.includes_dir) == ("_layouts", "_includes")
    now = datetime.now(config.zone)
    assert now.utcoffset() == datetime.now().astimezone().utcoffset()


def test_values_of_the_wrong_kind_count_as_absent() -> None:
    config = config_from(
        {
            "title": ["a"],
            "collections": "x",
            "defaults": {"a": "b"},
            "include": "x",
            "exclude": None,
            "future": [],
            "markdown_ext": None,
            "source": "../elsewhere",
            "destination": "/abs",
        }
    )
    assert config.title == ""
    assert config.source == ""
    assert config.destination == "_site"
    assert config.defaults == ()
    assert config.future is True


def test_a_configuration_may_begin_with_a_document_mark(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("# a site\n---\ntitle: a\n", "utf-8")
    assert read_config(tmp_path).title == "a"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_config.yml", "title: a\nb: [1\nc: 2\n", 3),
        ("_config.yml", "---\ntitle: a\n\tx: 1\n", 3),
        ("_config.yaml", "title: a: b\n", 1),
        ("_config.yml", "- a\n- b\n", 1),
        ("_config.toml", "title = 'a'\nb = \n", 2),
    ],
)
def test_a_broken_configuration_names_its_line(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SiteError) as caught:
        open_site(tmp_path)
    assert caught.value.fault is SiteFault.BROKEN_CONFIG
    assert caught.value.line == line
    assert caught.value.path == tmp_path / name


def test_toml_is_read(tmp_path: Path) -> None:
    (tmp_path / "_config.toml").write_text(
        'title = "题"\n[collections.notes]\noutput = true\n', "utf-8"
    )
    config = read_config(tmp_path)
    assert config.title == "题"
    assert config.collections["notes"] == {"output": True}


def test_a_folder_without_configuration(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        open_site(tmp_path)
    assert caught.value.fault is SiteFault.NO_CONFIG
    assert open_site(tmp_path, config_required=False).config.permalink == "date"


def test_places_that_are_no_site(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, fault in [
        (tmp_path / "missing", SiteFault.MISSING),
        (tmp_path / "file", SiteFault.NOT_A_FOLDER),
        (tmp_path / "file" / "below", SiteFault.NOT_A_FOLDER),
    ]:
        with pytest.raises(SiteError) as caught:
            open_site(path)
        assert caught.value.fault is fault


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SiteError) as caught:
        open_site(tmp_path)
    assert caught.value.fault is SiteFault.DENIED


def test_a_configuration_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "_config.yml").write_text("title: a\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SiteError) as caught:
        open_site(tmp_path)
    assert caught.value.fault is SiteFault.DENIED
    assert caught.value.path == tmp_path / "_config.yml"


def test_the_root_of_a_file(make_site: Callable[..., Site], tmp_path: Path) -> None:
    site = make_site({"news/_posts/x/2022-01-11-a.md": "x"})
    assert find_root(site.root / "news/_posts/x/2022-01-11-a.md") == site.root
    assert find_root(site.root) == site.root
    assert find_root(tmp_path) is None
    loose = tmp_path / "loose" / "_posts" / "deep"
    loose.mkdir(parents=True)
    assert find_root(loose / "2022-01-11-a.md") == tmp_path / "loose"
    assert find_root(tmp_path / "loose") == tmp_path / "loose"


def test_several_files_are_laid_over_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("title: a\nurl: u\ncollections: {notes: {output: true}}\n")
    (tmp_path / "b.toml").write_text("title = 'b'\n[collections.notes]\npermalink = '/x'\n")
    config = read_config(tmp_path, ["a.yml", "b.toml"])
    assert (config.title, config.url) == ("b", "u")
    assert config.collections["notes"] == {"output": True, "permalink": "/x"}
    assert open_site(tmp_path, config_files=["b.toml"]).config.title == "b"


def test_a_named_file_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: a\n")
    with pytest.raises(SiteError) as caught:
        read_config(tmp_path, ["_config.yml", "gone.yml"])
    assert caught.value.fault is SiteFault.NO_CONFIG
    assert caught.value.path == tmp_path / "gone.yml"


def test_switches_and_limits() -> None:
    config = config_from(
        {"unpublished": "x", "show_drafts": False, "limit_posts": 3, "strict_front_matter": True}
    )
    assert (config.unpublished, config.show_drafts, config.limit_posts) == (True, False, 3)
    assert config.strict_front_matter
    assert config_from({"limit_posts": -1}).limit_posts == 0
    assert config_from({"excerpt_separator": False}).excerpt_separator == "false"
    assert config_from({"markdown_ext": "md, MKD"}).markdown_ext == (".md", ". mkd")


def test_a_build_time_of_its_own() -> None:
    config = config_from({"timezone": "Asia/Shanghai", "time": "2022-01-11 10:00"})
    assert config.time == datetime(2022, 1, 11, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert config_from({}).time is None


def test_an_empty_zone_is_utc() -> None:
    assert datetime.now(config_from({"timezone": ""}).zone).utcoffset() == timedelta(0)
