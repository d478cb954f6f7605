"""Nothing in an article runs and nothing is fetched: each layer proven by taking the others away.

The table of reliability.md §3.2, in the real engine. A vector counts only where it does something
on an unprotected page; a layer that is silently off would let live vectors through in the row where
it stands alone, and the test would fail.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from curator.gui.preview.web_pane import Layers

NOTHING = Layers(scripts_off=False, policy=False, blocker=False)

# Each row: layers, whether scripts are live, whether fetches are live.
TABLE = {
    "all off": (NOTHING, True, True),
    "blocker alone": (Layers(scripts_off=False, policy=False, blocker=True), True, False),
    "scripts-off alone": (Layers(scripts_off=True, policy=False, blocker=False), False, True),
    "policy alone": (Layers(scripts_off=False, policy=True, blocker=False), False, False),
    "without scripts-off": (Layers(scripts_off=False), False, False),
    "without policy": (Layers(policy=False), False, False),
    "without blocker": (Layers(blocker=False), False, False),
    "all on": (Layers(), False, False),
}

LEAST_LIVE_SCRIPTS = 120
LEAST_LIVE_FETCHES = 150

# --- scripts ------------------------------------------------------------------------------------

# HIT becomes a call that leaves a mark on the page, encoded for where it stands.
SCRIPTS = [
    "<script>HIT</script>",
    "<script type=module>HIT</script>",
    "<script src='data:text/javascript,HIT'></script>",
    "<svg><script>HIT</script></svg>",
    "<svg><script href='data:text/javascript,HIT'></script></svg>",
    "<img src=x: onerror='HIT'>",
    "<image src=x: onerror='HIT'>",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' onload='HIT' onerror='HIT'>",
    "<svg onload='HIT'></svg>",
    "<svg><image href=x: onerror='HIT'></image></svg>",
    "<svg><animate onbegin='HIT' attributeName=x dur=1s></svg>",
    "<svg><set onbegin='HIT' attributeName=x to=1></svg>",
    "<svg><animate onend='HIT' attributeName=x dur=1ms></svg>",
    "<svg><style onload='HIT'></style></svg>",
    "<style onload='HIT'></style>",
    "<link rel=stylesheet href='data:text/css,' onload='HIT' onerror='HIT'>",
    "<link rel=stylesheet href=x: onerror='HIT'>",
    "<script src=x: onerror='HIT'></script>",
    "<iframe onload='HIT'></iframe>",
    "<iframe srcdoc='<script>HIT</script>'></iframe>",
    "<iframe srcdoc='<img src=x: onerror=&quot;HIT&quot;>'></iframe>",
    "<iframe src='javascript:HIT'></iframe>",
    "<embed src='javascript:HIT'>",
    "<object data='javascript:HIT'></object>",
    "<object data=x: onerror='HIT'></object>",
    "<embed src=x: onerror='HIT'>",
    "<video src=x: onerror='HIT'></video>",
    "<video><source src=x: onerror='HIT'></video>",
    "<video onloadstart='HIT' src='data:video/mp4,'></video>",
    "<audio src=x: onerror='HIT'></audio>",
    "<audio><source src=x: onerror='HIT'></audio>",
    "<input type=image src=x: onerror='HIT'>",
    "<details open ontoggle='HIT'><summary>s</summary></details>",
    "<marquee onstart='HIT'>m</marquee>",
    "<i style='animation:a 1ms' onanimationstart='HIT'>a</i><style>@keyframes a{}</style>",
    "<i style='animation:b 1ms' onanimationend='HIT'>a</i><style>@keyframes b{}</style>",
    "<input autofocus onfocus='HIT'>",
    "<a id=n tabindex=0 autofocus onfocus='HIT'>a</a>",
    "<template shadowrootmode=open></template><div><template shadowrootmode=open><img src=x: onerror='HIT'></template></div>",
    "<math><annotation-xml encoding='text/html'><img src=x: onerror='HIT'></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x: onerror=&quot;HIT&quot;>'></noscript>",
    "<xmp><p title='</xmp><img src=x: onerror=&quot;HIT&quot;>'></xmp>",
    "<table><td background=x: ><img src=x: onerror='HIT'></td></table>",
    "<select><option><img src=x: onerror='HIT'></select><img src=x: onerror='HIT'>",
    "<body onpageshow='HIT'>",
    "<img srcset='x: 1x' onerror='HIT'>",
    "<picture><source srcset=x: ><img onerror='HIT'></picture>",
    "<video poster=x: onloadstart='HIT' src=x:></video>",
]

# --- fetches ------------------------------------------------------------------------------------

# URL becomes an address of the canary.
FETCHES = [
    "<img src='URL'>",
    "<img srcset='URL 1x'>",
    "<img src='URL' loading=eager referrerpolicy=unsafe-url>",
    "<image src='URL'>",
    "<picture><source srcset='URL'><img alt=p></picture>",
    "<svg width=9 height=9><image href='URL' width=9 height=9></image></svg>",
    "<svg width=9 height=9><image xlink:href='URL' width=9 height=9></image></svg>",
    "<svg width=9 height=9><filter id=f><feImage href='URL'></feImage></filter><rect width=9 height=9 filter='url(#f)'></rect></svg>",
    "<svg width=9 height=9><use href='URL#a'></use></svg>",
    "<svg width=9 height=9><rect width=9 height=9 fill='url(URL#a)'></rect></svg>",
    "<input type=image src='URL'>",
    "<video src='URL' preload=auto></video>",
    "<video poster='URL'></video>",
    "<video preload=auto><source src='URL'></video>",
    "<audio src='URL' preload=auto></audio>",
    "<audio preload=auto><source src='URL'></audio>",
    "<video src='data:video/mp4,x'><track default src='URL'></video>",
    "<embed src='URL' type=image/gif>",
    "<object data='URL' type=image/gif></object>",
    "<link rel=stylesheet href='URL&css'>",
    "<link rel='alternate stylesheet' href='URL&css'>",
    "<link rel=stylesheet media='(min-width:1px)' href='URL&css'>",
    "<link rel=preload as=image href='URL'>",
    "<link rel=preload as=style href='URL&css'>",
    "<link rel=preload as=font crossorigin href='URL'>",
    "<link rel=preload as=script href='URL'>",
    "<link rel=preload as=fetch crossorigin href='URL'>",
    "<link rel=prefetch href='URL'>",
    "<link rel=modulepreload href='URL'>",
    "<link rel=icon href='URL'>",
    "<link rel='shortcut icon' href='URL'>",
    "<link rel=apple-touch-icon href='URL'>",
    "<link rel=manifest href='URL'>",
    "<style>@import 'URL&css';</style>",
    "<style>@import url(URL&css) screen;</style>",
    "<style>.vID{background:url(URL)}</style><i class=vID>a</i>",
    "<style>.vID::before{content:url(URL)}</style><i class=vID>a</i>",
    "<style>.vID{list-style-image:url(URL)}</style><ul class=vID><li>a</ul>",
    "<style>@font-face{font-family:vID;src:url(URL)}.vID{font-family:vID}</style><i class=vID>a</i>",
    "<style>.vID{background:image-set('URL' 1x)}</style><i class=vID>a</i>",
    "<style>@layer{.vID{background:url(URL)}}</style><i class=vID>a</i>",
    "<style>@media all{.vID{background:url(URL)}}</style><i class=vID>a</i>",
    "<style>:root{--vID:url(URL)}.vID{background:var(--vID)}</style><i class=vID>a</i>",
    "<i style='background:url(URL)'>a</i>",
    "<i style='background-image:image-set(\"URL\" 1x)'>a</i>",
    "<i style='border:9px solid;border-image:url(URL) 1'>a</i>",
    "<i style='display:list-item;list-style:url(URL)'>a</i>",
    "<i style='mask-image:url(URL)'>a</i>",
    "<i style='-webkit-mask-image:url(URL)'>a</i>",
    "<i style='-webkit-mask-box-image:url(URL)'>a</i>",
    "<i style='content:url(URL)'>a</i>",
    "<i style='filter:url(URL#a)'>a</i>",
    "<i style='clip-path:url(URL#a)'>a</i>",
    "<i style='shape-outside:url(URL);float:left'>a</i>",
    "<i style='cursor:url(URL),auto'>a</i>",
    "<i style='-webkit-box-reflect:below 0 url(URL)'>a</i>",
    "<i style='background:cross-fade(url(URL), url(URL), 50%)'>a</i>",
    "<table background='URL'><td>a</table>",
    "<table><td background='URL'>a</table>",
    "<iframe src='URL&html'></iframe>",
    "<iframe srcdoc='<img src=&quot;URL&quot;>'></iframe>",
    "<iframe srcdoc='<link rel=stylesheet href=&quot;URL&css&quot;>'></iframe>",
    "<div><template shadowrootmode=open><img src='URL'></template></div>",
    "<math><mtext><img src='URL'></mtext></math>",
    "<svg><foreignObject><img src='URL'></foreignObject></svg>",
    "<svg><style>.vID{background:url(URL)}</style></svg><i class=vID>a</i>",
    "<noscript><img src='URL'></noscript>",
    "<script src='URL'></script>",
    "<script type=module src='URL'></script>",
    "<portal src='URL&html'></portal>",
    "<body background='URL'>",
    '<script type=speculationrules>{"prefetch":[{"source":"list","urls":["URL&html"]}]}</script>',
]


def shouted(vector: str) -> str:
    """Write the tag's name in capitals, which HTML does not mind."""
    end = next(at for at, char in enumerate(vector[1:], 1) if not char.isalpha())
    return vector[:end].upper() + vector[end:]


