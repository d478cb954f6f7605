"""Mails: the text as one post, pictures inside it kept, attached articles as things of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from html import escape

from curator.domain.errors import ReadFault
from curator.importing import mime
from curator.importing.candidates import (
    Candidate,
    CandidateFile,
    Kind,
    Limits,
    Note,
    NoteCode,
    Thing,
)
from curator.importing.composing import file_name, post_source
from curator.importing.kinds import CONTAINER_SUFFIXES, PLAIN, kind_by_head
from curator.importing.readers.page_body import body_of
from curator.importing.refusals import Refused
from curator.importing.sources import SUFFIXES

_SUFFIX = re.compile(r"\.\w{1,10}\Z")
_URL = re.compile(r"\bhttps?://[^\s<>\"'，。；）】》]+[^\s<>\"'，。；）】》.,;:!?)\]]")


def read(thing: Thing, _limits: Limits) -> Iterator[Candidate | Thing]:
    """Yield the mail's text, then what is attached and may be an article."""
    message = mime.parsed(thing.data)
    if not message.keys():
        raise Refused(ReadFault.BROKEN, "no headers")
    mail = _Mail(message, thing.charset)
    title = mime.header(message, "subject", thing.charset)
    place = thing.inside or thing.name
    if mail.bodies:
        body = "\n".join(mail.bodies) + "\n"
        body += "".join(f'<p><img src="{name}" alt=""></p>\n' for name in mail.shown)
        moment = mime.date_of(message)
        fields = {"title": title, "date": moment, "author": mime.author_of(message, thing.charset)}
        notes = list(dict.fromkeys(mail.notes))
        if not title:
            notes.append(Note(NoteCode.NO_TITLE))
        yield Candidate(
            post_source(fields, body),
            file_name(title, ".html", "mail"),
            Kind.MAIL,
            inside=thing.inside,
            source_id=mime.header(message, "message-id"),
            files=tuple(mail.pictures),
            notes=tuple(notes),
            original=thing.data,
            original_type="message/rfc822",
        )
    for attached in mail.attached:
        yield Thing(
            attached.name,
            attached.data,
            declared_type=attached.declared_type,
            declared_charset=attached.charset,
            inside=f"{place}/{attached.name}",
        )


@dataclass(frozen=True, slots=True)
class _Attached:
    name: str
    data: bytes
    declared_type: str
    charset: str


