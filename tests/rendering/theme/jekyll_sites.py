"""Whole sites built by Debian's Jekyll in one go, and pages compared as a browser would read them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import html5lib

ORACLE = Path(__file__).with_name("oracle.rb")
SITES = Path(__file__).parents[2] / "data" / "sites"

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "pre",
        "script",
        "section",
        "style",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_AS_WRITTEN = frozenset({"pre", "textarea", "script", "style"})


@dataclass(frozen=True, slots=True)
class Built:
    """What Jekyll made of one source file."""

    path: str
    """Relative to the site's root."""
    url: str
    file: Path
    is_page: bool


def build(folder: Path, sites: Sequence[Path]) -> list[dict[str, Any]]:
    """Build sites below `folder`, each into a folder of its name; return what Jekyll says."""
    asked = [{"root": str(site), "destination": str(folder / site.name)} for site in sites]
    done = subprocess.run(
        ["ruby", "-Ku", ORACLE],
        input=json.dumps({"sites": asked}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "TZ": "UTC", "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line]
    assert len(answers) == len(sites), done.stderr
    return answers


def built_files(folder: Path, name: str, answer: dict[str, Any]) -> Iterator[Built]:
    """Yield what Jekyll wrote for a site."""
    for one in answer["files"]:
        inner = answer["inner"]
        path = one["path"]
        if inner and not one["page"]:
            path = f"{inner}/{path}"
        yield Built(path, one["url"], folder / name / one["file"], one["page"])


def jekyll_missing() -> bool:
    """Tell whether Debian's Jekyll is not installed."""
    return shutil.which("jekyll") is None or shutil.which("ruby") is None


def tokens(html: str) -> list[str]:
    """Return a whole page as a list of tags and texts, without what no reader can see."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    found: list[tuple[str, str]] = []
    _walk(root, found, False)
    return _settled(found)


def _walk(element: Any, found: list[tuple[str, str]], written: bool) -> None:
    if not isinstance(element.tag, str):
        return
    attributes = sorted((name, _attribute(name, value)) for name, value in element.attrib.items())
    tag = element.tag
    text = "".join(f' {name}="{value}"' for name, value in attributes)
    found.append((tag, f"<{tag}{text}>"))
    inner = written or tag in _AS_WRITTEN
    _text(element.text, found, inner)
    for child in element:
        _walk(child, found, inner)
        _text(child.tail, found, inner)
    found.append((tag, f"</{tag}>"))


def _attribute(name: str, value: str) -> str:
    return " ".join(value.split()) if name == "class" else value


def _text(text: str | None, found: list[tuple[str, str]], written: bool) -> None:
    if text:
        if found and found[-1][0] in {"", "="}:
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append(("=" if written else "", text))


def _settled(found: list[tuple[str, str]]) -> list[str]:
    out: list[str] = []
    for at, (kind, text) in enumerate(found):
        if kind == "=" or kind:
            out.append(text)
        else:
            plain = " ".join(text.split())
            before = found[at - 1][0] if at else "html"
            after = found[at + 1][0] if at + 1 < len(found) else "html"
            if text[:1].isspace() and before not in _BLOCKS and plain:
                plain = f" {plain}"
            if text[-1:].isspace() and after not in _BLOCKS and plain:
                plain = f"{plain} "
            if not plain and before not in _BLOCKS and after not in _BLOCKS:
                plain = " "
            if plain:
                out.append(plain)
    return out
