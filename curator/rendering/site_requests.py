"""The program's end of the tasks that need a site: requests as frames, answers as values."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from curator.processes.frames import Frame, FrameKind
from curator.rendering.theme.results import PageProblem


@dataclass(frozen=True, slots=True)
class SitePage:
    """A post as the site shows it."""

    body: str
    """The converted text alone."""
    html: str | None
    """The whole page, None where it was not asked for."""
    url: str
    """Without `baseurl`."""
    site_url: str
    baseurl: str
    problems: tuple[PageProblem, ...]
    approximations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What is to be rendered: a text at a path of a site, and how much of it."""

    root: Path
    path: str
    source: bytes
    layouts: bool
    lines: bool
    posts: str | None
    """The revision of the index that answers for other posts, None for what lies in the folder."""
    all_posts: bool = False
    """Layouts may walk through all posts of a large site; a preview would wait too long for that."""
    modified: datetime | None = None
    """When the file was changed last, which dates drafts."""

    def frame(self) -> Frame:
        """Return the request as it travels."""
        values = {
            "task": "page",
            "root": str(self.root),
            "path": self.path,
            "layouts": self.layouts,
            "lines": self.lines,
            "posts": self.posts,
            "all_posts": self.all_posts,
            "modified": self.modified.timestamp() if self.modified is not None else None,
        }
        return Frame(FrameKind.REQUEST, values, self.source)


@dataclass(frozen=True, slots=True)
class ScratchRequest:
    """A text in a folder that is there for one page only, with the configuration it is built with."""

    root: Path
    config_files: tuple[str, ...]
    github_pages: bool | None
    """Whether GitHub's overrides hold; None to tell from the folder."""
    path: str
    source: bytes
    now: datetime

    def frame(self) -> Frame:
        """Return the request as it travels."""
        values = {
            "task": "scratch",
            "root": str(self.root),
            "config_files": self.config_files,
            "github_pages": self.github_pages,
            "path": self.path,
            "now": self.now.isoformat(),
        }
        return Frame(FrameKind.REQUEST, values, self.source)


def site_page(answer: Frame) -> SitePage | None:
    """Return what came back, None where the site's settings cannot be read any more."""
    values = answer.values
    if "fault" in values:
        return None
    return SitePage(
        values["body"],
        values["html"],
        values["url"],
        values["site_url"],
        values["baseurl"],
        tuple(PageProblem(**problem) for problem in values["problems"]),
        tuple(values["approximations"]),
    )


def asset_request(root: Path, address: str, posts: str | None) -> Frame:
    """Return the request for a file of the built site; `address` has neither host nor `baseurl`."""
    values = {"task": "asset", "root": str(root), "address": address, "posts": posts}
    return Frame(FrameKind.REQUEST, values)


def forget_request(root: Path) -> Frame:
    """Return the request to read a site from the start."""
    return Frame(FrameKind.REQUEST, {"task": "forget", "root": str(root)})
