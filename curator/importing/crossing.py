"""Things and candidates as they cross between processes: JSON values and one run of bytes.

Never pickles: what comes back was made of a stranger's bytes.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from curator.domain.fingerprints import Fingerprint
from curator.domain.post import Likeness
from curator.importing.candidates import (
    Candidate,
    CandidateFile,
    Kind,
    Note,
    NoteCode,
    Thing,
    Unread,
)
from curator.site.likeness import Print

Values = dict[str, Any]


def packed(part: Candidate | Unread) -> tuple[Values, bytes]:
    """Return what stands for a result."""
    if isinstance(part, Unread):
        return {"unread": asdict(part)}, b""
    source = part.source.encode("utf-8", "surrogatepass")
    values: Values = {
        "name": part.name,
        "kind": part.kind.value,
        "inside": part.inside,
        "url": part.url,
        "source_id": part.source_id,
        "foreign": part.foreign,
        "original_type": part.original_type,
        "notes": [[note.code.value, note.detail] for note in part.notes],
        "files": [_file_values(file) for file in part.files],
        "sizes": [len(source), len(part.original)],
    }
    shingles = b""
    if part.known is not None:
        values["known"], shingles = packed_print(part.known)
    return {"candidate": values}, b"".join(
        (source, part.original, *(file.data for file in part.files), shingles)
    )


def unpacked(values: Mapping[str, Any], data: bytes) -> Candidate | Unread:
    """Return the result that `packed` was given."""
    if "unread" in values:
        return Unread(**values["unread"])
    told = values["candidate"]
    source, original = told["sizes"]
    known = told.get("known")
    return Candidate(
        data[:source].decode("utf-8", "surrogatepass"),
        told["name"],
        Kind(told["kind"]),
        inside=told["inside"],
        url=told["url"],
        source_id=told["source_id"],
        foreign=told["foreign"],
        files=_files(told["files"], data, source + original),
        notes=tuple(Note(NoteCode(code), detail) for code, detail in told["notes"]),
        original=data[source : source + original],
        original_type=told["original_type"],
        known=unpacked_print(known, data[len(data) - known["size"] :]) if known else None,
    )


def packed_print(print_: Print) -> tuple[Values, bytes]:
    """Return what stands for that by which a text is known."""
    told = print_.likeness
    values = {
        "origin": [told.address, told.number],
        "fingerprint": [told.fingerprint.simhash, told.fingerprint.words],
        "marks": told.fingerprint.marks,
        "size": len(print_.shingles),
    }
    return values, print_.shingles


def unpacked_print(values: Mapping[str, Any], shingles: bytes) -> Print:
    """Return that by which a text is known; `shingles` are `size` bytes."""
    simhash, words = values["fingerprint"]
    address, number = values["origin"]
    fingerprint = Fingerprint(simhash, tuple(values["marks"]), words)
    return Print(Likeness(address, number, fingerprint), shingles)


def packed_thing(thing: Thing) -> tuple[Values, bytes]:
    """Return what stands for a thing."""
    values = asdict(replace(thing, data=b"", files=()))
    values |= {
        "path": str(thing.path) if thing.path is not None else None,
        "files": [_file_values(file) for file in thing.files],
        "size": len(thing.data),
    }
    del values["data"]
    return values, b"".join((thing.data, *(file.data for file in thing.files)))


def unpacked_thing(values: Mapping[str, Any], data: bytes) -> Thing:
    """Return the thing that `packed_thing` was given."""
    told = dict(values)
    size = told.pop("size")
    path = told.pop("path")
    files = _files(told.pop("files"), data, size)
    where = Path(path) if path is not None else None
    return Thing(data=data[:size], path=where, files=files, **told)


def _file_values(file: CandidateFile) -> Values:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "reference": file.reference,
        "origin": file.origin,
        "size": len(file.data),
    }


def _files(told: list[Values], data: bytes, at: int) -> tuple[CandidateFile, ...]:
    files = []
    for values in told:
        fields = dict(values)
        end = at + fields.pop("size")
        files.append(CandidateFile(data=data[at:end], **fields))
        at = end
    return tuple(files)
