"""Other posts of a site that a post's page speaks of: those beside it, and the newest ones."""

import bisect
from pathlib import Path

from curator.rendering.truth.scratch import LARGEST_FILE
from curator.site.filenames import PathKind, parse_path
from curator.site.folder import Site
from curator.site.scanning import content_files

_Key = tuple[str, str]


def neighbours_of(site: Site, path: str, count: int) -> dict[str, bytes]:
    """Return up to `count` other posts by path, as their files are: half from round it, half the newest.

    The order is that of the days in the file names; a date in front matter is not looked at, so that
    100,000 files need not be read.
    """
    if count <= 0:
        return {}
    keys = sorted(
        key
        for other in content_files(site, misnamed=False)
        if other != path and (key := _key(site, other)) is not None
    )
    own = _key(site, path) or ("9999-99-99", path)
    at = bisect.bisect(keys, own)
    beside = count // 2
    near = keys[max(at - (beside + 1) // 2, 0) : at + (beside + 1) // 2]
    newest = keys[max(len(keys) - count, 0) :][::-1]
    chosen = list(dict.fromkeys([*near, *newest]))[:count]
    found: dict[str, bytes] = {}
    for _day, other in chosen:
        data = _read(site.root / other)
        if data is not None:
            found[other] = data
    return found


def _key(site: Site, path: str) -> _Key | None:
    parsed = parse_path(path, collections_dir=site.config.content_dir)
    if parsed.kind is not PathKind.POSTS or not parsed.date_text:
        return None
    year, month, day = parsed.date_text.split("-")
    return f"{year:0>4}-{month:0>2}-{day:0>2}", path


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else None
    except OSError:
        return None