@dataclass
class _Mail:
    """A mail taken apart."""

    message: Message
    charset: str = ""
    """What somebody chose to read it in."""
    bodies: list[str] = field(default_factory=list)
    """HTML."""
    pictures: list[CandidateFile] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """References of pictures that the text does not show by itself."""
    attached: list[_Attached] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        for part in self._wanted(self.message):
            self._take(part)
        text = "\n".join(self.bodies)
        for picture in self.pictures:
            if picture.reference not in text and escape(picture.reference) not in text:
                self.shown.append(picture.reference)

    def _wanted(self, message: Message) -> Iterator[Message]:
        """Yield the leaves, of alternatives the richest that is understood."""
        waiting = [message]
        while waiting:
            part = waiting.pop()
            payload = part.get_payload()
            if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
                yield part
                continue
            parts = [one for one in payload if isinstance(one, Message)]
            if part.get_content_subtype() == "alternative":
                parts = _richest(parts)
            waiting += reversed(parts)

    def _take(self, part: Message) -> None:
        kind = part.get_content_type()
        name = mime.file_name_of(part)
        if kind in {"message/rfc822", "message/global"}:
            self._take_mail(part, name)
        elif part.get_content_maintype() == "multipart":
            self._take_text(part, "text/plain")  # its parts cannot be told apart
        elif kind in {"text/html", "text/plain"} and not _is_attached(part, name):
            self._take_text(part, kind)
        else:
            self._take_file(part, kind, name)

    def _take_text(self, part: Message, kind: str) -> None:
        text, note = mime.decoded(mime.content(part), mime.charset_of(part), self.charset)
        if note is not None:
            self.notes.append(note)
        if broken := text.count("\ufffd"):
            self.notes.append(Note(NoteCode.BROKEN_CHARACTERS, str(broken)))
        if kind == "text/html":
            self.bodies.append(body_of(text).strip())
        elif text.strip():
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            self.bodies.append(paragraphs(_unflowed(text) if flowed else text))

    def _take_mail(self, part: Message, name: str) -> None:
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, Message):
            return
        subject = mime.header(inner, "subject")
        named = (
            name if name.lower().endswith(".eml") else file_name(name or subject, ".eml", "mail")
        )
        self.attached.append(_Attached(named, inner.as_bytes(), "message/rfc822", ""))

    def _take_file(self, part: Message, kind: str, name: str) -> None:
        data = mime.content(part)
        if part.get_content_maintype() == "image":
            self._take_picture(part, kind, name, data)
        elif _is_article(name, kind, data):
            charset = mime.charset_of(part)
            self.attached.append(_Attached(name or "attached", data, kind, charset))
        elif data and (name or kind not in {"application/pgp-signature", "text/calendar"}):
            self.notes.append(Note(NoteCode.ATTACHMENT, name or kind))

    def _take_picture(self, part: Message, kind: str, name: str, data: bytes) -> None:
        if not data:
            self.notes.append(Note(NoteCode.LOST_PICTURE, name or kind))
            return
        number = len(self.pictures) + 1
        label = mime.header(part, "content-id").strip("<> ")
        location = mime.header(part, "content-location")
        reference = f"cid:{label}" if label else location or f"attached:{number}"
        file = CandidateFile(name or f"picture-{number}", kind, data, reference)
        self.pictures.append(file)


def paragraphs(text: str) -> str:
    """Return plain text as HTML: a blank line parts paragraphs, addresses are links."""
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = []
    for block in blocks:
        lines = [_linked(line.rstrip()) for line in block.strip("\n").split("\n")]
        if any(lines):
            shown.append(f"<p>{'<br>'.join(lines)}</p>")
    return "\n".join(shown)


def _linked(line: str) -> str:
    made, at = "", 0
    for found in _URL.finditer(line):
        address = escape(found[0])
        made += escape(line[at : found.start()], quote=False)
        made += f'<a href="{address}">{escape(found[0], quote=False)}</a>'
        at = found.end()
    return made + escape(line[at:], quote=False)


def _unflowed(text: str) -> str:
    """Join the lines that a mail program broke (RFC 3676)."""
    made: list[str] = []
    open_line = False
    for line in text.replace("\r\n", "\n").split("\n"):
        unstuffed = line[1:] if line.startswith(" ") else line
        if open_line and made:
            made[-1] += unstuffed
        else:
            made.append(unstuffed)
        open_line = unstuffed.endswith(" ") and unstuffed != "-- " and not line.startswith(">")
    return "\n".join(made)


def _richest(parts: list[Message]) -> list[Message]:
    """Return the last of alternatives that holds HTML, else the first of text."""

    def holds(part: Message, kind: str) -> bool:
        return any(leaf.get_content_type() == kind for leaf in mime.leaves(part))

    for kind in ("text/html", "text/plain"):
        fit = [part for part in parts if holds(part, kind)]
        if fit:
            return [fit[-1]]
    return parts


def _is_attached(part: Message, name: str) -> bool:
    disposition = str(part.get("content-disposition", "")).split(";")[0].strip().lower()
    return disposition == "attachment" or bool(name)


def _is_article(name: str, declared: str, data: bytes) -> bool:
    kind = kind_by_head(data[:4096], name, declared)
    if kind is None or not data:
        return False
    suffix = found[0].lower() if (found := _SUFFIX.search(name)) else ""
    return kind not in PLAIN or suffix in SUFFIXES or suffix in CONTAINER_SUFFIXES
