"""Pictures are recognised by their bytes, and only raster ones are let in."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from curator.domain.errors import FetchError, FetchFault
from curator.fetching.images import fetch_picture, raster_size, raster_type
from curator.fetching.session import Fetcher


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GIF = b"GIF89a" + struct.pack("<HH", 7, 5) + bytes(10)
BMP = b"BM" + bytes(12) + struct.pack("<IiiHH", 40, 6, -4, 1, 24) + bytes(30)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
    + bytes(9)
    + b"\xff\xc0\x00\x11\x08"
    + struct.pack(">HH", 30, 40)
    + bytes(20)
)
WEBP_X = (
    b"RIFF"
    + bytes(4)
    + b"WEBPVP8X"
    + struct.pack("<I", 10)
    + bytes(4)
    + b"\x09\x00\x00\x13\x00\x00"
)
WEBP_L = (
    b"RIFF"
    + bytes(4)
    + b"WEBPVP8L"
    + bytes(4)
    + b"\x2f"
    + struct.pack("<I", 11 | 21 << 14)
    + bytes(4)
)
WEBP_OLD = (
    b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 33, 44)
)
AVIF = (
    struct.pack(">I", 28)
    + b"ftypmif1"
    + bytes(4)
    + b"mif1avifmiaf"
    + bytes(20)
    + b"\x00\x00\x00\x14ispe"
    + bytes(4)
    + struct.pack(">II", 64, 48)
)


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (png(3, 2), "image/png", (3, 2)),
        (GIF, "image/gif", (7, 5)),
        (BMP, "image/bmp", (6, 4)),
        (JPEG, "image/jpeg", (40, 30)),
        (WEBP_X, "image/webp", (10, 20)),
        (WEBP_L, "image/webp", (12, 22)),
        (WEBP_OLD, "image/webp", (33, 44)),
        (AVIF, "image/avif", (64, 48)),
    ],
)
def test_raster_pictures_are_recognised(
    data: bytes, media_type: str, size: tuple[int, int]
) -> None:
    assert raster_type(data) == media_type
    assert raster_size(data) == size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"%PDF-1.7",
        b"\x00\x00\x01\x00",
        b"BM hello everybody out there",
    ],
)
def test_everything_else_is_not(data: bytes) -> None:
    assert raster_type(data) is None


@given(st.sampled_from([png(3, 2), GIF, BMP, JPEG, WEBP_X, WEBP_L, AVIF]), st.integers(0, 80))
def test_cut_pictures_never_raise(data: bytes, length: int) -> None:
    raster_size(data[:length])


def fetched(httpserver: HTTPServer, body: bytes, claimed: str) -> object:
    httpserver.expect_request("/p").respond_with_data(body, content_type=claimed)
    picture = fetch_picture(Fetcher(allow_loopback=True), httpserver.url_for("/p"))
    return picture.media_type


def test_true_type_counts_not_the_claim(httpserver: HTTPServer) -> None:
    assert fetched(httpserver, png(3, 2), "text/html") == "image/png"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"<html><body>Please log in", FetchFault.NOT_A_PICTURE),
        (b"<svg onload=alert(1)>", FetchFault.NOT_A_PICTURE),
        (b"", FetchFault.NOT_A_PICTURE),
        (png(1, 1), FetchFault.TRACKING_PIXEL),
        (png(1, 1)[:16] + struct.pack(">II", 60_000, 60_000) + bytes(20), FetchFault.TOO_LARGE),
    ],
)
def test_masquerades_are_refused(httpserver: HTTPServer, body: bytes, fault: FetchFault) -> None:
    with pytest.raises(FetchError) as caught:
        fetched(httpserver, body, "image/png")
    assert caught.value.fault is fault
