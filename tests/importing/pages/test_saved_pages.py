"""A page saved with its folder: the pictures that the article shows come with it."""

from pathlib import Path

from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.reading import read

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0035)https://news.example/2023/roofs.html -->
<html><head><title>Roofs | News</title></head><body><nav><a href="/">Home</a></nav><article><h1>Roofs</h1>
<p>Forty people climb to their roofs in May and count what flies above them until it is dark.</p>
<p><img src="./Roofs_files/one%20%281%29.png" alt="A roof"></p>
<p>They write a zero where nothing flew, and the library keeps the notebooks on a shelf of their own.</p>
<p><img src="Roofs_files/gone.png"> <img src="Roofs_files/../../secret.png"> <a href="map.html">A map</a></p>
<p>The council leaves eleven roofs unrepaired until August, which costs it a good deal of money.</p>
</article><img src="Roofs_files/logo.png"></body></html>"""


def _saved(tmp_path: Path) -> Candidate:
    page = tmp_path / "Roofs.html"
    page.write_text(PAGE)
    folder = tmp_path / "Roofs_files"
    folder.mkdir()
    (folder / "one (1).png").write_bytes(PNG)
    (folder / "logo.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (candidate,) = read(Thing(page.name, page.read_bytes(), page), kind=Kind.PAGE)
    assert isinstance(candidate, Candidate)
    return candidate


def test_pictures_of_the_article_come_with_it(tmp_path: Path) -> None:
    made = _saved(tmp_path)
    assert made.kind is Kind.SAVED_PAGE
    (file,) = made.files
    assert (file.media_type, file.data) == ("image/png", PNG)
    assert f'src="{file.name}"' in made.source


def test_a_picture_that_is_missing_or_lies_elsewhere_is_named(tmp_path: Path) -> None:
    lost = {note.detail for note in _saved(tmp_path).notes if note.code.value == "lost-picture"}
    assert "Roofs_files/gone.png" in lost
    assert any("secret" in one for one in lost)


def test_the_address_it_was_saved_from_is_its_own(tmp_path: Path) -> None:
    made = _saved(tmp_path)
    assert made.url == "https://news.example/2023/roofs.html"
    assert '<a href="https://news.example/2023/map.html">' in made.source


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one (1).png").write_bytes(PNG)
    inside = tmp_path / "site"
    inside.mkdir()
    page = inside / "Roofs.html"
    page.write_text(PAGE)
    (inside / "Roofs_files").symlink_to(elsewhere)
    (made,) = read(Thing(page.name, page.read_bytes(), page), kind=Kind.PAGE)
    assert isinstance(made, Candidate)
    assert made.files == ()
