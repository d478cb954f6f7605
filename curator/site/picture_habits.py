"""Where a site keeps the pictures of its posts, and how its posts link to them.

Learned from the newest posts by majority, as `habits` learns the rest.
"""

import heapq
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from curator.formats.encodings import decode
from curator.formats.site_links import LinkStyle, path_of, style_of
from curator.site.filenames import PathKind, PostPath, parse_path
from curator.site.folder import Site
from curator.site.scanning import content_files

DEFAULT_PATTERN = "assets/images/{year}/{slug}-{n}.{ext}"
_ENOUGH = 3
_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".jfif", ".tif", ".tiff"}
)
_ADDRESS = re.compile(
    r"\{\{-?[ \t]*(?:\"/[^\"{}\n]{1,300}\"|'/[^'{}\n]{1,300}')[ \t]*\|[^{}\n]{1,60}\}\}"
    r"|\{\{-?[ \t]*site\.baseurl[ \t]*-?\}\}/[^\s\"'()<>{}]{1,300}"
    r"|(?:(?<=src=)|(?<=src=[\"'])|(?<=\]\()|(?<=\]\(<))/(?!/)[^\s\"'()<>{}]{1,300}"
)


@dataclass(frozen=True, slots=True)
class PictureHabits:
    """What a site does with the pictures of its posts."""

    pattern: str = DEFAULT_PATTERN
    """Of a picture's path below the folder that becomes the site's root (`export.picture_names`)."""
    style: LinkStyle = LinkStyle.RELATIVE_URL


def site_picture_habits(site: Site, limit: int = 200) -> PictureHabits:
    """Return the habits of a site's newest posts; what they do not show is as usual."""
    content_dir = site.config.content_dir
    posts = (
        (parsed.date, path, parsed)
        for path in content_files(site, misnamed=False)
        if (parsed := parse_path(path, collections_dir=content_dir)).kind is PathKind.POSTS
        and parsed.date is not None
    )
    styles: Counter[LinkStyle] = Counter()
    folders: Counter[str] = Counter()
    for _, path, parsed in heapq.nlargest(limit, posts, key=lambda one: one[:2]):
        try:
            text = decode((site.root / path).read_bytes()).text
        except OSError:  # tells nothing
            continue
        for found in _ADDRESS.finditer(text):
            picture = path_of(found[0], site.config.baseurl)
            style = style_of(found[0])
            if picture is None or style is None:
                continue
            if PurePosixPath(picture).suffix.lower() not in _SUFFIXES:
                continue
            styles[style] += 1
            if os.path.isfile(os.path.join(site.root, site.config.source, picture)):
                folders[_folder(picture, parsed)] += 1
    return PictureHabits(_pattern(folders), _most(styles))


def _folder(picture: str, post: PostPath) -> str:
    """Return a picture's folder with what it has of its post in placeholders."""
    parts = picture.split("/")[:-1]
    day = post.date
    assert day is not None
    year, month, date = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
    whole = {
        year: "{year}",
        f"{year}-{month}": "{year}-{month}",
        f"{year}{month}": "{year}{month}",
        f"{year}-{month}-{date}": "{year}-{month}-{day}",
        f"{year}{month}{date}": "{year}{month}{day}",
        post.slug: "{slug}",
        f"{year}-{month}-{date}-{post.slug}": "{year}-{month}-{day}-{slug}",
    }
    made: list[str] = []
    for part in parts:
        if part in whole:
            made.append(whole[part])
        elif part == month and made and made[-1] == "{year}":
            made.append("{month}")
        elif part == date and made and made[-1] == "{month}":
            made.append("{day}")
        else:
            made.append(part.replace("{", "").replace("}", ""))
    return "/".join(made)


def _pattern(folders: Counter[str]) -> str:
    if folders.total() < _ENOUGH:
        return DEFAULT_PATTERN
    folder = min(folders, key=lambda one: (-folders[one], one))
    if not folder or folders[folder] * 2 < folders.total():
        return DEFAULT_PATTERN
    return f"{folder}/{{n}}.{{ext}}" if "{slug}" in folder else f"{folder}/{{slug}}-{{n}}.{{ext}}"


def _most(styles: Counter[LinkStyle]) -> LinkStyle:
    if styles.total() < _ENOUGH:
        return LinkStyle.RELATIVE_URL
    return max(LinkStyle, key=lambda one: styles[one])
