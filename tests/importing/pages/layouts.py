"""Pages in many layouts made of one story, with what belongs to the article known.

Written by hand after the manners of real sites; nothing of a real page stands in them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from tests.importing.pages.stories import Story

CODE = 'def count(roofs):\n    total = 0\n    for roof in roofs:\n        if roof["birds"] > 0 and not roof["closed"]:\n            total += roof["birds"]\n    return total'


@dataclass
class Page:
    """A page and its truth."""

    layout: str
    story: Story
    html: str = ""
    text: list[str] = field(default_factory=list)
    """The article's own text, block by block, without the title."""
    elements: dict[str, list[str]] = field(default_factory=dict)
    """What must be kept: by tag, something that tells each one (its text, or the end of its address)."""
    date: bool = True
    author: bool = True

    def add(self, text: str) -> str:
        self.text.append(text)
        return escape(text)

    def keep(self, tag: str, sign: str) -> None:
        self.elements.setdefault(tag, []).append(sign)

    # Pieces of an article; each notes its truth.

    def p(self, number: int, attributes: str = "") -> str:
        return f"<p{attributes}>{self.add(self.story.paragraphs[number])}</p>\n"

    def h(self, number: int, tag: str = "h2") -> str:
        self.keep(tag, self.story.headings[number])
        return f"<{tag}>{self.add(self.story.headings[number])}</{tag}>\n"

    def figure(
        self, image: str = "<img src='/media/{name}.jpg' alt='x'>", name: str = "lead"
    ) -> str:
        self.keep("img", f"/media/{name}.jpg")
        self.keep("figure", self.story.caption)
        return f"<figure>{image.format(name=name)}<figcaption>{self.add(self.story.caption)}</figcaption></figure>\n"

    def image(self, markup: str, name: str) -> str:
        self.keep("img", f"/media/{name}.jpg")
        return markup.format(name=name)

    def items(self, tag: str = "ul") -> str:
        for one in self.story.items:
            self.keep("li", one)
        return (
            f"<{tag}>"
            + "".join(f"<li>{self.add(one)}</li>" for one in self.story.items)
            + f"</{tag}>\n"
        )

    def table(self) -> str:
        rows = self.story.cells
        self.keep("table", rows[1][0])
        made = "".join(f"<tr><td>{self.add(a)}</td><td>{self.add(b)}</td></tr>" for a, b in rows)
        return f"<table class='data'>{made}</table>\n"

    def quote(self) -> str:
        self.keep("blockquote", self.story.quote)
        return f"<blockquote><p>{self.add(self.story.quote)}</p></blockquote>\n"

    def code(self) -> str:
        self.keep("code", "total = 0")
        self.text.append(CODE)
        return f'<pre><code class="language-python">{escape(CODE)}</code></pre>\n'

    def frame(self) -> str:
        self.keep("iframe", "/embed/42")
        return '<div class="embed"><iframe src="https://video.example/embed/42" width="560"></iframe></div>\n'

    def noted(self, number: int) -> str:
        self.keep("sup", "1")
        self.text.append(self.story.paragraphs[number] + " 1")
        return f'<p>{escape(self.story.paragraphs[number])}<sup id="r1"><a href="#n1">1</a></sup></p>\n'

    def notes(self) -> str:
        return f'<section class="footnotes"><ol><li id="n1">{self.add(self.story.footnote)}</li></ol></section>\n'

    # What stands around it.

    def menu(self, tag: str = "nav") -> str:
        links = "".join(
            f'<li><a href="/{n}">{escape(one)}</a></li>' for n, one in enumerate(self.story.menu)
        )
        return f'<{tag} class="menu"><ul>{links}</ul></{tag}>\n'

    def related(self, tag: str = "aside", name: str = "related") -> str:
        links = "".join(
            f'<li><a href="/o/{n}">{escape(one)}</a></li>'
            for n, one in enumerate(self.story.others)
        )
        return (
            f'<{tag} class="{name}"><h3>{escape(self.story.menu[1])}</h3><ul>{links}</ul></{tag}>\n'
        )

    def teasers(self) -> str:
        return "".join(
            f'<div class="teaser-card"><h4><a href="/t/{n}">{escape(one)}</a></h4><p>{escape(self.story.teaser)}</p></div>'
            for n, one in enumerate(self.story.others)
        )

    def share(self) -> str:
        return f'<div class="share-buttons"><a href="#s">{escape(self.story.share)}</a><button>+</button></div>\n'

    def footer(self, tag: str = "footer") -> str:
        return f'<{tag} class="foot"><p>{escape(self.story.legal)}</p>{self.menu("div")}</{tag}>\n'

    def linked(self) -> str:
        story = self.story
        told = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": "2023-05-09T14:30:00+02:00",
            "author": {"@type": "Person", "name": story.author},
            "publisher": {"@type": "Organization", "name": story.site},
        }
        return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'

    def og(self) -> str:
        return (
            f'<meta property="og:title" content="{escape(self.story.title)}">'
            f'<meta property="og:site_name" content="{escape(self.story.site)}">'
            f'<meta property="article:published_time" content="2023-05-09T14:30:00+02:00">'
            f'<meta name="author" content="{escape(self.story.author)}">'
        )

    def whole(self, head: str, body: str) -> None:
        title = f"{escape(self.story.title)} | {escape(self.story.site)}"
        self.html = (
            f'<!DOCTYPE html>\n<html lang="{self.story.language}"><head><meta charset="utf-8">'
            f"<title>{title}</title>{head}<style>p{{margin:0}}</style></head>\n<body>\n{body}\n</body></html>\n"
        )


