"""Mailboxes: each mail is a thing of its own, in the order of the file."""

import re
from collections.abc import Iterator

from curator.domain.errors import ReadFault
from curator.importing.candidates import Limits, Thing
from curator.importing.refusals import Refused

# A line of a mail that begins with "From " is only then the next mail's where a header follows it.
_BEGIN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,400}\n(?=>?[!-9;-~]{1,76}:|From )")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(thing: Thing, limits: Limits) -> Iterator[Thing]:
    """Yield the mails."""
    begins = [(found.start(), found.end()) for found in _BEGIN.finditer(thing.data)]
    if not begins:
        raise Refused(ReadFault.BROKEN)
    if len(begins) > limits.entries:
        raise Refused(ReadFault.TOO_MANY, str(limits.entries))
    place = thing.inside or thing.name
    ends = [start for start, _ in begins[1:]] + [len(thing.data)]
    for number, ((_, start), end) in enumerate(zip(begins, ends, strict=True), 1):
        mail = _QUOTED.sub(rb"\1", thing.data[start:end])
        yield Thing(
            f"{number}.eml", mail, declared_type="message/rfc822", inside=f"{place}/{number}"
        )
