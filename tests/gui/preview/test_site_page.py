"""A site's whole page in the real engine: at its own address, patched in place, its files confined."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtTest import QSignalSpy

from curator.services.preview import PICTURE_PREFIX, PreviewPage, Resource
from tests.gui.preview.pointer import TOKEN, click

Make = Callable[..., Any]
HOST = "site-1f3a"
ORIGIN = f"curator://{HOST}"
ADDRESS = f"{ORIGIN}/finance/2022/01/11/tea.html"
SHEET = (
    "p { color: rgb(1, 2, 3) } @media (prefers-color-scheme: dark) { p { color: rgb(9, 9, 9) } }"
)
FONT = b"not a font"


class Files:
    """A site's files, and what was asked for."""

    def __init__(self, dot: Resource) -> None:
        self.asked: list[tuple[str, str]] = []
        self.known = {
            "/assets/main.css": Resource("text/css", SHEET.encode()),
            "/finance/2022/01/11/local.png": dot,
            "/%E6%A0%87%20%E9%A2%98.png": dot,
        }

    def find(self, host: str, path: str) -> Resource | None:
        self.asked.append((host, path))
        return self.known.get(path)

    @property
    def paths(self) -> set[str]:
        return {path for _host, path in self.asked}


@pytest.fixture
def files(dot: Resource) -> Files:
    return Files(dot)


@pytest.fixture
def screen(make_screen: Make, files: Files, dot: Resource) -> Any:
    return make_screen(lambda token: dot if token == TOKEN else None, lookup_site=files.find)


HEAD = '<meta charset="utf-8"><link rel="stylesheet" href="/assets/main.css"><title>Tea</title>'


def document(body: str, *, head: str = HEAD, attributes: str = 'lang="zh"') -> str:
    return (
        f"<!DOCTYPE html>\n<html {attributes}>\n<head>{head}</head>\n"
        f'<body class="post"><header><nav>Site</nav></header><main><article>{body}</article></main>'
        "<footer>End</footer></body>\n</html>\n"
    )


def site_page(make_page: Make, body: str, *, address: str = ADDRESS, **options: str) -> PreviewPage:
    made: PreviewPage = make_page(body)
    return replace(made, document=document(body, **options), address=address)


LONG = "".join(f"<p id=p{n}>Paragraph {n} " + "and words. " * 30 + "</p>" for n in range(80))


def colour_of(screen: Any, selector: str = "p") -> str:
    return str(screen.run(f"getComputedStyle(document.querySelector({selector!r})).color"))


def test_page_stands_at_its_address_in_its_own_style(
    screen: Any, make_page: Make, files: Files
) -> None:
    screen.show(site_page(make_page, '<p>Text <img src="local.png"><img src="/标%20题.png"></p>'))
    assert screen.run("location.href") == ADDRESS
    assert screen.run("document.title") == "Tea"
    assert screen.run("document.documentElement.lang") == "zh"
    assert screen.run("document.body.className") == "post"
    assert screen.run("document.compatMode") == "CSS1Compat"
    assert colour_of(screen) == "rgb(1, 2, 3)"
    loaded = "Array.from(document.images).every(one => one.complete && one.naturalWidth === 3)"
    screen.qtbot.waitUntil(lambda: screen.run(loaded) is True, timeout=5000)
    assert files.paths == {
        "/assets/main.css",
        "/finance/2022/01/11/local.png",
        "/%E6%A0%87%20%E9%A2%98.png",
    }


def test_page_without_a_doctype_is_laid_out_as_browsers_do(screen: Any, make_page: Make) -> None:
    page = site_page(make_page, "<p>a</p>")
    assert page.document is not None
    screen.show(replace(page, document=page.document.removeprefix("<!DOCTYPE html>\n")))
    assert screen.run("document.compatMode") == "BackCompat"


def test_keystroke_changes_only_its_block(screen: Any, make_page: Make, files: Files) -> None:
    screen.show(site_page(make_page, "<p>a</p><ul><li>x</li><li>y</li></ul>"))
    screen.run("for (const e of document.querySelectorAll('*')) e.kept = true")
    screen.show(site_page(make_page, "<p>a</p><ul><li>x</li><li>y!</li></ul>"))
    fresh = "Array.from(document.querySelectorAll('*')).filter(e => !e.kept).map(e => e.outerHTML).join('')"
    assert screen.run(fresh) == "<li>y!</li>"
    assert files.asked.count((HOST, "/assets/main.css")) == 1


