"""`curator check` as scripts rely on it (design.md §6)."""

import json
from pathlib import Path

from curator.domain.post import Problem
from tests.cli.conftest import Curator
from tests.services.conftest import read_tree, site, write_tree
from tests.services.planted import clean, planted

__all__ = ["site"]

FIELDS = {
    "path", "url", "output", "visible", "reason", "date", "title", "categories", "tags", "slug",
    "excerpt", "problems",
}  # fmt: skip


def test_json_tells_of_every_planted_problem(curator: Curator, tmp_path: Path) -> None:
    wrong = planted(tmp_path / "site")
    before = read_tree(tmp_path / "site")
    answer = curator("check", tmp_path / "site", "--json")
    assert answer.code == 1
    assert all(set(item) == FIELDS for item in answer.items)
    told = {
        item["path"]: {problem["code"] for problem in item["problems"]}
        for item in answer.items
        if item["problems"]
    }
    assert told == {path: {code.value} for path, code in wrong.items()}
    problems = [problem for item in answer.items for problem in item["problems"]]
    assert all(set(one) == {"code", "severity", "message", "fix"} for one in problems)
    assert all(one["message"].endswith((".", ")")) for one in problems)
    assert all(one["fix"] is None or one["fix"].endswith(".") for one in problems)
    assert any(one["fix"] for one in problems)
    summary = answer.summary
    assert summary["posts"] == len(answer.items)
    assert summary["visible"] == sum(item["visible"] for item in answer.items)
    assert read_tree(tmp_path / "site") == before


def test_a_clean_site_exits_with_zero(curator: Curator, tmp_path: Path) -> None:
    site = clean(tmp_path / "site")
    answer = curator("check", site, "--json")
    assert answer.code == 0
    assert {item["path"]: item["problems"] for item in answer.items if item["problems"]} == {}
    assert not (tmp_path / "library.db").exists()


def test_the_verdict_of_one_post(curator: Curator, site: Path) -> None:
    answer = curator("check", site / "_posts" / "2022-01-11-NW1.md", "--json")
    (item,) = answer.items
    assert item | {"excerpt": "", "problems": []} == {
        "path": "_posts/2022-01-11-NW1.md",
        "url": "/market/2022/01/11/NW1.html",
        "output": "market/2022/01/11/NW1.html",
        "visible": True,
        "reason": None,
        "date": "2022-01-11T18:09:11+08:00",
        "title": "茶价小幅走高",
        "categories": ["market"],
        "tags": ["行情"],
        "slug": "NW1",
        "excerpt": "",
        "problems": [],
    }
    assert item["excerpt"].startswith("<p>茶价小幅走高。</p><p><img")
    abroad = curator("check", site, "--timezone", "Asia/Tokyo", "--json")
    dates = {item["path"]: item["date"] for item in abroad.items}
    assert dates["_posts/2022-01-11-NW1.md"] == "2022-01-11T19:09:11+09:00"


def test_people_read_groups_the_worst_first(curator: Curator, tmp_path: Path) -> None:
    files = {
        f"_posts/2022-01-11-x{number:02}.md": "---\ntitle: x\ndate: 2022-01-11 09:00\n---\n<>\n"
        for number in range(15)
    }
    files["_posts/2022-01-11-broken.md"] = "---\ntitle: a: b\n---\n"
    files["_posts/2030-01-11-later.md"] = "---\ntitle: x\n---\n"
    write_tree(tmp_path / "site", files | {"_config.yml": "timezone: UTC\n"})
    answer = curator("check", tmp_path / "site")
    assert answer.code == 1
    heads = [line for line in answer.text.splitlines() if line[:1].isalpha()]
    assert heads[0] == "Error  broken-yaml  1 post"
    assert heads[1] == "Warning  empty-link  15 posts"
    assert "_posts/2022-01-11-broken.md:2:9  Line 2 is not valid YAML" in answer.text
    assert "… and 5 more; --all prints them." in answer.text
    assert "x14" not in answer.text
    assert "Jekyll hides it until their day." in answer.text
    assert "17 posts, 16 visible, 1 error, 15 warnings" in answer.text.splitlines()[-1]
    everything = curator("check", tmp_path / "site", "--all")
    assert "x14" in everything.text
    severe = curator("check", tmp_path / "site", "--severity", "error")
    assert "empty-link" not in severe.text


def test_notes_alone_need_no_attention(curator: Curator, tmp_path: Path) -> None:
    text = "---\ntitle: x\ndate: 2022-01-11 09:00 +0000\n---\n![](a.jpg)\n"
    write_tree(
        tmp_path / "site", {"_config.yml": "timezone: UTC\n", "_posts/2022-01-11-x.md": text}
    )
    answer = curator("check", tmp_path / "site", "--json")
    assert [one["code"] for one in answer.items[0]["problems"]] == [Problem.MISSING_ALT]
    assert answer.code == 0


