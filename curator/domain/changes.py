"""What a write did: the operation it belongs to and the posts it touched."""

from dataclasses import dataclass
from datetime import datetime
from enum import Flag, StrEnum, auto

from curator.domain.post import OperationId, PostId


class OperationKind(StrEnum):
    """The acts of an editor that the history names and undo takes back."""

    IMPORT = "import"
    EDIT = "edit"
    SET = "set"
    REPLACE = "replace"
    """Text was put in the place of other text, in bodies or titles."""
    TERMS = "terms"
    """Tags or categories got another name."""
    CLEAN = "clean"
    STATUS = "status"
    GUEST = "guest"
    """Somebody said whether posts are guests' texts."""
    EXPORT = "export"
    ADOPT = "adopt"
    """The library took over what a site has already; no file was written."""
    RECOVER = "recover"
    RESTORE = "restore"
    """A post went back to a version of earlier."""
    MERGE = "merge"
    """Two posts of one article became one; the other went to the trash."""
    UNTRASH = "untrash"
    """Posts left the trash for where they stood before."""
    DELETE = "delete"
    """Posts left the trash for good, with their history: the one act that has no way back."""
    UNDO = "undo"
    REDO = "redo"


class Aspect(Flag):
    """Which parts of a post changed, so that each pane refreshes only what it shows."""

    TEXT = auto()
    STATUS = auto()
    PLACEMENT = auto()
    ADDED = auto()
    REMOVED = auto()
    MARKS = auto()
    """What an audit found; the text is the same."""
    FOREIGN = auto()
    """Whether it is a guest's text."""
    FILES = auto()
    """The pictures and other files that are kept with it."""


@dataclass(frozen=True, slots=True)
class PostsChanged:
    """The answer of every write: which posts, in which respect, by which operation."""

    posts: frozenset[PostId]
    aspects: Aspect
    operation: OperationId | None
    origin: object = None
    """Whoever asked for the write, so that it can ignore its own echo."""

    @property
    def empty(self) -> bool:
        """Tell whether nothing changed."""
        return not self.posts


NOTHING_CHANGED = PostsChanged(frozenset(), Aspect(0), None)


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the editor, even over 5,000 posts."""

    id: OperationId
    kind: OperationKind
    at: datetime
    posts: int
    label: str
    """What was done, as a value for the interface: a key, a status, a folder's name."""
    undone_by: OperationId | None
    undoes: OperationId | None
    author: str = ""
    """The user of the system who did it, empty where that is not known."""
    thinned: bool = False
    """Old versions that its undo needs are kept no more."""