def test_two_changes_apart_touch_nothing_between(screen: Any, make_page: Make) -> None:
    def page(title: str) -> PreviewPage:
        head = HEAD.replace("Tea", title)
        body = f"<h1>{title}</h1><p id=kept>long</p><p>{title} again</p>"
        return site_page(make_page, body, head=head)

    screen.show(page("Tea"))
    screen.run("document.getElementById('kept').kept = true")
    screen.show(page("Coffee"))
    assert screen.run("document.title") == "Coffee"
    assert screen.run("document.querySelector('article').textContent") == "CoffeelongCoffee again"
    assert screen.run("document.getElementById('kept').kept") is True


def test_scroll_and_selection_stay_and_another_post_begins_at_its_top(
    screen: Any, make_page: Make
) -> None:
    screen.show(site_page(make_page, LONG), "one")
    screen.run("scrollTo(0, 900)")
    screen.run("getSelection().selectAllChildren(document.getElementById('p40'))")
    chosen = screen.run("getSelection().toString()")
    screen.show(site_page(make_page, LONG.replace("Paragraph 20 ", "Paragraph twenty ")), "one")
    assert screen.run("scrollY") == 900
    assert screen.run("getSelection().toString()") == chosen
    screen.show(site_page(make_page, LONG, address=f"{ORIGIN}/two.html"), "two")
    assert screen.run("scrollY") == 0
    assert screen.run("location.href") == f"{ORIGIN}/two.html"


def test_new_address_of_the_same_post_keeps_the_place(screen: Any, make_page: Make) -> None:
    screen.show(site_page(make_page, LONG), "one")
    screen.run("scrollTo(0, 900); globalThis.same = true")
    screen.show(site_page(make_page, LONG, address=f"{ORIGIN}/tea-and.html"), "one")
    assert screen.run("location.href") == f"{ORIGIN}/tea-and.html"
    assert screen.run("scrollY") == 900
    assert screen.run("globalThis.same") is True  # nothing was loaded


@pytest.mark.parametrize("path", ["/标题/茶.html", "/a'b(c)/d|e.html", "/a%20b.html", "/a//b/c"])
def test_any_address_comes_to_rest(screen: Any, make_page: Make, path: str) -> None:
    encoded = QUrl(ORIGIN + path).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    for text in ("one", "two"):
        screen.show(site_page(make_page, f"<p>{text}</p>", address=encoded))
        assert screen.run("document.querySelector('article').textContent") == text
    screen.show(site_page(make_page, "<p>x</p>", address=f"{ORIGIN}/plain.html"))
    screen.show(site_page(make_page, "<p>y</p>", address=encoded))
    assert screen.run("document.querySelector('article').textContent") == "y"


def test_article_and_page_of_a_post_alternate(screen: Any, make_page: Make) -> None:
    for _round in range(2):
        screen.show(site_page(make_page, "<p>page</p>"))
        assert screen.run("document.querySelector('footer').textContent") == "End"
        screen.show(make_page("<p>article</p>"))
        assert screen.run("document.getElementById('curator-article').textContent") == "article"
        assert screen.run("location.host") == "preview"


def test_theme_is_read_anew_and_the_place_stays(screen: Any, make_page: Make, files: Files) -> None:
    screen.show(site_page(make_page, LONG), "one")
    screen.run("scrollTo(0, 900)")
    files.known["/assets/main.css"] = Resource("text/css", b"p { color: rgb(7, 7, 7) }")
    with screen.qtbot.waitSignal(screen.pane.painted, timeout=20_000):
        screen.pane.reload_page()
    assert colour_of(screen) == "rgb(7, 7, 7)"
    assert screen.run("scrollY") == 900


def test_missing_style_sheet_does_not_hide_the_page(screen: Any, make_page: Make) -> None:
    head = HEAD.replace("main.css", "gone.css")
    screen.show(site_page(make_page, "<p>a</p>", head=head))
    screen.show(site_page(make_page, "<p>b</p>", head=head), "another")
    assert screen.run("getComputedStyle(document.querySelector('p')).visibility") == "visible"


def test_pictures_of_the_program_are_shown_on_a_site_s_page(screen: Any, make_page: Make) -> None:
    screen.show(site_page(make_page, f"<p><img src='{PICTURE_PREFIX}{TOKEN}'></p>"))
    loaded = "document.images[0].complete && document.images[0].naturalWidth"
    screen.qtbot.waitUntil(lambda: screen.run(loaded) == 3, timeout=5000)


