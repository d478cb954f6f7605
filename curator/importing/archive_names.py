"""The names of an archive's entries: which characters their bytes are, and whether they are safe."""

import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath
from zlib import crc32

from curator.formats.charsets import guess

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_EAST_ASIAN = frozenset({"gb18030", "big5", "cp932", "euc-jp"})
_LIKELY = 0.8


def decoded_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the names, those without a declared charset all in the one that fits them best.

    UTF-8 where they are that, else an East Asian charset where nearly all characters are common ones,
    else CP437, as ZIP has it.
    """
    raw = [_raw(entry) for entry in entries]
    charset = _charset(b"\n".join(name for name in raw if name is not None))
    names = []
    for entry, name in zip(entries, raw, strict=True):
        text = entry.filename if name is None else name.decode(charset, "replace")
        names.append(_unicode_path(entry, name) or text.replace("\\", "/"))
    return names


def is_safe(name: str) -> bool:
    """Tell whether a name stays in the archive's own folder on every system."""
    path = name.replace("\\", "/")
    if not path.strip("/ ") or path.startswith("/") or path[1:2] == ":" or "\0" in path:
        return False
    return ".." not in PurePosixPath(path).parts


def _raw(entry: zipfile.ZipInfo) -> bytes | None:
    """Return a name's bytes where nothing declares their charset."""
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return None
    try:
        return entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _charset(joined: bytes) -> str:
    if not joined:
        return "utf-8"
    try:
        joined.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    guessed = guess(joined)
    if guessed is not None and guessed[0] in _EAST_ASIAN and _is_likely(joined, guessed[0]):
        return guessed[0]
    return "gb18030" if _is_likely(joined, "gb18030") else "cp437"


def _is_likely(joined: bytes, charset: str) -> bool:
    """Tell whether nearly all characters are of the kind that people write."""
    try:
        text = joined.decode(charset)
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if char > "\x7f"]
    if charset != "gb18030":
        return bool(foreign)
    common = sum(1 for char in foreign if _in_gb2312(char))
    return common >= _LIKELY * len(foreign)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _unicode_path(entry: zipfile.ZipInfo, name: bytes | None) -> str | None:
    """Return what Info-ZIP says beside a name of old, where it belongs to that name."""
    extra = entry.extra
    at = 0
    while name is not None and at + 4 <= len(extra):
        tag = int.from_bytes(extra[at : at + 2], "little")
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        known = tag == _UNICODE_PATH and len(field) > 5 and field[0] == 1
        if known and int.from_bytes(field[1:5], "little") == crc32(name):
            return field[5:].decode("utf-8", "replace").replace("\\", "/")
        at += 4 + size
    return None
