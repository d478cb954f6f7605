"""`link` and `post_url`: addresses of files of the site."""

import re

from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tags.includes import rendered
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.urls import relative_url
from curator.rendering.liquid.values import BLANKS, to_s

_POST = re.compile(r"^(.+/)*(\d+-\d+-\d+)-(.*)$", re.MULTILINE | re.ASCII)


class Link(Part):
    """`link`: the URL of the file at a path, which may hold variables."""

    __slots__ = ("path",)

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.path = token.markup.strip(BLANKS)

    def write(self, context: Context, out: Output) -> None:
        """Write the URL; raises Fault where there is no such file."""
        path = rendered(context, self.path) if "{" in self.path else self.path
        url = context.site.file_url(path)
        if url is None:
            raise Fault(Code.NO_FILE, name=path)
        out.write(to_s(relative_url(context, url)))


class PostUrl(Part):
    """`post_url`: the URL of a post by its date and name."""

    __slots__ = ("post",)

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.post = token.markup.strip(BLANKS)
        if _POST.search(self.post.removeprefix("/")) is None:
            raise Fault(Code.NO_POST, name=self.post)

    def write(self, context: Context, out: Output) -> None:
        """Write the URL; raises Fault where there is no such post."""
        url = context.site.post_url(self.post)
        if url is None:
            raise Fault(Code.NO_POST, name=self.post)
        out.write(to_s(relative_url(context, url)))


def parse_link(parser: Parser, token: Token) -> Part:
    """Parse `link`."""
    return Link(token)


def parse_post_url(parser: Parser, token: Token) -> Part:
    """Parse `post_url`."""
    return PostUrl(token)
