"""How text, attributes and entities are written in HTML (kramdown's `utils/html.rb`)."""

import re
from collections.abc import Mapping
from html.entities import codepoint2name, html5, name2codepoint

from curator.rendering.kramdown.elements import STRIPPED
from curator.rendering.kramdown.options import Options
from curator.rendering.kramdown.patterns import REFERENCE

_BARE_AMPERSAND = re.compile(rf"&(?!{REFERENCE.pattern[1:]})")
_SPECIAL = re.compile(r"[&<>]")
_WINDOWS_1252 = {
    128: 8364, 130: 8218, 131: 402, 132: 8222, 133: 8230, 134: 8224, 135: 8225, 136: 710,
    137: 8240, 138: 352, 139: 8249, 140: 338, 142: 381, 145: 8216, 146: 8217, 147: 8220,
    148: 8221, 149: 8226, 150: 8211, 151: 8212, 152: 732, 153: 8482, 154: 353, 155: 8250,
    156: 339, 158: 382, 159: 376,
}  # fmt: skip
_NAMES = {**codepoint2name, 39: "apos"}
_CODES = {**name2codepoint, "apos": 39}
_LONGEST_NUMBER = 8
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}


def escape(text: str) -> str:
    """Escape everything that HTML reads as markup."""
    if _SPECIAL.search(text) is None:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_text(text: str) -> str:
    """Escape text in which references to characters stay references."""
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def attributes_html(attr: Mapping[str, str | None]) -> str:
    """Return attributes as they stand in a start tag, with a blank before each."""
    parts = []
    for key, value in attr.items():
        if value is None or (key == "id" and not value.strip(STRIPPED)):
            continue
        text = escape_text(value)
        if '"' in text:
            text = text.replace('"', "&quot;")
        parts.append(f' {key}="{text}"')
    return "".join(parts)


def entity_code(named: str | None, decimal: str | None, hexadecimal: str | None) -> int | None:
    """Return the code point of a reference; None for a name kramdown does not know."""
    if named is not None:
        return _CODES.get(named)
    if decimal is not None:
        digits = decimal.lstrip("0")
        code = int(digits or "0") if len(digits) <= _LONGEST_NUMBER else 1 << 32
    else:
        digits = (hexadecimal or "").lstrip("0")
        code = int(digits or "0", 16) if len(digits) <= _LONGEST_NUMBER else 1 << 32
    return _WINDOWS_1252.get(code, code)


def named_code(name: str) -> int | None:
    """Return the code point of an entity name, or of a number in digits (`smart_quotes: 39,…`)."""
    return entity_code(None, name, None) if name.isdigit() else _CODES.get(name)


def modern_entity(name: str) -> str | None:
    """Return the characters of an entity of HTML 5, which kramdown 2.5 knows as well."""
    return html5.get(f"{name};")


def character(code: int) -> str | None:
    """Return the character of a code point; None where there is none."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def entity_html(code: int, original: str, options: Options) -> str:
    """Write an entity as the option `entity_output` wants it; `original` may be empty."""
    output = options.entity_output
    char = character(code)
    special = char in _ESCAPES
    if output == "as_char" and char is not None and (char == '"' or not special):
        return char
    if output in ("as_input", "as_char") and original:
        return original
    name = _NAMES.get(code)
    if (output == "symbolic" or special) and name is not None:
        return f"&{name};"
    return f"&#{code};"