def test_what_the_program_puts_in_is_dressed_on_every_site(screen: Any, make_page: Make) -> None:
    placeholder = "<a class='curator-picture curator-load' href='curator://load/x'>Picture</a>"
    loud = "<style>article a { display: block; text-decoration: underline } span { color: red }</style>"
    chip = "<span class='curator-liquid-chip'>{% youtube %}</span>"
    screen.show(site_page(make_page, f"<p>{placeholder} {chip}</p>", head=HEAD + loud))
    assert screen.run("getComputedStyle(document.querySelector('a')).display") == "inline-grid"
    assert screen.run("getComputedStyle(document.querySelector('span')).borderStyle") == "dashed"


# --- light and dark ---------------------------------------------------------------------------


def test_night_of_the_site_s_own(screen: Any, make_page: Make) -> None:
    inline = "<style media='(prefers-color-scheme: dark)'>i { color: rgb(8, 8, 8) }</style>"
    screen.show(site_page(make_page, "<p>a <i>b</i></p>", head=HEAD + inline))
    assert (colour_of(screen), colour_of(screen, "i")) == ("rgb(1, 2, 3)", "rgb(1, 2, 3)")
    screen.pane.toggle_light()
    assert (colour_of(screen), colour_of(screen, "i")) == ("rgb(9, 9, 9)", "rgb(8, 8, 8)")
    screen.show(site_page(make_page, "<p>a <i>b</i>!</p>", head=HEAD + inline))
    assert colour_of(screen) == "rgb(9, 9, 9)"
    screen.pane.toggle_light()
    assert (colour_of(screen), colour_of(screen, "i")) == ("rgb(1, 2, 3)", "rgb(1, 2, 3)")


def test_scheme_that_the_site_states_is_chosen(screen: Any, make_page: Make) -> None:
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    both = "<style>:root { color-scheme: light dark }</style>"
    screen.show(site_page(make_page, "<p>a</p>", head=both))
    assert screen.run(scheme) == "light"
    screen.pane.set_dark(True)
    assert screen.run(scheme) == "dark"
    screen.show(
        site_page(make_page, "<p>a</p>", head="<meta name=color-scheme content='dark light'>")
    )
    assert screen.run(scheme) == "dark"
    screen.show(site_page(make_page, "<p>a</p>", head=""))
    assert screen.run(scheme) == "light"


# --- walls ------------------------------------------------------------------------------------

