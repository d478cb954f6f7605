"""What a start tag says: its attributes, and how its body wants to be read."""

from collections.abc import Mapping

from curator.rendering.kramdown import tags
from curator.rendering.kramdown.patterns import ATTRIBUTE

_MODELS: Mapping[str, str] = {"0": "raw", "1": "default", "span": "span", "block": "block"}


def html_attributes(text: str, *, known: bool) -> dict[str, str]:
    """Return the attributes of a start tag; names of known elements' attributes in lower case."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        name = match[1].lower() if known else match[1]
        found[name] = match[2] or match[3] or match[4] or ""
    return found


def markdown_model(attr: dict[str, str], name: str, otherwise: str) -> str:
    """Take the `markdown` attribute; return what the element's body is read as."""
    model = _MODELS.get(attr.pop("markdown", ""))
    if model is None:
        return otherwise
    return tags.model_of(name) if model == "default" else model
