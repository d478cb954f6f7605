"""Where a picture was taken, taken out of the file without touching the picture.

Cameras write it as GPS entries of EXIF data and as attributes of XMP. They are blanked where they stand: no
pixel is encoded anew, no byte moves, all other entries stay. Reads JPEG, PNG, WebP and AVIF.
"""

import re
import struct
import zlib

_GPS_TAG = 0x8825
_EXIF = b"Exif\0\0"
_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MOST_ENTRIES = 1000
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_ATTRIBUTE = re.compile(rb"\s(?:\w+:)?GPS\w+\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_XMP_ELEMENT = re.compile(rb"<((?:\w+:)?GPS\w+)\b[^>]*>[^<]*</\1\s*>")


def without_position(data: bytes) -> bytes:
    """Return a picture without the place it was taken at; the same bytes where it tells none."""
    out = bytearray(data)
    if data.startswith(_PNG):
        _blank_png(out)
    else:
        for start in _tiff_starts(data):
            _blank_exif(out, start, len(out))
        for start, end in _xmp_spans(data):
            _blank_xmp(out, start, end)
    return data if out == data else bytes(out)


def _tiff_starts(data: bytes) -> list[int]:
    """Return where EXIF data may begin: behind its mark, or in the chunk of a WebP."""
    starts: list[int] = []
    at = data.find(_EXIF)
    while at >= 0 and len(starts) < 20:
        starts.append(at + len(_EXIF))
        at = data.find(_EXIF, at + 1)
    if data[:4] == b"RIFF":
        at = data.find(b"EXIF", 12)
        if at >= 0:
            starts.append(at + 8)
    return [at for at in starts if data[at : at + 4] in {b"II*\0", b"MM\0*"}]


def _xmp_spans(data: bytes) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = data.find(b"<x:xmpmeta")
    while at >= 0 and len(spans) < 20:
        end = data.find(b"</x:xmpmeta>", at)
        if end < 0:
            break
        spans.append((at, end))
        at = data.find(b"<x:xmpmeta", end)
    return spans


def _blank_xmp(out: bytearray, start: int, end: int) -> None:
    text = bytes(out[start:end])
    for pattern in (_XMP_ATTRIBUTE, _XMP_ELEMENT):
        text = pattern.sub(lambda found: b" " * len(found[0]), text)
    out[start:end] = text


def _blank_exif(out: bytearray, start: int, end: int) -> None:
    """Take the GPS entry out of the first directory and everything that it leads to."""
    order = "<" if out[start : start + 2] == b"II" else ">"

    def number(at: int, form: str) -> int:
        value: int = struct.unpack_from(order + form, out, at)[0]
        return value

    try:
        first = start + number(start + 4, "I")
        count = number(first, "H")
        if count > _MOST_ENTRIES or first + 2 + count * 12 > end:
            return
        for index in range(count):
            entry = first + 2 + index * 12
            if number(entry, "H") != _GPS_TAG:
                continue
            _blank_directory(out, start, start + number(entry + 8, "I"), end, order)
            # The entries behind it move up, so does the address of the next directory.
            after = first + 2 + count * 12
            rest = bytes(out[entry + 12 : after + 4])
            out[entry : entry + len(rest)] = rest
            out[after + 4 - 12 : after + 4] = bytes(12)
            struct.pack_into(order + "H", out, first, count - 1)
            return
    except struct.error:
        return  # a broken directory tells no place either


def _blank_directory(out: bytearray, start: int, at: int, end: int, order: str) -> None:
    count = struct.unpack_from(order + "H", out, at)[0]
    if count > _MOST_ENTRIES:
        return
    for index in range(count):
        entry = at + 2 + index * 12
        if entry + 12 > end:
            break
        kind, values, where = struct.unpack_from(order + "HII", out, entry + 2)
        size = _TYPE_SIZES.get(kind, 1) * values
        place = start + where
        if size > 4 and place + size <= end and size <= 65536:
            out[place : place + size] = bytes(size)
        out[entry : entry + 12] = bytes(12)
    struct.pack_into(order + "H", out, at, 0)


def _blank_png(out: bytearray) -> None:
    """Blank within the chunks that hold EXIF or XMP and set their check sums right."""
    at = len(_PNG)
    while at + 12 <= len(out):
        size = struct.unpack_from(">I", out, at)[0]
        kind = bytes(out[at + 4 : at + 8])
        begin, end = at + 8, at + 8 + size
        if end + 4 > len(out):
            return
        if kind == b"eXIf":
            _blank_exif(out, begin, end)
        elif kind in {b"iTXt", b"tEXt"} and b"xmpmeta" in out[begin:end]:
            _blank_xmp(out, begin, end)
        struct.pack_into(">I", out, end, zlib.crc32(out[at + 4 : end]))
        at = end + 4
