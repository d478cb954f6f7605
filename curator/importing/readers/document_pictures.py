"""The pictures inside a document, each once, under the name that the body refers to it by.

Tells what a picture is by its bytes. Decodes none.
"""

from pathlib import PurePosixPath

from curator.importing.candidates import CandidateFile, Note, NoteCode

_UNSHOWN = frozenset({"image/x-emf", "image/x-wmf", "image/tiff", "application/octet-stream"})
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
    "image/x-emf": ".emf",
    "image/x-wmf": ".wmf",
    "image/tiff": ".tif",
}


class DocumentPictures:
    """Collects the pictures of one candidate."""

    def __init__(self) -> None:
        self._files: dict[bytes, CandidateFile] = {}
        self.notes: list[Note] = []

    @property
    def files(self) -> tuple[CandidateFile, ...]:
        """Return what was collected, in order."""
        return tuple(self._files.values())

    def add(self, data: bytes, name: str) -> str:
        """Keep a picture and return how the body names it."""
        known = self._files.get(data)
        if known is not None:
            return known.reference
        media_type = picture_type(data)
        stem = PurePosixPath(name).stem or "picture"
        named = stem + _SUFFIXES.get(media_type, PurePosixPath(name).suffix)
        reference = f"curator-picture-{len(self._files) + 1}"
        self._files[data] = CandidateFile(named, media_type, data, reference)
        if media_type in _UNSHOWN:  # kept, but no browser shows it
            self.notes.append(Note(NoteCode.LOST_PICTURE, named))
        return reference


def picture_type(data: bytes) -> str:
    """Return the media type of a picture by its first bytes."""
    for start, media_type in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
        (b"\x01\0\x09\0", "image/x-wmf"),
    ):
        if data.startswith(start):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "image/x-emf"
    if b"<svg" in data[:2000].lower():
        return "image/svg+xml"
    return "application/octet-stream"
