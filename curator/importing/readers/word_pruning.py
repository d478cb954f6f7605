"""What mammoth reads of a `.docx`: the rest, most of a document by its size, would only cost time.

Word writes hundreds of settings of styles that a document does not use. What stands here was taken from
the elements that mammoth 1.x asks for.
"""

from collections.abc import Container

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _names(*names: str) -> frozenset[str]:
    return frozenset(_W + name for name in names)


_OF_A_STYLE = _names("name")
_OF_A_NUMBERING_STYLE = _names("name", "pPr")
_OF_A_LIST = _names("lvl", "numStyleLink")
_OF_A_LEVEL = _names("numFmt", "pStyle")
_OF_A_RUN = _names(
    *("rStyle", "b", "i", "u", "strike", "caps", "smallCaps", "highlight", "vertAlign"),
    *("ins", "del", "moveFrom", "moveTo"),
)


def kept_of_styles(root: etree._Element) -> etree._Element:
    """Leave of each style its name, and of one of lists also which list it means."""
    for child in list(root):
        if child.tag != f"{_W}style":
            root.remove(child)
        elif child.get(f"{_W}type") == "numbering":
            _keep(child, _OF_A_NUMBERING_STYLE)
        else:
            _keep(child, _OF_A_STYLE)
    return root


def kept_of_numbering(root: etree._Element) -> etree._Element:
    """Leave of each level of a list whether it is numbered, and the style that means it."""
    for numbering in root.iter(f"{_W}abstractNum"):
        _keep(numbering, _OF_A_LIST)
    for level in root.iter(f"{_W}lvl"):
        _keep(level, _OF_A_LEVEL)
    return root


def kept_in_text(root: etree._Element) -> etree._Element:
    """Leave of each run what a reader of HTML would see of its formatting."""
    for properties in list(root.iter(f"{_W}rPr")):
        _keep(properties, _OF_A_RUN)
    return root


def _keep(parent: etree._Element, names: Container[object]) -> None:
    for child in list(parent):
        if child.tag not in names:
            parent.remove(child)
