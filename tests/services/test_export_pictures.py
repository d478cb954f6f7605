"""Pictures go out with their posts: written once, linked as the site links, and taken back with them."""

import io
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image

from curator.composition import open_services
from curator.domain.errors import UndoError, UndoFault
from curator.domain.post import PostId, Status
from curator.services import Services
from curator.services.edits import SetValue, rewritten
from curator.services.ingest import Paste
from curator.services.preview import PageMode, PictureState
from curator.services.publish import Action, PublishPlan, Reason, Selection
from curator.storage import assets
from tests.e2e.jekyll import build, needs_jekyll
from tests.fetching.test_positions import made
from tests.services.conftest import read_tree, write_tree
from tests.services.test_publish import KILLED

ALL = Selection(everything=True)
INTAKE = Path(__file__).parents[1] / "data" / "intake"
CHART = (INTAKE / "documents" / "chart.png").read_bytes()
_CONFIG = "title: 站\ntimezone: Asia/Shanghai\nbaseurl: /blog\n"
_LAYOUT = "<html><body>{{ content }}</body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with one post and no pictures."""
    return write_tree(
        tmp_path / "site",
        {
            "_config.yml": _CONFIG,
            "_layouts/post.html": _LAYOUT,
            "_posts/2022-01-01-first.md": "---\nlayout: post\ntitle: First\n"
            "date: 2022-01-01 10:00:00 +0800\n---\ntext\n",
        },
    )


def take_in(services: Services, *things: Path) -> list[PostId]:
    report = services.ingest.apply(services.ingest.plan(things))
    return [item.post for item in report.items if item.post is not None]


def article(folder: Path, name: str, body: str, **pictures: bytes) -> Path:
    """Write a loose HTML article with its pictures beside it; return its file."""
    head = f"<h1>{name}</h1><p>The day was {name}, and the harbour was as quiet as {name}.</p>"
    files: dict[str, str | bytes] = {f"{name}.html": head + body}
    return write_tree(folder, files | {f"{k}.png": v for k, v in pictures.items()}) / f"{name}.html"


