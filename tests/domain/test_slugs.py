"""Slugs equal those of Jekyll's own `Utils.slugify`."""

import json
import random
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.slugs import SlugMode, downcase, slugify, titleize

SCRIPT = """
require "json"
require "jekyll"
Jekyll.logger.log_level = :error
modes = %w(raw default pretty ascii latin none)
answers = JSON.parse(STDIN.read).map do |text|
  slugs = modes.flat_map do |mode|
    [false, true].map { |cased| Jekyll::Utils.slugify(text, mode: mode, cased: cased) }
  end
  slugs << Jekyll::Utils.titleize_slug(text)
end
puts JSON.generate(answers)
"""

TITLES = [
    "筑巢引凤打造人才高地 遂溪人才驿站开启人才振兴新篇章",
    "离岸人民币兑美元升至2018年以来最高水平",
    "“一站多区”：5月24日，霍尼韦尔宣布！",
    "The _config.yml file",
    "C# 与 a #1",
    "  leading and trailing  ",
    "--dashes -- in a row--",
    "Ünïcödé ÆØÅ Straße ŉ Ŋ œ",
    "ΣΊΣΥΦΟΣ ΟΔΟΣ",
    "ＡＢＣ１２３ ｱｲｳ　全角",
    "İstanbul ı",
    "١٢٣ हिन्दी ไทย עברית",
    "é ö NFD",
    "emoji 😀👨‍👩‍👧 family",
    "v1.2.3...",
    ".hidden~",
    "a/b\\c:d*e?f",
    "Ⅷ ½ ² ㊗",
    "tab\tand\nnewline",
    "...",
    "-",
    "!$&'()+,;=@",
]

ALPHABET = (
    "aBzÉßΣİ09-_.~!@'#:/\\&+,;=()[]{}\t \n　 “”，。：？！…—·"
    "中文財経新聞ハングルㅎㅏ한글ＡＢ１２ｱｲ😀👍🏽é\u200d٣न्"
)


def texts() -> list[str]:
    rng = random.Random(20220111)
    made = ["".join(rng.choices(ALPHABET, k=rng.randint(1, 24))) for _ in range(600)]
    return [*TITLES, *made]


@pytest.mark.jekyll
def test_every_mode_equals_jekyll() -> None:
    if shutil.which("jekyll") is None or shutil.which("ruby") is None:
        pytest.skip("Debian's jekyll is not installed")
    asked = texts()
    done = subprocess.run(
        ["ruby", "-Ku", "-e", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(asked) > 300
    for text, expected in zip(asked, answers, strict=True):
        ours = [
            slugify(text, mode, cased=cased)
            for mode in (
                SlugMode.RAW,
                SlugMode.DEFAULT,
                SlugMode.PRETTY,
                SlugMode.ASCII,
                SlugMode.LATIN,
                SlugMode.NONE,
            )
            for cased in (False, True)
        ]
        ours.append(titleize(text))
        assert ours == expected, text


def test_chinese_survives_but_not_in_latin_modes() -> None:
    title = "筑巢引凤：打造人才高地"
    assert slugify(title) == "筑巢引凤-打造人才高地"
    assert slugify(title, SlugMode.ASCII) == ""
    assert slugify(title, SlugMode.LATIN) == ""


def test_downcase_knows_no_final_sigma() -> None:
    assert downcase("ΟΔΟΣ") == "οδοσ"


@given(st.text())
def test_a_slug_needs_no_second_pass(text: str) -> None:
    once = slugify(text)
    assert slugify(once) == once
    assert not once.startswith("-")
    assert not once.endswith("-")
