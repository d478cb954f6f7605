"""placeholder"""

from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.tokens import Token


def parse_seo(parser: Parser, token: Token) -> Part:
    """Parse `seo`."""
    return Part(token)
