"""Rendering one page of a small site: problems, lines, edited texts, files of the built site."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from curator.rendering.theme.renderer import SiteRenderer, media_type
from curator.rendering.theme.results import PageResult, ThemeCode
from tests.rendering.theme.conftest import write

POST = "_posts/2024-01-02-a.md"
Make = Callable[..., SiteRenderer]


def shown(renderer: SiteRenderer, path: str = POST, data: str | None = None) -> PageResult:
    result = renderer.render(path, None if data is None else data.encode())
    assert result is not None
    return result


def test_a_missing_layout_is_a_problem_and_the_page_goes_on(make_renderer: Make) -> None:
    result = shown(make_renderer({POST: "---\nlayout: lost\n---\nx"}))
    assert result.html == "<md>x</md>"
    assert [(one.code, one.name) for one in result.problems] == [(ThemeCode.MISSING_LAYOUT, "lost")]


def test_a_layout_that_encloses_itself_ends(make_renderer: Make) -> None:
    files = {
        "_layouts/a.html": "---\nlayout: b\n---\n<a>{{ content }}</a>",
        "_layouts/b.html": "---\nlayout: a\n---\n<b>{{ content }}</b>",
        POST: "---\nlayout: a\n---\nx",
    }
    result = shown(make_renderer(files))
    assert result.html == "<b><a><md>x</md></a></b>"
    assert result.layouts == ("a", "b")
    assert result.body == "<md>x</md>"


def test_problems_name_the_file_and_its_line(make_renderer: Make) -> None:
    files = {
        "_layouts/a.html": "---\ntitle: x\n---\n\n{% include lost.html %}{{ content }}",
        "_includes/b.html": "one\n{% unknown_tag %}",
        POST: "---\nlayout: a\n---\n\nx\n{% include b.html %}\n{% post_url 2020-01-01-lost %}",
    }
    result = shown(make_renderer(files))
    found = {(one.code, one.file, one.line) for one in result.problems}
    assert ("no-include", "_layouts/a.html", 5) in found
    assert ("no-post", POST, 7) in found
    assert ("unknown-tag", "_includes/b.html", 2) in found


def test_lines_are_those_of_the_file(make_renderer: Make) -> None:
    def numbered(text: str, *, lines: bool = False) -> str:
        parts = enumerate(text.split("\n"), 1)
        return "".join(f'<p data-line="{at}">{part}</p>' for at, part in parts if part)

    source = "---\ntitle: x\n---\n\none\n{% for i in (1..3) %}\nloop\n{% endfor %}\nlast\n"
    renderer = make_renderer({POST: source}, markdown=numbered)
    result = renderer.render(POST, lines=True)
    assert result is not None
    found = [part.partition('"')[0] for part in result.body.split('data-line="')[1:]]
    assert found == ["5", "7", "7", "7", "9"]


def test_an_edited_text_counts_everywhere(make_renderer: Make) -> None:
    files = {
        "_layouts/a.html": "{% for p in site.posts %}{{ p.title }},{% endfor %}"
        "{{ page.previous.title }}<{{ page.next.title }}",
        "_posts/2024-01-01-x.md": "---\ntitle: X\nlayout: a\n---\n{{ site.posts.first.title }}",
        POST: "---\ntitle: A\nlayout: a\n---\n",
        "_posts/2024-01-03-y.md": "---\ntitle: Y\nlayout: a\n---\n",
    }
    renderer = make_renderer(files)
    assert shown(renderer).html == "Y,A,X,X<Y"
    edited = "---\ntitle: B\nlayout: a\ndate: 2024-01-09\n---\n"
    assert shown(renderer, data=edited).html == "B,Y,X,Y<"
    assert shown(renderer, "_posts/2024-01-04-new.md", "---\ntitle: N\nlayout: a\n---\n").html == (
        "N,Y,A,X,Y<"
    )
    assert shown(renderer).html == "Y,A,X,X<Y"


def test_an_unpublished_post_is_rendered_but_not_listed(make_renderer: Make) -> None:
    renderer = make_renderer({POST: "---\npublished: false\n---\n{{ site.posts.size }}"})
    assert shown(renderer).body == "<md>0</md>"


def test_other_posts_are_converted_only_where_the_build_has_come_past_them(
    make_renderer: Make,
) -> None:
    loop = "{% for p in site.posts %}[{{ p.content }}]{% endfor %}"
    files = {
        "_layouts/all.html": loop,
        "_posts/2024-01-01-x.md": "---\n---\nold",
        POST: "---\nlayout: all\n---\nmine",
        "_posts/2024-01-03-y.md": "---\n---\nnew",
        "index.html": f"---\n---\n{loop}",
    }
    renderer = make_renderer(files)
    assert shown(renderer).html == "[new][<md>mine</md>][<md>old</md>]"
    assert shown(renderer, "index.html").html == "[<md>new</md>][<md>mine</md>][<md>old</md>]"


def test_posts_that_show_each_other_end(make_renderer: Make) -> None:
    text = "---\n---\n{% for p in site.posts %}{{ p.excerpt }}{{ p.content }}{% endfor %}"
    files = {f"_posts/2024-01-0{day}-x.md": text for day in range(1, 4)}
    renderer = make_renderer(files)
    assert "<md>" in shown(renderer, "_posts/2024-01-03-x.md").html


def test_a_changed_layout_shows_at_once(make_renderer: Make) -> None:
    renderer = make_renderer({"_layouts/a.html": "one", POST: "---\nlayout: a\n---\n"})
    assert shown(renderer).html == "one"
    layout = Path(renderer.model.source.root) / "_layouts/a.html"
    write(layout, "two")
    os.utime(layout, (1_700_000_000, 1_700_000_000))
    assert shown(renderer).html == "two"


def test_a_refresh_notices_what_is_new(make_renderer: Make) -> None:
    renderer = make_renderer(
        {POST: "---\n---\n{{ site.posts.size }}{{ site.pages.size }}{{ site.data.x.y }}"}
    )
    root = Path(renderer.model.source.root)
    assert shown(renderer).body == "<md>10</md>"
    assert not renderer.refresh(at_once=True)
    write(root / "_posts/2024-01-03-b.md", "---\n---\n")
    write(root / "page.html", "---\n---\n")
    write(root / "_data/x.yml", "y: z\n")
    assert renderer.refresh(at_once=True)
    assert shown(renderer).body == "<md>21z</md>"


def test_looking_for_changes_rests_between_looks(make_renderer: Make) -> None:
    renderer = make_renderer({POST: "---\n---\n"})
    renderer.refresh(at_once=True)
    write(Path(renderer.model.source.root) / "page.html", "---\n---\n")
    renderer._next_look = float("inf")
    assert not renderer.refresh()
    assert renderer.refresh(at_once=True)


def test_broken_front_matter_of_a_page_is_a_problem(make_renderer: Make) -> None:
    result = shown(make_renderer({"a.html": "---\nx: [\n---\nbody"}), "a.html")
    assert result.html == "body"
    assert [one.code for one in result.problems] == [ThemeCode.BROKEN_FRONT_MATTER]


def test_broken_data_is_a_problem_of_who_asks_for_it(make_renderer: Make) -> None:
    renderer = make_renderer({"_data/x.yml": "a: [", POST: "---\n---\n{{ site.data.x.a }}"})
    found = [(one.code, one.file) for one in shown(renderer).problems]
    assert found == [(ThemeCode.BROKEN_DATA, "_data/x.yml")]


def test_without_layouts_the_page_is_the_body(make_renderer: Make) -> None:
    renderer = make_renderer({"_layouts/a.html": "never", POST: "---\nlayout: a\n---\nx"})
    result = renderer.render(POST, layouts=False)
    assert result is not None
    assert result.html == result.body == "<md>x</md>"


def test_a_draft_is_dated_by_its_file(make_renderer: Make) -> None:
    renderer = make_renderer({"_drafts/a.md": "---\n---\n{{ page.date | date: '%F' }}"})
    at = datetime(2023, 4, 5, tzinfo=UTC)
    result = renderer.render("_drafts/a.md", modified=at)
    assert result is not None
    assert result.body == "<md>2023-04-05</md>"


def test_what_is_not_there_is_not_rendered(make_renderer: Make) -> None:
    renderer = make_renderer({})
    assert renderer.render("_posts/2024-01-01-lost.md") is None
    assert renderer.render("../../etc/passwd") is None


ASSETS = {
    "assets/a.css": "a { b: c }",
    "assets/s.scss": "---\n---\n.a { .b { c: d } }",
    "assets/raw.scss": ".kept { a: b }",
    "assets/p.json": '---\n---\n{"n": {{ site.posts.size }}}',
    "assets/page.html": "---\n---\npage",
    "_includes/secret.html": "secret",
    "hidden/x.txt": "x",
    ".git/config": "x",
    "pic one.png": b"\x89PNG",
    "_pics/a.png": b"\x89PNG",
}


def test_files_of_the_built_site(make_renderer: Make) -> None:
    renderer = make_renderer(ASSETS, "exclude: [hidden]\ncollections: {pics: {output: true}}\n")

    def data(address: str) -> bytes | None:
        found = renderer.asset(address)
        return None if found is None else found.data

    assert data("/assets/a.css") == b"a { b: c }"
    assert data("/assets/s.css") == b".a .b { c: d; }\n"
    assert data("assets/p.json?x=1#y") == b'{"n": 0}'
    assert data("/pic%20one.png") == b"\x89PNG"
    assert data("/pics/a.png") == b"\x89PNG"
    refused: Sequence[str] = (
        *("/_includes/secret.html", "/_config.yml", "/hidden/x.txt", "/.git/config", "/", ""),
        *("/assets/../_config.yml", "/%2e%2e/x", "/assets", "/assets/lost.css", "/a\0b", "//"),
    )
    for address in refused:
        assert data(address) is None, address


def test_no_link_leads_out_of_the_site(make_renderer: Make, tmp_path: Path) -> None:
    write(tmp_path / "outside/x.css", "secret")
    renderer = make_renderer({"assets/a.css": "a"})
    root = Path(renderer.model.source.root)
    (root / "assets/x.css").symlink_to(tmp_path / "outside/x.css")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "_includes").symlink_to(tmp_path / "outside")
    renderer.refresh(at_once=True)
    assert renderer.asset("/assets/x.css") is None
    assert renderer.asset("/out/x.css") is None
    assert "secret" not in shown(renderer, "a.md", "---\n---\n{% include x.css %}").html


def test_broken_sass_is_a_problem(make_renderer: Make) -> None:
    renderer = make_renderer({"assets/s.scss": '---\n---\n\n@import "lost";'})
    asset = renderer.asset("/assets/s.css")
    assert asset is not None
    assert asset.data == b""
    assert [(one.code, one.file, one.line) for one in asset.problems] == [
        (ThemeCode.BROKEN_SASS, "assets/s.scss", 4)
    ]


def test_sass_that_only_newer_compilers_know_is_a_problem(make_renderer: Make) -> None:
    renderer = make_renderer({"assets/s.scss": '---\n---\n\n@use "sass:math";\n.a { b: c }'})
    asset = renderer.asset("/assets/s.css")
    assert asset is not None
    assert b".a { b: c; }" in asset.data
    assert [(one.code, one.line, one.message) for one in asset.problems] == [
        (ThemeCode.NEWER_SASS, 4, "@use")
    ]


def test_a_theme_that_is_not_here_is_stood_in_for(make_renderer: Make) -> None:
    files = {
        POST: "---\nlayout: post\ntitle: T\n---\nx",
        "assets/main.scss": '---\n---\n@import "{{ site.theme }}";',
    }
    renderer = make_renderer(files, "theme: no-such-theme-anywhere\ntitle: S\n")
    result = shown(renderer)
    assert result.approximations == ("theme:no-such-theme-anywhere",)
    assert "<title>T | S</title>" in result.html
    assert not result.problems
    asset = renderer.asset("/assets/main.css")
    assert asset is not None
    assert b"body" in asset.data


def test_layouts_of_a_theme_that_is_not_here_are_stood_in_for(make_renderer: Make) -> None:
    files = {
        "_layouts/own.html": "---\nlayout: archive\n---\n<own>{{ content }}</own>",
        POST: "---\nlayout: single\ntitle: T\n---\nx",
        "_posts/2024-01-03-b.md": "---\nlayout: own\n---\nx",
    }
    renderer = make_renderer(files, "remote_theme: someone/no-such-theme@v1\n")
    result = shown(renderer)
    assert result.approximations == ("theme:no-such-theme", "layout:single")
    assert result.layouts == ("post", "default", "base")
    assert not result.problems
    other = shown(renderer, "_posts/2024-01-03-b.md")
    assert other.approximations == ("theme:no-such-theme", "layout:archive")
    assert other.layouts == ("own", "default", "base")


def test_a_source_folder_of_its_own(make_renderer: Make) -> None:
    files = {
        "src/_layouts/a.html": "{% include_relative in/x.md %}{{ content }}{% include lost.html %}",
        "src/_includes/i.html": "i{{ page.path }}",
        "src/_posts/in/x.md": "beside",
        f"src/{POST}": "---\nlayout: a\n---\n{% include i.html %}{% include_relative in/x.md %}",
        "src/about.html": "---\n---\n{{ page.url }}{{ site.pages.size }}",
        "src/assets/a.css": "a",
        "about.html": "---\n---\nnever",
    }
    renderer = make_renderer(files, "source: src\n")
    result = shown(renderer, f"src/{POST}")
    assert "beside<md>i_posts/2024-01-02-a.mdbeside</md>" in result.html
    assert [(one.code, one.file) for one in result.problems] == [
        ("no-include", "src/_layouts/a.html")
    ]
    assert shown(renderer, "src/about.html").html == "/about.html1"
    asset = renderer.asset("/assets/a.css")
    assert asset is not None


def test_a_post_is_written_as_json_with_its_neighbours_cut_short(make_renderer: Make) -> None:
    files = {f"_posts/2024-01-0{day}-x.md": "---\nx: [1]\n---\nText" for day in (1, 3, 4)}
    files[POST] = "---\nlayout: j\n---\nText"
    files["_layouts/j.html"] = "{{ page | jsonify }}"
    written = json.loads(shown(make_renderer(files)).html)
    assert written["path"] == POST
    assert written["content"] == "<md>Text</md>"
    assert written["next"]["x"] == [1]
    assert written["next"]["content"] == "Text"
    assert written["previous"]["next"]["title"] == "A"
    assert "next" not in written["next"]["next"]
    assert "content" not in written["next"]["next"]


def test_github_gives_markdown_a_layout(make_renderer: Make) -> None:
    files = {
        "CNAME": "x.example",
        "_layouts/default.html": "<d>{{ content }}</d>",
        "_layouts/post.html": "<p>{{ content }}</p>",
        "_layouts/page.html": "<q>{{ content }}</q>",
        POST: "---\n---\nx",
        "_posts/2024-01-03-b.md": "---\nlayout: null\n---\nx",
        "_posts/2024-01-04-c.html": "---\n---\nx",
        "a.md": "---\n---\nx",
    }
    renderer = make_renderer(files)
    assert shown(renderer).html == "<p><md>x</md></p>"
    assert shown(renderer, "_posts/2024-01-03-b.md").html == "<md>x</md>"
    assert shown(renderer, "_posts/2024-01-04-c.html").html == "x"
    assert shown(renderer, "a.md").html == "<q><md>x</md></q>"


def test_a_walk_over_too_many_posts_is_an_approximation(make_renderer: Make) -> None:
    files = {f"_posts/2024-01-{day:02}-x.md": "---\n---\n" for day in range(1, 9)}
    files[POST] = "---\n---\n{% for p in site.posts %}.{% endfor %}{{ site.posts.size }}"
    renderer = make_renderer(files, most_posts=5)
    result = shown(renderer)
    assert result.body == "<md>.....9</md>"
    assert result.approximations == ("posts:5",)
    assert shown(renderer, "_posts/2024-01-01-x.md").approximations == ()


def test_media_types() -> None:
    assert media_type("a/b.CSS") == "text/css; charset=utf-8"
    assert media_type("x.woff2") == "font/woff2"
    assert media_type("x.unknown") == "application/octet-stream"


def test_times_without_a_zone_are_shown_in_the_sites(make_renderer: Make) -> None:
    times = "bare: 2021-05-01 10:00:00\nutc: 2021-05-01T10:00:00Z\nown: 2021-05-01 10:00:00 +0300\n"
    text = (
        "{% for x in page.all %}{{ x }},{% endfor %}{{ page.bare }},{{ page.utc }},{{ page.own }}"
    )
    text += ",{{ site.data.t.bare }},{{ site.data.t.own | date: '%H' }}"
    head = f"---\n{times}all: [2020-01-01 00:00:00]\n---\n"
    files = {"_data/t.yml": times, "a.html": head + text, "_posts/2024-01-02-a.html": head + text}
    renderer = make_renderer(files, "timezone: Asia/Shanghai\n")
    moments = ["2020-01-01 08:00:00 +0800", "2021-05-01 18:00:00 +0800"]
    moments += ["2021-05-01 10:00:00 UTC", "2021-05-01 10:00:00 +0300"]
    wanted = ",".join([*moments, "2021-05-01 18:00:00 +0800", "10"])
    assert shown(renderer, "a.html").html == wanted
    assert shown(renderer, "_posts/2024-01-02-a.html").html == wanted


def test_a_theme_that_nothing_asks_for_is_named_only_where_it_is_used(make_renderer: Make) -> None:
    files = {
        "CNAME": "quay.example\n",
        "_layouts/own.html": "<own>{{ content }}</own>",
        POST: "---\nlayout: own\n---\nx",
        "_posts/2024-01-03-b.md": "---\nlayout: post\n---\nx",
    }
    renderer = make_renderer(files, "title: S\n")
    assert shown(renderer).approximations == ()
    other = shown(renderer, "_posts/2024-01-03-b.md")
    assert other.approximations == ("theme:jekyll-theme-primer",)
    assert shown(renderer).approximations == ()
