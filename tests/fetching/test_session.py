"""The fetcher against a hostile server on this machine: every limit holds."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import Cancelled, CancelToken
from curator.fetching.session import Fetcher, Limits

FAST = Limits(total_seconds=1.5, wait_seconds=1, decoded_bytes=200_000, redirects=5)


def fetcher(limits: Limits = FAST) -> Fetcher:
    return Fetcher(limits=limits, allow_loopback=True)


def fault_of(url: str, limits: Limits = FAST, *, loopback: bool = True) -> FetchFault:
    with pytest.raises(FetchError) as caught:
        Fetcher(limits=limits, allow_loopback=loopback).fetch(url)
    assert caught.value.url == url
    return caught.value.fault


class RawServer:
    """A server that speaks bytes: `talk` gets the connection after the request was read."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.stopped = threading.Event()
        self.accepted = 0
        self._threads: list[threading.Thread] = []

    def serve(self, talk: object) -> str:
        def run() -> None:
            while not self.stopped.is_set():
                try:
                    connection, _peer = self._listener.accept()
                except OSError:
                    return
                self.accepted += 1
                with connection:
                    connection.settimeout(5)
                    connection.recv(65536)
                    try:
                        talk(connection, self.stopped)  # type: ignore[operator]
                    except OSError:
                        continue

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self._threads.append(thread)
        return f"http://127.0.0.1:{self.port}/x"

    def close(self) -> None:
        self.stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def raw() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.close()


def test_answers_with_bytes_type_and_final_url(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(b"abc", content_type="image/png; x=1")
    fetched = fetcher().fetch(httpserver.url_for("/a"))
    assert (fetched.data, fetched.declared_type) == (b"abc", "image/png")
    assert fetched.url == httpserver.url_for("/a")


def test_tells_its_own_agent_and_the_name_of_the_host(httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def keep(request: Request) -> Response:
        seen.append(request)
        return Response(b"")

    httpserver.expect_request("/a").respond_with_handler(keep)
    there = Fetcher(limits=FAST, allow_loopback=True, resolver=lambda _h, _p: ["127.0.0.1"])
    there.fetch(f"http://pictures.example:{httpserver.port}/a")
    assert "Curator" in seen[0].headers["User-Agent"]
    assert seen[0].headers["Host"] == f"pictures.example:{httpserver.port}"
    assert "Cookie" not in seen[0].headers


def test_name_is_resolved_once_and_that_address_is_used(httpserver: HTTPServer) -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    httpserver.expect_request("/a").respond_with_data(b"ok")
    there = Fetcher(limits=FAST, allow_loopback=True, resolver=rebinding)
    assert there.fetch(f"http://rebind.example:{httpserver.port}/a").data == b"ok"
    assert asked == ["rebind.example"]


def test_this_machine_is_refused_without_the_flag(raw: RawServer) -> None:
    url = raw.serve(
        lambda connection, _stopped: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nsecret")
    )
    assert fault_of(url, loopback=False) is FetchFault.PRIVATE_ADDRESS
    assert raw.accepted == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:image/png;base64,AAAA",
        "http://",
        "http:///x",
        "//host/x",
        "http://user:secret@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://[::1/",
        "javascript:alert(1)",
        "",
    ],
)
def test_anything_but_plain_web_addresses_is_refused(url: str) -> None:
    assert fault_of(url) is FetchFault.BAD_URL


def test_redirect_is_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "b?c=1"})
    httpserver.expect_request("/b", query_string="c=1").respond_with_data(b"there")
    fetched = fetcher().fetch(httpserver.url_for("/a"))
    assert (fetched.data, fetched.url) == (b"there", httpserver.url_for("/b?c=1"))


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("http://10.0.0.1/x", FetchFault.PRIVATE_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", FetchFault.PRIVATE_ADDRESS),
        ("http://[::ffff:192.168.0.1]/", FetchFault.PRIVATE_ADDRESS),
        ("file:///etc/passwd", FetchFault.BAD_URL),
        ("ftp://127.0.0.1/", FetchFault.BAD_URL),
    ],
)
def test_redirect_is_checked_again(httpserver: HTTPServer, target: str, fault: FetchFault) -> None:
    httpserver.expect_request("/a").respond_with_data(status=301, headers={"Location": target})
    assert fault_of(httpserver.url_for("/a")) is fault


