"""`curator import` by its words, its exit codes and what the settings ask of it."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer

from curator.cli.main import Program, run
from curator.composition import open_services
from curator.fetching.pacing import Pace, Pacer
from curator.fetching.session import Fetcher
from curator.services import Services
from curator.services.pictures import Pictures
from curator.settings import Settings
from curator.storage.database import Database
from tests.cli.conftest import Answer, Curator

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def importing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Settings], Run]:
    """Return `curator import` with settings, in a process whose pictures may come from here."""
    library = str(tmp_path / "library.db")

    @contextmanager
    def local(_location: str | None) -> Iterator[Services]:
        with open_services(library) as services:
            database = Database.open(library)
            pictures = Pictures(
                database,
                services.preview,
                fetcher=Fetcher(allow_loopback=True),
                pacer=Pacer(Pace(pause=0, back_off=0.05)),
            )
            yield replace(services, pictures=pictures)
            pictures.close()
            database.close()

    def with_settings(settings: Settings) -> Run:
        def call(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
            program = Program(local, lambda _where: 0, lambda: 0, settings)
            code = run(["import", "--json", *map(str, arguments)], program)
            return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

        return call

    return with_settings


@pytest.fixture
def article(tmp_path: Path, httpserver: HTTPServer) -> Path:
    """Return an article with a picture that is there and one that is not."""
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, "PNG")
    httpserver.expect_request("/a.png").respond_with_data(out.getvalue(), content_type="image/png")
    httpserver.expect_request("/gone.png").respond_with_data("none", status=404)
    file = tmp_path / "2024-01-01-a.html"
    there, gone = httpserver.url_for("/a.png"), httpserver.url_for("/gone.png")
    file.write_text(f"---\ntitle: A\n---\n<p><img src='{there}'></p><p><img src='{gone}'></p>\n")
    return file


ALWAYS = Settings(keep_pictures=True)


def test_pictures_are_kept_where_the_settings_say_so(
    importing: Callable[[Settings], Run], article: Path
) -> None:
    code, told = importing(ALWAYS)(article)
    outcomes = {one["url"].rsplit("/", 1)[1]: one["outcome"] for one in told[0]["pictures"]}
    assert outcomes == {"a.png": "kept", "gone.png": "failed"}
    assert told[-1]["summary"]["pictures_kept"] == 1
    assert code == 1  # one of them needs a look


@pytest.mark.parametrize(
    ("settings", "options", "asked"),
    [
        (Settings(), [], 0),
        (Settings(), ["--pictures"], 2),
        (ALWAYS, ["--no-pictures"], 0),
        (ALWAYS, ["--dry-run"], 0),
    ],
)
def test_pictures_are_fetched_on_request_or_by_setting_alone(
    importing: Callable[[Settings], Run],
    article: Path,
    httpserver: HTTPServer,
    settings: Settings,
    options: list[str],
    asked: int,
) -> None:
    importing(settings)(article, *options)
    assert len(httpserver.log) == asked


def named_in(undone: Answer) -> str:
    """Return the number of the operation that an undo says takes it back."""
    return undone.err.splitlines()[1].split()[2].rstrip("`")


def test_undo_and_history_say_what_happened(curator: Curator, tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"2024-01-01-{name}.md").write_text(f"---\ntitle: {name}\n---\n{name}\n")
    assert curator("import", *sorted(tmp_path.glob("*.md"))).text == "4 added\n"
    assert "2024-01-01-a.md and 3 more" in curator("history").text
    undone = curator("undo")
    assert undone.code == 0
    told = "The import of 2024-01-01-a.md and 3 more was taken back, with 4 posts."
    assert undone.err.splitlines()[0] == told
    again = curator("undo", named_in(undone))
    assert "stands again, with 4 posts." in again.err


def test_undo_of_an_export_speaks_of_the_site(curator: Curator, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "_config.yml").write_text("title: s\n")
    article = tmp_path / "2024-01-01-a.md"
    article.write_text("---\ntitle: a\nlayout: post\ndate: 2024-01-01 10:00:00 +0000\n---\na\n")
    curator("import", article)
    assert curator("export", site, "--all").code == 0
    undone = curator("undo")
    assert "the site's files and 1 post are as they were before it." in undone.err
    assert not (site / "_posts" / "2024-01-01-a.md").exists()
    assert "was done again" in curator("undo", named_in(undone)).err
    assert (site / "_posts" / "2024-01-01-a.md").exists()


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [
        ("missing.md", 1, "check the name, then import it again"),
        ("empty", 1, "holds no article"),
        ("broken.zip", 1, "get it once more and import it again"),
        ("ftp://example.org/a", 2, "only addresses that begin with http:// or https://"),
        ("http://127.0.0.1:9/a", 1, "leads into a private network"),
    ],
)
def test_what_cannot_be_imported_is_told_with_the_way_out(
    curator: Curator, tmp_path: Path, source: str, code: int, says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    named = source if "://" in source else tmp_path / source
    answer = curator("import", named)
    assert answer.code == code
    assert says in answer.text + answer.err
    assert "drop" not in answer.text + answer.err


def test_a_dry_run_says_that_nothing_was_stored(curator: Curator, tmp_path: Path) -> None:
    article = tmp_path / "2024-01-01-a.md"
    article.write_text("---\ntitle: a\n---\na\n")
    curator("import", article)
    told = curator("import", "--dry-run", article).text.splitlines()
    assert told[-2:] == ["1 duplicate", "Nothing was stored: this was a dry run."]


def test_nothing_to_do_is_said_in_words(curator: Curator, tmp_path: Path) -> None:
    article = tmp_path / "2024-01-01-a.md"
    article.write_text("---\ntitle: a\n---\na\n")
    curator("import", article)
    assert curator("clean", "1").text == "Nothing to clean in 1 post.\n"
    assert curator("convert", "1").text == "No HTML to convert in 1 post.\n"
