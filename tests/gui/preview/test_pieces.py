"""A long article is patched piece by piece; the page is always what the whole text would give."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]

BLOCKS = [
    '<p data-line="{n}">Paragraph {n} with <em>words</em> 汉字😀.</p>',
    '<h2 id="s{n}" data-line="{n}">Section {n}</h2>',
    '<ul data-line="{n}">\n<li data-line="{n}">one</li>\n<li>two <br> three</li>\n</ul>',
    "<blockquote data-line='{n}'>\n<p>said</p>\n</blockquote>",
    "<table data-line={n}><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    '<div class="highlight"><pre data-line="{n}"><code>a &lt; b</code></pre></div>',
    "<!-- a <p data-line='7'> comment -->",
    "text without an element &amp; more",
    "<details data-line='{n}'><summary>s</summary>\n\n<p>inside</p>\n</details>",
]
NASTY = [
    "<p>left <b>open</p>",
    "<div><p>never closed",
    "</div></article>",
    "<p title=it's>a</p>",
    '<a href="x>y</a>',
    "<p>one<p>two",
    "<script>if (a < b) '</p>'</script>",
    "<style>p > a { color: red }</style>",
    "<textarea><p>",
    "<td>stray</td>",
    "<!-->odd<!-- - --!> comment -->",
    "<?php echo 1 ?>",
    "<svg><path d='M0 0'/><title>t</title></svg>",
    "a < b <3",
    "<p>a<table><tr><td>b</table>",
    "<select><option>a<option>b</select>",
    "<",
    "<p",
    "<plaintext>",
]
SHOWN = "document.getElementById('curator-article').innerHTML"


def article(random_: random.Random, blocks: list[str], size: int) -> list[str]:
    return [random_.choice(blocks).format(n=at * 2 + 1) for at in range(size)]


def edited(random_: random.Random, blocks: list[str], pool: list[str]) -> list[str]:
    """Return the blocks after one act: a key in one, one more, one less, one in another's place."""
    made = list(blocks)
    at = random_.randrange(len(made))
    act = random_.randrange(4)
    if act == 0:
        place = random_.randrange(len(made[at]) + 1)
        made[at] = made[at][:place] + random_.choice(["x", "\n", "<", ">", "汉"]) + made[at][place:]
    elif act == 1:
        made.insert(at, random_.choice(pool).format(n=at * 2 + 1))
    elif act == 2 and len(made) > 1:
        del made[at]
    else:
        made[at] = random_.choice(pool).format(n=at * 2 + 1)
    return made


def in_pieces(screen: Any) -> None:
    """Take even short articles in pieces, and in short ones."""
    screen.run("Object.assign(curatorPreview.limits, {least: 0, piece: 60})")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(6))
def test_patched_pieces_equal_the_whole(make_screen: Make, make_page: Make, seed: int) -> None:
    random_ = random.Random(seed)
    pool = BLOCKS if seed < 2 else BLOCKS * 4 + NASTY
    screen = make_screen()
    blocks = article(random_, BLOCKS, 30)
    in_pieces(screen)
    screen.show(make_page("\n\n".join(blocks)), "post")
    for _round in range(12):
        blocks = edited(random_, blocks, pool)
        text = "\n\n".join(blocks)
        screen.show(make_page(text), "post")
        patched = screen.run(SHOWN)
        # A template of its own shows what the whole text gives.
        whole = (
            "(() => { const t = document.createElement('template'); t.innerHTML = TEXT;"
            " for (const e of t.content.querySelectorAll('script, link, meta, base')) e.remove();"
            " for (const e of t.content.querySelectorAll('[data-line]')) e.removeAttribute('data-line');"
            " return t.innerHTML })()"
        ).replace("TEXT", json.dumps(text))
        assert patched == screen.run(whole), (seed, text)


def test_other_pieces_and_their_lines_stay(make_screen: Make, make_page: Make) -> None:
    screen = make_screen()
    in_pieces(screen)
    blocks = [
        f'<p id="p{n}" data-line="{n * 2 + 1}">Paragraph {n} {"word " * 20}</p>' for n in range(40)
    ]
    screen.show(make_page("\n\n".join(blocks)), "post")
    screen.run("for (const e of document.querySelectorAll('p')) e.kept = true")
    blocks[20] = blocks[20].replace("Paragraph 20", "Paragraph twenty")
    screen.show(make_page("\n\n".join(blocks)), "post")
    fresh = "Array.from(document.querySelectorAll('p')).filter(e => !e.kept).map(e => e.id).join()"
    assert screen.run(fresh) == "p20"
    blocks.insert(5, '<p id="new" data-line="11">New</p>')
    blocks[6:] = [
        f'<p id="p{n}" data-line="{n * 2 + 3}">' + block.partition(">")[2]
        for n, block in enumerate(blocks[6:], 5)
    ]
    screen.show(make_page("\n\n".join(blocks)), "post")
    for number in (4, 10, 25):
        line = number * 2 + (1 if number < 5 else 3)
        screen.pane.show_line(line, 90)
        top = f"document.getElementById('p{number}').getBoundingClientRect().top"
        assert abs(screen.run(top)) <= 1, number