def semantic(page: Page) -> None:
    story = page.story
    page.whole(
        page.linked(),
        page.menu()
        + f"<main><article><header><h1>{escape(story.title)}</h1><p class='byline'>{escape(story.author)}</p>"
        f"<time datetime='2023-05-09T14:30:00+02:00'>{escape(story.date)}</time></header>"
        + page.figure()
        + page.p(0)
        + page.p(1)
        + page.h(0)
        + page.items()
        + page.p(2)
        + page.quote()
        + page.p(3)
        + page.h(1)
        + page.table()
        + page.p(4)
        + page.p(5)
        + "</article>"
        + page.related()
        + "</main>"
        + page.footer(),
    )


def soup(page: Page) -> None:
    story = page.story
    page.whole(
        page.og(),
        "<div id='wrap'><div id='top'>" + page.menu("div") + "</div><div id='cols'><div id='left'>"
        f"<div class='post'><div class='post-title'><h1>{escape(story.title)}</h1></div>"
        f"<div class='post-meta'>{escape(story.author)} · {escape(story.date)}</div><div class='post-content'>"
        + page.p(0)
        + page.image("<p><img src='/media/{name}.jpg'></p>", "one")
        + page.p(1)
        + page.p(2)
        + page.h(0, "h3")
        + page.p(3)
        + page.items("ol")
        + page.p(4)
        + page.frame()
        + page.p(5)
        + "</div>"
        + page.share()
        + "</div></div><div id='right'>"
        + page.related("div", "box")
        + page.teasers()
        + "</div></div>"
        + page.footer("div")
        + "</div>",
    )


def tables(page: Page) -> None:
    """An old site: tables for the layout, lines broken by hand."""
    story = page.story
    page.author = False
    lines = "<br><br>\n".join(page.add(one) for one in story.paragraphs)
    page.whole(
        "",
        "<center><table width='760'><tr><td colspan='2'>" + page.menu("div") + "</td></tr>"
        "<tr><td width='180' valign='top'>" + page.related("div", "left") + "</td>"
        f"<td valign='top'><font size='5'><b>{escape(story.title)}</b></font><br><font size='1' class='date'>{escape(story.date)}</font><br><br>"
        f"<font size='3'>{lines}</font><br>"
        + page.image("<center><img src='/media/{name}.jpg' width='400'></center>", "old")
        + "</td></tr><tr><td colspan='2'>"
        + page.footer("div")
        + "</td></tr></table></center>",
    )


def portal(page: Page) -> None:
    """A portal: lazy pictures, rankings on both sides, the article in one `div` by its id."""
    story = page.story
    page.author = False
    lazy = (
        "<div class='img_wrapper'><img src='/static/blank.gif' data-src='/media/{name}.jpg'></div>"
    )
    page.whole(
        "",
        page.menu("div")
        + "<div class='main-content'><div class='rank'>"
        + page.related("div", "hotnews")
        + "</div>"
        f"<div class='article-box'><h1 class='main-title'>{escape(story.title)}</h1><div class='date-source'><span class='date'>{escape(story.date)}</span> "
        f"<a class='source' href='/s'>{escape(story.site)}</a></div><div class='article' id='artibody'>"
        + page.image(lazy, "lazy1")
        + page.p(0)
        + page.p(1)
        + page.p(2)
        + page.image(lazy, "lazy2")
        + page.p(3)
        + page.p(4)
        + page.table()
        + page.p(5)
        + "<p style='display:none'>window.hidden</p></div><div class='keywords'>"
        + " ".join(f"<a href='/k'>{escape(tag)}</a>" for tag in story.tags)
        + "</div>"
        + page.share()
        + "</div><div class='side'>"
        + page.teasers()
        + page.related("div", "hot-rank")
        + "</div></div>"
        + page.footer("div"),
    )


