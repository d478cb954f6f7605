"""How a library looks as plain files: the names of files and folders, safe on every file system.

    library.json    format, version, how many posts and files, and the SHA-256 of the lists below
    posts.jsonl     a line for each post: number, file, hash, status, name, places, files and so on
    sites.jsonl     the sites that posts lie in
    searches.jsonl  kept searches
    distinct.jsonl  pairs of posts that somebody called different articles
    posts/          the exact bytes of each post
    files/          pictures and other files of posts, by their hash
    bases/          texts on which library and site last agreed, where the library has another one

Names are of ASCII letters, digits and `-_.` only, begin with a digit of a number or hash and never
differ in case alone, so that they survive every system, archive and memory stick.
"""

import re
from pathlib import PurePosixPath

FORMAT, VERSION = "curator-library", 1
MANIFEST = "library.json"
LISTS = ("posts.jsonl", "sites.jsonl", "searches.jsonl", "distinct.jsonl")
POSTS, SITES, SEARCHES, DISTINCT = LISTS

_SAFE = re.compile(r"(posts|files|bases)/[0-9a-f]{2,9}/[0-9a-f][0-9A-Za-z_-]*(\.[0-9a-z]{1,8})?")
_LONGEST = 60
_IN_A_FOLDER = 1_000


def post_file(number: int, name: str) -> str:
    """Return the file of a post that is called `name`."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = re.sub(r"[^0-9a-z]+", "-", path.stem.lower())[:_LONGEST].strip("-")
    label = f"{number}-{stem}" if stem else f"{number}"
    return f"posts/{number // _IN_A_FOLDER:04d}/{label}{_ending(name) or '.md'}"


def asset_file(key: bytes, name: str) -> str:
    """Return the file of bytes with the hash `key` that are called `name`."""
    return f"files/{key.hex()[:2]}/{key.hex()}{_ending(name)}"


def base_file(key: bytes) -> str:
    """Return the file of a text on which library and site last agreed."""
    return f"bases/{key.hex()[:2]}/{key.hex()}.md"


def is_safe(name: str) -> bool:
    """Tell whether a name in a list is one that these functions make, and leads nowhere else."""
    return _SAFE.fullmatch(name) is not None


def _ending(name: str) -> str:
    found = re.search(r"\.([0-9a-z]{1,8})$", name.lower())
    return found.group() if found is not None else ""
