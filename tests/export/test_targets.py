"""Nothing is ever written outside a site, through a link, or over a part of the site itself."""

import itertools
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.export.targets import Target, TargetFault, Targets, resolve

GOOD = [
    "_posts/2022-01-11-a.md",
    "_posts/2022/01/2022-01-11-筑巢引凤.md",
    "_drafts/idea.md",
    "news/_posts/2022-01-11-a.md",
    "_notes/n.html",
    "about.md",
    "docs/_config.yml",
    "a..b/c...md",
    "_posts/2022-01-11-a:b.md",
    "_posts/2024-01-31-\bbackspace.md",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for folder in ("_posts", "_notes", "_includes", "_layouts", ".git/hooks", "theme"):
        (root / folder).mkdir(parents=True)
    (root / "_config.yml").write_text("title: a\n")
    (root / "_posts/2022-01-11-there.md").write_text("x")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret")
    return root


@pytest.mark.parametrize("path", GOOD)
def test_places_for_posts(site: Path, path: str) -> None:
    target = resolve(site, path)
    assert isinstance(target, Target)
    assert (target.path, target.exists) == (path, False)


def test_a_file_that_is_there(site: Path) -> None:
    target = resolve(site, "_posts/2022-01-11-there.md")
    assert isinstance(target, Target)
    assert target.exists
    assert target.size == 1
    assert (target.folder, target.name) == ("_posts", "2022-01-11-there.md")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", TargetFault.BAD_NAME),
        ("/etc/passwd", TargetFault.OUTSIDE_SITE),
        ("\\windows\\x", TargetFault.OUTSIDE_SITE),
        ("C:/x.md", TargetFault.OUTSIDE_SITE),
        ("c:x.md", TargetFault.OUTSIDE_SITE),
        ("../x.md", TargetFault.OUTSIDE_SITE),
        ("_posts/../../x.md", TargetFault.OUTSIDE_SITE),
        ("_posts\\..\\..\\x.md", TargetFault.OUTSIDE_SITE),
        ("_posts/./x.md", TargetFault.OUTSIDE_SITE),
        ("_posts//x.md", TargetFault.BAD_NAME),
        ("_posts/", TargetFault.BAD_NAME),
        ("_posts/a\0.md", TargetFault.BAD_NAME),
        ("_posts/\udc80.md", TargetFault.BAD_NAME),
        ("_posts/" + "字" * 86 + ".md", TargetFault.BAD_NAME),
        (".git/hooks/post-commit", TargetFault.PROTECTED),
        (".GIT/config", TargetFault.PROTECTED),
        (".git./config", TargetFault.PROTECTED),
        (".git /config", TargetFault.PROTECTED),
        (".g\u200cit/config", TargetFault.PROTECTED),
        (".git::$INDEX_ALLOCATION/config", TargetFault.PROTECTED),
        ("GIT~1/config", TargetFault.PROTECTED),
        ("sub/.git/config", TargetFault.PROTECTED),
        ("sub/.gitmodules", TargetFault.PROTECTED),
        (".gitattributes", TargetFault.PROTECTED),
        (".htaccess", TargetFault.PROTECTED),
        (".curator-export/ready", TargetFault.PROTECTED),
        ("_config.yml", TargetFault.PROTECTED),
        ("_CONFIG.YML", TargetFault.PROTECTED),
        ("_config.yml.", TargetFault.PROTECTED),
        ("_config_production.yml", TargetFault.PROTECTED),
        ("Gemfile", TargetFault.PROTECTED),
        ("_includes/head.html", TargetFault.PROTECTED),
        ("_Layouts/post.html", TargetFault.PROTECTED),
        ("_plugins/x.rb", TargetFault.PROTECTED),
        ("_sass/x.scss", TargetFault.PROTECTED),
        ("_site/x.html", TargetFault.PROTECTED),
        ("_plugins\\x.rb", TargetFault.PROTECTED),
        ("_posts", TargetFault.NOT_A_FILE),
        ("_config.yml/x.md", TargetFault.NOT_A_FILE),
        ("_posts/2022-01-11-there.md/x.md", TargetFault.NOT_A_FILE),
    ],
)
def test_places_that_are_refused(site: Path, path: str, fault: TargetFault) -> None:
    assert resolve(site, path) is fault


