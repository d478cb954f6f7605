"""Addresses of the web taken in: a local server plays the web, well-behaved, slow, broken, lying, huge."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from curator.domain.errors import FetchError, FetchFault, ReadError
from curator.domain.post import PostId
from curator.domain.work import Cancelled, CancelToken
from curator.fetching.session import Fetcher, Limits
from curator.services import Services
from curator.services.import_items import ImportItem, Outcome
from curator.services.ingest import Ingest
from curator.services.links import fetching, link
from curator.services.sites import Sites
from curator.storage.database import Database

PAGE = """<html><head><title>海边的小站 | 示例报</title><link rel="canonical" href="{canonical}"></head><body><ul class="menu"><li><a href="/">首页</a></li></ul>
<article><h1>海边的小站</h1><p>海边的小站每天只停两趟车，站长说他记得每一位旅客的名字，也记得他们带走的行李。</p>
<p>今年夏天，铁路公司打算撤掉这个站，镇上的人写了三百封信，其中一封来自一位已经搬走四十年的老人。</p>
<p><img data-src="/media/station.jpg"></p></article><div class="footer">版权所有</div></body></html>"""


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[Ingest]:
    database = Database.open(str(tmp_path / "web.db"))
    fetcher = Fetcher(
        allow_loopback=True, limits=Limits(total_seconds=2, wait_seconds=1, decoded_bytes=3_000_000)
    )
    made = Ingest(database, Sites(), fetch=fetching(fetcher))
    yield made
    made.close()
    database.close()


def _one(ingest: Ingest, url: str) -> ImportItem:
    (item,) = ingest.plan([link(url)]).items
    return item


def _fault(item: ImportItem) -> FetchFault:
    assert item.outcome is Outcome.FAILED
    assert isinstance(item.error, FetchError)
    return item.error.fault


def test_an_article_comes_clean_in_the_charset_that_only_the_server_names(
    ingest: Ingest, httpserver: HTTPServer
) -> None:
    url = httpserver.url_for("/a/1.html")
    page = PAGE.format(canonical="/a/one")
    httpserver.expect_request("/a/1.html").respond_with_data(
        page.encode("gb18030"), content_type="text/html; charset=GBK"
    )
    plan = ingest.plan([link(url)])
    (item,) = plan.items
    assert (item.outcome, item.url) == (Outcome.ADDED, httpserver.url_for("/a/one"))
    report = ingest.apply(plan)
    assert report.count(Outcome.ADDED) == 1
    assert ingest.plan([link(url)]).items[0].outcome is Outcome.DUPLICATE


def test_what_is_stored_is_the_article_with_its_picture_and_the_page_is_kept(
    ingest: Ingest, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        PAGE.format(canonical=""), content_type="text/html; charset=utf-8"
    )
    report = ingest.apply(ingest.plan([link(httpserver.url_for("/a"))]))
    (post,) = (item.post for item in report.items)
    assert post is not None
    text = _source(tmp_path / "web.db", post)
    assert 'title: "海边的小站"' in text
    assert "三百封信" in text
    assert f'<img src="{httpserver.url_for("/media/station.jpg")}">' in text
    assert "版权所有" not in text
    assert "首页" not in text


def _source(library: Path, post: PostId) -> str:
    from curator.composition import open_services

    with open_services(str(library)) as services:
        return services.library.load(post).source.decode()


def test_a_redirect_is_followed_and_its_end_is_the_address(
    ingest: Ingest, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/old").respond_with_data("", 301, headers={"Location": "/new"})
    httpserver.expect_request("/new").respond_with_data(
        PAGE.format(canonical=""), content_type="text/html"
    )
    assert _one(ingest, httpserver.url_for("/old")).url == httpserver.url_for("/new")


def test_every_fault_of_a_server_is_a_reason(ingest: Ingest, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gone").respond_with_data("<p>not here</p>", 404)
    httpserver.expect_request("/loop").respond_with_data("", 302, headers={"Location": "/loop"})
    httpserver.expect_request("/huge").respond_with_data(
        b"<p>x</p>" * 500_000, content_type="text/html"
    )
    httpserver.expect_request("/inside").respond_with_data(
        "", 302, headers={"Location": "http://192.168.1.1/"}
    )
    httpserver.expect_request("/file").respond_with_data(
        "", 302, headers={"Location": "file:///etc/passwd"}
    )
    faults = {
        name: _fault(_one(ingest, httpserver.url_for(f"/{name}")))
        for name in ("gone", "loop", "huge", "inside", "file")
    }
    assert faults["gone"] is FetchFault.REFUSED_BY_SERVER
    assert faults["loop"] is FetchFault.TOO_MANY_REDIRECTS
    assert faults["huge"] is FetchFault.TOO_LARGE
    assert faults["inside"] is FetchFault.PRIVATE_ADDRESS
    assert faults["file"] in {FetchFault.BAD_URL, FetchFault.PRIVATE_ADDRESS}


def test_a_picture_that_claims_to_be_a_page_is_refused(
    ingest: Ingest, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/lie").respond_with_data(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), content_type="text/html"
    )
    item = _one(ingest, httpserver.url_for("/lie"))
    assert item.outcome is Outcome.FAILED
    assert isinstance(item.error, ReadError)


def _drip(_request: Request) -> Response:
    def drops() -> Iterator[bytes]:
        while True:
            yield b"<p>drop</p>"
            time.sleep(0.1)

    return Response(drops(), content_type="text/html")


def test_an_endless_answer_ends_at_the_deadline(ingest: Ingest, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/endless").respond_with_handler(_drip)
    started = time.monotonic()
    assert _fault(_one(ingest, httpserver.url_for("/endless"))) is FetchFault.TOO_SLOW
    assert time.monotonic() - started < 4


def test_cancel_answers_within_a_second(ingest: Ingest, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/endless").respond_with_handler(_drip)
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        ingest.plan([link(httpserver.url_for("/endless"))], cancel=token)
    assert time.monotonic() - started < 1.3


def test_the_app_itself_reaches_no_private_address(
    services: Services, httpserver: HTTPServer
) -> None:
    (item,) = services.ingest.plan([link(httpserver.url_for("/a"))]).items
    assert _fault(item) is FetchFault.PRIVATE_ADDRESS
    assert not httpserver.log
