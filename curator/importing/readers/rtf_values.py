"""What is read from an RTF file: paragraphs of pieces, with notes, names and properties."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from curator.importing.readers.odt_styles import Run


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, a picture, a note or a line break within a paragraph."""

    text: str = ""
    run: Run = field(default_factory=Run)
    link: str = ""
    picture: bytes = b""
    alternative: str = ""
    note: int | None = None
    is_break: bool = False


@dataclass(slots=True)
class Paragraph:
    """One paragraph, and how it ended: `par`, `cell` or `row`."""

    pieces: list[Piece] = field(default_factory=list)
    style: int | None = None
    outline: int | None = None
    list_id: int | None = None
    level: int = 0
    bullet: str = ""
    in_table: bool = False
    right_to_left: bool = False
    end: str = "par"
    edges: tuple[int, ...] = ()
    """Of a row: where its cells end."""
    merges: tuple[str, ...] = ()
    """Of a row: `clvmrg` for a cell that belongs to the one above it, `clmrg` to the one before it."""
    is_head: bool = False


@dataclass(slots=True)
class RtfText:
    """All that a file says."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[list[Paragraph]] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    created: datetime | None = None
    lost: list[str] = field(default_factory=list)


def joined(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours that look the same: a surrogate pair or a word may be in two runs."""
    together: list[Piece] = []
    for piece in pieces:
        before = together[-1] if together else None
        if (
            before
            and before.text
            and piece.text
            and (before.run, before.link) == (piece.run, piece.link)
        ):
            together[-1] = replace(before, text=before.text + piece.text)
        else:
            together.append(piece)
    return [replace(piece, text=whole(piece.text)) if piece.text else piece for piece in together]


def whole(text: str) -> str:
    """Return a text with the halves of its surrogate pairs put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
