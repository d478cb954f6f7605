"""Guests' texts: which they are, what an export makes of them, and that it is made once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.post import PostId
from curator.rendering.guard import Guard
from curator.services import Services
from curator.services.ingest import Paste
from curator.services.preview import PageMode, PageWords, Preview
from curator.services.publish import Action, Reason, Selection
from curator.storage.blobs import content_hash
from tests.services.conftest import write_tree

HEAD = "---\nlayout: post\ntitle: Guest\ndate: 2022-02-02 00:00:00 +0800\n---\n"
GUEST = HEAD + "{{ site.title }}{% include x %}\n\n*a*{: .mark}\n"
SHOWN = HEAD + "{{'{'}}{ site.title }}{{'{'}}% include x %}\n\n*a*&#123;: .mark}\n"
OWN = HEAD.replace("Guest", "Own") + "{{ site.title }} {: .mark}\n"
ALL = Selection(everything=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with one post that means its Liquid."""
    return write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: Harbour\ntimezone: Asia/Shanghai\n",
            "_layouts/post.html": "{{ content }}",
            "_posts/2022-02-02-own.md": OWN,
        },
    )


@pytest.fixture
def desk(services: Services, site: Path) -> Services:
    services.ingest.apply(services.ingest.plan([site]))
    return services


def take_in(services: Services, text: str, name: str = "2022-02-02-guest.md") -> PostId:
    (item,) = services.ingest.paste([Paste(text.encode(), name)]).items
    assert item.post is not None
    return item.post


def export(services: Services, site: Path) -> dict[str, tuple[Action, Reason | None]]:
    plan = services.publish.plan(site, ALL)
    services.publish.apply(plan)
    return {file.path: (file.action, file.reason) for file in plan.files}


def edit(services: Services, post: PostId, text: str) -> None:
    services.library.save(post, services.library.load(post).content, text.encode())


def test_what_lay_in_a_site_is_no_guest_and_everything_else_is(desk: Services) -> None:
    guest = take_in(desk, GUEST)
    (own,) = [number for number in desk.library.find("") if number != guest]
    assert desk.library.load(guest).foreign
    assert not desk.library.load(PostId(own)).foreign


def test_an_export_shows_what_was_live_and_leaves_own_posts_alone(
    desk: Services, site: Path
) -> None:
    guest = take_in(desk, GUEST)
    plan = desk.publish.plan(site, ALL)
    (file,) = [one for one in plan.files if one.post == guest]
    assert "+{{'{'}}{ site.title }}{{'{'}}% include x %}" in desk.publish.diff(plan, file)
    assert desk.library.load(guest).source == GUEST.encode()

    desk.publish.apply(plan)
    assert (site / file.path).read_text() == SHOWN
    assert (site / "_posts/2022-02-02-own.md").read_text() == OWN
    stored = desk.library.load(guest)
    assert stored.source == SHOWN.encode()
    assert stored.placements[0].base == content_hash(SHOWN.encode())


def test_it_is_made_once(desk: Services, site: Path, tmp_path: Path) -> None:
    guest = take_in(desk, GUEST)
    export(desk, site)
    again = export(desk, site)
    assert set(again.values()) == {(Action.UNCHANGED, None)}

    # The exported file as a loose one, into another site.
    other = write_tree(tmp_path / "other", {"_config.yml": "title: Other\n"})
    post = take_in(desk, SHOWN + "\nagain\n", "2022-02-02-again.md")
    plan = desk.publish.plan(other, Selection(posts=(post,)))
    desk.publish.apply(plan)
    assert (other / plan.files[0].path).read_text() == SHOWN + "\nagain\n"
    assert desk.library.load(guest).source == SHOWN.encode()


def test_undo_brings_the_guests_own_text_back_and_redo_the_other(
    desk: Services, site: Path
) -> None:
    guest = take_in(desk, GUEST)
    export(desk, site)
    desk.undoing.undo()
    assert desk.library.load(guest).source == GUEST.encode()
    assert desk.library.load(guest).foreign
    assert not (site / "_posts/2022-02-02-guest.md").exists()
    desk.undoing.redo()
    assert desk.library.load(guest).source == SHOWN.encode()
    assert set(export(desk, site).values()) == {(Action.UNCHANGED, None)}


