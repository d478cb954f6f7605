"""Makes articles that are another one, changed: edited, re-titled, in another encoding or markup.

The same number and kind give the same bytes in every run. Nothing that a source calls an article is
left in them: their texts alone must tell.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.benchmarks.articles import article

_PIECE = re.compile(r"[A-Za-z0-9.,%]+|[^A-Za-z0-9]")
_RUNS = (1, 1, 2, 3, 5, 8, 20)
"""Lengths of what an edit touches, in words or Chinese characters."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An article taken apart: paragraphs of plain text, without a link to its source."""

    title: str
    day: str
    paragraphs: tuple[str, ...]
    english: bool


def parts(n: int, seed: int = 1) -> Parts:
    """Return article number `n`, taken apart."""
    name, data = article(n, seed)
    head, _, body = data.decode().removeprefix("---\n").partition("\n---\n")
    title = re.search(r'^title: "?(.*?)"?$', head, re.MULTILINE)
    day = re.search(r"^date: (\S+)", head, re.MULTILINE)
    body = re.sub(r"<https?://[^>]*>|!\[[^\]]*\]\([^)]*\)", "", body)
    body = re.sub(r"^\[.*$", "", body, flags=re.MULTILINE)
    body = re.sub(r"<center>.*?</center>", "", body)
    body = re.sub(r"</?(?:p|strong)[^>]*>", "\n", body)
    lines = (line.removeprefix("> ").removeprefix("## ") for line in body.split("\n"))
    paragraphs = tuple(line for line in lines if line.strip() and not line.startswith("|"))
    english = sum(char.isascii() for char in body) > len(body) / 2
    return Parts(title[1] if title else name, day[1] if day else "", paragraphs, english)


def source(made: Parts, *, html: bool = False, title: str | None = None) -> bytes:
    """Return an article as Markdown or HTML."""
    shown = (title or made.title).replace('"', "'")
    head = f'---\ntitle: "{shown}"\ndate: {made.day} 08:30:00 +0800\n---\n'
    if html:
        body = "".join(f"<p>{text}</p>" for text in made.paragraphs)
    else:
        body = "\n\n".join(made.paragraphs)
    return (head + body + "\n").encode()


def edited(n: int, share: float, *, seed: int = 1) -> bytes:
    """Return an article of which so large a share of the words was replaced, cut or added."""
    made = parts(n, seed)
    draw = Random(n * 1_000 + round(share * 100))
    # What is put in comes from another story of the desk in that language.
    words = _other_words(n, made.english)
    pieces = _PIECE.findall("\n".join(made.paragraphs))
    left = max(1, round(share * len(pieces)))
    while left > 0:
        length = min(draw.choice(_RUNS), left)
        place = draw.randrange(len(pieces) + 1)
        start = draw.randrange(max(1, len(words) - length))
        act = draw.random()
        if act < 0.5:
            pieces[place : place + length] = words[start : start + length]
        elif act < 0.75:
            del pieces[place : place + length]
        else:
            pieces[place:place] = words[start : start + length]
        left -= length
    text = tuple(line for line in "".join(pieces).split("\n") if line.strip())
    changed = Parts(made.title, made.day, text, made.english)
    return source(changed, html=n % 2 == 0, title=_other_title(n))


def retitled(n: int) -> bytes:
    """Return an article under another title."""
    return source(parts(n), title=_other_title(n))


def other_markup(n: int) -> bytes:
    """Return an article in the markup that it did not have."""
    html = article(n)[1].count(b"<p>") > 1
    return source(parts(n), html=not html, title=_other_title(n))


def other_encoding(n: int) -> bytes:
    """Return an article with Windows' line ends, in another encoding."""
    encoding = ("gb18030", "utf-16", "utf-8-sig")[n % 3]
    text = retitled(n).decode().replace("\n", "\r\n")
    return text.encode(encoding)


def shortened(n: int) -> bytes:
    """Return the first two thirds of an article."""
    made = parts(n)
    kept = made.paragraphs[: max(1, len(made.paragraphs) * 2 // 3)]
    return source(Parts(made.title, made.day, kept, made.english), title=_other_title(n))


def other_story(n: int) -> bytes:
    """Return another story of the same desk: its phrases, its boilerplate, its names."""
    return source(parts(n), html=n % 2 == 0)


KINDS: dict[str, Callable[[int], bytes]] = {
    "re-titled": retitled,
    "re-encoded": other_encoding,
    "HTML ↔ Markdown": other_markup,
    "edited 1 %": partial(edited, share=0.01),
    "edited 2 %": partial(edited, share=0.02),
    "edited 5 %": partial(edited, share=0.05),
    "edited 10 %": partial(edited, share=0.10),
    "edited 20 %": partial(edited, share=0.20),
    "first two thirds": shortened,
}
"""What is still the same article."""


def _other_words(n: int, english: bool) -> Sequence[str]:
    other = n + 7
    while (made := parts(other)).english is not english or len(made.paragraphs) < 3:
        other += 1
    return _PIECE.findall("\n".join(made.paragraphs))


def _other_title(n: int) -> str:
    return f"改写标题 {n} Another headline"
