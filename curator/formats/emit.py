"""YAML text for a value, in a wanted style, so that Jekyll reads the same value back.

Owns the writing of single values. Where the text goes, and the proof that it reads back in its
place, belong to `edits`. Letters of no language are ever escaped.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from curator.formats.entries import Style
from curator.formats.yaml_nodes import Kind, YamlFault, compose
from curator.formats.yaml_scalars import is_text
from curator.formats.yaml_values import Value, Writable

# What libyaml takes for a line break or refuses to read, and the byte order mark.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SHORT_ESCAPES = {
    "\0": "\\0",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}
_FOREIGN_IN_BLOCKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Quote(Enum):
    """The quotes for text that cannot stand plain and had none before."""

    DOUBLE = '"'
    SINGLE = "'"


def writable(value: Writable) -> Value:
    """Return the value as lists and dicts, every datetime at an offset that Psych reads as written.

    It loses the sign of -00:30 and knows no seconds in an offset: these become UTC, the same
    instant. Raises ValueError for a naive datetime.
    """
    if isinstance(value, Mapping):
        return {name: writable(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [writable(item) for item in value]
    if not isinstance(value, datetime):
        return value
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a datetime without an offset means nothing in front matter")
    if offset % timedelta(minutes=1) or -timedelta(hours=1) < offset < timedelta(0):
        return value.astimezone(UTC)
    return value


def inline(value: Value, like: Style, quote: Quote, *, flow: bool = False) -> str:
    """Write a value on one line; lists and mappings in brackets.

    Text keeps the quotes of `like`; a plain style gives way to `quote` where the text would not
    read back as itself. `flow` says that it goes between brackets.
    """
    if isinstance(value, str):
        return _text(value, like, quote, flow=flow)
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, like, quote, flow=True) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (
            f"{key(name, quote, flow=True)}: {inline(item, like, quote, flow=True)}"
            for name, item in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    return _bare(value)


def key(name: str, quote: Quote, like: Style = Style.PLAIN, *, flow: bool = False) -> str:
    """Write a key that reads back as this text."""
    if like is Style.PLAIN and _stays_plain(name, f"{name}: v", key=True, flow=flow):
        return name
    return _quoted(name, like, quote)


def block(value: Value, indent: str, quote: Quote, like: Style = Style.PLAIN) -> list[str]:
    """Write a list or mapping as block lines without newlines; anything else as one line."""
    if isinstance(value, list) and value:
        lines = []
        for item in value:
            inner = block(item, indent + "  ", quote, like) if isinstance(item, dict) else []
            if inner:
                lines.append(f"{indent}- {inner[0].lstrip(' ')}")
                lines.extend(inner[1:])
            else:
                lines.append(f"{indent}- {inline(item, like, quote)}")
        return lines
    if isinstance(value, dict) and value:
        lines = []
        for name, item in value.items():
            written = key(name, quote)
            if isinstance(item, list | dict) and item:
                lines.append(f"{indent}{written}:")
                lines.extend(block(item, indent + "  ", quote, like))
            else:
                lines.append(f"{indent}{written}: {inline(item, like, quote)}")
        return lines
    return [indent + inline(value, like, quote)]


def block_scalar(text: str, style: Style, indent: int, parent: int) -> list[str] | None:
    """Write text as a literal or folded scalar: its header, then its lines, without newlines.

    `indent` is the column of the lines, `parent` that of the key. None where such a scalar cannot
    hold the text; whether it reads back in its place is for the caller to prove.
    """
    body = text.rstrip("\n")
    if not body or _FOREIGN_IN_BLOCKS.search(text):
        return None
    if style is Style.FOLDED:
        if re.search(r"(?:^|\n)[ \t]", body):
            return None
        # A single newline between two lines of a folded scalar reads as a blank.
        body = re.sub(r"\n+", lambda run: run.group() + "\n", body)
    ends = len(text) - len(text.rstrip("\n"))
    header = "|" if style is Style.LITERAL else ">"
    if body.lstrip("\n").startswith(" "):
        if indent - parent > 9:
            return None
        header += str(indent - parent)
    header += ("-", "")[ends] if ends < 2 else "+"
    pad = " " * indent
    lines = [pad + line if line else "" for line in body.split("\n")]
    return [header, *lines, *[""] * max(ends - 1, 0)]


def _text(text: str, like: Style, quote: Quote, *, flow: bool) -> str:
    quoted = like in {Style.SINGLE, Style.DOUBLE}
    probe = f"[{text}]" if flow else f"k: {text}"
    if not quoted and _stays_plain(text, probe, key=False, flow=flow):
        return text
    return _quoted(text, like, quote)


def _stays_plain(text: str, probe: str, *, key: bool, flow: bool) -> bool:
    """Tell whether `probe`, which holds `text` unquoted, reads as exactly that text."""
    if not is_text(text) or _ESCAPED.search(text):
        return False
    try:
        root = compose(f"{{{probe}}}" if key and flow else probe).root
    except YamlFault:
        return False
    if root is None or len(root.children) != (1 if flow and not key else 2):
        return False
    node = root.children[0 if key or flow else 1]
    plain = node.kind is Kind.SCALAR and not node.style and node.tag is None
    return plain and node.anchor is None and node.value == text


def _quoted(text: str, like: Style, quote: Quote) -> str:
    single = like is Style.SINGLE or (like is not Style.DOUBLE and quote is Quote.SINGLE)
    if single and not _ESCAPED.search(text.replace("\t", "")):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(_escape, escaped) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    return _SHORT_ESCAPES.get(character) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def _bare(value: bool | int | float | date | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    digits, exponent, power = repr(value).partition("e")
    # Psych's float needs a point and a signed exponent, unlike Python's `1e+16`.
    return (digits if "." in digits else digits + ".0") + exponent + power


def _instant(moment: datetime) -> str:
    """Write seconds and offset, the only form that means the same everywhere (`jekyll.md` §2)."""
    offset = moment.utcoffset() or timedelta(0)
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "-" if offset < timedelta(0) else "+"
    fraction = f".{moment.microsecond:06d}".rstrip("0") if moment.microsecond else ""
    return (
        f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d} "
        f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}{fraction} "
        f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
    )