def manual(page: Page) -> None:
    """Documentation: a tree of links at the left, code, footnotes."""
    story = page.story
    page.date = page.author = False
    page.whole(
        "",
        "<div class='sidebar'>" + page.menu() + page.related("div", "toctree") + "</div>"
        f"<div role='main' class='document'><div class='breadcrumbs'><a href='/'>{escape(story.menu[0])}</a> » </div><section id='s'><h1>{escape(story.title)}</h1>"
        + page.p(0)
        + page.code()
        + page.p(1)
        + page.h(0)
        + page.noted(2)
        + page.items()
        + page.h(1)
        + page.p(3)
        + page.table()
        + page.p(4)
        + page.p(5)
        + page.notes()
        + f"</section></div><div class='prevnext'><a href='/p'>{escape(story.others[0])}</a> <a href='/n'>{escape(story.others[1])}</a></div>"
        + page.footer(),
    )


def blog(page: Page) -> None:
    story = page.story
    remarks = "".join(
        f"<li class='comment'><p>{escape(story.remark)}</p><a href='#r'>↩</a></li>"
        for _ in range(6)
    )
    page.whole(
        page.og(),
        f"<header><a href='/'>{escape(story.site)}</a></header><div class='hentry'><h1 class='entry-title'>{escape(story.title)}</h1>"
        f"<div class='entry-meta'><span class='author'>{escape(story.author)}</span> <time class='published' datetime='2023-05-09T14:30:00+02:00'>{escape(story.date)}</time></div>"
        "<div class='entry-content'>"
        + page.p(0)
        + page.p(1)
        + page.code()
        + page.p(2)
        + page.figure(name="blog")
        + page.quote()
        + page.p(3)
        + page.p(4)
        + page.p(5)
        + "</div><footer class='entry-footer'>"
        + " ".join(f"<a rel='tag' href='/t'>{escape(tag)}</a>" for tag in story.tags)
        + f"</footer></div><div id='comments'><h3>6</h3><ol class='commentlist'>{remarks}</ol></div>"
        + page.footer(),
    )


def sections(page: Page) -> None:
    """Pictures without scripts in `noscript`, every part in a section of its own."""
    story = page.story
    noscript = "<img class='lazy' src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='><noscript><img src='/media/{name}.jpg'></noscript>"
    page.whole(
        page.linked(),
        page.menu()
        + f"<div class='page'><section class='head'><h1>{escape(story.title)}</h1></section><div class='body-text'>"
        "<section>"
        + page.p(0)
        + page.p(1)
        + "</section><section>"
        + page.figure(noscript, "sec")
        + page.p(2)
        + "</section><section>"
        + page.h(0)
        + page.p(3)
        + page.items()
        + "</section><section>"
        + page.h(1)
        + page.p(4)
        + page.p(5)
        + "</section></div>"
        + page.share()
        + "</div>"
        + page.related("section", "recommended")
        + page.footer(),
    )


def magazine(page: Page) -> None:
    """A lead picture in the head, a pulled quote, other stories in the middle of the text."""
    story = page.story
    sources = "<picture><source srcset='/media/{name}-small.webp 480w, /media/{name}.jpg 1200w'><img src='/media/{name}.jpg' alt=''></picture>"
    page.whole(
        page.og(),
        page.menu()
        + f"<article class='story'><header class='story-header'><h1>{escape(story.title)}</h1><address class='byline'><a rel='author' href='/a'>{escape(story.author)}</a></address>"
        + page.figure(sources, "mag")
        + "</header><div class='story-body'>"
        + page.p(0)
        + page.p(1)
        + page.related("div", "related-inline")
        + page.p(2)
        + page.h(0)
        + page.p(3)
        + page.quote()
        + page.p(4)
        + f"<div class='newsletter-signup'><p>{escape(story.consent)}</p><form><input type='email'><button>OK</button></form></div>"
        + page.p(5)
        + "</div></article><section class='more-stories'>"
        + page.teasers()
        + "</section>"
        + page.footer(),
    )


