"""Plain characters as Markdown that kramdown reads as those very characters.

Nothing here knows elements. Whatever kramdown would take for emphasis, links, tables, lists, quotes
and dashes of its own is escaped, by a backslash where kramdown knows one and else by a reference.
"""

import html
import re

BLANKS = " \t\r\n\f"
"""What HTML takes for blank; a no-break space or a wide one is a character like others."""

_BLANK_RUN = re.compile(r"[ \t\r\n\f]+")
_SIGNS = re.compile(
    r"[\\`*\[\]{|\"'<]"
    r"|_"
    r"|(?<=\]):"
    r"|-{2,}|\.{3,}|\${2,}|~{2,}|>{2,}|(?<=-)>"
    r"|&(?=#?\w+;)"
)
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_REFERENCES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_LINE_START = re.compile(
    r"(?P<sign>[#:=])|(?P<quote>>)|(?P<number>\d+)\.(?=[ \t|]|\Z)|(?P<bullet>[+-])(?=[ \t|]|\Z)|(?P<end>\^)"
)


def collapsed(text: str) -> str:
    """Return text with each run of blanks as one space, as browsers show it."""
    return _BLANK_RUN.sub(" ", text)


def escaped(text: str) -> str:
    """Return a stretch of a line, its blanks collapsed already, as Markdown."""
    return _SIGNS.sub(lambda found: _escape(found, text), text)


def _escape(found: re.Match[str], text: str) -> str:
    sign = found[0]
    if sign == "_":
        before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
        # Within a word kramdown never takes it for emphasis.
        if before.isascii() and before.isalpha() and after.isascii() and after.isalnum():
            return sign
    if sign[0] in _REFERENCES:
        return _REFERENCES[sign[0]] * len(sign)
    return "".join(f"\\{one}" for one in sign)


def label(written: str) -> str:
    """Return Markdown for a pair of brackets, which a caret would make a footnote of."""
    return f"&#94;{written[1:]}" if written.startswith("^") else written


def referenced(text: str) -> str:
    """Return text as HTML in which nobody finds code or the border of a cell."""
    return html.escape(text).replace("`", "&#96;").replace("|", "&#124;")


def guarded_line(line: str) -> str:
    """Return a line of a paragraph so that its beginning opens no block, nor its end a break."""
    found = _LINE_START.match(line)
    if found is not None:
        line = _guarded_start(found) + line[found.end() :]
    if line.endswith("\\\\"):
        line = line[:-2] + "&#92;"
    return line


def _guarded_start(found: re.Match[str]) -> str:
    if found["quote"]:
        return "&gt;"
    if found["end"]:
        return "&#94;"
    if found["number"]:
        return f"{found['number']}\\."
    return f"\\{found[0]}"


def code_span(text: str) -> str | None:
    """Return text as a span of code, None where Markdown has none for it."""
    if not text or text[0] in BLANKS or text[-1] in BLANKS or "\n" in text:
        return None
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    if not longest:
        return f"`{text}`"
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"


def fenced_code(text: str, language: str) -> str:
    """Return text as a fenced block of code."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def address(value: str) -> str | None:
    """Return the address of a link as it stands in brackets, None where Markdown cannot hold it."""
    if not value or re.search(r"[\x00-\x1f\x7f<>`]", value):
        return None
    value = _REFERENCE.sub("&amp;", value)
    if re.search(r"[ ()'\"\\]", value) or value != value.strip():
        return f"<{value}>"
    return value


def quoted(value: str) -> str | None:
    """Return the title of a link or picture in quotes, None where Markdown cannot hold it."""
    value = collapsed(value)
    if not value.strip():
        return None
    value = _REFERENCE.sub("&amp;", value)
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else None


def attribute_list(values: dict[str, str]) -> str | None:
    """Return attributes as kramdown's list of them, None where it cannot hold one."""
    written = []
    for name, value in values.items():
        if name == "markdown":  # an order to kramdown, not a property of the element
            return None
        if not re.fullmatch(r"[A-Za-z][\w-]*", name) or re.search(r"[\"{}\\`\r\n]", value):
            return None
        written.append(f'{name}="{_REFERENCE.sub("&amp;", value)}"')
    return f"{{: {' '.join(written)}}}"
