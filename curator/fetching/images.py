"""Pictures from the web: only raster files, recognised by their bytes, never by what is claimed.

Owns magic numbers and the sizes in the headers. Decodes no pixels.
"""

from dataclasses import dataclass

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import CancelToken
from curator.fetching.session import Fetcher

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/bmp;q=0.9"
MAX_PIXELS = 100_000_000
"""More than that would cost the web engine 400 MB for one picture."""

_JPEG_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class FetchedPicture:
    """A raster picture from the web: where it came from in the end, its true type, its bytes."""

    url: str
    media_type: str
    data: bytes


def fetch_picture(fetcher: Fetcher, url: str, cancel: CancelToken | None = None) -> FetchedPicture:
    """Fetch one picture.

    Raises FetchError: what the fetcher raises, NOT_A_PICTURE for HTML, SVG and the like whatever
    type the server claims, TRACKING_PIXEL for 1 by 1, TOO_LARGE for more than 100 megapixels.
    """
    fetched = fetcher.fetch(url, accept=ACCEPT, cancel=cancel)
    media_type = raster_type(fetched.data)
    if media_type is None:
        raise FetchError(url, FetchFault.NOT_A_PICTURE, fetched.declared_type)
    size = raster_size(fetched.data)
    if size is not None:
        width, height = size
        if width <= 1 and height <= 1:
            raise FetchError(url, FetchFault.TRACKING_PIXEL)
        if width * height > MAX_PIXELS:
            raise FetchError(url, FetchFault.TOO_LARGE, f"{width}x{height}")
    return FetchedPicture(fetched.url, media_type, fetched.data)


def raster_type(data: bytes) -> str | None:
    """Return the media type of a raster picture by its first bytes, None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and any(brand in _brands(data) for brand in (b"avif", b"avis")):
        return "image/avif"
    if data.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[14:18], "little") < 256:
        return "image/bmp"
    return None


def _brands(data: bytes) -> list[bytes]:
    """Return the brands of an ISO media file: the major one and the compatible ones."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    return [data[at : at + 4] for at in (8, *range(16, length, 4))]


def raster_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels as the header states them, None where it does not."""
    match raster_type(data):
        case "image/png":
            return _big(data, 16), _big(data, 20)
        case "image/gif":
            return _little(data, 6, 2), _little(data, 8, 2)
        case "image/bmp":
            return _bmp_size(data)
        case "image/jpeg":
            return _jpeg_size(data)
        case "image/webp":
            return _webp_size(data)
        case "image/avif":
            at = data.find(b"ispe", 0, 4096)
            return (_big(data, at + 8), _big(data, at + 12)) if at >= 0 else None
        case _:
            return None


def _big(data: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _little(data: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(data[at : at + length], "little")


def _bmp_size(data: bytes) -> tuple[int, int]:
    if _little(data, 14) == 12:  # the header of OS/2
        return _little(data, 18, 2), _little(data, 20, 2)
    height = int.from_bytes(data[22:26], "little", signed=True)  # negative: top row first
    return _little(data, 18), abs(height)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the one that starts the frame."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _JPEG_SIZE_MARKERS:
            return _big(data, at + 7, 2), _big(data, at + 5, 2)
        else:
            at += 2 + max(_big(data, at + 2, 2), 2)
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if kind == b"VP8L":
        bits = _little(data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    return None
