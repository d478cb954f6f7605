"""What kramdown would do for a guest's Markdown (reliability.md T7), looked for in the real engine.

Each vector is shown in the preview, and exported, built by the real Jekyll and loaded as a visitor
would: without any of the preview's layers. The same vectors in an own text are live there, or the
probe would prove nothing.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.preview.web_pane import Layers
from curator.services import Services
from curator.services.ingest import Paste
from curator.services.preview import PageMode
from curator.services.publish import Selection
from tests.e2e.jekyll import build

pytestmark = [pytest.mark.jekyll, pytest.mark.timeout(180)]

NOTHING = Layers(scripts_off=False, policy=False, blocker=False)

# HIT becomes a call that leaves a mark on the page, URL an address of the canary, ZZ a number.
SCRIPTS = {
    "span": '*a*{: onmouseover="HIT"}',
    "code span": '`a`{: onclick="HIT"}',
    "link": '[a](/x){: onmouseover="HIT"}',
    "picture": '![a](/none.png){: onerror="HIT"}',
    "paragraph": 'a\n{: onclick="HIT"}',
    "heading": '## a\n{: onmouseover="HIT"}',
    "list": '* a\n{: onclick="HIT"}',
    "item": '* {: onclick="HIT"} a',
    "quote": '> a\n{: onclick="HIT"}',
    "table": '| a |\n{: onclick="HIT"}',
    "code": '```\na\n```\n{: onclick="HIT"}',
    "named list": '{:lZZ: onclick="HIT"}\n\n*a*{:lZZ}',
    "named list of a block": 'a\n{:mZZ}\n\n{:mZZ: onmouseover="HIT"}',
    "nomarkdown, span": "a {::nomarkdown}<script>HIT</script>{:/} b",
    "nomarkdown, block": '{::nomarkdown}\n<img src="/none.png" onerror="HIT">\n{:/}',
    "nomarkdown of a type": '{::nomarkdown type="html"}<svg onload="HIT"></svg>{:/nomarkdown}',
    "option": '{::options parse_block_html="true" /}\n<div>\n*a*{: onclick="HIT"}\n</div>',
    "markdown in HTML": '<div markdown="1">\n*a*{: onclick="HIT"}\n</div>',
    "link's address": "[a](javascript:HIT)",
    "picture's address": "[![a](/none.png)](JaVaScRiPt:HIT)",
    "definition": "[aZZ][dZZ]\n\n[dZZ]: javascript:HIT",
    "definition that hides": "[aZZ][eZZ]\n\n[eZZ]: <&#106;avascript:HIT>",
    "note": 'a[^nZZ]\n\n[^nZZ]: *b*{: onclick="HIT"}',
    "note's script": "a[^oZZ]\n\n[^oZZ]: <script>HIT</script>",
    "abbreviation": 'ABZZ\n\n*[ABZZ]: x\n{: onmouseover="HIT"}',
    "list of contents": '* x\n{:toc onclick="HIT"}',
    "definition list": 'a\n: b\n{: onclick="HIT"}',
    "shown once": '{{\'{\'}}: onclick="HIT"}\n\n*a*{: onclick="HIT"}',
}
FETCHES = {
    "style": '*a*{: style="background:url(URL)"}',
    "style of a block": 'a\n{: style="background-image:url(URL)"}',
    "picture set": '![a](data:,){: srcset="URL 1x"}',
    "nomarkdown": "{::nomarkdown}<link rel=stylesheet href='URL&css'>{:/}",
    "named list": '{:qZZ: style="list-style-image:url(URL)"}\n\n* a\n{:qZZ}',
    "poster": '<video markdown="1"></video>{: poster="URL"}',
    "table": '| a |\n{: background="URL" style="border-image:url(URL)"}',
}
# What a guest's page must not change: its site's names, and where things stand.
LOOKS = {
    "class": "*a*{: .masthead}",
    "class of a block": "a\n{: .masthead .zz}",
    "name": "a\n{: #site-name}",
    "name of a heading": "## a {#site-name}",
    "place": 'a\n{: style="position:fixed;inset:0;z-index:9999"}',
    "style": '*a*{: style="font-size:99px" .zz}',
    "named list": "{:k: .masthead}\n\n*a*{:k}",
    "option": '{::options auto_id_prefix="zz-" header_offset="3" /}\n\n# Heading',
    "comment": "{::comment}\nto be seen\n{:/comment}",
    "comment, span": "a {::comment}to be seen{:/} b",
    "contents": "* to be seen\n{:toc}",
    "contents left out": "## Not a heading\n{:.no_toc}",
    "notes": "* to be seen\n{:footnotes}",
    "math": '$$x$$\n{: .masthead}\n\n*a*{: data-x="$$"}',
}
LAYOUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title><style>
.masthead { color: rgb(1, 2, 3); position: absolute; top: 0; left: 0; }
#site-name { color: rgb(4, 5, 6); }
</style></head>
<body><header class="masthead"><b id="site-name">Harbour</b></header>
<main id="article">{{ content }}</main></body></html>
"""
HEAD = "---\nlayout: post\ntitle: {}\ndate: 2022-02-02 00:00:00 +0000\n---\n"

