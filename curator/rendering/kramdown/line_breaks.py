"""Line breaks of GitHub's dialect: every newline with `hard_wrap`, else a backslash before it."""

from collections.abc import Iterator

from curator.rendering.kramdown.elements import BLOCK_KINDS, Node
from curator.rendering.kramdown.ids import GitHubIds
from curator.rendering.kramdown.options import Options


def settle(root: Node, options: Options, *, hard_wrap: bool) -> None:
    """Put breaks into texts and ids on headers, all through the tree but inside HTML elements."""
    mark = "\n" if hard_wrap else "\\\n"
    ids = GitHubIds(options.auto_id_prefix)
    stack = [root]
    while stack:
        element = stack.pop()
        kids = element.kids
        if any(kid.kind == "text" and mark in kid.value for kid in kids):
            element.kids = [
                part
                for kid in kids
                for part in (
                    _broken(element, kid, mark)
                    if kid.kind == "text" and mark in kid.value
                    else (kid,)
                )
            ]
        if options.auto_ids and element.kind == "header" and "id" not in element.attr:
            element.attr["id"] = ids.next(element.text)
        following = [
            kid
            for kid in kids
            if kid.kind not in ("html", "text") and (kid.kids or kid.kind == "header")
        ]
        stack.extend(reversed(following))


def _broken(element: Node, text: Node, mark: str) -> Iterator[Node]:
    lines = text.value.split(mark)
    block = element.kind in BLOCK_KINDS or (
        element.kind in ("html", "math") and element.category == "block"
    )
    ends_block = not lines[-1] and block and element.kids[-1] is text
    breaks = len(lines) - (2 if ends_block else 1)
    for index, line in enumerate(lines):
        yield Node("text", f"\n{line}" if index else line)
        if index < breaks:
            yield Node("br")
