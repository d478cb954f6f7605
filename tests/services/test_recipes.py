"""Recipes as a service: listed, tried on pages, kept as the user's own."""

from pathlib import Path

import pytest

from curator import paths
from curator.domain.errors import FileError
from curator.domain.post import PostId
from curator.services import Services
from curator.services.recipes import NEW, Thing
from tests.services.conftest import write_tree

PAGE = b"""<!DOCTYPE html><html><head><title>Roofs</title></head><body><h1>Roofs</h1><time datetime="2023-05-09T14:30:00+02:00">then</time>
<article><p>Forty people climb to their roofs in May and count what flies above them.</p><script>x()</script></article></body></html>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "recipes_folder", lambda: tmp_path / "recipes")
    return tmp_path / "recipes"


def test_a_new_recipe_works_as_it_stands(services: Services) -> None:
    page = Thing("x", PAGE, url="https://news.example/1")
    trial = services.recipes.try_out(NEW.format(name="New", host="news.example"), page)
    assert trial.fault == ""
    assert trial.matches
    assert trial.source == (
        '---\ntitle: "Roofs"\ndate: 2023-05-09 14:30:00 +0200\nsource: https://news.example/1\n---\n'
        "<p>Forty people climb to their roofs in May and count what flies above them.</p>\n"
    )


def test_a_fault_names_its_place(services: Services) -> None:
    text = NEW.format(name="New", host="news.example").replace('"h1"', '"h1:hover"')
    trial = services.recipes.try_out(text, Thing("x", PAGE))
    assert (trial.where, trial.source) == ("select.title", "")


def test_a_pattern_without_end_is_stopped(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.recipes._readers, "_seconds", 1.0)
    text = (
        NEW.format(name="New", host="news.example") + "[find]\nid = { pattern = '(?:a|aa)+$x' }\n"
    )
    trial = services.recipes.try_out(text, Thing("x", PAGE + b"a" * 5000))
    assert trial.trouble is not None
    assert services.recipes.try_out(NEW.format(name="N", host="x"), Thing("x", PAGE)).source


def test_saving_makes_a_recipe_of_ones_own_that_comes_first(
    services: Services, folder: Path
) -> None:
    saved = services.recipes.save(
        "eastmoney", NEW.format(name="Mine", host="finance.eastmoney.com")
    )
    assert (saved.own, saved.name, saved.file) == (True, "Mine", folder / "eastmoney.toml")
    assert services.recipes.all()[0] == saved
    assert "Eastmoney" not in [one.name for one in services.recipes.all()]
    services.recipes.remove(saved)
    assert not any(one.own for one in services.recipes.all())


def test_what_ships_is_not_deleted_and_no_name_leaves_the_folder(
    services: Services, folder: Path
) -> None:
    shipped = services.recipes.all()[0]
    with pytest.raises(FileError):
        services.recipes.remove(shipped)
    assert services.recipes.save("../../evil", "name = 1").file.parent == folder


def test_the_page_of_a_post_can_be_tried_again(services: Services, tmp_path: Path) -> None:
    write_tree(tmp_path / "in", {"roofs.html": PAGE})
    report = services.ingest.apply(services.ingest.plan([tmp_path / "in"]))
    (item,) = report.items
    page = services.recipes.page_of(PostId(item.post or 0))
    assert page is not None
    assert page.data == PAGE