TRY = """
for (const one of document.querySelectorAll("#article *, #curator-article *, main *")) {
  for (const kind of ["mouseover", "click"]) {
    const lives = one.tagName === "A" && one.protocol !== "javascript:";
    if (!(lives && kind === "click"))
      one.dispatchEvent(new MouseEvent(kind, {bubbles: false, cancelable: true}));
  }
}
"""
HITS = """
Array.from(document.documentElement.attributes)
  .filter(a => a.name.startsWith("data-hit")).map(a => a.name.slice(8)).join(",")
"""
FACTS = """
(() => {
  const head = document.querySelector("header"), name = document.querySelector("b#site-name");
  const at = head.getBoundingClientRect(), article = document.getElementById("article");
  return JSON.stringify({
    places: [at.left, at.top], colours: [head, name].map(one => getComputedStyle(one).color),
    mastheads: document.querySelectorAll(".masthead").length,
    names: document.querySelectorAll("#site-name").length,
    moved: Array.from(article.querySelectorAll("*"))
      .filter(one => getComputedStyle(one).position !== "static").length,
    styled: article.querySelectorAll("[style], [class*=zz], [id^=zz], .masthead").length,
  });
})()
"""


def made(templates: dict[str, str], url: str = "") -> str:
    """Return a body of all vectors, each below a blank line, with its number."""
    texts = []
    for number, template in enumerate(templates.values()):
        call = f"top.document.documentElement.setAttribute(`data-hit{number}`,1)"
        text = template.replace("HIT", call).replace("URL", f"{url}/f?{number}")
        texts.append(text.replace("ZZ", str(number)))
    return "\n\n".join(f"Vector {number}.\n\n{text}" for number, text in enumerate(texts)) + "\n"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library" / "library.db")) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's package jekyll is not installed")
    root = tmp_path / "site"
    (root / "_layouts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Harbour\ntimezone: UTC\n")
    (root / "_layouts" / "post.html").write_text(LAYOUT)
    return root


def taken_in(services: Services, body: str, title: str) -> PostId:
    paste = Paste((HEAD.format(title) + body).encode(), f"2022-02-02-{title}.md")
    (item,) = services.ingest.paste([paste]).items
    assert item.post is not None
    assert services.library.load(item.post).foreign
    return item.post