def test_five_redirects_are_enough(httpserver: HTTPServer) -> None:
    for hop in range(6):
        httpserver.expect_request(f"/{hop}").respond_with_data(
            status=307, headers={"Location": f"/{hop + 1}"}
        )
    httpserver.expect_request("/6").respond_with_data(b"end")
    assert fault_of(httpserver.url_for("/0")) is FetchFault.TOO_MANY_REDIRECTS
    assert fetcher().fetch(httpserver.url_for("/1")).data == b"end"


def test_redirect_loop_ends(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})
    assert fault_of(httpserver.url_for("/a")) is FetchFault.TOO_MANY_REDIRECTS


@pytest.mark.parametrize("status", [204, 403, 404, 500])
def test_other_answers_name_their_status(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/a").respond_with_data(b"no", status=status)
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(httpserver.url_for("/a"))
    assert caught.value.fault is FetchFault.REFUSED_BY_SERVER
    assert caught.value.detail == str(status)


def test_gzip_and_deflate_are_undone(httpserver: HTTPServer) -> None:
    text = "年来".encode() * 30_000
    for name, encoding, body in (
        ("g", "gzip", gzip.compress(text)),
        ("d", "deflate", zlib.compress(text)),
        ("r", "deflate", zlib.compress(text)[2:-4]),
    ):
        httpserver.expect_request(f"/{name}").respond_with_data(
            body, headers={"Content-Encoding": encoding}
        )
        assert fetcher().fetch(httpserver.url_for(f"/{name}")).data == text


def test_gzip_bomb_is_counted_as_it_unfolds(httpserver: HTTPServer) -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    assert len(bomb) < FAST.decoded_bytes  # only the unfolding is too large
    httpserver.expect_request("/a").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(httpserver.url_for("/a"))
    assert caught.value.fault is FetchFault.TOO_LARGE
    assert int(caught.value.detail) < FAST.decoded_bytes + 2 * 65536


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", b"not gzip"), ("br", b"x"), ("gzip, gzip", b"x")]
)
def test_lying_encoding_is_a_broken_answer(
    httpserver: HTTPServer, encoding: str, body: bytes
) -> None:
    httpserver.expect_request("/a").respond_with_data(body, headers={"Content-Encoding": encoding})
    assert fault_of(httpserver.url_for("/a")) is FetchFault.BROKEN_ANSWER


def test_cut_gzip_is_a_broken_answer(httpserver: HTTPServer) -> None:
    body = gzip.compress(b"abc" * 1000)[:-10]
    httpserver.expect_request("/a").respond_with_data(body, headers={"Content-Encoding": "gzip"})
    assert fault_of(httpserver.url_for("/a")) is FetchFault.BROKEN_ANSWER


def test_announced_length_over_the_cap_is_refused_at_once(raw: RawServer) -> None:
    url = raw.serve(
        lambda connection, stopped: (
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"),
            stopped.wait(5),
        )
    )
    before = time.monotonic()
    assert fault_of(url) is FetchFault.TOO_LARGE
    assert time.monotonic() - before < 1


def test_length_that_promises_more_than_comes_is_a_broken_answer(raw: RawServer) -> None:
    url = raw.serve(
        lambda connection, _stopped: connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc"
        )
    )
    assert fault_of(url) is FetchFault.BROKEN_ANSWER


