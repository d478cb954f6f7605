"""Mails and what is written like them: headers, charsets and parts as people mean them.

Over Python's parser, which keeps what it cannot read. Nothing here decides what an article is.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from curator.formats.encodings import decode
from curator.importing.candidates import Note, NoteCode
from curator.importing.composing import one_line

_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "big5": "big5hkscs",
    "unicode-1-1-utf-7": "utf-7",
}
"""What is meant by charsets that name less than people write."""

_LONGEST_HEADER = 10_000
"""Characters; taking encoded words apart costs their square."""

_LONE = re.compile("[\ud800-\udfff]")
_JOINT = re.compile(rb"\?=[ \t\r\n]+=\?")


def parsed(data: bytes) -> Message:
    """Return a mail's parts; whatever is broken in it stands there as it came."""
    return message_from_bytes(data)


def header(message: Message, name: str, chosen: str = "") -> str:
    """Return a header as text on one line, its encoded words read; see `decoded` for `chosen`."""
    value = message.get(name)
    return words(str(value), chosen) if value is not None else ""


def words(value: str, chosen: str = "") -> str:
    """Return a header's text: encoded words read, raw bytes in the charset that fits them."""
    value = value[:_LONGEST_HEADER]
    texts: list[str] = []
    held, charset = b"", ""
    try:
        parts = decode_header(value)
    except Exception:  # broken base64, say: shown as it stands
        return one_line(_text(value.encode("utf-8", "surrogateescape"), "", chosen))
    for part, named in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        # A character may be split between two words of one charset.
        if held and (named or "") != charset:
            texts.append(_text(held, charset, chosen))
            held = b""
        held, charset = held + data, named or ""
    texts.append(_text(held, charset, chosen))
    return one_line("".join(texts))


def decoded(data: bytes, charset: str, chosen: str = "") -> tuple[str, Note | None]:
    """Return a part's text, and by which charset it was read where that may have been another.

    The declared one is believed where it fits, else one is guessed. What somebody `chosen` has
    takes the place of both, but for what is ASCII, or UTF-8 as it declares.
    """
    charset = charset.lower().strip("\"' ")
    codec = _codec(charset)
    if chosen and not data.isascii() and not (codec == "utf-8" and _fits(data, codec)):
        return data.decode(chosen, "replace").removeprefix("\ufeff"), None
    if codec and _fits(data, codec):
        sure = codec == "utf-8" or data.isascii()
        return data.decode(codec), None if sure else Note(NoteCode.DECLARED_CHARSET, codec)
    read_as = decode(data)
    text = _LONE.sub("\ufffd", read_as.text)
    if read_as.encoding == "utf-8" and read_as.errors == "strict":
        return text, None
    return text, Note(NoteCode.CHARSET, read_as.encoding)


def _codec(charset: str) -> str:
    """Return the name of the codec that is meant by a charset, empty where nothing is said by it."""
    if not charset or charset in {"us-ascii", "ascii"}:
        return ""
    try:
        return codecs.lookup(_SUPERSETS.get(charset, charset)).name
    except (LookupError, ValueError):
        return ""


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (LookupError, ValueError):  # a codec that makes bytes of bytes is no charset
        return False
    return True


def charset_of(part: Message) -> str:
    """Return the charset that a part declares."""
    value = part.get_param("charset")
    if isinstance(value, tuple):
        value = collapse_rfc2231_value(value)
    return str(value or "")


def content(part: Message) -> bytes:
    """Return a part's bytes without their transfer encoding."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def file_name_of(part: Message) -> str:
    """Return the name of an attached file, empty where it has none."""
    for name, key in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(key, header=name)
        if isinstance(value, tuple):
            return one_line(collapse_rfc2231_value(value))
        if value:
            return words(str(value))
    return ""


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, mails inside as one part each."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += reversed([one for one in payload if isinstance(one, Message)])
        else:
            yield part


def date_of(message: Message) -> datetime | None:
    """Return when a mail was written, with its offset; None where that cannot be read."""
    value = message.get("date")
    if value is None:
        return None
    try:
        moment = parsedate_to_datetime(str(value))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.utcoffset() is not None else None


def author_of(message: Message, chosen: str = "") -> str:
    """Return who wrote a mail: a name, else an address."""
    name, address = parseaddr(str(message.get("from", "")))
    return words(name, chosen) or address


def _text(data: bytes, charset: str, chosen: str) -> str:
    return decoded(data, charset, chosen)[0]
