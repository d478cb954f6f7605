"""Real samples, and archives made to harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from curator.importing.candidates import Candidate, Limits, Thing, Unread
from curator.importing.reading import read

LETTERS = Path(__file__).parents[1] / "data" / "intake" / "letters"


def sample(name: str) -> Thing:
    """Return a file of real samples as a thing."""
    return Thing(name, (LETTERS / name).read_bytes())


def taken(thing: Thing, limits: Limits | None = None) -> list[Candidate]:
    """Return the candidates in a thing, of which everything must be readable."""
    found = list(read(thing, limits))
    assert not [part for part in found if isinstance(part, Unread)], found
    return [part for part in found if isinstance(part, Candidate)]


def faults(thing: Thing, limits: Limits | None = None) -> list[str]:
    """Return why parts of a thing were not read."""
    return [part.fault for part in read(thing, limits) if isinstance(part, Unread)]


def packed(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def overlapping(copies: int, megabytes: int) -> bytes:
    """Return an archive whose entries all unpack the same bytes, as David Fifield's bomb does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(megabytes << 20)) + packer.flush()
    crc = zlib.crc32(bytes(megabytes << 20))
    local = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(kernel), megabytes << 20, 1, 0
    )
    data = local + b"a" + kernel
    directory = b"".join(
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            33,
            crc,
            len(kernel),
            megabytes << 20,
            5,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + f"{n:05d}".encode()
        for n in range(copies)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(data), 0)
    return data + directory + end


def crowd(entries: int) -> bytes:
    """Return an archive with a directory of so many empty entries."""
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    entry = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
    )
    directory = entry * entries
    count = min(entries, 0xFFFF)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end
