"""A post's bytes as opening fence, front matter, closing fence and body, by Jekyll's own rule.

Owns splitting and joining; what stands inside the front matter is `front_matter`'s business.
Lines end at `\\n` only, as in Ruby's regular expressions: never use `str.splitlines` on a post.
"""

import re
from dataclasses import dataclass, replace

from curator.domain.errors import EditError, EditFault
from curator.formats.encodings import Decoded, decode, encode

# Jekyll::Document::YAML_FRONT_MATTER_REGEXP, taken apart line by line. Ruby's \s is the six
# characters below, its ^ and $ know \n alone. jekyll.md §8.
_BLANKS = r"[ \t\r\f\v]*"
_OPENING = re.compile(rf"---{_BLANKS}\n")
_CLOSING = re.compile(rf"^(?:---|\.\.\.){_BLANKS}(?:\n|\Z)", re.MULTILINE)
_LEADING_BLANK_LINES = re.compile(r"[ \t\r\n\f\v]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text in four parts: `bom` + opening + front_matter + closing + body are the file."""

    encoding: str
    bom: bytes
    errors: str
    opening: str
    """`---` with its trailing blanks and newline; empty without front matter."""
    front_matter: str | None
    """The lines between the fences, each with its newline; None without a block."""
    closing: str
    """`---` or `...` with trailing blanks and newline, which the end of the file may replace."""
    body: str

    @property
    def text(self) -> str:
        """Return the whole decoded text, fences included."""
        return self.opening + (self.front_matter or "") + self.closing + self.body

    @property
    def content(self) -> str:
        """Return what Jekyll renders: the body without the blank lines its regexp swallows."""
        if self.front_matter is None:
            return self.body
        blank = _LEADING_BLANK_LINES.match(self.body)
        return self.body[blank.end() :] if blank and self.closing.endswith("\n") else self.body

    @property
    def newline(self) -> str:
        r"""Return the newline that most lines of the file end with: `\n`, `\r\n` or `\r`."""
        text = self.text
        windows = text.count("\r\n")
        counts = {
            "\n": text.count("\n") - windows,
            "\r\n": windows,
            "\r": text.count("\r") - windows,
        }
        return max(counts, key=counts.__getitem__)

    def with_front_matter(self, text: str) -> "Document":
        """Return the document with `text` between its fences, which are made where it had none.

        Raises EditError (UNREPRESENTABLE) where `text` would end the block by itself (detail
        `fence`), or where the file's encoding lacks one of its characters, or would be taken for
        another one afterwards (detail `encoding`).
        """
        newline = "\r\n" if self.newline == "\r\n" else "\n"
        if text and not text.endswith("\n"):
            text += newline
        if self.front_matter is None:
            fence = "---" + newline
            changed = replace(self, opening=fence, front_matter=text, closing=fence)
        else:
            changed = replace(self, front_matter=text)
        again = _again(changed)
        if again.front_matter != text or again.body != self.body:
            reason = "fence" if again.text == changed.text else "encoding"
            raise EditError("", EditFault.UNREPRESENTABLE, reason)
        return changed

    def with_body(self, text: str) -> "Document":
        """Return the document with another body.

        A body that itself begins with a whole front matter block becomes one, if there was none.
        Raises EditError (UNREPRESENTABLE) where the file's encoding lacks a character of `text`.
        """
        closing = self.closing
        if text and closing and not closing.endswith("\n"):
            closing += "\r\n" if self.newline == "\r\n" else "\n"
        changed = replace(self, closing=closing, body=text)
        again = _again(changed)
        if again.text != changed.text:
            raise EditError("", EditFault.UNREPRESENTABLE, "encoding")
        return replace(
            changed,
            opening=again.opening,
            front_matter=again.front_matter,
            closing=again.closing,
            body=again.body,
        )

    def in_utf8(self) -> "Document":
        """Return the document as Jekyll wants it: UTF-8 without a mark, the text unchanged.

        Bytes that belong to no character stay as they are. Callers ask the editor first.
        """
        if self.encoding != "utf-8" and self.errors != "strict":
            raise EditError("", EditFault.UNREPRESENTABLE, "encoding")
        return replace(self, encoding="utf-8", bom=b"")


def split(data: bytes) -> Document:
    """Take a file's bytes apart; never raises, and `join` gives the same bytes again.

    The block starts at byte 0, or after a mark, with a line `---` and ends with a line `---` or
    `...`; blanks may follow the dashes. Anything else is body (`jekyll.md` §8).
    """
    decoded = decode(data)
    return _parts(decoded)


def join(document: Document) -> bytes:
    """Return the bytes of a document, in its own encoding."""
    return encode(document.text, _manner(document))


def _parts(decoded: Decoded) -> Document:
    text = decoded.text
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return Document(decoded.encoding, decoded.bom, decoded.errors, "", None, "", text)
    return Document(
        decoded.encoding,
        decoded.bom,
        decoded.errors,
        opening.group(),
        text[opening.end() : closing.start()],
        closing.group(),
        text[closing.end() :],
    )


def _manner(document: Document) -> Decoded:
    return Decoded("", document.encoding, document.bom, document.errors)


def _again(document: Document) -> Document:
    """Read a changed document as the next reader of the file will."""
    try:
        return split(join(document))
    except UnicodeEncodeError:
        raise EditError("", EditFault.UNREPRESENTABLE, "encoding") from None
