"""Charsets that nothing declares: which share of texts is read without a wrong character.

The thresholds are those of the scorer that the design measured: encodings by length by share of
Chinese, quotation marks of Windows in English text, and a last character cut in half.
"""

import random
from collections.abc import Callable

import pytest

from curator.formats.document import split
from curator.formats.encodings import decode
from tests.benchmarks.articles import article

TRADITIONAL = (
    "港口今晨濃霧瀰漫，渡輪停航兩個小時。",
    "記者從會議上獲悉，今年的預算將優先用於學校與圖書館。",
    "專家認為，這項研究還需要更多的數據與時間。",
    "她說：「我們只是把舊書一本一本地修好。」",
    "市場開盤後走勢平穩，成交量較昨日略有增加。",
    "該公司表示，新廠房將於明年春天完工並投入生產。",
    "氣象臺預計，週末將有一股冷空氣抵達北部沿海。",
    "當地居民希望，老街能夠保留原來的樣貌。",
    "這條鐵路全長一百二十公里，沿途設有九個車站。",
    "醫院提醒市民，夏季應注意飲食衛生與防曬。",
    "展覽共分三個部分，介紹了印刷術的發展歷史。",
    "學生們在操場上種下了三百棵樹苗。",
)
JAPANESE = (
    "港では朝から霧が深く、フェリーは二時間ほど運航を見合わせた。",
    "図書館は来月から開館時間を一時間延長すると発表した。",
    "研究者たちは、この結果を確かめるにはさらに多くの資料が必要だと話している。",
    "「古い本を一冊ずつ直しているだけです」と彼女は笑った。",
    "市場は落ち着いた動きで始まり、取引高は前日をわずかに上回った。",
    "新しい工場は来年の春に完成し、生産を始める予定だ。",
    "気象台によると、週末には北の海岸に寒気が近づく見込み。",
    "地元の人々は、古い通りの景色を残してほしいと願っている。",
    "この鉄道は全長百二十キロで、途中に九つの駅がある。",
    "子どもたちは校庭に三百本の苗木を植えた。",
)
ENGLISH = (
    "The ferry did not leave before noon, since fog lay over the harbour. ",
    "Members of the council asked for another week to read the budget. ",
    "Nobody could say who had left the letters on the quay. ",
    "The mill will be repaired by the end of the summer, its owner said. ",
    "Two of the lamps burned all night and nobody put them out. ",
)
QUOTED = (
    "The mayor’s answer was short: “We don’t know yet.” ",
    "It’s the third time – and not the last – that the bridge was closed… ",
    "“Nobody’s perfect,” the captain said, and went below. ",
)
SAMPLES = 60


def simplified() -> tuple[str, ...]:
    """Return sentences in simplified Chinese from the benchmark's own articles."""
    found: list[str] = []
    for number in range(60):
        body = split(article(number)[1]).body
        found += [part for part in body.replace("<p>", "\n").split("。") if part.isprintable()]
    han = [f"{part}。" for part in found if sum("一" <= char <= "鿿" for char in part) > 8]
    return tuple(part for part in han if "<" not in part)[:200]


SIMPLIFIED = simplified()


def text_of(sentences: tuple[str, ...], size: int, share: float, codec: str, seed: int) -> str:
    """Return a text of about `size` bytes, of which a share is in the language of `sentences`."""
    draw = random.Random(seed)
    made: list[str] = []
    foreign = whole = 0
    while whole < size:
        wanted = foreign <= share * whole
        sentence = draw.choice(sentences if wanted else ENGLISH)
        length = len(sentence.encode(codec))
        made.append(sentence)
        whole += length
        foreign += length if wanted else 0
    return "".join(made)


def read_right(make: Callable[[int], str], codec: str) -> float:
    """Return the share in per cent of texts that are read as they were written."""
    texts = [make(seed) for seed in range(SAMPLES)]
    return 100 * sum(decode(text.encode(codec)).text == text for text in texts) / SAMPLES


PURE = [
    (codec, sentences, size)
    for codec, sentences in (
        ("gb18030", SIMPLIFIED),
        ("big5", TRADITIONAL),
        ("cp932", JAPANESE),
        ("euc-jp", JAPANESE),
    )
    for size in (40, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
]


def test_pure_texts() -> None:
    shares = [
        read_right(lambda seed, s=sentences, n=size, c=codec: text_of(s, n, 1.0, c, seed), codec)
        for codec, sentences, size in PURE
    ]
    assert sum(shares) / len(shares) >= 99.6, dict(zip(PURE, shares, strict=True))


@pytest.mark.parametrize(
    ("codec", "sentences", "share", "size", "least"),
    [
        ("gb18030", SIMPLIFIED, 0.25, 200, 100),
        ("gb18030", SIMPLIFIED, 0.25, 5_000, 100),
        ("big5", TRADITIONAL, 0.25, 200, 98),
        ("big5", TRADITIONAL, 0.25, 5_000, 100),
        ("gb18030", SIMPLIFIED, 0.04, 1_000, 100),
        ("gb18030", SIMPLIFIED, 0.04, 5_000, 100),
    ],
    ids=lambda value: str(value) if not isinstance(value, tuple) else "",
)
def test_chinese_inside_english(
    codec: str, sentences: tuple[str, ...], share: float, size: int, least: float
) -> None:
    found = read_right(lambda seed: text_of(sentences, size, share, codec, seed), codec)
    assert found >= least


@pytest.mark.parametrize(("size", "least"), [(200, 88), (1_000, 100)])
def test_quotation_marks_of_windows(size: int, least: float) -> None:
    found = read_right(lambda seed: text_of(QUOTED, size, 0.4, "cp1252", seed), "cp1252")
    assert found >= least


@pytest.mark.parametrize(
    ("codec", "sentences"),
    [("gb18030", SIMPLIFIED), ("big5", TRADITIONAL), ("utf-8", SIMPLIFIED)],
    ids=("gb18030", "big5", "utf-8"),
)
def test_a_last_character_cut_in_half(codec: str, sentences: tuple[str, ...]) -> None:
    def kept(seed: int) -> bool:
        text = text_of(sentences, 600, 1.0, codec, seed)
        read = decode(text.encode(codec)[:-1]).text
        return read.startswith(text[:-1])

    assert all(kept(seed) for seed in range(SAMPLES))
