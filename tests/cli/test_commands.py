"""The command line as scripts rely on it (design.md §6)."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from curator.cli.main import COMMANDS
from tests.cli.conftest import Curator
from tests.e2e.jekyll import build
from tests.services.conftest import SEED_LIKE, read_tree, site, write_tree

__all__ = ["site"]


def test_import_list_show_set_export_undo(curator: Curator, site: Path) -> None:
    before = read_tree(site)
    taken = curator("import", site, "--json")
    assert taken.code == 1  # the broken post needs attention
    assert {item["outcome"] for item in taken.items} == {"added"}
    always = {"source", "outcome", "post", "path", "problems"}
    assert set(taken.items[0]) == always | {
        *("kind", "inside", "url", "notes", "match", "pictures", "embedded")
    }
    (broken,) = [item for item in taken.items if "broken" in item["path"]]
    assert "broken-yaml" in [problem["code"] for problem in broken["problems"]]

    listed = curator("list", "--json")
    assert listed.code == 0
    assert set(listed.items[0]) >= {
        "id", "title", "date", "status", "categories", "tags", "source", "path", "sync",
    }  # fmt: skip
    (seed,) = [item for item in listed.items if item["path"] == "_posts/2022-01-11-NW1.md"]
    assert seed["date"] == "2022-01-11T18:09:11+08:00"  # as the site tells it
    assert (seed["categories"], seed["tags"], seed["sync"]) == (["market"], ["行情"], "same")

    assert curator("show", str(seed["id"])).out == SEED_LIKE.encode()

    untouched = curator("export", site, "--all", "--json")
    assert untouched.code == 1  # the broken post is named again, and nothing else
    reasons = {item["path"]: item["reason"] for item in untouched.items if item["reason"]}
    assert reasons == {"_posts/2022-03-01-broken.md": "broken-yaml"}
    assert {item["action"] for item in untouched.items} == {"unchanged"}
    assert read_tree(site) == before

    set_title = curator("set", "title=新标题", str(seed["id"]), "--json")
    assert (set_title.code, set_title.summary["changed"]) == (0, 1)
    dry = curator("export", site, "--dry-run", "--diff", "--json")
    assert [(item["action"], item["path"]) for item in dry.items] == [
        ("update", "_posts/2022-01-11-NW1.md")
    ]
    assert '+title: "新标题"' in dry.items[0]["diff"]
    assert read_tree(site) == before
    exported = curator("export", site, "--json")
    assert exported.summary["written"] == 1
    after = read_tree(site)
    assert after.pop("_posts/2022-01-11-NW1.md") == before["_posts/2022-01-11-NW1.md"].replace(
        '茶价小幅走高"'.encode(), '新标题"'.encode(), 1
    )
    assert after == {path: data for path, data in before.items() if path in after}

    assert curator("undo").code == 0
    assert read_tree(site) == before
    history = curator("history", "--json")
    assert [item["kind"] for item in history.items][:2] == ["undo", "export"]
    versions = curator("history", str(seed["id"]), "--json")
    first = versions.items[-1]["revision"]
    assert curator("show", str(seed["id"]), "--revision", str(first)).out == SEED_LIKE.encode()


def test_an_outside_edit_is_never_overwritten_unseen(curator: Curator, site: Path) -> None:
    curator("import", site)
    curator("set", "title=Here", "--where", "Two")
    file = site / "_posts/2022-02-01-two.md"
    file.write_text("---\ntitle: Outside\n---\n")
    outside = file.read_bytes()
    stopped = curator("export", site, "--json")
    assert stopped.code == 1
    (conflict,) = [item for item in stopped.items if item["action"] == "conflict"]
    assert conflict["path"] == "_posts/2022-02-01-two.md"
    assert conflict["reason"]
    assert file.read_bytes() == outside
    assert curator("export", site, "--on-conflict", "skip").code == 1
    assert file.read_bytes() == outside
    assert curator("export", site, "--on-conflict", "ours").code in {0, 1}
    assert b"title: Here" in file.read_bytes()


def test_the_sites_text_can_be_taken(curator: Curator, site: Path) -> None:
    curator("import", site)
    curator("set", "title=Here", "--where", "Two")
    file = site / "_posts/2022-02-01-two.md"
    file.write_text("---\ntitle: Outside\n---\n")
    outside = file.read_bytes()
    curator("export", site, "--on-conflict", "theirs")
    assert file.read_bytes() == outside
    (item,) = curator("list", "Outside", "--json").items
    assert curator("show", str(item["id"])).out == outside


def test_a_new_post_gets_what_the_site_does(curator: Curator, site: Path, tmp_path: Path) -> None:
    curator("import", site)
    loose = write_tree(tmp_path / "in", {"note.md": "---\ntitle: 一条新闻\n---\n正文。\n"})
    (item,) = curator("import", loose / "note.md", "--json").items
    assert curator("status", "ready", str(item["post"])).code == 0
    exported = curator("export", site, "--json")
    (file,) = [one for one in exported.items if one["action"] == "create"]
    assert file["path"].startswith("_posts/20")
    assert file["path"].endswith("-一条新闻.md")
    text = (site / file["path"]).read_text("utf-8")
    assert "title: 一条新闻\n" in text
    assert "+0800\n" in text  # the offset of the site's zone, with seconds
    assert text.endswith("---\n正文。\n")
    again = curator("export", site, "--all", "--json")
    assert {one["action"] for one in again.items} == {"unchanged"}


def test_a_list_is_ordered_by_one_key_within_another(curator: Curator, tmp_path: Path) -> None:
    titles = ("b", "a", "a")
    posts = write_tree(
        tmp_path / "in",
        {
            f"{day}.md": f"---\ntitle: {title}\ndate: 2022-01-0{day}\n---\n{day}\n"
            for day, title in enumerate(titles, 1)
        },
    )
    curator("import", posts, "--on-duplicate", "keep")
    items = curator("list", "--sort", "-title,date", "--json").items
    assert [item["path"] for item in items] == ["1.md", "3.md", "2.md"]
    items = curator("list", "--sort", "title,-date", "--json").items
    assert [item["path"] for item in items] == ["2.md", "3.md", "1.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list", "colour:red"], "no field"),
        (["show", "99"], "no post 99"),
        (["set", "title=x"], "--where"),
        (["set", "1"], "KEY=VALUE"),
        (["undo"], "nothing to take back"),
        (["export", "nowhere"], "not there"),
        (["status", "done", "1"], "done"),
        (["list", "--sort", "colour"], "choose one of"),
        (["list", "--sort", "date,--title"], "choose one of"),
        (["import"], "SOURCE"),
        (["check", "/nowhere/at/all"], "not there"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_is_refused_with_a_sentence(
    curator: Curator, arguments: list[str], words: str
) -> None:
    answer = curator(*arguments)
    assert answer.code == 2
    assert words in answer.err
    assert not answer.out


def test_a_folder_without_settings_is_no_site(curator: Curator, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    answer = curator("export", tmp_path / "folder")
    assert answer.code == 2
    assert "_config.yml" in answer.err


def test_a_site_with_broken_settings_is_refused_with_the_line(curator: Curator, site: Path) -> None:
    curator("import", site)
    (site / "_config.yml").write_text("title: ok\nplugins: [unclosed\n")
    answer = curator("export", site)
    assert answer.code == 2
    assert "_config.yml" in answer.err
    assert "line" in answer.err


def test_a_file_that_is_no_library_is_refused(site: Path, curator: Curator) -> None:
    library = site / "_posts/2022-02-01-two.md"
    command = [sys.executable, "-m", "curator", "--library", str(library), "list"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no Curator library" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_render_prints_the_body_or_writes_pages(
    curator: Curator, site: Path, tmp_path: Path
) -> None:
    post = site / "_posts/2022-01-11-NW1.md"
    body = curator("render", post, "--body")
    assert (body.code, "<p>茶价小幅走高。</p>" in body.text) == (0, True)
    out = tmp_path / "out"
    ended = curator("render", post, "--out", out)
    assert (ended.code, "there is no layout “post”" in ended.err) == (1, True)
    page = (out / "_posts/2022-01-11-NW1.html").read_text("utf-8")
    assert "茶价小幅走高" in page


def test_days_are_those_of_the_site(curator: Curator, site: Path) -> None:
    write_tree(
        site, {"_posts/2022-05-26-am.md": "---\ntitle: am\ndate: 2022-05-26 03:00:00 +0800\n---\n"}
    )
    curator("import", site)
    assert len(curator("list", "date:2022-05-26", "--json").items) == 1
    assert curator("list", "date:2022-05-25", "--json").items == []


def test_numbers_that_are_codes_stay_what_they_are(curator: Curator, site: Path) -> None:
    curator("import", site)
    curator("set", "code=000001", "ver=1.10", "weight=3", "--where", "Two")
    (item,) = curator("list", "Two", "--json").items
    text = curator("show", str(item["id"])).text
    assert 'code: "000001"\n' in text
    assert 'ver: "1.10"\n' in text
    assert "weight: 3\n" in text


def test_what_is_due_elsewhere_stays_there(curator: Curator, site: Path, tmp_path: Path) -> None:
    other = write_tree(
        tmp_path / "other", {"_config.yml": "", "_posts/2020-01-01-b.md": "---\ntitle: B\n---\n"}
    )
    curator("import", site)
    curator("import", other)
    curator("set", "title=C", "--where", "title:B")
    assert curator("export", site, "--json").items == []
    (item,) = curator("export", other, "--json").items
    assert (item["action"], item["path"]) == ("update", "_posts/2020-01-01-b.md")


def test_a_new_post_that_would_stop_the_build_is_refused(
    curator: Curator, site: Path, tmp_path: Path
) -> None:
    curator("import", site)
    loose = write_tree(tmp_path / "in", {"note.md": "---\ntitle: n\ndate: 昨天\n---\nx\n"})
    (item,) = curator("import", loose / "note.md", "--json").items
    curator("status", "ready", str(item["post"]))
    exported = curator("export", site, "--json")
    assert exported.code == 1
    assert [(one["action"], one["reason"]) for one in exported.items] == [("refused", "bad-date")]
    assert exported.summary["written"] == 0


def test_a_library_is_made_by_what_fills_it_only(tmp_path: Path) -> None:
    library = tmp_path / "typo" / "library.db"
    command = [sys.executable, "-m", "curator", "--library", str(library), "list"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no library" in ended.stderr
    assert not library.parent.exists()


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "curator", "--library", str(tmp_path / "library.db")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert ended.returncode == 2
    assert "no screen" in ended.stderr


def test_version_and_help(curator: Curator) -> None:
    assert curator("--version").text.startswith("curator 0.")
    shown = curator("--help").text
    for name in ("import", "list", "show", "set", "status", "export", "render", "undo", "history"):
        assert name in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_help_says_what_each_command_says_of_itself(name: str) -> None:
    module, summary = COMMANDS[name]
    command = import_module(f"curator.cli.{module}").command
    assert command.help.split("\n\n")[0].replace("\n", " ") == summary
    assert len(summary) < 70, "one line of a terminal with 80 columns"


def test_help_loads_neither_library_nor_window() -> None:
    program = (
        "import sys; from curator.app import main; sys.argv = ['curator', '--help']; main();"
        "print([name for name in ('sqlalchemy', 'requests', 'yaml', 'markdown', 'PySide6')"
        " if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert ended.stdout.splitlines()[-1] == "[]", ended.stderr


def test_the_example_site_goes_through(curator: Curator, examples: Path, tmp_path: Path) -> None:
    site = write_tree(tmp_path / "site", dict(read_tree(examples / "site")))
    index = "---\n---\n{% for post in site.posts %}{{ post.title }} {% endfor %}\n"
    write_tree(site, {"index.html": index})
    before = read_tree(site)
    taken = curator("import", site, "--json")
    assert taken.code == 1
    broken = [
        item for item in taken.items if "202205262391921712" in (item["path"] or item["source"])
    ]
    seed = "_posts/2022-01-11-NW202201112243901217.md"
    assert seed in {item["path"] for item in taken.items}
    assert broken
    assert broken[0]["problems"]
    curator("set", "title=改了标题", "--where", "path:NW202201112243901217")
    exported = curator("export", site, "--json")
    assert exported.summary["written"] == 1
    after = read_tree(site)
    assert after[seed] != before[seed]
    assert {path: data for path, data in after.items() if path != seed} == {
        path: data for path, data in before.items() if path != seed
    }
    if shutil.which("jekyll") is not None:
        built = build(site, tmp_path / "built")
        (page,) = built.rglob("*NW202201112243901217.html")
        assert page.relative_to(built).as_posix() == (
            "nanfangplus/2022/01/11/NW202201112243901217.html"
        )
        assert "近年来，遂溪县" in page.read_text("utf-8")
        title = (built / "index.html").read_text("utf-8")
        assert "改了标题" in title
    curator("undo")
    assert read_tree(site) == before
