"""How much of an article an extractor brings: its text as F1, its elements as a share kept."""

import re
from collections import Counter
from dataclasses import dataclass
from statistics import mean

from lxml import html

from curator.importing.pages.visible import visible_text
from tests.importing.pages.layouts import Page

_WORD = re.compile(r"[぀-ヿ一-鿿]|[^\W_]+")


def words(text: str) -> Counter[str]:
    """Count the words of a text, in Chinese and Japanese the characters."""
    return Counter(_WORD.findall(text))


@dataclass
class Figures:
    """Of one extractor over many pages."""

    f1: list[float]
    kept: Counter[str]
    there: Counter[str]

    @property
    def mean(self) -> float:
        return mean(self.f1)

    def share(self, tag: str = "") -> float:
        if tag:
            return self.kept[tag] / self.there[tag]
        return self.kept.total() / self.there.total()


def figures() -> Figures:
    return Figures([], Counter(), Counter())


def measure(into: Figures, page: Page, body: str) -> float:
    """Add what `body`, a fragment of HTML, holds of the page's article; return its F1."""
    root = html.fragment_fromstring(body or "<p></p>", create_parent="div")
    wanted = words(" ".join(page.text))
    found = words(visible_text(root))
    common = (wanted & found).total()
    f1 = 2 * common / (wanted.total() + found.total())
    into.f1.append(f1)
    for tag, signs in page.elements.items():
        for sign in signs:
            into.there[tag] += 1
            into.kept[tag] += _has(root, tag, sign)
    return f1


def _has(root: html.HtmlElement, tag: str, sign: str) -> bool:
    for element in root.iter(tag):
        if tag in {"img", "iframe"}:
            if (element.get("src") or "").endswith(sign):
                return True
        elif "".join(sign.split()) in "".join(visible_text(element).split()):
            return True
    return False