def test_folders_that_a_site_names_are_protected(site: Path) -> None:
    assert resolve(site, "theme/layouts/x.html", protected=["theme/layouts"]) is (
        TargetFault.PROTECTED
    )
    assert isinstance(resolve(site, "theme/layouts-x.html", protected=["theme/layouts"]), Target)


def test_hundreds_of_hostile_names_never_leave_the_site(site: Path) -> None:
    steps = ["..", "../..", "./..", "_posts/..", "..\\..", "%2e%2e", "..%2f", "...", "~", "$HOME"]
    tails = ["etc/passwd", ".git/config", "_config.yml", "x.md", "_plugins/x.rb", "", ".", ".."]
    ends = ["", "\0.md", "/", " ", ".", "::$DATA"]
    rng = random.Random(7)
    names = ["/".join(parts) + end for parts in itertools.product(steps, tails) for end in ends]
    names += ["".join(rng.choices("./\\_~%:ab\0 中git", k=rng.randint(1, 20))) for _ in range(400)]
    assert len(names) > 800
    real = os.path.realpath(site)
    for name in names:
        target = resolve(site, name)
        if isinstance(target, Target):
            full = os.path.realpath(os.path.join(real, target.path))
            assert full.startswith(real + os.sep), name
            inner = os.path.relpath(full, real).lower()
            assert not inner.startswith((".git", "_config.yml", "_plugins", "_includes")), name


@given(st.text(alphabet="./\\_:~ agit\0é中%", max_size=24))
def test_a_target_is_below_the_root(path: str) -> None:
    target = Targets(Path("/nowhere/at/all")).resolve(path)
    if isinstance(target, Target):
        joined = os.path.normpath(os.path.join("/nowhere/at/all", target.path))
        assert joined.startswith("/nowhere/at/all/")
        assert ".." not in target.path.split("/")


def test_links_are_followed_inside_the_site_only(site: Path) -> None:
    outside = site.parent / "outside"
    links = {
        "away": outside,
        "inner": site / "_posts",
        "to-git": site / ".git",
        "to-includes": Path("_includes"),
        "broken": site / "nowhere",
        "loop": Path("loop"),
        "to-file": outside / "secret.md",
        "_posts/linked.md": Path("2022-01-11-there.md"),
        "_posts/escape.md": outside / "secret.md",
        "_posts/dangling.md": Path("none.md"),
        "_posts/config.md": Path("../_config.yml"),
    }
    for name, goal in links.items():
        (site / name).symlink_to(goal)
    for path, fault in {
        "away/x.md": TargetFault.SYMLINK,
        "away/secret.md": TargetFault.SYMLINK,
        "to-git/config": TargetFault.PROTECTED,
        "to-includes/x.html": TargetFault.PROTECTED,
        "loop/x.md": TargetFault.SYMLINK,
        "to-file": TargetFault.SYMLINK,
        "_posts/escape.md": TargetFault.SYMLINK,
        "_posts/dangling.md": TargetFault.SYMLINK,
        "_posts/config.md": TargetFault.PROTECTED,
        "broken/x.md": TargetFault.SYMLINK,
    }.items():
        assert resolve(site, path) is fault, path
    for path, real in {
        "inner/new.md": "_posts/new.md",
        "_posts/linked.md": "_posts/2022-01-11-there.md",
    }.items():
        target = resolve(site, path)
        assert isinstance(target, Target)
        assert target.path == real


def test_devices_and_pipes_are_no_targets(site: Path) -> None:
    os.mkfifo(site / "_posts/pipe.md")
    assert resolve(site, "_posts/pipe.md") is TargetFault.NOT_A_FILE
