"""Search finds exactly what its rules say: 5,000 queries against a scan of every text.

The scan knows nothing of tokens or indexes (`search_scan`).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import select

from curator.domain.post import PostId
from curator.storage import text_index
from curator.storage.tables import posts
from tests.benchmarks.articles import article
from tests.storage.conftest import Filled, new_post
from tests.storage.search_scan import TRADITIONAL, matches, units

QUERIES = 5_000
NOW = datetime(2026, 3, 15, tzinfo=UTC)


def halves(text: str) -> tuple[str, str]:
    """Return front matter and body of a text."""
    if not text.startswith("---\n"):
        return "", text
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    return front, body


ODD = (
    "銀行與國家經濟，後來說：軟體！",
    "银行与国家经济，后来说：软体！",
    "中国bank和 bank 中国, BANK OF CHINA；bank-note",
    "café résumé Ünder Señor naïve ōsaka ἀρχή άλφα",
    "cafe\u0301 re\u0301sume\u0301 零\u200b宽 软\u00ad连 ❤\ufe0f和☺",
    "ｆｕｌｌ ｗｉｄｔｈ：１２３，４５６．７８％（括号）ｶﾀｶﾅ ｶﾞｷﾞ",
    "full width:123,456.78%(括号)カタカナ ガギ",
    "第一行银\n行第二行\t制表\r\n换\x0b行\x01字",
    "A股 5G网 3月 284.97亿元 12,000家 3.14.15 1.x x.1 a,b v2.0, 9.",
    "“引号”‘单’「日本」…… —— – ~ @#$%^&*()_+-=[]{}|;':\",./<>?`",
    '<a href="https://example.org/a_b-c?d=e&f=%E4%B8%AD">链接</a> snake_case under_score',
    "ภาษาไทยเขียนติดกัน 한국어 단어 붙여쓰기 ひらがなカタカナ漢字",
    "йод ёлка ИНФЛЯЦИЯ Straße İstanbul ISTANBUL ıssız ǅ ﬁne ① ㎡ ㈱ ½",
    "我的的的的 的。的，的 的\n的 aa aaa aaaa abab ababab",
    'x"y "quoted" it\'s AND OR NOT NEAR(a b) * ^ : col:val -minus (paren)',
    "𠮷野家 😀😃 e\u0301 \ufffd �",
    "",
    "   ",
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Articles as a desk has them, and texts of everything that is odd."""
    told = [article(number)[1].decode()[:700] for number in range(30)]
    pick = Random(11)
    mixed = ["".join(pick.choice("银行的国， \nab1.A中说") for _ in range(80)) for _ in range(30)]
    return [*told, *ODD, *mixed]


def queries(texts: Sequence[str]) -> Iterator[str]:
    """Yield parts of texts of one to eight characters, some of them bent, and some at random."""
    pick = Random(20261125)
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    narrow = {value: key for key, value in wide.items()}
    back = {plain: other for other, plain in TRADITIONAL.items()}
    alphabet = "".join(sorted(set("".join(texts))))
    for number in range(QUERIES):
        length = pick.randint(1, 8)
        if number % 10 == 0:
            yield "".join(pick.choice(alphabet) for _ in range(length))
            continue
        text = pick.choice(texts)
        start = pick.randrange(max(1, len(text)))
        part = text[start : start + length]
        bent = number % 7
        if bent == 1:
            part = part.translate(wide)
        elif bent == 2:
            part = part.translate(narrow).upper()
        elif bent == 3:
            part = "".join(back.get(char, char) for char in part)
        elif bent == 4 and len(part) > 1:
            place = pick.randrange(len(part))
            part = part[:place] + pick.choice((" ", "\n", "，", ".", part[0])) + part[place:]
        elif bent == 5:
            part = unicodedata.normalize("NFD", part)
        yield part


def found(filled: Filled, query: str, *, title: bool = False) -> set[PostId]:
    wanted = select(posts.c.id).where(text_index.matches(query, title=title))
    with filled.database.read() as connection:
        return set(connection.execute(wanted).scalars())


def test_5000_queries_find_what_a_scan_finds(filled: Filled, texts: list[str]) -> None:
    ids = filled.add(
        *(new_post(text, title=f"标题{number}") for number, text in enumerate(dict.fromkeys(texts)))
    )
    with filled.database.write() as connection:
        text_index.refresh(connection, ids, everything=True)
    # What a post is searched in, each part by itself.
    scanned = {
        post: [units(part) for part in (*halves(text), f"标题{number}", f"标题{number}.md")]
        for number, (post, text) in enumerate(zip(ids, dict.fromkeys(texts), strict=True))
    }
    hits = 0
    for query in queries(texts):
        wanted = units(query)
        expected = {
            post
            for post, parts in scanned.items()
            if not wanted or any(matches(wanted, part) for part in parts)
        }
        assert found(filled, query) == expected, query
        hits += bool(wanted) and len(expected) < len(ids) and bool(expected)
    assert hits > QUERIES // 2


def test_titles_are_searched_alone(filled: Filled, texts: list[str]) -> None:
    titles = [text[:60].replace("\n", " ") for text in texts if text]
    ids = filled.add(
        *(new_post(f"{number} 银行", title=title) for number, title in enumerate(titles))
    )
    with filled.database.write() as connection:
        text_index.refresh(connection, ids, everything=True)
    scanned = {post: units(title) for post, title in zip(ids, titles, strict=True)}
    for number, query in enumerate(queries(texts)):
        if number % 5:
            continue
        wanted = units(query)
        expected = {post for post, title in scanned.items() if not wanted or matches(wanted, title)}
        assert found(filled, query, title=True) == expected, query
