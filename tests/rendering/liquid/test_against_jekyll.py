"""Templates rendered here and by real Jekyll give the same text, or fail alike."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from curator.rendering.liquid.engine import Liquid
from curator.rendering.liquid.problems import TemplateStopped
from tests.rendering.liquid.jekyll_oracle import CONFIG, NOW, ZONE, Answer, Oracle, Site

CASES = Path(__file__).with_name("cases")

PAGE = {
    "title": "A page",
    "tags": ["sea", "rope", "Tide"],
    "path": "_posts/2022-01-11-first-light.md",
    "url": "/2022/01/11/first-light.html",
}
SCOPE = {
    "title": "The quay",
    "author": {"name": "Ann", "age": 41},
    "number": 7,
    "price": 19.95,
    "big": 10**20,
    "tiny": 1e-7,
    "zero": 0,
    "yes": True,
    "no": False,
    "nothing": None,
    "empty_text": "",
    "empty_list": [],
    "empty_map": {},
    "list": [1, 2, 3, 4, 5],
    "same": ["a", "a", "b", "b", "a"],
    "mixed": [1, "two", 3.5, None, True, ["x", [None, 2]], {"k": "v"}],
    "nested": {"list": [{"name": "first"}, {"name": "second"}], "size": "own size"},
    "key": "list",
    "key_name": "title",
    "length": 4,
    "a-b": "dashed",
    "a_b": "underscored",
    "under_score": "u",
    "dash-ed": "d",
    "who?": "w",
    "file": "card.html",
    "base": "card",
    "rest": "rd.html",
    "target": "about.md",
    "moment": datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE),
    "utc": datetime(2022, 1, 11, 18, 9, 11, tzinfo=UTC),
    "day": date(2022, 3, 5),
    "html": (
        '<h1 id="a">A</h1>\n<p>Some   text</p><h2 id="b">B <em>c</em></h2>\n<pre>  kept\n  as is</pre>'
        '<ul><li>one</li></ul><h3>no id</h3><h2 class="x" id="字">字与词</h2><p>中文字数 and words</p>'
    ),
    "posts": [
        {
            "title": f"Post <{number}> of the quay",
            "url": f"/2022/0{number}/11/post.html",
            "date": datetime(2020 + number // 2, number, 11, 18, 9, 11, tzinfo=ZONE),
            "tags": [["sea"], ["Rope", "sea"], ["tide", "Sea salt"], []][number % 4],
            "author": ["ann", None, "Bo"][number % 3],
            "weight": [3, None, 1.5, "2"][number % 4],
        }
        for number in range(1, 8)
    ],
    "menu": [
        {"title": "Home", "url": "/"},
        {"url": "/2022/01/11/first-light.html"},
        {"title": "More", "prefix": "/2022", "children": [{"title": "x", "url": "/x"}]},
    ],
    "dates": [datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE), date(2022, 3, 5)],
}
STRINGS = [
    "banana",
    "",
    " a  banana split\twith\n two\r\nlines ",
    "<p class='x'>Fish &amp; \"chips\" & more</p><script>alert('a')</script><!-- c --><style>s</style>",
    "中文标题：潮水，渡口 abc déjà vu Straße ΑΣ",
    "https://other.example/a path/?q=1&r=%20x#frag",
    "/docs/index.html",
    "a+b%20c%E4%BD%A0",
    "12.5kg",
    "ＡＢＣ１２３ﾊﾟ한글ひらがな〆々",
    "a\\b \"q\" \x07 #{x} #x 'it'",
    7,
    19.95,
    -3,
    True,
    None,
    ["a", 1, None, ["b"]],
    {"a": "b", "c": [1]},
    datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE),
]
NUMBERS = [
    7,
    -7,
    0,
    2.5,
    -2.5,
    0.1,
    1e20,
    123456789.987654321,
    "12",
    " 3.7 ",
    "-4.25x",
    "x",
    "1_000",
    None,
    True,
    [],
    10**18,
]
LISTS = [
    [],
    ["b", "a", "C", "b"],
    [3, 1, 2, 1.0, 1],
    ["b", None, "a"],
    [1, "b"],
    [{"name": "x", "n": 2, "tags": ["a", "b"]}, {"name": "y", "n": 10}, {"name": "X", "n": None}],
    [
        {"name": "y", "n": "2"},
        {"name": None, "n": "10"},
        {"name": "x", "n": "1.5", "deep": {"er": "y"}},
    ],
    [{"name": "", "n": 1}, {"n": 2.5, "name": ["x", "y"]}, {"name": True}],
    [["b", "a"], ["c"], [["d"]]],
    [True, False],
    "text b",
    7,
    None,
    {"name": "x", "n": 2},
    {"one": {"name": "x", "n": 2}, "two": {"name": "y", "n": 3}},
    [datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE), datetime(2021, 1, 11, tzinfo=ZONE)],
]
DATES = [
    datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE),
    datetime(2022, 1, 1, 0, 0, 0, tzinfo=UTC),
    date(2022, 3, 5),
    "2022-01-11",
    "2022-01-11 18:09:11",
    "2022-01-11T18:09:11Z",
    "2022-01-11 18:09:11 -0500",
    "March 3rd 2021",
    "3 Feb 2001 04:05",
    "Sat, 03 Feb 2001 00:00:00 GMT",
    1641895751,
    "1641895751",
    0,
    -5,
    "nonsense",
    "",
    None,
    True,
    1.5,
    [],
    "2022-13-45",
    "2022-01-11 10:00 utc",
    "2022-01-11 10:00 GMT",
    "2022-01-11 10:00 -00:00",
    "2022-01-11 10:00 EST",
    "2022-01-11 10:00 +0800",
    "2022-01-11 10:00 xyz",
    datetime(2021, 12, 31, 23, 59, 59, tzinfo=ZONE),
    datetime(2024, 2, 29, 12, 0, 0, tzinfo=ZONE),
]


def cases(name: str) -> list[str]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [case.removesuffix("\n") for case in text.split("\n%%\n")]


def ours(
    template: str, scope: dict[str, object], liquid: dict[str, object] | None = None
) -> str | None:
    """Return what we render, None where rendering stops."""
    site = Site({**CONFIG, "liquid": liquid or {}})
    everything = {
        **scope,
        "page": PAGE,
        "site": {**CONFIG, "time": NOW},
        "jekyll": {"environment": "development"},
        **dict.fromkeys(("content", "layout", "paginator")),
    }
    try:
        engine = Liquid(site, chips=False)
        return engine.render(template, everything, path=str(PAGE["path"])).text
    except TemplateStopped:
        return None


def differences(
    jekyll: Oracle,
    templates: list[str],
    scope: dict[str, object],
    liquid: dict[str, object] | None = None,
) -> list[str]:
    found: list[str] = []
    answers = jekyll.render(templates, scope, PAGE, liquid)
    for template, answer in zip(templates, answers, strict=True):
        text = ours(template, scope, liquid)
        if text != answer.text:
            found.append(told(template, scope, text, answer))
    return found


def told(template: str, scope: dict[str, object], text: str | None, answer: Answer) -> str:
    value = f" V={scope['V']!r}" if "V" in scope else ""
    return f"{template!r}{value}\n  here   {text!r}\n  Jekyll {answer.text!r} {answer.error or ''}"


@pytest.mark.parametrize(
    "name", ["tags", "expressions", "whitespace", "jekyll_tags", "programs", "odd"]
)
def test_templates(jekyll: Oracle, name: str) -> None:
    assert "\n".join(differences(jekyll, cases(name), SCOPE)) == ""


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("string_filters", STRINGS),
        ("number_filters", NUMBERS),
        ("list_filters", LISTS),
        ("date_filters", DATES),
    ],
)
def test_filters(jekyll: Oracle, name: str, values: list[object]) -> None:
    found: list[str] = []
    for value in values:
        found += differences(jekyll, cases(name), {"V": value, "list": [1, "b"]})
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    "liquid",
    [
        {"strict_filters": True},
        {"strict_variables": True},
        {"error_mode": "strict"},
        {"error_mode": "lax"},
        {"error_mode": "strict", "strict_filters": True, "strict_variables": True},
    ],
)
def test_strictness_of_the_site(jekyll: Oracle, liquid: dict[str, object]) -> None:
    templates = cases("tags") + cases("expressions") + cases("whitespace") + cases("odd")
    assert "\n".join(differences(jekyll, templates, SCOPE, liquid)) == ""
