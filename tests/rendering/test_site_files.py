"""Pictures are read below the site's folder and nowhere else."""

import os
from pathlib import Path

import pytest

from curator.rendering.site_files import LARGEST_PICTURE, locate, read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "images" / "图").mkdir(parents=True)
    (site / "_posts" / "a").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    for name in ("images/a.png", "images/图/b c.jpg", "_posts/a/near.png", "images/100%25.png"):
        (site / name).write_bytes(name.encode())
    (site / "_config.yml").write_text("title: x")
    (site / "images" / "folder.png").mkdir()
    return site


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/images/a.png", "images/a.png"),
        ("images/a.png", "images/a.png"),
        ("./images/a.png", "images/a.png"),
        ("/images/a.png?v=1#x", "images/a.png"),
        ("\\images\\a.png", "images/a.png"),
        ("//images/a.png", "images/a.png"),
        ("/images/%E5%9B%BE/b%20c.jpg", "images/图/b c.jpg"),
        ("/images/图/b c.jpg", "images/图/b c.jpg"),
        ("/images/100%25.png", "images/100%25.png"),
        ("near.png", "_posts/a/near.png"),
    ],
)
def test_pictures_of_the_site_are_found(root: Path, address: str, found: str) -> None:
    path = locate(root, address, "_posts/a/2020-01-01-x.md")
    assert path is not None
    assert path.resolve() == (root / found).resolve()
    assert read(path, root) == found.encode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "../secret.png",
        "/../secret.png",
        "images/../../secret.png",
        "%2e%2e/secret.png",
        "/images/..%2f..%2fsecret.png",
        "..\\secret.png",
        "/images/missing.png",
        "/images/folder.png",
        "/_config.yml",
        "C:/secret.png",
        "images/a.png\0.png",
        "x" * 5000 + ".png",
        "/near.png",
    ],
)
def test_anything_else_is_not(root: Path, address: str) -> None:
    assert locate(root, address, "_posts/a/2020-01-01-x.md") is None


def test_absolute_path_of_another_file_is_not_found(root: Path) -> None:
    assert locate(root, str(root.parent / "secret.png"), None) is None


def test_links_that_lead_out_are_refused(root: Path) -> None:
    (root / "images" / "out.png").symlink_to(root.parent / "secret.png")
    (root / "images" / "outside").symlink_to(root.parent)
    (root / "images" / "loop.png").symlink_to("loop.png")
    (root / "images" / "in.png").symlink_to("a.png")
    assert locate(root, "/images/out.png", None) is None
    assert locate(root, "/images/outside/secret.png", None) is None
    assert locate(root, "/images/loop.png", None) is None
    assert locate(root, "/images/in.png", None) is not None


def test_file_swapped_for_a_link_after_it_was_found_is_not_read(root: Path) -> None:
    path = locate(root, "/images/a.png", None)
    assert path is not None
    path.unlink()
    path.symlink_to(root.parent / "secret.png")
    assert read(path, root) is None


def test_file_that_is_gone_or_huge_is_not_read(root: Path) -> None:
    path = root / "images" / "a.png"
    os.truncate(path, LARGEST_PICTURE + 1)
    assert read(path, root) is None
    path.unlink()
    assert read(path, root) is None


def test_site_reached_through_a_link_works(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    path = locate(link, "/images/a.png", None)
    assert path is not None
    assert read(path, link) == b"images/a.png"
