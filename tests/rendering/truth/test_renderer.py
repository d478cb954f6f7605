"""Jekyll kept running: the same pages as a build, and a process that may die."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import Cancelled, CancelToken
from curator.rendering.truth.comparison import compare
from curator.rendering.truth.jekylls import Jekylls
from curator.rendering.truth.renderer import ExactRenderer
from curator.site.folder import Site
from tests.rendering.truth.conftest import POST, SOURCE, BuildOne, MakeSite, snapshot

pytestmark = pytest.mark.jekyll

MakeRenderer = Callable[..., ExactRenderer]


@pytest.fixture
def renderer_of(jekylls: Jekylls) -> Iterator[MakeRenderer]:
    """Return a way to make renderers that are closed at the end."""
    made: list[ExactRenderer] = []

    def make(site: Site, **more: float) -> ExactRenderer:
        made.append(ExactRenderer(site, jekylls, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not workers()


def workers() -> list[int]:
    """Return the renderers that this process started and that run; other tests have their own."""
    found = []
    for one in psutil.Process().children(recursive=True):
        try:
            if one.status() != psutil.STATUS_ZOMBIE and "renderer.rb" in " ".join(one.cmdline()):
                found.append(one.pid)
        except psutil.NoSuchProcess:  # it ended meanwhile
            continue
    return found


def test_bodies_and_pages_are_those_of_a_build(
    sample: Site, build_one: BuildOne, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(sample)
    for path in ("_posts/2024-06-03-茶价周报.md", "_posts/2024-05-06-eight-hours-go-missing.md"):
        source = (sample.root / path).read_bytes()
        made = build_one(sample, path)
        assert compare(renderer.body(path, source).html, made.body).equal
        page = renderer.page(path, source)
        assert compare(page.html, made.page).equal
        assert page.url == made.url
    assert renderer.jekyll is not None
    assert len(workers()) == 1


def test_the_text_given_is_rendered_each_time_anew(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    site = make_site()
    before = snapshot(site.root)
    renderer = renderer_of(site)
    for number in range(3):
        source = f"---\nlayout: post\ntitle: 茶{number}\n---\n第 {{{{ page.title }}}} 版".encode()
        assert renderer.body(POST, source).html == f"<p>第 茶{number} 版</p>\n"
        assert f"<h1>茶{number}</h1>" in renderer.page(POST, source).html
    assert renderer.body("_posts/2024-05-05-neu.md", "\ufeff---\ntitle: x\n---\ny".encode()).html
    assert "<p>d</p>" in renderer.body("_drafts/d.md", b"---\n---\nd").html
    assert snapshot(site.root) == before


def test_nothing_is_left_of_the_post_before(make_site: MakeSite, renderer_of: MakeRenderer) -> None:
    layout = (
        "{% for c in site.categories %}{{ c[0] }} {% endfor %}{% for t in site.tags %}{{ t[0] }} "
        "{% endfor %}{% for d in site.documents %}{{ d.title }} {% endfor %}"
        "{{ site.posts.size }} {{ site.related_posts.size }} {{ page.previous.title }}"
    )
    renderer = renderer_of(make_site({"_layouts/post.html": layout}))
    for word in ("eins", "zwei"):
        source = f"---\nlayout: post\ntitle: {word}\ncategory: c{word}\ntag: t{word}\n---\nx"
        assert renderer.page(POST, source.encode()).html.split() == [
            *(f"c{word}", f"t{word}", word, "1", "0"),
        ]


def test_a_layout_that_changes_is_read_again(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    site = make_site()
    renderer = renderer_of(site)
    assert "<h1>" in renderer.page(POST, SOURCE.encode()).html
    (site.root / "_layouts" / "post.html").write_text("<h2>{{ page.title }}</h2>{% include a %}")
    (site.root / "_includes").mkdir()
    (site.root / "_includes" / "a").write_text("eins")
    assert renderer.page(POST, SOURCE.encode()).html == "<h2>茶价</h2>eins"
    (site.root / "_includes" / "a").write_text("zwei!")
    assert renderer.page(POST, SOURCE.encode()).html == "<h2>茶价</h2>zwei!"


def test_a_broken_text_is_a_fault_and_the_next_one_is_rendered(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(make_site())
    with pytest.raises(JekyllError) as caught:
        renderer.body(POST, b"---\n---\na\n{% nowhere %}\n")
    assert caught.value.fault is JekyllFault.BROKEN_TEMPLATE
    assert (caught.value.path, caught.value.line) == (POST, 4)
    assert renderer.body(POST, b"---\n---\ny").html == "<p>y</p>\n"
    broken = renderer.body(POST, b"---\ntitle: a: b\n---\ny")
    assert any("YAML" in one for one in broken.messages)


@pytest.mark.parametrize("source", [b"", b"\xff\xfe\x00", "---\n---\n".encode("utf-16"), b"---\n---\n" + bytes(range(256))])  # fmt: skip
def test_bytes_of_any_kind_are_answered(
    make_site: MakeSite, renderer_of: MakeRenderer, source: bytes
) -> None:
    renderer = renderer_of(make_site())
    with contextlib.suppress(JekyllError):
        renderer.body(POST, source)
    assert renderer.body(POST, b"---\n---\ny").html == "<p>y</p>\n"
    assert len(workers()) == 1


def test_a_process_that_dies_is_started_again(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(make_site())
    assert renderer.body(POST, SOURCE.encode()).html
    (pid,) = workers()
    os.kill(pid, signal.SIGKILL)
    while pid in workers():
        time.sleep(0.01)
    assert renderer.body(POST, SOURCE.encode()).html
    assert workers() != [pid]


SLOW = (
    "---\n---\n{% for a in (1..9000) %}{% for b in (1..9000) %}"
    "{% for c in (1..9000) %}{% endfor %}{% endfor %}{% endfor %}"
)


def test_a_text_that_takes_too_long_ends_the_process(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(make_site(), seconds=1.0)
    renderer.body(POST, SOURCE.encode())
    with pytest.raises(JekyllError) as caught:
        renderer.body(POST, SLOW.encode())
    assert caught.value.fault is JekyllFault.TOO_SLOW
    assert not workers()
    assert renderer.body(POST, SOURCE.encode()).html


def test_a_rendering_that_is_cancelled_is_given_up(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(make_site(), seconds=60.0)
    renderer.body(POST, SOURCE.encode())
    (hanging,) = workers()
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        renderer.body(POST, SLOW.encode(), token)
    assert time.monotonic() - begun < 2
    assert renderer.body(POST, SOURCE.encode()).html  # waits until it is given up, then starts anew
    assert hanging not in workers()


def test_a_hanging_rendering_ends_though_nothing_else_is_asked(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    renderer = renderer_of(make_site(), seconds=60.0)
    token = CancelToken()
    renderer.body(POST, SOURCE.encode())
    threading.Timer(0.2, token.cancel).start()
    with pytest.raises(Cancelled):
        renderer.body(POST, SLOW.encode(), token)
    deadline = time.monotonic() + 20
    while workers():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class LateToken(CancelToken):
    """Is cancelled once the rendering is under way."""

    def check(self) -> None:
        super().check()
        self.cancel()


def test_typing_on_keeps_the_process(make_site: MakeSite, renderer_of: MakeRenderer) -> None:
    renderer = renderer_of(make_site())
    renderer.body(POST, SOURCE.encode())
    (pid,) = workers()
    for number in range(20):
        source = f"---\n---\n{number}".encode()
        if number % 3:
            with pytest.raises(Cancelled):
                renderer.body(POST, source, LateToken())
        else:
            html = renderer.body(POST, source).html
            assert html == f"<p>{number}</p>\n"
    assert workers() == [pid]


def test_plugins_of_the_site_never_run(
    make_site: MakeSite, renderer_of: MakeRenderer, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    code = f"File.write({str(ran)!r}, 'x')"
    site = make_site(
        {"_plugins/a.rb": code, "Gemfile": code, "evil.rb": code},
        config="plugins: ['./evil']\nwhitelist: ['./evil']\nkramdown:\n  template: \"string://"
        f'<%= {code} %>"\n',
    )
    assert renderer_of(site).page(POST, SOURCE.encode()).html
    assert not ran.exists()


def test_a_site_that_cannot_be_read_says_why(
    make_site: MakeSite, renderer_of: MakeRenderer
) -> None:
    site = make_site({"_layouts/post.html": "---\na: [\n---\n"}, config="timezone: UTC\n")
    (site.root / "_config.yml").write_text("permalink: pretty\ncollections: 7\n")
    with pytest.raises(JekyllError) as caught:
        renderer_of(site).body(POST, SOURCE.encode())
    assert caught.value.fault is JekyllFault.FAILED
    assert caught.value.detail


def test_a_path_that_leads_out_is_refused(make_site: MakeSite, renderer_of: MakeRenderer) -> None:
    renderer = renderer_of(make_site())
    for path in ("../a.md", "a\nb.md", "/etc/passwd"):
        with pytest.raises(JekyllError) as caught:
            renderer.body(path, b"x")
        assert caught.value.fault is JekyllFault.BAD_PATH