def test_what_is_added_later_is_shown_too(desk: Services, site: Path) -> None:
    guest = take_in(desk, GUEST)
    export(desk, site)
    edit(desk, guest, SHOWN + "\n{% raw %}\n")
    assert export(desk, site)["_posts/2022-02-02-guest.md"] == (Action.UPDATE, None)
    assert (site / "_posts/2022-02-02-guest.md").read_text() == SHOWN + "\n{{'{'}}% raw %}\n"
    assert set(export(desk, site).values()) == {(Action.UNCHANGED, None)}


def test_a_text_that_differs_from_its_file_only_by_what_is_shown_takes_the_files(
    desk: Services, site: Path
) -> None:
    guest = take_in(desk, GUEST)
    export(desk, site)
    edit(desk, guest, GUEST)
    assert export(desk, site)["_posts/2022-02-02-guest.md"] == (Action.UNCHANGED, Reason.ADOPTED)
    assert desk.library.load(guest).source == SHOWN.encode()


def test_the_switch_lets_a_text_mean_its_markup(desk: Services, site: Path) -> None:
    guest = take_in(desk, GUEST)
    assert desk.library.set_foreign([guest], False).posts == {guest}
    assert not desk.library.set_foreign([guest], False).posts
    export(desk, site)
    assert (site / "_posts/2022-02-02-guest.md").read_text() == GUEST

    desk.library.set_foreign([guest], True)
    desk.undoing.undo()
    assert not desk.library.load(guest).foreign


def test_an_import_that_was_taken_back_returns_as_a_guests(desk: Services) -> None:
    guest = take_in(desk, GUEST)
    desk.undoing.undo()
    desk.undoing.redo()
    assert desk.library.load(guest).foreign


def test_what_somebody_writes_in_the_site_is_meant(desk: Services, site: Path) -> None:
    guest = take_in(desk, GUEST)
    export(desk, site)
    (site / "_posts/2022-02-02-guest.md").write_text(SHOWN + "\n{{ page.title }}\n")
    desk.ingest.apply(desk.ingest.plan([site]))
    assert not desk.library.load(guest).foreign
    assert set(export(desk, site).values()) == {(Action.UNCHANGED, None)}


def test_html_has_no_attribute_lists(desk: Services, site: Path) -> None:
    take_in(desk, HEAD + "<p>{: .x} {{ y }}</p>\n", "2022-02-02-page.html")
    export(desk, site)
    text = (site / "_posts/2022-02-02-page.html").read_text()
    assert text == HEAD + "<p>{: .x} {{'{'}}{ y }}</p>\n"


def test_where_a_post_forbids_liquid_there_is_nothing_to_escape(desk: Services, site: Path) -> None:
    head = HEAD.replace("layout", "render_with_liquid: false\nlayout")
    take_in(desk, head + "{{ y }} {: .x}\n")
    export(desk, site)
    assert (site / "_posts/2022-02-02-guest.md").read_text() == head + "{{ y }} &#123;: .x}\n"


def test_the_preview_shows_what_the_site_will(site: Path, guard: Guard) -> None:
    preview = Preview(PageWords(*["word"] * 8), guard=guard)
    path = "_posts/2022-02-02-guest.md"
    for root in (site, None):
        page = preview.render(GUEST.encode(), path, root, mode=PageMode.PAGE, foreign=True)
        assert "{{ site.title }}{% include x %}" in page.fragment
        assert "{: .mark}" in page.fragment
        assert 'class="mark"' not in page.fragment
    own = preview.render(OWN.encode(), path, site, foreign=False)
    assert "Harbour" in own.fragment


KILLED = """
import os, sys
from pathlib import Path
from curator.composition import open_services
from curator.services.export_record import Bookkeeping
from curator.services.publish import Selection
Bookkeeping.record = lambda *_: os._exit(99)
with open_services(sys.argv[1]) as services:
    site = Path(sys.argv[2])
    services.publish.apply(services.publish.plan(site, Selection(everything=True)))
"""


def test_a_kill_before_the_library_knows_leaves_the_site_and_it_agreed(
    site: Path, tmp_path: Path
) -> None:
    library = str(tmp_path / "library.db")
    with open_services(library) as services:
        services.ingest.apply(services.ingest.plan([site]))
        guest = take_in(services, GUEST)
    ended = subprocess.run([sys.executable, "-c", KILLED, library, site], check=False)
    assert ended.returncode == 99
    with open_services(library) as services:
        assert set(export(services, site).values()) == {(Action.UNCHANGED, None)}
        stored = services.library.load(guest)
        assert stored.source.decode() == SHOWN == (site / stored.placements[0].path).read_text()
        assert len(os.listdir(site / "_posts")) == 2