def wrapped(vector: str) -> str:
    return f"<div><p>before</p><blockquote>{vector}</blockquote></div>"


def slashed(vector: str) -> str:
    """Separate the first attribute by a slash instead of a blank."""
    return vector.replace(" ", "/", 1) if vector[1:].partition(" ")[0].isalpha() else vector


def broken_out(vector: str) -> str:
    """Leave the article's element first."""
    return f"</article></main>{vector}"


SHAPES: tuple[Callable[[str], str], ...] = (str, shouted, wrapped, slashed, broken_out)


def numbered(templates: list[str], make: Callable[[str, int], str]) -> list[str]:
    made = []
    for shape, template in product(SHAPES, templates):
        made.append(make(shape(template), len(made)))
    return made


def script_vectors() -> list[str]:
    def make(vector: str, number: int) -> str:
        call = f"top.document.documentElement.setAttribute(`data-hit{number}`,1)"
        return vector.replace("HIT", call)

    return numbered(SCRIPTS, make)


def fetch_vectors(base: str) -> list[str]:
    def make(vector: str, number: int) -> str:
        return vector.replace("URL", f"{base}/f?{number}").replace("vID", f"v{number}")

    return numbered(FETCHES, make)


def whole(vectors: list[str]) -> str:
    """Return a page as a template would put foreign text in, every vector by itself."""
    body = "".join(f"<div>{vector}</div>\n" for vector in vectors)
    return (
        "<!doctype html><html><head><meta charset=utf-8></head><body><main>"
        f"<article id=curator-article>{body}</article></main></body></html>"
    )


