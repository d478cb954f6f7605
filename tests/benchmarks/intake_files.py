"""Things of every kind that intake reads, each made of a made-up article; the same ones in every run."""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path

from tests.benchmarks import articles

SEED = 7
DOCUMENTS = Path(__file__).parents[1] / "data" / "intake" / "documents"
_TAGS = re.compile(r"<[^<>]*>")
_DOTS = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC")  # fmt: skip


def mixed(place: Path, count: int) -> Path:
    """Fill a folder with things of all kinds in turn; return it. What is there is left alone."""
    made = place.with_name(f"{place.name}.made")
    if not made.exists():
        place.mkdir(parents=True, exist_ok=True)
        makers = list(MAKERS.values())
        for number in range(count):
            makers[number % len(makers)](place, number)
        made.touch()
    return place


def mails(place: Path, count: int, sentences: int = 2) -> Path:
    """Fill a folder with small letters; return it. What is there is left alone."""
    made = place.with_name(f"{place.name}.made")
    if not made.exists():
        place.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            lines = body_of(number).split("\n")
            text = "\n".join(_TAGS.sub("", line) for line in lines)[: 120 * sentences]
            (place / f"{number:06d}.eml").write_bytes(mail(number, text, html=False))
        made.touch()
    return place


def many(place: Path, count: int) -> Path:
    """Fill folders of 1,000 with small letters and texts, one thing of another kind among twenty."""
    made = place.with_name(f"{place.name}.made")
    if not made.exists():
        makers = list(MAKERS.values())
        for number in range(count):
            folder = place / f"{number // 1_000:03d}"
            folder.mkdir(parents=True, exist_ok=True)
            if number % 20 == 0:
                makers[number // 20 % len(makers)](folder, number)
                continue
            text = _TAGS.sub("", body_of(number))[:300]
            if number % 2:
                (folder / f"{number:06d}.eml").write_bytes(mail(number, text, html=False))
            else:
                (folder / f"{number:06d}.md").write_text(text, "utf-8")
        made.touch()
    return place


def text_of(number: int) -> str:
    """Return an article with its front matter."""
    return articles.article(number, SEED)[1].decode("utf-8", "replace")


def body_of(number: int) -> str:
    """Return an article without front matter."""
    return text_of(number).split("---\n")[-1]


def page(number: int, body: str) -> bytes:
    """Return a web page with an article somewhere in it."""
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page {number}</title></head>'
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    article = f"<article><h1>Page {number}</h1>{body}</article>"
    return f"{head}<body><nav><ul>{links}</ul></nav>{article}<footer>{links}</footer></body></html>".encode()


def mail(number: int, body: str, *, html: bool = True) -> bytes:
    """Return a letter, also as HTML where that is wanted."""
    letter = EmailMessage()
    letter["Subject"], letter["From"] = f"Letter {number}", "desk@own.example"
    letter["Message-ID"] = f"<{number}@own.example>"
    letter.set_content(body)
    if html:
        letter.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
    return letter.as_bytes()


def snapshot(number: int, body: str) -> bytes:
    """Return a page with a picture as a browser snapshots it."""
    whole = EmailMessage()
    whole["From"], whole["Subject"] = "<Saved by Blink>", f"Page {number}"
    whole["Snapshot-Content-Location"] = f"https://own.example/{number}.html"
    whole.set_content(page(number, f'<p><img src="dots.png"></p>{body}').decode(), subtype="html")
    whole.make_related()
    whole.add_related(
        _DOTS, "image", "png", headers=["Content-Location: https://own.example/dots.png"]
    )
    return whole.as_bytes()


def archive(texts: Sequence[str]) -> bytes:
    """Return articles in a ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, text in enumerate(texts):
            packed.writestr(f"in/{number}.md", text)
    return target.getvalue()


def feed(bodies: Sequence[str]) -> bytes:
    """Return articles as a feed."""
    items = "".join(
        f"<item><title>Entry {number}</title><link>https://own.example/{number}</link>"
        f"<content:encoded>{escape(body)}</content:encoded></item>"
        for number, body in enumerate(bodies)
    )
    name = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss version="2.0" xmlns:content="{name}"><channel>{items}</channel></rss>'.encode()


def document(number: int, body: str) -> bytes:
    """Return an article as a Word file: a real one with other words in it."""
    words = [text for line in body.split("\n") if (text := _TAGS.sub("", line).strip())]
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for text in (f"Paper {number}", *words)
    )
    target = io.BytesIO()
    with (
        zipfile.ZipFile(DOCUMENTS / "harbour.docx") as model,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in model.namelist():
            data = model.read(name)
            if name == "word/document.xml":
                begin = data.index(b"<w:body>") + len(b"<w:body>")
                end = data.rindex(b"</w:body>")
                data = data[:begin] + paragraphs.encode() + data[end:]
            packed.writestr(name, data)
    return target.getvalue()


def _write(suffix: str, make: Callable[[int, str], bytes]) -> Callable[[Path, int], None]:
    def write(place: Path, number: int) -> None:
        (place / f"{number:06d}{suffix}").write_bytes(make(number, body_of(number)))

    return write


def _write_saved(place: Path, number: int) -> None:
    folder = place / f"{number:06d}_files"
    folder.mkdir(exist_ok=True)
    (folder / "dots.png").write_bytes(_DOTS)
    picture = f'<p><img src="{folder.name}/dots.png"></p>'
    (place / f"{number:06d}.html").write_bytes(page(number, picture + body_of(number)))


def _write_archive(place: Path, number: int) -> None:
    (place / f"{number:06d}.zip").write_bytes(archive([text_of(number)]))


def _write_plain(place: Path, number: int) -> None:
    (place / f"{number:06d}.md").write_bytes(articles.article(number, SEED)[1])


MAKERS: dict[str, Callable[[Path, int], None]] = {
    "document": _write(".docx", document),
    "mail": _write(".eml", mail),
    "snapshot": _write(".mhtml", snapshot),
    "saved page": _write_saved,
    "archive": _write_archive,
    "markdown": _write_plain,
}
"""What writes a thing of each kind with its number into a folder."""
