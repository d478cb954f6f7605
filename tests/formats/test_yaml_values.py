"""Front matter means what Debian's Jekyll loads: every scalar and document is put to real Ruby."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.formats.front_matter import parse

pytestmark = pytest.mark.jekyll

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

WORDS = [
    "y",
    "Y",
    "yes",
    "Yes",
    "YES",
    "yEs",
    "n",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "oFf",
    "true",
    "True",
    "TRUE",
    "tRue",
    "false",
    "False",
    "FALSE",
    "null",
    "Null",
    "NULL",
    "nuLL",
    "~",
    "~a",
    "nil",
    "none",
    "None",
    "yesno",
    "yes!",
    "on1",
    "truex",
    "falsey",
    "nulls",
    "yeſ",
    "falſe",
    "oﬀ",
    "OＮ",
    "=",
    "<<",
    "<",
    ">",
    "a:b",
    "http://a.b/c",
    "C#1",
    "a#b",
    ".hidden",
    "..x",
    "-x",
    "-foo",
    "+foo",
    "---",
    "-",
    ".",
    "..",
    "+",
    "-.",
    "+.",
    ":-)",
    ":sym",
    "::x",
    ":1",
    "@x",
    "!x",
    "&x",
    "%x",
    "中文",
    "１２３",
    "１,０００",
    "²",
    "½",
    "2022年",
    "第3回",
    "café",
    "naïve",
    "0",
    "1",
    "12",
    "123",
    "-1",
    "+1",
    "00",
    "01",
    "007",
    "0123",
    "-0123",
    "+0123",
    "08",
    "09",
    "018",
    "-08",
    "0_1",
    "0_",
    "0,",
    "0,1",
    "01_7",
    "1_000",
    "1_0_0",
    "1__0",
    "1_",
    "_1",
    "1,000",
    "1,0,0",
    "1,,0",
    "1,",
    ",1",
    "-1,000",
    "1,000,000",
    "1_000,5",
    "0x1f",
    "0X1F",
    "0xfg",
    "0x_",
    "0x",
    "0x1_f",
    "0x1,f",
    "-0x1f",
    "+0x1F",
    "0b101",
    "0b102",
    "0b",
    "0b__",
    "0b1_0",
    "-0b1",
    "0o17",
    "0o",
    "1e3",
    "1E3",
    "1e+3",
    "1.e+3",
    "1.0e3",
    "1.0e+3",
    "1.5E-3",
    ".e+3",
    "-.5e-3",
    ".5",
    "5.",
    "-.5",
    "+.5",
    "-5.",
    "1.2.3",
    "1..2",
    "1,000.5",
    "1_000.5",
    "1.0_0",
    "1.5,",
    "12.e+400",
    "1.0e+999",
    "-1.0e+999",
    "1.0e-999",
    ".inf",
    ".Inf",
    ".INF",
    ".iNf",
    "-.inf",
    "+.inf",
    "+.Inf",
    ".nan",
    ".NaN",
    ".NAN",
    "-.nan",
    "+.nan",
    "inf",
    "nan",
    "1:30",
    "01:30",
    "1:3",
    "1:60",
    "12:34",
    "12:34:56",
    "1:2:3:4",
    "99:59:59",
    "-1:30",
    "+1:30",
    "-0:30",
    "1_0:30",
    "1__0:30",
    "1_:30",
    "1:30.5",
    "1:30.",
    "1:30._5",
    "1:30.5_0",
    "1:30.5__0",
    "190:20:30.15",
    "0:0",
    ":30",
    "1:",
    "12:5",
    "12:05:5",
    "99999999999999999999",
    "-99999999999999999999",
    "123456789012345678901234567890.5",
    "2022-01-11",
    "2022-1-1",
    "2022-01-1",
    "2022-1-01",
    "2022-13-01",
    "2022-00-01",
    "2022-0-1",
    "2022-01-00",
    "2022-01-32",
    "2022-02-30",
    "2020-02-29",
    "2021-02-29",
    "2022-01",
    "2022-1-111",
    "22-01-11",
    "02022-01-11",
    "-2022-01-11",
    "+2022-01-11",
    "1582-10-04",
    "1582-10-05",
    "1582-10-14",
    "1582-10-15",
    "1500-02-29",
    "1500-02-28",
    "0001-01-01",
    "9999-12-31",
    "2022/01/11",
    "2022.01.11",
    "20220111",
]

DATES = [
    "2022-01-11",
    "2022-1-1",
    "2022-02-30",
    "2022-02-31",
    "2022-02-32",
    "2022-13-01",
    "2022-0-1",
    "9999-12-31",
    "0001-01-01",
    "-2022-01-01",
]
SEPARATORS = [" ", "  ", "T", "t", "\t", " T", "Tt"]
TIMES = [
    "18:09:11",
    "8:09:11",
    "18:09",
    "18:9:11",
    "24:00:00",
    "24:00:01",
    "25:00:00",
    "10:60:00",
    "10:00:60",
    "10:00:61",
    "10:00:00.5",
    "10:00:00.",
    "10:00:00.123456789",
]
ZONES = ["", " +0800", "+08:00", " +8", " -5", " -0530", " +0530", "Z", " Z", " z", " CST", " UTC"]
ZONES += [" -0030", " +800", " +9999", " +2359", " +2400", " -2359", " +0860", " +08:0", "  +0800"]

DATED = [
    day + separator + time + zone
    for (day, separator), (time, zone) in itertools.product(
        zip(DATES, itertools.cycle(SEPARATORS), strict=False), zip(TIMES, ZONES, strict=False)
    )
    if not (day == "2022-02-31" and "-" in zone)  # Ruby 3.1 miscounts, see yaml_scalars
]
DATED += [f"2022-01-11 18:09:11{zone}" for zone in ZONES]
DATED += [f"2022-01-11{separator}18:09:11{zone}" for separator in SEPARATORS for zone in ZONES[:3]]
DATED += [f"{day} 18:09:11 +0800" for day in DATES]

TAGS = [
    "!!str",
    "!str",
    "!!int",
    "!!float",
    "!float",
    "!!bool",
    "!!null",
    "!!timestamp",
    "!foo",
    "!",
    "!!binary",
    "!binary",
    "!ruby/symbol",
    "!ruby/sym",
    "!ruby/string",
    "!str:",
    "!str:Foo",
    "!ruby/string:Foo",
    "!ruby/object:Foo",
    "!ruby/regexp",
    "!ruby/range",
    "!!omap",
]

TAGGED = [
    f"{tag} {text}"
    for tag in TAGS
    for text in ["12", '"12"', "'yes'", "yes", "abc", "1e5", "0x1A", "1_0.5", "2022-01-11", '""']
]

QUOTED = [
    "'yes'",
    '"1,000"',
    "'2022-01-11'",
    '":sym"',
    "''",
    '""',
    "'it''s'",
    '"a\\nb"',
    '"\\u4e2d"',
]
BROKEN = ["@at", "%x", "`x", "[a", "{a", "*a", "&", '"a', "'a", "a: b", "- a", "? a", "\tx", "|x"]

DOCUMENTS = [
    "",
    "\n",
    "# only a comment\n",
    "~\n",
    "null\n",
    "false\n",
    "no\n",
    "true\n",
    "hello\n",
    "12\n",
    "- a\n- b\n",
    "[a, b]\n",
    "{}\n",
    "{a: 1, b: [c, d], e}\n",
    "{a, b: , c: }\n",
    "!!omap\n- a: 1\n- b: 2\n",
    "!!omap [a]\n",
    "!!set {a, b}\n",
    "a: !!omap [b: 1, c: 2]\n",
    "a: !!omap {b: 1}\n",
    "a: !!pairs [b: 1]\n",
    "a: !!set {b}\n",
    "a: !settings {b: 1}\n",
    "a: !map {b: 1}\n",
    "a: !map:Foo {b: 1}\n",
    "a: !!map {b: 1}\n",
    "a: !seq [b]\n",
    "a: !seq:Foo [b]\n",
    "a: !!str [b]\n",
    "a: !ruby/object:Hash {b: 1}\n",
    "a: !ruby/object:OpenStruct {b: 1}\n",
    "a: !ruby/hash:Foo {b: 1}\n",
    "a: !ruby/strange {b: 1}\n",
    "a: !ruby/array:Foo [b]\n",
    "a: 1\na: 2\n",
    "a: 1\nb: 2\na: 3\n",
    "1: a\ntrue: b\n~: c\n1.5: d\n2022-01-11: e\n",
    "? a\n: b\n",
    "? [a, b]\n: c\n",
    "? a\n",
    "a:\n",
    "a:\nb:\n",
    "a: # c\n",
    "a: b # c\n",
    "a: b #c\n",
    "a: b#c\n",
    "a:\n  b\n  c\n",
    "a: |\n  x\n  y\n\n",
    "a: |+\n  x\n\n",
    "a: |-\n  x\n",
    "a: >\n  x\n  y\n\n  z\n",
    "a: >2\n    x\n",
    "a: |\n  yes\n",
    "a: on\n\n  on\n",
    "a: on\n\n  x\n",
    "a: no\n\n  no\n",
    "a: ~\n\n  ~\n",
    "a: 1\n\n  2\n",
    "a: &x 1\nb: *x\n",
    "a: &x [1, 2]\nb: *x\nc: [*x]\n",
    "a: &x 1\nb: &x 2\nc: *x\n",
    "a: *x\nb: &x 1\n",
    "&k a: 1\nb: *k\n",
    "&m\na: 1\n",
    "a: &d {b: 1, c: 2}\ne:\n  <<: *d\n  c: 3\n",
    "a: &d {b: 1, c: 2}\ne:\n  c: 3\n  <<: *d\n",
    'a: &d {b: 1}\ne:\n  "<<": *d\n',
    "a: &d {b: 1}\ne:\n  !!str <<: *d\n",
    "a: &d {b: 1}\nf: &g {b: 2, h: 3}\ne:\n  <<: [*d, *g]\n",
    "a: {<<: {b: 1}, c: 2}\n",
    "a: {<<: [1]}\n",
    "a: {<<: []}\n",
    "a: {<<: 5, b: 1}\n",
    "a: {<<: ~}\n",
    "a: {<<: !!omap [b: 1]}\n",
    "a: &l [{b: 1}]\nc: {<<: *l}\n",
    "a: &d {b: 1}\n<<: *d\nb: 2\n",
    "a: &d {b: 1}\nb: 2\n<<: *d\n",
    "--- \na: b\n",
    "--- a\n",
    "%YAML 1.1\n---\na: b\n",
    "%TAG ! x\n",
    "a: b\n--- \nc: [\n",
    "a: b\n...\n",
    "a:\tb\n",
    "a: b\n\tc: d\n",
    "\ta: b\n",
    "a: b\n  c: d\n",
    "a: b\n c\n",
    "  a: b\n  c: d\n",
    "  a: b\nc: d\n",
    "a: \u00a0b\n",
    "a:\u00a0b\n",
    "a: b\u2028c: d\n",
    "a: b\u0085c: d\n",
    "a: b\rc: d\r\n",
    "\ufeffa: b\n",
    "a: \u0007\n",
    "a: \u007f\n",
    "a: 😀\n",
    'a: "\\x41\\u4e2d\\U0001F600\\e\\0"\n',
    'a: "\\\'"\n',
    'a: "b\n  c"\n',
    "a: 'b\n\n  c'\n",
    "a: [b, c,]\n",
    "a: [b: c, d]\n",
    "a: [b,\n  c]\n",
    "a: [b,\nc]\n",
    "a: {b: c\n",
    "a:\n- b\n- c\n",
    "a:\n  - b\n  -\n  - - c\n    - d\n",
    "a:\n  - b: 1\n    c: 2\n",
    "a: [yes, 1,000, 1_000, 2022-01-11, :x]\n",
    "a: {b: :x}\n",
    ":a: b\n",
    "a: b: c\n",
    "a: {{ site.title }}\n",
    "a: {% if %}\n",
    "'a' : b\n",
    "a : b\n",
    "a:b\n",
]


def check(jekyll: Any, texts: list[str]) -> None:
    found = [words for text in texts if (words := jekyll.disagreement(text)) is not None]
    assert not found, "\n".join(found[:20])


def collected(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    """Return texts that hypothesis made, to be asked in one batch."""
    texts: list[str] = []

    @given(strategy)
    @settings(max_examples=count, database=None, deadline=None, derandomize=True)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return sorted(set(texts))


def test_scalars(jekyll: Any) -> None:
    scalars = [*WORDS, *DATED, *TAGGED, *QUOTED, *BROKEN]
    assert len(scalars) > 600
    check(jekyll, [f"k: {scalar}\n" for scalar in scalars])
    check(jekyll, [f"- {scalar}\n" for scalar in WORDS])
    check(jekyll, [f"k: [{scalar}]\n" for scalar in WORDS])


def test_documents(jekyll: Any) -> None:
    assert len(DOCUMENTS) > 100
    check(jekyll, DOCUMENTS)


NUMERIC = st.text("0123456789+-.,_:eExXbo \tTZ", min_size=1, max_size=14)
WORDY = st.text("yesnoYESNOtruefalsnull~ſﬀ.", min_size=1, max_size=6)
STAMPS = st.builds(
    "{}{}-{}-{}{}{}:{}:{}{}{}".format,
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 10000).map("{:04d}".format),
    st.integers(0, 13),
    # Ruby 3.1 miscounts a 31st that does not exist (see yaml_scalars)
    st.sampled_from([*range(31), 32, 33]).map("{:02d}".format),
    st.sampled_from([" ", "T", "t", "  "]),
    st.integers(0, 25),
    st.integers(0, 61).map("{:02d}".format),
    st.integers(0, 62).map("{:02d}".format),
    st.sampled_from(["", ".", ".5", ".000001", ".9999999"]),
    st.from_regex(r"\A(?: ?(?:Z|[-+][0-9]{1,4}|[-+][0-9]{1,2}:[0-9]{2}))?\Z"),
)


def test_generated_scalars(jekyll: Any) -> None:
    texts = collected(NUMERIC, 1500) + collected(WORDY, 600) + collected(STAMPS, 1000)
    check(jekyll, [f"k: {text}\n" for text in texts])


PIECES = [
    "a",
    "b",
    "中",
    "1",
    ":",
    "#",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "|",
    ">",
    "?",
    "-",
    ",",
    "yes",
    "1,000",
    "2022-01-11",
    ":s",
    "\\",
    "%",
    "@",
    "~",
    "---",
    "&x",
    "*x",
    "!t",
    "!!str",
    "<<:",
]
SPACED = [": ", "- ", ", ", " #", "\n", "\n  ", "\n- ", "|-\n  ", "\t", "\r\n", " ", "<<: "]
LINES = ["a: b\n", "b: [c, d]\n", "c:\n  - e\n", "d: &x {f: g}\n", "e: *x\n"]
YAMLISH = st.lists(st.sampled_from(PIECES + SPACED + LINES), max_size=14).map("".join)


def test_generated_documents(jekyll: Any) -> None:
    check(jekyll, collected(YAMLISH, 2500))


@pytest.mark.corpus
def test_every_real_post(jekyll: Any, fronts: list[tuple[str, str]]) -> None:
    check(jekyll, [text for _name, text in fronts])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [*x]\n", "recursive alias"),
        ("a: !ruby/class Date\n", "not allowed"),
        ("a: !ruby/encoding UTF-8\n", "not allowed"),
        ("a: !!str {str: b}\n", "not allowed"),
        ("a: !!binary /w==\n", "binary"),
        (f"a: {'9' * 5000}\n", "digits"),
    ],
)
def test_what_jekyll_loads_but_no_value_here_can_hold(jekyll: Any, text: str, message: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert message in problem.message
    assert jekyll.loads(text)[0] != "error" or "recursive" in message
