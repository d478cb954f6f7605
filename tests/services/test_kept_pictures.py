"""Pictures of other sites are kept with their posts; what cannot be kept is told and changes nothing."""

import io
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from curator.domain.changes import Aspect
from curator.domain.errors import FetchFault
from curator.domain.post import PostId
from curator.domain.work import Cancelled, CancelToken
from curator.fetching.pacing import Pace, Pacer
from curator.fetching.session import Fetcher, Limits
from curator.services import Services
from curator.services.pictures import (
    KeptPictures,
    PictureOutcome,
    PictureReport,
    Pictures,
    remote_addresses,
)
from curator.services.preview import PictureState
from curator.storage.database import Database
from tests.services.conftest import write_tree


def picture(form: str = "PNG", size: tuple[int, int] = (20, 10), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, form, **more)
    return out.getvalue()


def bomb() -> bytes:
    """Return a small file that says it is 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 16, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**7)))


class Desk:
    """A library with posts, and the service with a quick pace."""

    def __init__(self, services: Services, folder: Path, pictures: Pictures, kept: KeptPictures):
        self._services = services
        self._folder = folder
        self.pictures = pictures
        self.kept = kept
        self._number = 0

    def post(self, body: str, name: str = "") -> PostId:
        self._number += 1
        name = name or f"2024-01-01-p{self._number}.html"
        write_tree(self._folder, {name: f"---\ntitle: P{self._number}\n---\n{body}"})
        plan = self._services.ingest.plan((self._folder / name,))
        report = self._services.ingest.apply(plan)
        (post,) = (item.post for item in report.items)
        assert post is not None
        return post

    def source(self, post: PostId) -> bytes:
        return self._services.library.load(post).source

    def keep(self, *posts: PostId, **more: Any) -> list[PictureReport]:
        return list(self.pictures.keep(posts, **more))

    def reasons(self, *posts: PostId) -> dict[str, FetchFault | None]:
        found = self.keep(*posts)
        return {
            one.picture.url.rpartition("/")[2]: one.error.fault if one.error else None
            for one in found
        }


@pytest.fixture
def desk(services: Services, tmp_path: Path) -> Iterator[Desk]:
    database = Database.open(services.library.name)
    made = Pictures(
        database,
        services.preview,
        fetcher=Fetcher(
            allow_loopback=True, limits=Limits(total_seconds=2, decoded_bytes=2_000_000)
        ),
        pacer=Pacer(Pace(pause=0, back_off=0.05, tries=2)),
    )
    yield Desk(services, tmp_path / "files", made, KeptPictures(database))
    made.close()
    database.close()


def test_pictures_of_a_body_are_found_as_the_page_shows_them(desk: Desk) -> None:
    post = desk.post(
        "![one](https://a.example/1.png)\n\n![two][two]\n\n<p><img src='//b.example/2.jpg'></p>\n\n"
        "`![no](https://a.example/no.png)`\n\n<!-- <img src='https://a.example/no.png'> -->\n\n"
        "![again](https://a.example/1.png) ![own](/images/own.png)\n\n"
        "<iframe src='https://c.example/frame'></iframe>\n\n[two]: https://a.example/2.png 'x'\n",
        "2024-01-01-found.md",
    )
    found = list(desk.pictures.find([post]))
    assert [one.url for one in found] == [
        "https://a.example/1.png",
        "https://a.example/2.png",
        "https://b.example/2.jpg",
    ]


def test_addresses_with_blanks_and_entities() -> None:
    html = '<img alt=x src="https://a.example/a%20b.png?x=1&amp;y=2"><img src="data:image/png;base64,AA">'
    assert remote_addresses(html) == ["https://a.example/a%20b.png?x=1&y=2"]


def test_a_picture_is_kept_with_its_origin_and_the_text_stays(
    desk: Desk, httpserver: HTTPServer
) -> None:
    data = picture("JPEG")
    httpserver.expect_request("/a.jpg").respond_with_data(data, content_type="image/jpeg")
    url = httpserver.url_for("/a.jpg")
    post = desk.post(f"<p>图<img src='{url}'></p>")
    before = desk.source(post)
    (report,) = desk.keep(post)
    assert (report.outcome, report.width, report.height) == (PictureOutcome.KEPT, 20, 10)
    assert report.size == len(data)
    number = desk.kept.of(post)[url]
    assert desk.kept.read(number) == data
    assert desk.source(post) == before


def test_preview_shows_what_is_kept_without_asking_the_net(
    desk: Desk, services: Services, httpserver: HTTPServer
) -> None:
    data = picture()
    httpserver.expect_request("/a.png").respond_with_data(data, content_type="image/png")
    post = desk.post(f"<p><img src='{httpserver.url_for('/a.png')}'></p>")

    def shown() -> tuple[PictureState, str]:
        page = services.preview.render(desk.source(post), "a.html", None, post=post)
        (one,) = page.pictures
        return one.state, one.token

    assert shown()[0] is PictureState.REMOTE
    desk.keep(post)
    httpserver.clear()
    state, token = shown()
    assert state is PictureState.SHOWN
    resource = services.preview.resource(token)
    assert resource is not None
    assert (resource.media_type, resource.data) == ("image/png", data)


def test_a_second_run_fetches_nothing(desk: Desk, httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/a.png").respond_with_data(picture())
    post = desk.post(f"<img src='{httpserver.url_for('/a.png')}'>")
    assert [one.outcome for one in desk.keep(post)] == [PictureOutcome.KEPT]
    assert [one.outcome for one in desk.keep(post)] == [PictureOutcome.ALREADY]


def test_an_address_in_two_posts_is_fetched_once_and_kept_with_both(
    desk: Desk, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/a.png").respond_with_data(picture())
    url = httpserver.url_for("/a.png")
    first, second = desk.post(f"<img src='{url}'> 1"), desk.post(f"<img src='{url}'> 2")
    assert [one.outcome for one in desk.keep(first, second)] == [PictureOutcome.KEPT] * 2
    assert url in desk.kept.of(first)
    assert url in desk.kept.of(second)


def test_dry_run_asks_nobody(desk: Desk, httpserver: HTTPServer) -> None:
    post = desk.post(f"<img src='{httpserver.url_for('/a.png')}'>")
    (report,) = desk.keep(post, dry_run=True)
    assert report.outcome is PictureOutcome.WAITING
    assert httpserver.log == []
    assert desk.kept.of(post) == {}


def test_what_cannot_be_kept_is_told_and_its_link_stays(desk: Desk, httpserver: HTTPServer) -> None:
    jpeg = picture("JPEG", (400, 300), quality=95)
    html = b"<!doctype html><title>404</title>Not found"
    answers: dict[str, tuple[bytes, int, str]] = {
        "gone.jpg": (b"gone", 404, "text/plain"),
        "page.jpg": (html, 200, "image/jpeg"),
        "dot.gif": (picture("GIF", (1, 1)), 200, "image/gif"),
        "cut.jpg": (jpeg[: len(jpeg) // 2], 200, "image/jpeg"),
        "cut.png": (picture("PNG", (300, 300))[:-40], 200, "image/png"),
        "noise.png": (picture()[:40] + bytes(range(256)), 200, "image/png"),
        "huge.bmp": (b"BM" + bytes(3_000_000), 200, "image/bmp"),
        "bomb.png": (bomb(), 200, "image/png"),
        "vector.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 200, "image/png"),
        "liar.png": (jpeg, 200, "image/png"),
    }
    for name, (data, status, kind) in answers.items():
        httpserver.expect_request(f"/{name}").respond_with_data(data, status, content_type=kind)
    httpserver.expect_request("/round").respond_with_data(
        status=302, headers={"Location": httpserver.url_for("/round")}
    )
    httpserver.expect_request("/inside").respond_with_data(
        status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}
    )
    httpserver.expect_request("/moved").respond_with_data(
        status=301, headers={"Location": httpserver.url_for("/liar.png")}
    )
    names = [*answers, "round", "inside", "moved"]
    body = "".join(f"<p><img src='{httpserver.url_for(f'/{name}')}'></p>\n" for name in names)
    post = desk.post(body)
    before = desk.source(post)
    assert desk.reasons(post) == {
        "gone.jpg": FetchFault.REFUSED_BY_SERVER,
        "page.jpg": FetchFault.NOT_A_PICTURE,
        "dot.gif": FetchFault.TRACKING_PIXEL,
        "cut.jpg": FetchFault.BROKEN_PICTURE,
        "cut.png": FetchFault.BROKEN_PICTURE,
        "noise.png": FetchFault.BROKEN_PICTURE,
        "huge.bmp": FetchFault.TOO_LARGE,
        "bomb.png": FetchFault.TOO_LARGE,
        "vector.svg": FetchFault.NOT_A_PICTURE,
        "liar.png": None,
        "round": FetchFault.TOO_MANY_REDIRECTS,
        "inside": FetchFault.PRIVATE_ADDRESS,
        "moved": None,
    }
    assert desk.source(post) == before
    kept = desk.kept.of(post)
    assert {url.rpartition("/")[2] for url in kept if url.startswith("http")} == {
        "liar.png",
        "moved",
    }
    assert {"liar.jpg", "moved.jpg"} <= set(kept)


def test_a_server_that_drips_is_left_in_time(desk: Desk, httpserver: HTTPServer) -> None:
    def drip(_request: Request) -> Response:
        def pieces() -> Iterator[bytes]:
            for byte in picture():
                time.sleep(0.2)
                yield bytes((byte,))

        return Response(pieces(), content_type="image/png")

    httpserver.expect_request("/slow.png").respond_with_handler(drip)
    post = desk.post(f"<img src='{httpserver.url_for('/slow.png')}'>")
    started = time.monotonic()
    assert desk.reasons(post) == {"slow.png": FetchFault.TOO_SLOW}
    assert time.monotonic() - started < 8  # two tries of two seconds


def test_a_busy_server_is_asked_again_a_stubborn_one_is_not(
    desk: Desk, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/busy.png").respond_with_data("later", 503)
    httpserver.expect_oneshot_request("/busy.png").respond_with_data(picture())
    httpserver.expect_request("/no.png").respond_with_data("no", 403)
    urls = [httpserver.url_for("/busy.png"), httpserver.url_for("/no.png")]
    post = desk.post("".join(f"<img src='{url}'>" for url in urls))
    assert desk.reasons(post) == {"busy.png": None, "no.png": FetchFault.REFUSED_BY_SERVER}
    asked = [request.path for request, _response in httpserver.log]
    assert sorted(asked) == ["/busy.png", "/busy.png", "/no.png"]


def test_a_host_is_asked_by_two_at_once_at_most(desk: Desk, httpserver: HTTPServer) -> None:
    lock, running, most = threading.Lock(), [0], [0]

    def answer(_request: Request) -> Response:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.1)
        with lock:
            running[0] -= 1
        return Response(picture(), content_type="image/png")

    for number in range(8):
        httpserver.expect_request(f"/{number}.png").respond_with_handler(answer)
    post = desk.post("".join(f"<img src='{httpserver.url_for(f'/{n}.png')}'>" for n in range(8)))
    assert {one.outcome for one in desk.keep(post)} == {PictureOutcome.KEPT}
    assert most[0] <= 2


def test_cancel_answers_within_a_second(desk: Desk, httpserver: HTTPServer) -> None:
    asked = threading.Event()

    def hang(_request: Request) -> Response:
        asked.set()
        time.sleep(1.5)
        return Response(picture(), content_type="image/png")

    for number in range(5):
        httpserver.expect_request(f"/{number}.png").respond_with_handler(hang)
    post = desk.post("".join(f"<img src='{httpserver.url_for(f'/{n}.png')}'>" for n in range(5)))
    cancel = CancelToken()
    ended: list[float] = []

    def run() -> None:
        with pytest.raises(Cancelled):
            list(desk.pictures.keep([post], cancel=cancel))
        ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    assert asked.wait(10)
    begun = time.monotonic()
    cancel.cancel()
    thread.join(10)
    assert ended[0] - begun < 1
    assert desk.kept.of(post) == {}


def test_where_a_picture_was_taken_is_taken_out_on_request(
    desk: Desk, httpserver: HTTPServer
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    data = picture("JPEG", exif=exif)
    httpserver.expect_request("/a.jpg").respond_with_data(data)
    url = httpserver.url_for("/a.jpg")
    plain, bare = desk.post(f"<img src='{url}'> as it is"), desk.post(f"<img src='{url}'> bare")
    desk.keep(plain)
    desk.keep(bare, without_position=True)
    assert desk.kept.read(desk.kept.of(plain)[url]) == data
    stripped = desk.kept.read(desk.kept.of(bare)[url])
    assert len(stripped) == len(data)
    with Image.open(io.BytesIO(stripped)) as shown:
        assert dict(shown.getexif().get_ifd(0x8825)) == {}
        assert shown.getexif()[0x010F] == "Camera"


def test_storing_says_which_posts_have_new_files(desk: Desk, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.png").respond_with_data(picture())
    post = desk.post(f"<img src='{httpserver.url_for('/a.png')}'>")
    reports = list(desk.pictures.fetch(list(desk.pictures.find([post]))))
    changed = desk.pictures.store(reports)
    assert (changed.posts, changed.aspects) == (frozenset({post}), Aspect.FILES)
    assert desk.pictures.store(reports).empty


@pytest.mark.parametrize("name", ["harbour.docx", "harbour.odt", "harbour.rtf", "voyage.epub"])
def test_preview_shows_the_pictures_that_came_inside_a_document(
    services: Services, name: str
) -> None:
    document = Path(__file__).parents[1] / "data" / "intake" / "documents" / name
    plan = services.ingest.plan((document,))
    report = services.ingest.apply(plan)
    if plan.spool is not None:
        plan.spool.close()
    shown = 0
    for item in report.items:
        assert item.post is not None
        stored = services.library.load(item.post)
        page = services.preview.render(stored.source, stored.name, None, post=item.post)
        for one in page.pictures:
            assert one.state is PictureState.SHOWN
            resource = services.preview.resource(one.token)
            assert resource is not None
            assert resource.media_type == "image/png"
            shown += 1
    assert shown == 1
