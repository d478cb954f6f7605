"""One post built by the real Jekyll: the right page, nothing run without trust, nothing left behind."""

import errno
import os
import threading
import time
from pathlib import Path

import psutil
import pytest

from curator import resources
from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import Cancelled, CancelToken
from curator.rendering.truth import scratch as scratches
from curator.rendering.truth.build import Order, built
from curator.rendering.truth.comparison import compare
from curator.rendering.truth.jekylls import Jekylls
from curator.site.folder import Site, open_site
from tests.e2e.jekyll import build as build_whole
from tests.rendering.truth.conftest import LAYOUT, NOW, POST, BuildOne, MakeSite, snapshot

pytestmark = pytest.mark.jekyll

SAMPLE_POSTS = sorted(
    f"_posts/{file.name}" for file in resources.path("sample-site", "_posts").iterdir()
)


@pytest.fixture(scope="module")
def whole_sample(tmp_path_factory: pytest.TempPathFactory, jekylls: Jekylls) -> Path:
    """Return the sample site as `jekyll build` makes it."""
    assert jekylls
    return build_whole(resources.path("sample-site"), tmp_path_factory.mktemp("whole") / "out")


@pytest.mark.parametrize("path", [one for one in SAMPLE_POSTS if "稍后" not in one])
def test_a_page_is_that_of_the_whole_site(
    sample: Site, build_one: BuildOne, whole_sample: Path, path: str
) -> None:
    made = build_one(sample, path)
    assert made.complete
    assert made.jekyll.version
    if "标题里的冒号" in path:
        return  # broken front matter: its address and date are those of the moment
    html = [page for page in whole_sample.rglob("*.html") if page.stem == Path(path).stem[11:]]
    assert len(html) == 1
    assert compare(made.page, html[0].read_text("utf-8")).equal


def test_a_post_that_the_site_hides_is_built(sample: Site, build_one: BuildOne) -> None:
    later = next(one for one in SAMPLE_POSTS if "稍后" in one)
    assert "<article" in build_one(sample, later).page
    draft = next((sample.root / "_drafts").iterdir()).name
    assert "<article" in build_one(sample, f"_drafts/{draft}").page


def test_the_text_given_counts_not_the_file(make_site: MakeSite, build_one: BuildOne) -> None:
    site = make_site()
    before = snapshot(site.root)
    made = build_one(site, source="---\nlayout: post\ntitle: 新\n---\n还没有*导出*\n")
    assert "<h1>新</h1>" in made.page
    assert made.body == "<p>还没有<em>导出</em></p>\n"
    assert snapshot(site.root) == before


def test_a_post_that_is_nowhere_yet_is_built(make_site: MakeSite, build_one: BuildOne) -> None:
    made = build_one(
        make_site(), "market/_posts/2024-05-01-新稿.md", source="---\ntitle: a\n---\nx\n"
    )
    assert made.url.startswith("/market/2024/05/01/")


def test_the_moment_of_the_build_is_the_one_given(make_site: MakeSite, build_one: BuildOne) -> None:
    site = make_site(
        {"_layouts/post.html": "{{ site.time | date: '%F %T' }}"}, config="timezone: UTC\n"
    )
    assert build_one(site).page == "2024-07-01 08:30:00"


def test_neighbours_are_there_when_named(make_site: MakeSite, build_one: BuildOne) -> None:
    layout = "{{ site.posts.size }} {{ page.previous.title }} {{ page.next.title }}"
    others = {
        "_posts/2024-02-01-before.md": "---\ntitle: Before\n---\n",
        "_posts/2024-04-01-after.md": "---\ntitle: After\n---\n",
    }
    site = make_site({"_layouts/post.html": layout} | others, config="limit_posts: 1\n")
    assert build_one(site).page.split() == ["1"]
    given = {path: text.encode() for path, text in others.items()}
    assert build_one(site, neighbours=given).page.split() == ["3", "Before", "After"]


# Trust