HOSTILE = [
    "<script>document.body.dataset.hit = 1</script>",
    "<img src=x onerror='document.body.dataset.hit = 1'>",
    "<meta http-equiv=refresh content='0;url=URL/f?html'>",
    "<meta http-equiv=refresh content='0;url=/elsewhere.html'>",
    "<base href='URL/'><img src=f>",
    "<form action='URL/f?html'><input autofocus onfocus='this.form.submit()'></form>",
    "<iframe src='URL/f?html'></iframe>",
    "<iframe srcdoc='<img src=&quot;URL/f&quot;>'></iframe>",
    "<object data='URL/f?html'></object>",
    "<embed src='URL/f?html'>",
    "<svg><use href='URL/f#a'></use><image href='URL/f'></image></svg>",
    "<svg><foreignObject><link rel=preconnect href='URL'></foreignObject></svg>",
    "<style>@import url(URL/f?css); p { background: url(URL/f) }</style>",
    "<style>@font-face { font-family: x; src: url(URL/f) } p { font-family: x }</style>",
    "<p style='background: url(URL/f)'>a</p>",
    "<link rel=preconnect href='URL'><link rel='stylesheet preconnect' href='URL/f?css'>",
    "<link rel=stylesheet href='URL/f?css'><link rel=preload as=image href='URL/f'>",
    "<link rel=prefetch href='URL/f'><link rel=icon href='URL/f'><link rel=manifest href='URL/f'>",
    "<video src='URL/f' poster='URL/f' preload=auto></video><audio src='URL/f'></audio>",
    "<img src='URL/f'><img srcset='URL/f 1x'><picture><source srcset='URL/f'><img></picture>",
    "<img src='curator://site-2222/secret.png'>",
    "<link rel=stylesheet href='curator://site-2222/secret.css'>",
    "<style>@import url(curator://site-2222/secret.css);</style>",
    "<img src='file:///etc/passwd'><iframe src='file:///etc/passwd'></iframe>",
    "<template><link rel=preconnect href='URL'></template>",
    "<table background='URL/f'><tr><td>a</td></tr></table>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("place", ["head", "body"])
def test_hostile_page_does_nothing(
    screen: Any, make_page: Make, files: Files, canary: Any, hostile: str, place: str
) -> None:
    canary.reset()
    vector = hostile.replace("URL", canary.url)
    if place == "head":
        page = site_page(make_page, "<p>text</p>", head=HEAD + vector)
    else:
        page = site_page(make_page, f"<p>text</p><div>{vector}</div>")
    screen.show(page)
    screen.show(replace(page, document=(page.document or "").replace("End", "End!")))
    screen.rest(0.15)
    assert canary.connections == 0
    assert screen.run("'hit' in document.body.dataset") is False
    assert screen.run("location.href") == ADDRESS
    assert {host for host, _path in files.asked} == {HOST}
    assert not any("secret" in path for path in files.paths)


LINKS = [
    ("<a id=l href='https://example.org/x'>a link</a>", "https://example.org/x", None),
    (
        "<a id=l target=_blank href='https://example.org/x'>a link</a>",
        "https://example.org/x",
        None,
    ),
    ("<a id=l href='//example.org/x'>a link</a>", "https://example.org/x", None),
    ("<a id=l href='/about/'>a link</a>", None, "/about/"),
    ("<a id=l href='next.html?a=b'>a link</a>", None, "/finance/2022/01/11/next.html?a=b"),
    (f"<a id=l href='{ADDRESS}'>a link</a>", None, "/finance/2022/01/11/tea.html"),
    ("<a id=l href='curator://site-2222/x'>a link</a>", None, None),
    ("<a id=l href='curator://preview/style.css'>a link</a>", None, None),
    ("<a id=l href='javascript:document.title=1'>a link</a>", None, None),
    ("<a id=l href='file:///etc/passwd'>a link</a>", None, None),
    ("<a id=l href='data:text/html,x'>a link</a>", None, None),
    ("<a id=l ping='URL/f' href='#x'>a link</a>", None, None),
    ("<form action='URL/f?html'><button id=l>send</button></form>", None, None),
    (
        "<form action='/search'><input name=q value=tea><button id=l>send</button></form>",
        None,
        None,
    ),
    ("<form method=post action='/search'><button id=l>send</button></form>", None, None),
    ("<form method=dialog><button id=l>send</button></form>", None, None),
]


@pytest.mark.parametrize(("body", "outside", "inside"), LINKS)
def test_nothing_leads_away(
    screen: Any,
    make_page: Make,
    files: Files,
    canary: Any,
    body: str,
    outside: str | None,
    inside: str | None,
) -> None:
    canary.reset()
    told, stayed = QSignalSpy(screen.pane.link_clicked), QSignalSpy(screen.pane.site_link_clicked)
    screen.show(site_page(make_page, f"<p>before</p><p>{body.replace('URL', canary.url)}</p>"))
    click(screen, "#l")
    assert [told.at(n)[0] for n in range(told.count())] == ([outside] if outside else [])
    assert [stayed.at(n)[0] for n in range(stayed.count())] == ([inside] if inside else [])
    assert screen.run("location.href").removesuffix("#x") == ADDRESS
    assert screen.run("document.title") == "Tea"
    assert "before" in screen.run("document.body.textContent")
    assert canary.connections == 0
    assert files.paths == {"/assets/main.css"}


def test_article_cannot_ask_for_a_site_s_files(screen: Any, make_page: Make, files: Files) -> None:
    screen.show(site_page(make_page, "<p>a</p>"))
    files.asked.clear()
    screen.show(make_page(f"<p><img src='{ORIGIN}/finance/2022/01/11/local.png'></p>"))
    screen.rest(0.2)
    assert files.asked == []


POLICY = (
    "default-src 'none'; img-src curator://site-1f3a curator://preview; "
    "style-src curator://site-1f3a 'unsafe-inline'; font-src curator://site-1f3a; "
    "media-src curator://site-1f3a; script-src 'none'; object-src 'none'; frame-src 'none'; "
    "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
)


def test_policy_of_a_site() -> None:
    from curator.gui.preview.scheme import site_policy

    assert site_policy(HOST) == POLICY
