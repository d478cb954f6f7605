"""What Jekyll prints, read: its fault as fields, and its words without Ruby's backtraces.

The forms are those of Jekyll 3 and 4: a topic, a colon, a message, and colours.
"""

import re

from curator.domain.errors import JekyllError, JekyllFault
from curator.formats.document import split
from curator.formats.encodings import decode

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"\s*(?:from )?\S.*?:\d+:in [`'][^\n]*")
_RAISED = re.compile(r"\S.*?:\d+:in [`'][^:]*': (?P<message>.*) \([\w:]+\)\s*")
_RULE = re.compile(r"\s*-{8,}\s*")
_ADVICE = re.compile(
    r"\s*Jekyll [\d.]+\S*\s+Please append `--trace`|\s*for any additional information or backtrace|"
    r"\s*Run `jekyll build --help`"
)
_LIQUID = re.compile(r"\s*Liquid Exception: (?P<message>.*) in (?P<path>[^\n]*)")
_LIQUID_LINE = re.compile(r"(?:Liquid \w+ )?(?:error )?\((?P<where>[^()]*?)line (?P<line>\d+)\)")
_TOPIC = re.compile(
    r"\s*(?:jekyll \S+ \| )?(?:Error|ERROR|Fatal|Dependency Error|Conversion error):"
)
_EMPTY_LINES = re.compile(r"\s*\n")
_SHOUT = "YOUR SITE COULD NOT BE BUILT"


def plain(output: str) -> str:
    """Return Jekyll's words without colours, rules, advice and backtraces."""
    kept = []
    for line in _COLOUR.sub("", output).splitlines():
        raised = _RAISED.fullmatch(line)
        if raised is not None:
            if raised["message"] not in {"exit", ""}:
                kept.append(raised["message"])
        elif not (_FRAME.fullmatch(line) or _RULE.fullmatch(line) or _ADVICE.match(line)):
            kept.append(line.rstrip())
    return "\n".join(line for line in kept if line.strip())


def without_folder(text: str, *folders: str) -> str:
    """Return `text` with paths below the scratch folders written as paths of the site."""
    for folder in folders:
        text = text.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    return text


def fault_of(words: str) -> JekyllError:
    """Return why a build failed, from its plain words; paths in them are those of the site."""
    for line in words.splitlines():
        found = _LIQUID.fullmatch(line)
        if found is not None:
            message, path = found["message"], found["path"].strip().lstrip("/")
            numbered = _LIQUID_LINE.search(message)
            number = int(numbered["line"]) if numbered else 0
            message = re.sub(r"^Liquid (?:syntax )?error \([^()]*\): ", "", message)
            named = numbered["where"].strip() if numbered else ""
            return JekyllError(
                JekyllFault.BROKEN_TEMPLATE,
                path=named or path,
                detail=message,
                line=number,
                log=words,
            )
    return JekyllError(JekyllFault.FAILED, detail=_message(words), log=words)


def in_file(fault: JekyllError, data: bytes) -> JekyllError:
    """Count a fault's line from the top of its file; Jekyll counts from below the front matter."""
    if fault.line:
        document = split(data)
        if document.front_matter is not None:
            head = decode(data).text.removesuffix(document.body)
            # Jekyll takes the empty lines below the front matter for a part of it.
            empty = _EMPTY_LINES.match(document.body)
            fault.line += head.count("\n") + (empty[0].count("\n") if empty else 0)
    return fault


def _message(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if _SHOUT in line and number + 1 < len(lines):
            return lines[number + 1]
    for number, line in enumerate(lines):
        if _TOPIC.match(line):
            said = line.split(":", 1)[1].strip()
            return said or (lines[number + 1] if number + 1 < len(lines) else line)
    return lines[-1] if lines else ""