def plugin(target: Path) -> str:
    return f"File.write({str(target)!r}, 'ran')\nmodule Jekyll; module Loud; def loud(x) = x.upcase; end; end\nLiquid::Template.register_filter(Jekyll::Loud)\n"


def test_a_plugin_runs_only_with_trust(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    site = make_site(
        {
            "_plugins/loud.rb": plugin(ran),
            "_layouts/post.html": "{{ 'quiet' | loud }}",
        }
    )
    assert build_one(site).page == "quiet"
    assert not ran.exists()
    assert build_one(site, trusted=True).page == "QUIET"
    assert ran.exists()


def test_a_gemfile_runs_only_with_trust(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    site = make_site({"Gemfile": f"File.write({str(ran)!r}, 'ran')\ngem 'jekyll'\n"})
    assert not build_one(site).jekyll.bundled
    assert not ran.exists()
    made = build_one(site, trusted=True)
    assert made.jekyll.bundled
    assert made.jekyll.command[1:] == ("exec", "jekyll")
    assert ran.exists()
    assert not (site.root / "Gemfile.lock").exists()


def test_a_bundle_that_does_not_work_gives_way(make_site: MakeSite, build_one: BuildOne) -> None:
    site = make_site({"Gemfile": "gem 'no-such-gem-anywhere'\n"})
    made = build_one(site, trusted=True)
    assert not made.jekyll.bundled
    assert "no-such-gem-anywhere" in made.jekyll.bundle_fault


@pytest.mark.parametrize(
    ("config", "files"),
    [
        ("kramdown:\n  template: \"string://<%= File.write('{ran}', 'x') %>\"\n", {}),
        ("whitelist: ['./evil']\nplugins: ['./evil']\n", {"evil.rb": "File.write('{ran}', 'x')"}),
        ("safe: false\nplugins_dir: [code]\n", {"code/a.rb": "File.write('{ran}', 'x')"}),
        (
            "plugins_dir: ext\ninclude: [ext]\nsource: src\n",
            {"src/ext/a.rb": "File.write('{ran}', 'x')", f"src/{POST}": "---\n---\nx"},
        ),
        ("kramdown:\n  input: '{root}/evil'\n", {"evil.rb": "File.write('{ran}', 'x')"}),
        (
            "kramdown:\n  input: '../../../../../../../../../../..{root}/evil'\n",
            {"evil.rb": "File.write('{ran}', 'x')"},
        ),
    ],
)
def test_no_setting_runs_code_of_the_site(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path, config: str, files: dict[str, str]
) -> None:
    ran = tmp_path / "ran"

    def filled(text: str) -> str:
        return text.replace("{ran}", str(ran)).replace("{root}", str(tmp_path / "site"))

    site = make_site({name: filled(text) for name, text in files.items()}, filled(config))
    path = f"src/{POST}" if "source:" in config else POST
    build_one(site, path)
    assert not ran.exists()


def test_a_template_for_kramdown_is_code_indeed(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    code = f"string://<%= File.write({str(ran)!r}, 'x') %>"
    build_one(make_site(config=f'kramdown: {{template: "{code}"}}\n'), trusted=True)
    assert ran.exists()


def test_the_users_ruby_settings_do_not_leak_in(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    code = tmp_path / "lib" / "evil.rb"
    code.parent.mkdir()
    code.write_text(f"File.write({str(ran)!r}, 'x')")
    monkeypatch.setenv("RUBYLIB", str(code.parent))
    monkeypatch.setenv("RUBYOPT", "-revil")
    monkeypatch.setenv("BUNDLE_GEMFILE", str(tmp_path / "no" / "Gemfile"))
    assert build_one(make_site()).complete
    assert not ran.exists()


def test_links_are_not_followed_out_of_the_site(
    make_site: MakeSite, build_one: BuildOne, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("SECRET")
    site = make_site(
        {"_layouts/post.html": "{% include inside.html %}", "_includes/own.html": "OWN"}
    )
    (site.root / "_includes" / "inside.html").symlink_to("own.html")
    (site.root / "_includes" / "outside.html").symlink_to(secret)
    (site.root / "circle").symlink_to(site.root)
    made = build_one(site)
    assert made.page == "OWN"
    assert made.scratch.left_out == 1
    (site.root / "_layouts" / "post.html").write_text("{% include outside.html %}")
    with pytest.raises(JekyllError):
        build_one(site)


def test_what_is_not_on_this_machine_is_left_out_and_named(
    make_site: MakeSite, build_one: BuildOne
) -> None:
    site = make_site(config="theme: jekyll-theme-nowhere\nplugins: [jekyll-nowhere, jekyll-feed]\n")
    made = build_one(site)
    assert made.themeless
    assert made.missing == ("jekyll-theme-nowhere", "jekyll-nowhere")
    assert "<h1 id=" in made.body
    assert build_one(site, trusted=True).missing == ("jekyll-theme-nowhere", "jekyll-nowhere")


# Faults


def test_a_broken_layout_is_named_with_its_line(make_site: MakeSite, build_one: BuildOne) -> None:
    site = make_site({"_layouts/post.html": "a\nb\n{% nowhere %}\n{{ content }}\n"})
    with pytest.raises(JekyllError) as caught:
        build_one(site)
    fault = caught.value
    assert fault.fault is JekyllFault.BROKEN_TEMPLATE
    assert (fault.path, fault.line) == ("_layouts/post.html", 3)
    assert "nowhere" in fault.detail
    assert "/tmp" not in fault.log.replace(str(site.root), "")


def test_lines_are_counted_from_the_top_of_the_file(
    make_site: MakeSite, build_one: BuildOne
) -> None:
    head = "---\nlayout: post\ntitle: 题\n---\n"
    with pytest.raises(JekyllError) as caught:
        build_one(make_site(), source=f"{head}\n正文\n{{% nowhere %}}\n")
    assert (caught.value.path, caught.value.line) == (POST, 7)
    site = make_site({"_layouts/post.html": "---\nlayout: x\n---\n{% nowhere %}"})
    with pytest.raises(JekyllError) as caught:
        build_one(site, source=f"{head}x")
    assert (caught.value.path, caught.value.line) == ("_layouts/post.html", 4)


def test_a_broken_page_elsewhere_does_not_hide_this_one(
    make_site: MakeSite, build_one: BuildOne
) -> None:
    made = build_one(make_site({"about.md": "---\n---\n{% nowhere %}\n"}))
    assert "<h1>茶价</h1>" in made.page
    assert not made.complete
    assert "nowhere" in made.log


def test_a_post_that_stops_the_build_says_why(make_site: MakeSite, build_one: BuildOne) -> None:
    with pytest.raises(JekyllError) as caught:
        build_one(make_site(), source="---\ndate: nonsense\n---\n")
    assert caught.value.fault is JekyllFault.FAILED
    assert "date" in caught.value.detail


def test_a_name_that_jekyll_passes_over_gives_no_page(
    make_site: MakeSite, build_one: BuildOne
) -> None:
    with pytest.raises(JekyllError) as caught:
        build_one(make_site(), "_posts/without-a-date.md", source="---\n---\n")
    assert caught.value.fault is JekyllFault.NO_PAGE


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", "", "a/../../x.md", "_posts/\0.md"])
def test_a_path_out_of_the_site_is_refused(
    make_site: MakeSite, build_one: BuildOne, path: str
) -> None:
    with pytest.raises(JekyllError) as caught:
        build_one(make_site(), path, source="x")
    assert caught.value.fault is JekyllFault.BAD_PATH


HANGING = "fork { sleep 300 }\nloop { sleep 1 }\n"


def test_a_build_that_hangs_is_ended_with_all_that_it_started(
    make_site: MakeSite, build_one: BuildOne
) -> None:
    site = make_site({"_plugins/hang.rb": HANGING})
    with pytest.raises(JekyllError) as caught:
        build_one(site, trusted=True, seconds=2.0)
    assert caught.value.fault is JekyllFault.TOO_SLOW
    assert not children()


def test_a_build_is_cancelled(make_site: MakeSite, build_one: BuildOne) -> None:
    site = make_site({"_plugins/hang.rb": HANGING})
    token = CancelToken()
    threading.Timer(1.0, token.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        build_one(site, trusted=True, cancel=token)
    assert time.monotonic() - begun < 20
    assert not children()


def children() -> list[str]:
    """Return the Ruby processes that still run."""
    return [
        " ".join(one.cmdline())
        for one in psutil.process_iter(["name", "cmdline", "status"])
        if one.status() != psutil.STATUS_ZOMBIE and "curator-truth-" in " ".join(one.cmdline())
    ]


def test_without_jekyll_that_is_said(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    order = Order(make_site(), POST, b"x", NOW)
    with pytest.raises(JekyllError) as caught, built(Jekylls(), order):
        pass
    assert caught.value.fault is JekyllFault.NOT_FOUND


def test_a_jekyll_that_does_not_start_is_named(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "jekyll"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'no ruby here' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    order = Order(make_site(), POST, b"x", NOW)
    with pytest.raises(JekyllError) as caught, built(Jekylls(), order):
        pass
    assert caught.value.fault is JekyllFault.CANNOT_START
    assert caught.value.path == str(program)
    assert "no ruby here" in caught.value.detail


# Limits


def test_media_are_stood_for_and_large_sites_refused(
    make_site: MakeSite, build_one: BuildOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = "{% for f in site.static_files %}{{ f.path }} {% endfor %}{% link assets/a.jpg %}"
    site = make_site({"_layouts/post.html": layout, "assets/a.jpg": "J" * 5000})
    made = build_one(site)
    assert made.page.split() == ["/assets/a.jpg", "/assets/a.jpg"]
    assert made.scratch.stand_ins == 1
    monkeypatch.setattr(scratches, "MOST_MEDIA", 0)
    made = build_one(make_site({"_layouts/post.html": "{{ site.static_files.size }}"}))
    assert (made.page, made.scratch.stand_ins, made.scratch.left_out) == ("0", 0, 1)
    monkeypatch.setattr(scratches, "MOST_BYTES", 10)
    with pytest.raises(JekyllError) as caught:
        build_one(site)
    assert caught.value.fault is JekyllFault.SITE_TOO_LARGE


def test_a_full_disk_is_said(
    make_site: MakeSite, build_one: BuildOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(JekyllError) as caught:
        build_one(make_site())
    assert caught.value.fault is JekyllFault.CANNOT_START
    assert "No space left" in caught.value.detail


def test_other_posts_builds_and_hidden_folders_stay_behind(
    make_site: MakeSite, build_one: BuildOne, jekylls: Jekylls
) -> None:
    site = make_site(
        {
            "_posts/2024-03-02-other.md": "---\n---\n",
            "city/_posts/2024-03-02-other.md": "---\n---\n",
            "_site/index.html": "old",
            ".git/config": "x",
            "node_modules/a/index.js": "x",
            "_plugins/a.rb": "raise",
            "Gemfile": "raise",
            "assets/a.css": "a{}",
        }
    )
    with built(jekylls, Order(site, POST, b"---\n---\n", NOW)) as made:
        there = set(snapshot(made.scratch.root))
        assert there == {"_config.yml", POST, "_layouts/post.html", "assets/a.css"}
        site_again = open_site(made.scratch.root, config_files=made.scratch.configs)
        assert site_again.config.show_drafts
        assert site_again.config.time == NOW


def test_a_site_in_a_folder_with_blanks_and_commas(
    tmp_path: Path, build_one: BuildOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "我的, 站 点"
    (root / "src" / "_posts").mkdir(parents=True)
    (root / "src" / "_layouts").mkdir()
    (root / "src" / "_layouts" / "post.html").write_text(LAYOUT, "utf-8")
    (root / "_config.yml").write_text("source: src\n", "utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp, x"))
    (tmp_path / "tmp, x").mkdir()
    made = build_one(open_site(root), f"src/{POST}", source="---\nlayout: post\ntitle: t\n---\n")
    assert "<h1>t</h1>" in made.page
