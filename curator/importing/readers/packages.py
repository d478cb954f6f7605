"""Documents that are archives of XML parts: `.docx`, `.odt`, `.epub` (reliability.md T11, T12).

Owns the limits: entries, bytes actually unpacked, ratio, depth of nesting, no entities, nothing fetched.
Unpacks nothing to disk and keeps nothing that was not asked for.
"""

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from curator.domain.errors import ReadFault
from curator.importing.candidates import Limits
from curator.importing.readers.archive import refuse_overlap
from curator.importing.refusals import Refused

MIB = 1024 * 1024
MOST_XML = 48 * MIB
"""Bytes of one XML part: a novel has three."""

_CHUNK = 256 * 1024


class Package:
    """The parts of a document, read one by one within limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the archive; raises Refused where it is none or has too many entries."""
        self._limits = limits
        self._left = limits.bytes_in_all
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise Refused(ReadFault.BROKEN) from error
        entries = self._archive.infolist()
        if len(entries) > max(limits.entries, 1):
            raise Refused(ReadFault.TOO_MANY, str(len(entries)))
        refuse_overlap(data, entries)
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> list[str]:
        """Return the names of the parts, folders left out."""
        return [name for name in self._entries if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raises Refused for what unfolds too far, is damaged or locked."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise Refused(ReadFault.ENCRYPTED, name)
        most = min(self._limits.bytes_of_one, self._left)
        farthest = max(MIB, entry.compress_size * self._limits.ratio)
        data = bytearray()
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    data += piece
                    if len(data) > farthest:
                        raise Refused(ReadFault.RATIO, name)
                    if len(data) > most:
                        raise Refused(ReadFault.TOO_LARGE, name)
        except Refused:
            raise
        except Exception as error:  # zipfile, zlib, lzma and bz2 each have errors of their own
            raise Refused(ReadFault.BROKEN, name) from error
        self._left -= len(data)
        return bytes(data)

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part; raises Refused, also where it declares entities."""
        return parsed(self.read(name), name)

    def optional_xml(self, name: str) -> etree._Element | None:
        """Return the root of a part that a document may lack."""
        return self.xml(name) if name in self else None


def parsed(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML text of a stranger."""
    if len(data) > MOST_XML:
        raise Refused(ReadFault.TOO_LARGE, name)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        deep = "Excessive depth" in str(error)
        raise Refused(ReadFault.TOO_DEEP if deep else ReadFault.BROKEN, name) from error
    if _declares_entities(root):
        raise Refused(ReadFault.BROKEN, f"{name}: <!ENTITY>")
    return root


def _declares_entities(root: etree._Element) -> bool:
    """Tell whether a text brings entities of its own, in whatever encoding it is written."""
    declared: Any = root.getroottree().docinfo.internalDTD
    return declared is not None and next(iter(declared.iterentities()), None) is not None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