def shape(colour: str, size: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(out, "PNG")
    return out.getvalue()


def export(services: Services, site: Path, selection: Selection = ALL) -> PublishPlan:
    plan = services.publish.plan(site, selection)
    services.publish.apply(plan)
    return plan


def pictures_in(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in read_tree(site).items() if path.endswith((".png", ".jpg"))}


@needs_jekyll
@pytest.mark.parametrize(
    "sample",
    [
        "documents/voyage.docx",
        "documents/harbour.epub",
        "documents/voyage.odt",
        "documents/voyage.md",
        "letters/letter-utf8.eml",
        "letters/chromium.mhtml",
    ],
)
def test_a_real_build_shows_the_pictures_of_a_real_file(
    services: Services, site: Path, tmp_path: Path, sample: str
) -> None:
    take_in(services, INTAKE / sample)
    before = read_tree(site)
    plan = export(services, site)
    names = {file.path for file in plan.files if file.picture is not None}
    assert names
    assert plan.pictures == len(names)
    built = read_tree(build(site, tmp_path / "out"))
    page = b"".join(data for path, data in built.items() if path.endswith(".html")).decode()
    for name in names:
        assert built[name] == (site / name).read_bytes()
        assert _encoded(f"/blog/{name}") in page

    # The library holds what the files hold, so that nothing is left to write.
    again = services.publish.plan(site, ALL)
    assert again.writes == 0
    for file in again.files:
        if file.post is not None and file.action is Action.UNCHANGED:
            assert services.library.load(file.post).source == (site / file.path).read_bytes()

    after = read_tree(site)
    services.undoing.undo()
    assert read_tree(site) == before
    services.undoing.redo()
    assert read_tree(site) == after
    assert services.publish.plan(site, ALL).writes == 0
    services.undoing.undo()
    assert read_tree(site) == before


def _encoded(address: str) -> str:
    return quote(address, safe="/.-_~%")


def test_equal_bytes_are_written_once_and_leave_with_the_last_that_shows_them(
    services: Services, site: Path, tmp_path: Path
) -> None:
    one = article(tmp_path / "in", "morning", '<img src="a.png">', a=shape("red"))
    other = article(tmp_path / "in", "evening", '<img src="b.png" alt="">', b=shape("red"))
    first, second = take_in(services, one, other)
    before = read_tree(site)
    export(services, site, Selection(posts=(first,)))
    (path,) = pictures_in(site)
    export(services, site, Selection(posts=(second,)))
    assert list(pictures_in(site)) == [path]
    (newest, older, *_) = services.library.operations()
    services.undoing.undo(older.id)
    assert list(pictures_in(site)) == [path], "the other post shows it"
    services.undoing.undo(newest.id)
    assert read_tree(site) == before


def test_a_picture_that_was_there_is_used_and_stays(
    services: Services, site: Path, tmp_path: Path
) -> None:
    name = "assets/images/2022/noon-1.png"
    write_tree(site, {name: shape("blue")})
    before = read_tree(site)
    post = article(
        tmp_path / "in", "noon", '<img src="a.png"><img src="b.png">', a=shape("blue"), b=CHART
    )
    dated(services, take_in(services, post)[0])
    plan = export(services, site)
    actions = {file.path: file.action for file in plan.files if file.picture is not None}
    assert actions == {
        name: Action.UNCHANGED,
        "assets/images/2022/noon-2.png": Action.CREATE,
    }
    services.undoing.undo()
    assert read_tree(site) == before


def dated(services: Services, post: PostId) -> None:
    edits = [SetValue("date", "2022-05-05 10:00:00 +0800")]
    list(services.library.rewrite([post], lambda one: rewritten(one, edits), "date"))


def test_another_picture_is_never_overwritten(
    services: Services, site: Path, tmp_path: Path
) -> None:
    name = "assets/images/2022/noon-1.png"
    write_tree(site, {name: shape("blue"), "assets/images/2022/NOON-2.PNG": b"x"})
    (post,) = take_in(
        services, article(tmp_path / "in", "noon", '<img src="a.png">', a=shape("red"))
    )
    dated(services, post)
    export(services, site)
    assert (site / name).read_bytes() == shape("blue")
    assert (site / "assets/images/2022/noon-3.png").read_bytes() == shape("red")


def test_a_picture_that_changed_since_stops_its_undo(
    services: Services, site: Path, tmp_path: Path
) -> None:
    take_in(services, article(tmp_path / "in", "noon", '<img src="a.png">', a=shape("red")))
    export(services, site)
    (path,) = pictures_in(site)
    (site / path).write_bytes(shape("green"))
    before = read_tree(site)
    with pytest.raises(UndoError) as caught:
        services.undoing.undo()
    assert caught.value.fault is UndoFault.FILE_CHANGED
    assert read_tree(site) == before
    assert services.publish.plan(site, ALL).writes == 0, "whoever changed it meant it"
    (site / path).unlink()
    services.undoing.undo()
    assert pictures_in(site) == {}


def test_links_are_written_as_the_site_writes_them(
    services: Services, site: Path, tmp_path: Path
) -> None:
    habits = {
        f"_posts/2021-03-0{day}-p{day}.md": f"---\ntitle: P{day}\n---\n"
        f'<img src="{{{{ site.baseurl }}}}/pics/2021/03/p{day}.jpg">\n'
        for day in range(1, 5)
    }
    files: dict[str, str | bytes] = dict(habits)
    files |= {f"pics/2021/03/p{day}.jpg": f"{day}" for day in range(1, 5)}
    write_tree(site, files)
    (post,) = take_in(
        services,
        article(tmp_path / "in", "noon", "<img alt=x src='a.png' title=\"t\">", a=shape("red")),
    )
    dated(services, post)
    export(services, site)
    assert (site / "pics/2022/05/noon-1.png").read_bytes() == shape("red")
    text = services.library.load(post).source.decode()
    assert "<img alt=x src='{{ site.baseurl }}/pics/2022/05/noon-1.png' title=\"t\">" in text


def test_a_pattern_of_the_sites_own_is_kept(services: Services, site: Path, tmp_path: Path) -> None:
    services.publish.use_picture_pattern(site, "img/{year}-{month}/{name}.{ext}")
    (post,) = take_in(
        services,
        article(
            tmp_path / "in", "noon", '<img src="a.png"><img src="b.png">', a=CHART, b=shape("red")
        ),
    )
    dated(services, post)
    export(services, site)
    assert set(pictures_in(site)) == {"img/2022-05/a.png", "img/2022-05/b-2.png"}
    for wrong in ("../x/{n}.{ext}", "_pics/{n}.{ext}", "/a/{n}.{ext}", "a/{n}.png", "{who}.{ext}"):
        with pytest.raises(ValueError, match=r".*"):
            services.publish.use_picture_pattern(site, wrong)


def test_a_guests_liquid_is_escaped_and_the_link_lives_on(
    services: Services, site: Path, tmp_path: Path
) -> None:
    body = "<p>{{ site.title }} {{ '/x.png' | relative_url }}</p><img src=\"a.png\">"
    (post,) = take_in(services, article(tmp_path / "in", "noon", body, a=shape("red")))
    export(services, site)
    text = services.library.load(post).source
    assert b"{{'{'}}{ site.title }} {{'{'}}{ '/x.png' | relative_url }}" in text
    (path,) = pictures_in(site)
    link = f"src=\"{{{{ '/{path}' | relative_url }}}}\"".encode()
    assert text.count(link) == 1
    edits = [SetValue("title", "Later")]
    list(services.library.rewrite([post], lambda one: rewritten(one, edits), "title"))
    plan = export(services, site)
    assert [file.action for file in plan.files if file.post == post] == [Action.UPDATE]
    assert services.library.load(post).source == text.replace(b"title: noon", b"title: Later")
    assert services.publish.plan(site, ALL).writes == 0


@pytest.mark.parametrize(
    "data",
    [
        b"---\nlayout: none\n---\n{{ site.title }}",
        b"<svg xmlns='x'><script>alert(1)</script></svg>",
        b"<svg xmlns='x' onload='alert(1)'/>",
        b"<svg xmlns='x'><a href='java&#115;cript:alert(1)'>x</a></svg>",
        b"not a picture at all",
    ],
)
def test_what_is_no_picture_is_not_written(services: Services, site: Path, data: bytes) -> None:
    post = pasted(services, b'<h1>Odd</h1><p>A picture:</p><img src="odd.png">', odd=data)
    plan = export(services, site)
    (file,) = (file for file in plan.files if file.post == post)
    assert (file.action, file.reason, file.other) == (
        Action.CREATE,
        Reason.UNFIT_PICTURE,
        "odd.png",
    )
    assert file.attention
    assert b'src="odd.png"' in services.library.load(post).source
    assert pictures_in(site) == {}


def pasted(services: Services, text: bytes, **files: bytes) -> PostId:
    """Take in a text with files, whatever they hold."""
    (item,) = services.ingest.paste([Paste(text, "pasted.html")]).items
    assert item.post is not None
    with services.publish._database.write() as connection:
        new = [
            assets.NewAsset(item.post, data, f"{name}.png", "image/png")
            for name, data in files.items()
        ]
        assets.add_all(connection, new, datetime.now(UTC))
    return item.post


def test_a_picture_that_nobody_has_is_told(services: Services, site: Path) -> None:
    post = pasted(services, b'<h1>Gap</h1><p>Here:</p><img src="gone.png"><img src=/no.png>')
    plan = services.publish.plan(site, ALL)
    (file,) = (file for file in plan.files if file.post == post)
    assert (file.action, file.reason, file.other) == (
        Action.CREATE,
        Reason.LOST_PICTURE,
        "gone.png",
    )


def test_what_the_text_does_not_show_is_not_written(services: Services, site: Path) -> None:
    pasted(services, b"<h1>Quiet</h1><p><code>orphan.png</code> is a name.</p>", orphan=CHART)
    assert export(services, site).pictures == 0


def test_the_place_of_a_picture_leaves_the_written_copy_alone(
    services: Services, site: Path
) -> None:
    photo = made("JPEG")
    post = pasted(services, b'<h1>Photo</h1><p>Here:</p><img src="p.png">', p=photo)
    plan = services.publish.plan(site, ALL, without_positions=True)
    services.publish.apply(plan)
    ((path, written),) = pictures_in(site).items()
    assert path.endswith("photo-1.jpg")
    assert written != photo
    with Image.open(site / path) as image:
        assert not image.getexif().get_ifd(0x8825)
    with services.publish._database.read() as connection:
        (kept,) = assets.of_post(connection, post)
        assert assets.read(connection, kept.id) == photo
    # The next export asks for no other bytes, with the setting or without.
    assert services.publish.plan(site, ALL).writes == 0
    services.undoing.undo()
    assert pictures_in(site) == {}
    services.undoing.redo()
    assert pictures_in(site) == {path: written}


def test_pictures_of_the_web_go_along_with_new_posts_only(
    services: Services, site: Path, tmp_path: Path
) -> None:
    url = "https://images.example.org/a.png"
    write_tree(site, {"_posts/2022-02-02-old.md": f'---\ntitle: Old\n---\n<img src="{url}">\n'})
    take_in(services, site)
    (old,) = (PostId(number) for number in services.library.find("title:Old"))
    new = pasted(services, f'<h1>New</h1><p>Words of it.</p><img src="{url}">'.encode())
    with services.publish._database.write() as connection:
        assets.add_all(
            connection,
            [assets.NewAsset(post, CHART, "a.png", "image/png", url) for post in (old, new)],
            datetime.now(UTC),
        )
    plan = services.publish.plan(site, ALL)
    assert {file.post for file in plan.files if file.action is Action.CREATE} == {new, None}
    services.publish.apply(plan)
    assert url not in services.library.load(new).source.decode()
    assert (site / "_posts/2022-02-02-old.md").read_text().endswith(f'<img src="{url}">\n')


def test_a_folder_that_cannot_be_written_holds_the_post_back(
    services: Services, site: Path, tmp_path: Path
) -> None:
    (site / "assets").symlink_to(tmp_path)
    (post,) = take_in(
        services, article(tmp_path / "in", "noon", '<img src="a.png">', a=shape("red"))
    )
    plan = services.publish.plan(site, ALL)
    (file,) = (file for file in plan.files if file.post == post)
    assert (file.action, file.reason) == (Action.REFUSED, Reason.PICTURE_REFUSED)
    assert plan.writes == 0


FORKING = """
import os, sys, traceback
import curator.composition, curator.services.publish

killed = compile(sys.argv[1], "killed", "exec")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        sys.argv = ["killed", *sys.argv[2:], line.strip()]
        try:
            exec(killed, {})
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="one process is copied for each point")
@pytest.mark.parametrize("act", ["export", "undo"])
def test_a_kill_at_any_point_leaves_post_and_pictures_or_neither(
    tmp_path: Path, site: Path, act: str
) -> None:
    library = tmp_path / "library" / "library.db"
    source = article(
        tmp_path / "in", "noon", '<img src="a.png"><img src="b.png">', a=CHART, b=shape("red")
    )
    with open_services(str(library)) as services:
        (post,) = take_in(services, source)
        services.library.set_status([post], Status.READY)
        bare = read_tree(site)
        if act == "undo":
            export(services, site, Selection())
            assert len(pictures_in(site)) == 2
    before = read_tree(site)
    saved = library.read_bytes()
    outcomes = set()
    with subprocess.Popen(
        [sys.executable, "-c", FORKING, KILLED, str(library), str(site), act],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for point in range(400):
            shutil.rmtree(site)
            write_tree(site, dict(before))
            library.write_bytes(saved)
            for left in library.parent.glob("library.db-*"):
                left.unlink()
            killer.stdin.write(f"{point}\n")
            killer.stdin.flush()
            ended = int(killer.stdout.readline())
            assert ended in {0, 99}
            with open_services(str(library)) as services:
                plan = services.publish.plan(site, ALL)
                tree = read_tree(site)
                assert not any(".curator" in name for name in tree), point
                done = tree != before
                exported = done == (act == "export")
                assert exported or tree == bare, point
                assert len(pictures_in(site)) == (2 if exported else 0), point
                assert plan.writes == (0 if exported else 3), (point, done)
                if exported:
                    # The library knows whose the pictures are.
                    services.undoing.undo()
                    assert read_tree(site) == bare, point
            outcomes.add(done)
            if ended == 0:
                break
        else:
            pytest.fail("the act never came to its end")
        killer.stdin.close()
    assert outcomes == {False, True}


@pytest.mark.parametrize("mode", [PageMode.ARTICLE, PageMode.PAGE])
def test_a_preview_shows_the_picture_before_and_after(
    services: Services, site: Path, mode: PageMode
) -> None:
    (post,) = take_in(services, INTAKE / "documents" / "voyage.docx")
    assert shown(services, post, mode) == [CHART]
    export(services, site)
    assert b"relative_url" in services.library.load(post).source
    assert shown(services, post, mode) == [CHART]
    services.undoing.undo()
    assert shown(services, post, mode) == [CHART]


def shown(services: Services, post: PostId, mode: PageMode) -> list[bytes]:
    """Return the pictures that a post's preview shows."""
    stored = services.library.load(post)
    place = stored.placements[0] if stored.placements else None
    page = services.preview.render(
        stored.source,
        place.path if place is not None else stored.name,
        Path(place.root) if place is not None else None,
        mode=mode,
        post=post,
        foreign=stored.foreign,
    )
    assert all(one.state is PictureState.SHOWN for one in page.pictures)
    found = []
    for one in page.pictures:
        resource = services.preview.resource(one.token) if one.token else None
        if resource is None:  # served on the site's own host
            resource = services.preview.site_resource(
                urlsplit(page.address).netloc, unquote(one.address)
            )
        assert resource is not None
        found.append(resource.data)
    return found