def pages(services: Services, site: Path, bodies: dict[str, str]) -> dict[str, str]:
    """Return the pages that Jekyll builds of guests' bodies, and of them as own texts."""
    posts = {}
    for title, body in bodies.items():
        posts[title] = taken_in(services, body, title)
        posts[f"own-{title}"] = taken_in(services, f"{body}\nOwn.\n", f"own-{title}")
        services.library.set_foreign([posts[f"own-{title}"]], False)
    plan = services.publish.plan(site, Selection(posts=tuple(posts.values())))
    services.publish.apply(plan)
    built = build(site, site.parent / "built")
    return {title: (built / "2022/02/02" / f"{title}.html").read_text("utf-8") for title in posts}


def probed(screen: Any, canary: Any, page: Callable[[], None]) -> tuple[set[str], set[str]]:
    """Show a page, move over and click all that is in it; return scripts and fetches that lived."""
    canary.reset()
    page()
    screen.run(TRY)
    screen.rest(0.4)
    hits = set(filter(None, screen.run(HITS).split(",")))
    return hits, {path.partition("?")[2].partition("&")[0] for path in canary.paths}


def test_a_built_page_runs_and_fetches_nothing(
    services: Services, site: Path, make_screen: Callable[..., Any], canary: Any
) -> None:
    bodies = {"scripts": made(SCRIPTS), "fetches": made(FETCHES, canary.url)}
    built = pages(services, site, bodies)
    screen = make_screen(layers=NOTHING)

    def probe(title: str) -> tuple[set[str], set[str]]:
        return probed(screen, canary, lambda: screen.load(built[title]))

    for title in bodies:
        assert probe(title) == (set(), set())
        assert canary.connections == 0
    ran, _ = probe("own-scripts")
    assert len(ran) >= len(SCRIPTS) - 6, sorted(set(map(str, range(len(SCRIPTS)))) - ran)
    _, fetched = probe("own-fetches")
    assert len(fetched) >= len(FETCHES) - 2


@pytest.mark.parametrize("mode", [PageMode.ARTICLE, PageMode.PAGE])
@pytest.mark.parametrize("layers", [NOTHING, Layers()], ids=["no layers", "all layers"])
def test_the_preview_runs_and_fetches_nothing(
    services: Services,
    site: Path,
    make_screen: Callable[..., Any],
    canary: Any,
    mode: PageMode,
    layers: Layers,
) -> None:
    screen = make_screen(services.preview.resource, layers, services.preview.site_resource)
    for body in (made(SCRIPTS), made(FETCHES, canary.url), made(LOOKS)):
        source = (HEAD.format("guest") + body).encode()
        page = services.preview.render(
            source, "_posts/2022-02-02-guest.md", site, mode=mode, foreign=True
        )
        assert "Vector 0." in page.fragment
        hits, fetched = probed(screen, canary, lambda page=page: screen.show(page))  # type: ignore[misc]
        assert (hits, fetched, canary.connections) == (set(), set(), 0)
        if mode is PageMode.PAGE:
            facts = json.loads(screen.run(FACTS))
            assert (facts["mastheads"], facts["names"]) == (1, 1)


def test_a_built_page_keeps_its_sites_names_and_places(
    services: Services, site: Path, make_screen: Callable[..., Any]
) -> None:
    template = '{::options template="string://gone" /}\n\nto be seen\n'
    bodies = {"looks": made(LOOKS), "plain": "Nothing to see.\n", "template": template}
    built = pages(services, site, bodies)
    screen = make_screen(layers=NOTHING)

    def facts(title: str) -> Any:
        screen.load(built[title])
        return json.loads(screen.run(FACTS))

    expected = facts("plain")
    assert expected["styled"] == 0
    assert expected["moved"] == 0
    found = facts("looks")
    text = screen.run("document.getElementById('article').textContent")
    assert found == expected
    # What would have hidden or replaced words shows them.
    assert text.count("to be seen") == sum("to be seen" in one for one in LOOKS.values())
    live = facts("own-looks")
    assert live["styled"] > 4
    assert (live["mastheads"], live["names"]) > (2, 1)
    assert live["moved"] > 1
    assert "to be seen" in built["template"]
