"""The excerpt of a post before it is rendered, as Jekyll cuts it from the body (jekyll.md §6).

Nothing is cut until it is asked for: a verdict holds only the rule.
"""

import re
from dataclasses import dataclass

from curator.formats.document import Document
from curator.formats.yaml_values import Value
from curator.site.encodings import reread

_TAG = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL | re.ASCII)
_LINK_DEFINITION = re.compile(r"^ {0,3}(?:(\[[^\]]+\])(:.+))$", re.MULTILINE)
_BLOCKS = frozenset(
    {"capture", "case", "comment", "for", "highlight", "if", "ifchanged", "raw", "tablerow"}
    | {"unless"}
)
"""The Liquid tags of Jekyll that need an end; those of plugins are unknown here."""


@dataclass(frozen=True, slots=True)
class ExcerptRule:
    """How a post gets its excerpt."""

    own: Value = None
    """What front matter or defaults say, which counts where it is neither empty nor false."""
    separator: str = ""
    """What ends the excerpt in the body; empty where none is cut."""
    codec: str | None = None
    """What the site's files are read with instead of UTF-8."""


def excerpt_of(document: Document, rule: ExcerptRule) -> Value:
    """Return a post's excerpt as source text, None where it has none."""
    if rule.own is not None and rule.own is not False:
        return rule.own
    if not rule.separator:
        return rule.own
    read = document if rule.codec is None else reread(document, rule.codec)
    return cut(read.content, rule.separator)


def cut(content: str, separator: str) -> str:
    """Return what stands before the first separator, made whole.

    Liquid blocks left open are closed, and link definitions that it uses are taken along from the
    rest. Without a separator, or with nothing after it, all that precedes it stays as it is.
    """
    head, _, tail = content.partition(separator)
    if not tail:
        return head
    if "{%" in head:
        head = _with_blocks_closed(head)
    definitions = [name + target for name, target in _LINK_DEFINITION.findall(tail) if name in head]
    return "\n\n".join([head, "\n".join(definitions)]) if definitions else head


def _with_blocks_closed(head: str) -> str:
    for name in reversed(_TAG.findall(head)):
        if name not in _BLOCKS:
            continue
        if not re.search(rf"\{{%-?\s*end{name}.*?\s*-?%\}}", head, re.DOTALL | re.ASCII):
            head += f"\n{{% end{name} %}}"
    return head