def test_what_stops_the_build_without_a_problem_of_its_own(
    curator: Curator, tmp_path: Path
) -> None:
    text = "---\ntitle: x\ndate: 2022-01-11 09:00 +0000\npermalink: /:nonsense/\n---\n"
    write_tree(
        tmp_path / "site", {"_config.yml": "timezone: UTC\n", "_posts/2022-01-11-x.md": text}
    )
    answer = curator("check", tmp_path / "site", "--json")
    (item,) = answer.items
    assert (item["visible"], item["reason"]) == (False, "build-aborts")
    assert [(one["code"], one["severity"]) for one in item["problems"]] == [
        ("unknown-placeholder", "error")
    ]
    assert answer.code == 1
    assert answer.summary["aborts"] == 1


def test_switches_of_the_build(curator: Curator, tmp_path: Path) -> None:
    write_tree(
        tmp_path / "site",
        {
            "_config.yml": "",
            "_more.yml": "permalink: none\n",
            "_posts/2999-01-11-later.md": "---\ntitle: x\n---\n",
            "_posts/2022-01-11-hidden.md": "---\ntitle: x\npublished: false\n---\n",
            "_drafts/idea.md": "---\ntitle: x\n---\n",
        },
    )

    def reasons(*options: str) -> list[str | None]:
        items = curator("check", tmp_path / "site", "--json", *options).items
        return [item["reason"] for item in items]

    assert reasons() == ["draft", "unpublished", "future"]
    assert reasons("--future", "--drafts", "--unpublished") == [None, None, None]
    more = curator(
        "check", tmp_path / "site", "--json", "--future", "--config", "_config.yml,_more.yml"
    )
    assert more.items[2]["url"] == "/later.html"


def test_a_query_is_for_posts_of_the_library(curator: Curator, site: Path) -> None:
    curator("import", site)
    answer = curator("check", "tag:行情", "--json")
    assert [item["path"] for item in answer.items] == ["_posts/2022-01-11-NW1.md"]
    assert len(curator("check", "--json").items) == 4
    wrong = curator("check", "nonsense:x", "--json")
    assert wrong.code == 2


def test_wrong_use(curator: Curator, site: Path) -> None:
    answer = curator("check", site, "--timezone", "Middle/Earth")
    assert answer.code == 2
    assert "Middle/Earth" in answer.err
    write_tree(site, {"_config.yml": "a: [\n"})
    broken = curator("check", site)
    assert broken.code == 2
    assert "_config.yml" in broken.err


def test_values_that_json_does_not_know(curator: Curator, tmp_path: Path) -> None:
    write_tree(
        tmp_path / "site",
        {
            "_config.yml": "",
            "_posts/2022-01-11-a.md": "---\ntitle: .nan\ntags: [2022-01-01, {a: .inf}]\n---\n",
            "_posts/2022-01-11-b.md": "---\ntitle: 12\nexcerpt: [1, 2.5]\n---\n",
        },
    )
    answer = curator("check", tmp_path / "site", "--json")

    def refuse(name: str) -> None:
        raise AssertionError(name)

    for line in answer.out.splitlines():
        json.loads(line, parse_constant=refuse)
    titles = {item["path"][-4]: item["title"] for item in answer.items}
    assert titles == {"a": "nan", "b": 12}
    assert answer.items[1]["excerpt"] == [1, 2.5]


def test_the_report_is_written_as_a_page(curator: Curator, site: Path, tmp_path: Path) -> None:
    answer = curator("check", site, "--html", tmp_path / "report.html", "--json")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "broken-yaml" in page
    assert "report.html" in answer.err
    assert answer.summary["posts"] == 4
    nowhere = curator("check", site, "--html", tmp_path / "no" / "folder.html")
    assert nowhere.code == 2
    assert "folder.html" in nowhere.err


def test_what_is_unusual_on_a_site_is_told_when_asked_for(curator: Curator, tmp_path: Path) -> None:
    posts = {
        f"_posts/2022-01-{day:02}-p{day}.md": (
            f'---\nlayout: post\ntitle: "P {day}"\ndate: 2022-01-{day:02} 10:00:00 +0800\n---\nx\n'
        )
        for day in range(1, 25)
    }
    odd = "_posts/2022-02-01-odd.md"
    posts[odd] = "---\ntitle: 'Odd'\nlayout: page\ndate: 2022-02-01 10:00:00 +0800\n---\nx\n"
    site = write_tree(tmp_path / "site", {"_config.yml": "timezone: Asia/Shanghai\n", **posts})
    told = curator("check", site, "--habits", "--json")
    codes = {
        item["path"]: {one["code"] for one in item["problems"] if "unusual" in one["code"]}
        for item in told.items
    }
    assert codes.pop(odd) == {"unusual-layout", "unusual-title-quotes", "unusual-key-order"}
    assert set().union(*codes.values()) == set()
    silent = curator("check", site, "--json")
    assert not any("unusual" in one["code"] for item in silent.items for one in item["problems"])
