"""What is dragged over the window or lies on the clipboard, as values, and what dropping it does.

Judges by names and types alone, since it is asked while the mouse moves; what a thing really is,
reading it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QMimeData

from curator.translation import gettext as _
from curator.translation import ngettext

Dropped = Path | str
"""A file or folder of this machine, or an address of the web."""

_LOOKED_AT = 200
"""So many names are asked whether they are folders: each costs a look at the disk."""

_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".svg", ".ico"}
    | {".heic"}
)
_OTHERS = frozenset(
    {".mp3", ".wav", ".ogg", ".m4a", ".mp4", ".mov", ".avi", ".mkv", ".webm", ".pdf", ".doc"}
    | {".xls", ".xlsx", ".ppt", ".pptx", ".exe", ".dll", ".so", ".msi", ".dmg", ".iso", ".deb"}
    | {".rar", ".7z", ".gz", ".tar", ".xz", ".bz2", ".ttf", ".otf", ".woff", ".woff2", ".db"}
)


class Refusal(Enum):
    """Why nothing of what is dragged can be taken in."""

    PICTURES = "pictures"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Dragged:
    """What hovers over the window."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    site: Path | None = None
    """The one folder that is dragged, where that is a Jekyll site."""
    links: tuple[str, ...] = ()
    selection: bool = False
    """A piece of a page or a text, dragged out of another program."""
    refusal: Refusal | None = None

    @property
    def things(self) -> list[Dropped]:
        """Return what is to be taken in."""
        return [*self.folders, *self.files, *self.links]

    @property
    def nothing(self) -> bool:
        """Tell whether none of it concerns the window."""
        return not (self.things or self.selection)


def dragged(data: QMimeData) -> Dragged:
    """Look at what is dragged or copied."""
    paths, links = _addresses(data)
    if not paths and not links:
        return Dragged(selection=bool(data.hasHtml() or data.text().strip()))
    folders = [path for path in paths[:_LOOKED_AT] if path.is_dir()]
    known = set(folders)
    files = [path for path in paths if path not in known]
    alone = len(paths) == 1 and len(folders) == 1 and not links
    site = folders[0] if alone and (folders[0] / "_config.yml").is_file() else None
    refusal = None
    if not folders:
        names = [path.name for path in files] + [link.split("?")[0] for link in links]
        refusal = _refusal([PurePosixPath(name).suffix.lower() for name in names])
    return Dragged(tuple(files), tuple(folders), site, tuple(links), refusal=refusal)


def links_in(text: str) -> list[str]:
    """Return the addresses of a text that holds nothing else, one a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if lines and all(_is_link(line) for line in lines) else []


def offer_sentence(offer: Dragged) -> str:
    """Return what dropping would do, or why nothing comes of it."""
    if offer.refusal is Refusal.PICTURES:
        return _("Pictures are no articles: drop the pages or documents they belong to.")
    if offer.refusal is Refusal.OTHERS:
        return _("Files of this kind are not taken in: save them as HTML, Word or text.")
    if offer.site is not None:
        return _("Import the posts of the site “{name}”").format(name=offer.site.name)
    if offer.selection:
        return _("Import what is selected as an article")
    files, folders, links = len(offer.files), len(offer.folders), len(offer.links)
    if folders == 1 and not files and not links:
        return _("Import the folder “{name}”").format(name=offer.folders[0].name)
    if links and not files and not folders:
        text = ngettext("Fetch {number} link", "Fetch {number} links", links)
        return text.format(number=f"{links:,}")
    if files and not folders and not links:
        text = ngettext("Import {number} file", "Import {number} files", files)
        return text.format(number=f"{files:,}")
    counted = (
        (ngettext("{number} file", "{number} files", files), files),
        (ngettext("a folder", "{number} folders", folders), folders),
        (ngettext("{number} link", "{number} links", links), links),
    )
    parts = [text.format(number=f"{number:,}") for text, number in counted if number]
    if len(parts) == 3:
        return _("Import {one}, {other} and {last}").format(
            one=parts[0], other=parts[1], last=parts[2]
        )
    if len(parts) == 2:
        return _("Import {one} and {other}").format(one=parts[0], other=parts[1])
    return _("Import {one}").format(one=parts[0])


def _addresses(data: QMimeData) -> tuple[list[Path], list[str]]:
    urls = data.urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    links = [url.toString() for url in urls if url.scheme() in {"http", "https"}]
    if not urls and not data.hasHtml():
        links = links_in(data.text())
    return list(dict.fromkeys(paths)), list(dict.fromkeys(links))


def _is_link(text: str) -> bool:
    return text.lower().startswith(("http://", "https://")) and " " not in text


def _refusal(suffixes: Sequence[str]) -> Refusal | None:
    if suffixes and all(suffix in _PICTURES for suffix in suffixes):
        return Refusal.PICTURES
    if suffixes and all(suffix in _PICTURES | _OTHERS for suffix in suffixes):
        return Refusal.OTHERS
    return None
