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