def test_endless_body_stops_at_the_cap(raw: RawServer) -> None:
    def endless(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not stopped.is_set():
            connection.sendall(b"x" * 4096)

    assert fault_of(raw.serve(endless)) is FetchFault.TOO_LARGE


@pytest.mark.parametrize("opening", [b"", b"HTTP/1.1 200 OK\r\nX-", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_drip_meets_the_total_deadline(raw: RawServer, opening: bytes) -> None:
    def drip(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(opening)
        while not stopped.wait(0.1):
            connection.sendall(b"a")

    before = time.monotonic()
    limits = Limits(total_seconds=1, wait_seconds=10, decoded_bytes=200_000)
    assert fault_of(raw.serve(drip), limits) is FetchFault.TOO_SLOW
    assert time.monotonic() - before < 3


def test_silence_meets_the_wait(raw: RawServer) -> None:
    url = raw.serve(lambda _connection, stopped: stopped.wait(5))
    limits = Limits(total_seconds=20, wait_seconds=0.3)
    before = time.monotonic()
    assert fault_of(url, limits) is FetchFault.TOO_SLOW
    assert time.monotonic() - before < 3


@pytest.mark.parametrize(
    "answer", [b"", b"\x00\x01\x02\r\n\r\n", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n"]
)
def test_what_is_not_http_is_named_as_such(raw: RawServer, answer: bytes) -> None:
    url = raw.serve(lambda connection, _stopped: connection.sendall(answer))
    assert fault_of(url) in {FetchFault.UNREACHABLE, FetchFault.BROKEN_ANSWER}


def test_headers_without_end_are_refused(raw: RawServer) -> None:
    def headers(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not stopped.is_set():
            connection.sendall(b"X-A: " + b"y" * 1000 + b"\r\n")

    assert fault_of(raw.serve(headers)) in {FetchFault.UNREACHABLE, FetchFault.BROKEN_ANSWER}


def test_closed_port_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert fault_of(f"http://127.0.0.1:{port}/") is FetchFault.UNREACHABLE


def test_plain_server_behind_https_is_named(raw: RawServer) -> None:
    url = raw.serve(lambda connection, _stopped: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n"))
    assert fault_of(url.replace("http:", "https:")) is FetchFault.BAD_CERTIFICATE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of pictures.example, its own authority."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl program")
    pem = tmp_path_factory.mktemp("tls") / "server.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x"
        f" -addext subjectAltName=DNS:pictures.example -keyout {pem} -out {pem}.crt"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    pem.write_text(pem.read_text() + Path(f"{pem}.crt").read_text())
    return pem


@pytest.fixture
def secure(certificate: Path) -> Iterator[HTTPServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HTTPServer(ssl_context=context) as server:
        server.expect_request("/a").respond_with_data(b"safe")
        yield server


def test_https_checks_the_name_not_the_address(secure: HTTPServer, certificate: Path) -> None:
    there = Fetcher(
        limits=FAST,
        allow_loopback=True,
        authorities=certificate,
        resolver=lambda _host, _port: ["127.0.0.1"],
    )
    assert there.fetch(f"https://pictures.example:{secure.port}/a").data == b"safe"
    for other in ("other.example", "127.0.0.1"):
        with pytest.raises(FetchError) as caught:
            there.fetch(f"https://{other}:{secure.port}/a")
        assert caught.value.fault is FetchFault.BAD_CERTIFICATE


def test_unknown_authority_is_refused(secure: HTTPServer) -> None:
    there = Fetcher(limits=FAST, allow_loopback=True, resolver=lambda _host, _port: ["127.0.0.1"])
    with pytest.raises(FetchError) as caught:
        there.fetch(f"https://pictures.example:{secure.port}/a")
    assert caught.value.fault is FetchFault.BAD_CERTIFICATE


def test_cancel_ends_a_silent_wait(raw: RawServer) -> None:
    url = raw.serve(lambda _connection, stopped: stopped.wait(5))
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    before = time.monotonic()
    with pytest.raises(Cancelled):
        fetcher(Limits(total_seconds=20, wait_seconds=10)).fetch(url, cancel=cancel)
    assert time.monotonic() - before < 2


def test_environment_proxies_are_ignored(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    httpserver.expect_request("/a").respond_with_data(b"direct")
    assert fetcher().fetch(httpserver.url_for("/a")).data == b"direct"


def test_nothing_stays_open(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(b"x")
    before = threading.active_count()
    for _ in range(5):
        fetcher().fetch(httpserver.url_for("/a"))
    assert threading.active_count() <= before + 1  # the server's own
