"""The encoding that a site says its files have (`encoding:` in the configuration).

Jekyll reads every file in that one; a file in another is garbled or not read at all. Only UTF-8,
the default, also takes a byte order mark.
"""

import codecs

from curator.formats.document import Document, join, split

_MARK = "\ufeff"


def foreign_codec(encoding: str) -> str | None:
    """Return the codec for what a configuration names, None for UTF-8 as Jekyll reads it.

    Names unknown to Ruby mean UTF-8 too, but without care for a byte order mark.
    """
    if encoding.lower() == "utf-8":
        return None
    try:
        name = codecs.lookup(encoding).name
        b"".decode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def reread(document: Document, codec: str) -> Document:
    """Return a file as it looks when it is read with `codec`; unchanged where it cannot be.

    A file that cannot be read so has other `errors` than `strict`.
    """
    data = join(document)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        return _whole(text, "surrogateescape")
    if text.startswith(_MARK):
        return _whole(text, "strict")
    return split(text.encode("utf-8", "surrogatepass"))


def _whole(text: str, errors: str) -> Document:
    return Document("utf-8", b"", errors, "", None, "", text)