def wiki(page: Page) -> None:
    story = page.story
    page.date = page.author = False
    edit = "<span class='mw-editsection'>[<a href='/e'>edit</a>]</span>"
    page.whole(
        "",
        "<div id='mw-panel'>"
        + page.menu("div")
        + f"</div><div id='content'><h1 id='firstHeading'>{escape(story.title)}</h1><div id='bodyContent'><div class='mw-parser-output'>"
        + page.p(0)
        + page.noted(1)
        + page.image(
            "<figure class='thumb'><a href='/f'><img src='/media/{name}.jpg'></a></figure>", "wiki"
        )
        + page.h(0).replace("</h2>", "</h2>" + edit)
        + page.p(2)
        + page.items()
        + page.p(3)
        + page.h(1)
        + page.p(4)
        + page.table()
        + page.p(5)
        + page.notes()
        + "</div></div></div>"
        + page.footer("div"),
    )


def lines(page: Page) -> None:
    """Bare text in one `div`, lines broken twice, pictures between."""
    story = page.story
    page.author = False
    parts = [page.add(one) for one in story.paragraphs]
    picture = page.image("<img src='/media/{name}.jpg'>", "line")
    text = "<br/><br/>".join([*parts[:3], picture, *parts[3:]])
    page.whole(
        "",
        page.menu("div")
        + f"<div class='content'><h2 class='t'>{escape(story.title)}</h2><div class='pubtime'>{escape(story.date)}</div><div class='txt'>{text}</div></div>"
        + page.related("div", "list")
        + page.footer("div"),
    )


def pieces(page: Page) -> None:
    """The article in pieces with advertisements between, no element of its own around them."""
    story = page.story
    ad = "<div class='ad-slot' id='ad-1'><a href='//ads.example/x'><img src='//ads.example/x.gif'></a><p>Advertisement</p></div>"
    page.whole(
        page.linked(),
        page.menu()
        + f"<div class='hero'><h1>{escape(story.title)}</h1></div><div class='chunk'>"
        + page.p(0)
        + page.p(1)
        + "</div>"
        + ad
        + "<div class='chunk'>"
        + page.h(0)
        + page.p(2)
        + page.figure(name="piece")
        + "</div>"
        + ad
        + "<div class='chunk'>"
        + page.p(3)
        + page.frame()
        + page.p(4)
        + "</div>"
        + ad
        + "<div class='chunk'>"
        + page.h(1)
        + page.p(5)
        + page.items()
        + "</div>"
        + page.teasers()
        + page.footer(),
    )


def crowded(page: Page) -> None:
    """A wall of consent before, boxes between, a long foot behind, and markup that is never closed."""
    story = page.story
    page.whole(
        page.og(),
        f"<div class='cookie-consent'><p>{escape(story.consent)}</p><p>{escape(story.consent)}</p><button>OK</button></div>"
        + page.menu()
        + f"<div class=grid><div class=col-8><h1>{escape(story.title)}</h1><p class='lead-date date'>{escape(story.date)}"
        "<div itemprop='articleBody'>"
        + page.p(0).replace("</p>", "")
        + page.p(1).replace("</p>", "")
        + page.h(0)
        + page.p(2)
        + page.figure(name="crowd")
        + page.p(3)
        + "<div class='promo-box'><a href='/abo'>"
        + escape(story.teaser)
        + "</a></div>"
        + page.items()
        + page.p(4)
        + page.table()
        + page.p(5)
        + "</div>"
        + page.share()
        + "</div><div class=col-4>"
        + page.teasers()
        + page.related("div", "most-read")
        + "</div></div>"
        + "".join(page.footer() for _ in range(3)),
    )


def brief(page: Page) -> None:
    """Two paragraphs beside much else."""
    story = page.story
    page.author = False
    page.whole(
        page.og(),
        page.menu()
        + f"<main><div class='brief'><h1>{escape(story.title)}</h1><span class='time'>{escape(story.date)}</span><div class='brief-text'>"
        + page.p(0)
        + page.p(1)
        + "</div></div><div class='river'>"
        + page.teasers()
        + "</div></main>"
        + page.related()
        + page.footer(),
    )


LAYOUTS: tuple[Callable[[Page], None], ...] = (
    semantic,
    soup,
    tables,
    portal,
    manual,
    blog,
    sections,
    magazine,
    wiki,
    lines,
    pieces,
    crowded,
    brief,
)


def pages(stories: tuple[Story, ...]) -> list[Page]:
    """Return every layout in every language."""
    made = []
    for story in stories:
        for layout in LAYOUTS:
            page = Page(layout.__name__, story)
            layout(page)
            made.append(page)
    return made