def pages_of(vectors: list[str], size: int = 125) -> list[str]:
    return [whole(vectors[at : at + size]) for at in range(0, len(vectors), size)]


COUNT_HITS = """
Array.from(document.documentElement.attributes)
  .filter(a => a.name.startsWith("data-hit")).map(a => a.name.slice(8)).join(",")
"""


def measure(screen: Any, canary: Any, settle: float) -> tuple[set[str], set[str], int]:
    """Load all vectors; return scripts that ran, fetches that arrived, connections opened."""
    canary.reset()
    scripts: set[str] = set()
    for page in pages_of(script_vectors()):
        screen.load(page, settle)
        scripts |= set(filter(None, screen.run(COUNT_HITS).split(",")))
    for page in pages_of(fetch_vectors(canary.url)):
        screen.load(page, settle)
    screen.load(whole([f"<meta http-equiv=refresh content='0;url={canary.url}/f?html'>"]))
    return scripts, fetched(canary), canary.connections


def fetched(canary: Any) -> set[str]:
    """Return the numbers of the vectors that reached the canary."""
    return {path.partition("?")[2].partition("&")[0] for path in canary.paths}


def wait_for_fetches(screen: Any, canary: Any) -> None:
    """Give a busy machine time; that enough arrive is what the row is there to show."""
    screen.qtbot.waitUntil(lambda: len(fetched(canary)) >= LEAST_LIVE_FETCHES, timeout=15_000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("row", TABLE)
def test_layers(row: str, make_screen: Callable[..., Any], canary: Any) -> None:
    layers, scripts_live, fetches_live = TABLE[row]
    screen = make_screen(layers=layers)
    scripts, reached, connections = measure(
        screen, canary, 0.5 if scripts_live or fetches_live else 0.25
    )
    if scripts_live:
        assert len(scripts) >= LEAST_LIVE_SCRIPTS
    else:
        assert scripts == set()
    if fetches_live:
        wait_for_fetches(screen, canary)
    else:
        assert reached == set()
        assert connections == 0


@pytest.mark.parametrize("row", TABLE)
def test_articles_as_they_really_enter(
    row: str, make_screen: Callable[..., Any], make_page: Callable[..., Any], canary: Any
) -> None:
    """The pane patches articles in; that way is closed by each layer too."""
    layers, scripts_live, fetches_live = TABLE[row]
    screen = make_screen(layers=layers)
    canary.reset()
    ran: set[str] = set()
    for vectors in (script_vectors(), fetch_vectors(canary.url)):
        screen.show(make_page("".join(f"<div>{vector}</div>" for vector in vectors)))
        screen.rest(0.3)
        ran |= set(filter(None, screen.run(COUNT_HITS).split(",")))
    if scripts_live:
        assert len(ran) >= LEAST_LIVE_SCRIPTS // 2  # elements of script never run this way
    else:
        assert ran == set()
    if fetches_live:
        wait_for_fetches(screen, canary)
    else:
        assert canary.connections == 0


PRECONNECTS = "<link rel=preconnect href='URL'><link rel=preconnect crossorigin href='URL'>"


def test_preconnect_passes_the_policy_and_the_blocker(
    make_screen: Callable[..., Any], canary: Any
) -> None:
    """Why there are two more layers: without them this one link opens a connection."""
    screen = make_screen()
    canary.reset()
    screen.load(whole([PRECONNECTS.replace("URL", canary.url)]), settle=0.5)
    assert canary.connections > 0
    assert canary.paths == []


def test_preconnect_never_enters_a_page(
    make_screen: Callable[..., Any], make_page: Callable[..., Any], canary: Any
) -> None:
    screen = make_screen()
    canary.reset()
    links = PRECONNECTS.replace("URL", canary.url)
    hidden = f"<svg><foreignObject>{links}</foreignObject></svg><template>{links}</template>"
    screen.show(make_page(f"<p>a</p>{links}{hidden}<p>b</p>"))
    screen.rest(0.5)
    assert canary.connections == 0
    assert screen.run("document.querySelectorAll('link').length") == 1  # our own style


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from curator.gui.preview.scheme import register_scheme
from curator.gui.preview.web_pane import Layers, WebPreviewPane
register_scheme(reachable=sys.argv[2])
app = QApplication(sys.argv)
pane = WebPreviewPane(lambda token: None, layers=Layers(False, False, False))
pane.page.loadFinished.connect(lambda ok: QTimer.singleShot(600, app.quit))
pane.page.open_own(pane.handler.add_page(sys.argv[1]))
pane.show()
app.exec()
pane.close_engine()
"""


@pytest.mark.parametrize("reachable", ["127.0.0.1", ""])
def test_engine_of_the_program_knows_no_hosts(canary: Any, reachable: str) -> None:
    """As the program sets the engine up, nothing is reached even with all other layers off."""
    canary.reset()
    page = whole([PRECONNECTS.replace("URL", canary.url), f"<img src='{canary.url}/f?1'>"])
    environment = dict(os.environ)
    environment.pop("QTWEBENGINE_CHROMIUM_FLAGS", None)
    subprocess.run(
        [sys.executable, "-c", PROGRAM, page, reachable],
        check=True,
        timeout=60,
        env=environment,
        capture_output=True,
        cwd=Path(__file__).parents[3],
    )
    assert (canary.connections > 0) is bool(reachable)
