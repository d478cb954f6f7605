"""A site with every problem once: each is found where it stands, mended by its fix, absent in its twin."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from curator.domain.post import Problem
from curator.domain.problems import Finding, Severity
from curator.sentences import problem_sentence
from curator.site.problems.inspection import ProblemContext
from curator.site.problems.mending import apply_fix
from curator.site.problems.registry import RULES

Look = Callable[..., tuple[Finding, ...]]

PATH = "_posts/2022-01-11-name.md"
DATE = "date: 2022-01-11 18:09:11 +0800\n"
BODY = "正文一段。\n\n第二段。来源：新华社\n"


@dataclass(frozen=True, slots=True)
class Planted:
    """A post with one problem; «» mark its place, `mended` is what its fix makes of the text."""

    code: Problem
    text: str
    mended: str | None = None
    path: str | None = PATH
    new_path: str | None = None
    severity: Severity | None = None
    aborts: bool = False
    """Real Jekyll stops because of it."""
    foreign: bool = False
    marked: bool = True
    setting: dict[str, Any] = field(default_factory=dict)
    note: str = ""


def plain(text: str) -> str:
    """Return a text without the marks."""
    return text.replace("«", "").replace("»", "")


def post(header: str, body: str = BODY) -> str:
    """Return a post of three usual keys, less those that `header` gives."""
    usual = {"layout": "layout: post\n", "title": 'title: "标题"\n', "date": DATE}
    lines = [line for key, line in usual.items() if f"{key}:" not in plain(header)]
    return f"---\n{''.join(lines)}{header}---\n{body}"


def only_body(body: str) -> str:
    """Return a post whose header is usual; the body ends with a source."""
    return post("", body + "\n来源：新华社\n")


P = Problem
PLANTED = (
    # the header as a whole
    Planted(
        P.BROKEN_YAML,
        post("title: 快讯«: 少了引号»\n"),
        post('title: "快讯: 少了引号"\n'),
    ),
    Planted(
        P.BROKEN_YAML,
        post('title: "他说"«你好"了"»\ntags: [要闻]\n'),
        post('title: "他说\\"你好\\"了"\ntags: [要闻]\n'),
        note="inner quotes",
    ),
    Planted(
        P.BROKEN_YAML,
        post("title: «@财经 一周»\n"),
        post('title: "@财经 一周"\n'),
        note="leading sign",
    ),
    Planted(
        P.BROKEN_YAML,
        post("title: [快讯] «标题»\n"),
        post('title: "[快讯] 标题"\n'),
        note="brackets",
    ),
    Planted(
        P.BROKEN_YAML,
        post("tags:\n«\t- 要闻»\n"),
        post("tags:\n  - 要闻\n"),
        note="tab",
    ),
    Planted(
        P.BROKEN_YAML,
        post("title: 一\n b«: c»\nauthor: [\n"),
        note="nobody knows what is meant",
    ),
    Planted(
        P.DUPLICATE_KEY,
        post("«author»: 甲\ntags: 要闻\nauthor: 乙\n"),
        post("tags: 要闻\nauthor: 乙\n"),
    ),
    Planted(P.NO_FRONT_MATTER, "«»正文\n\n来源：新华社\n"),
    Planted(
        P.HEADER_IN_BODY,
        "\n«---»\nlayout: post\ntitle: 标题\n" + DATE + "---\n" + BODY,
        "---\nlayout: post\ntitle: 标题\n" + DATE + "---\n" + BODY,
        note="blank line above",
    ),
    Planted(
        P.HEADER_IN_BODY,
        "«-----»\nlayout: post\ntitle: 标题\n" + DATE + "---\n" + BODY,
        "---\nlayout: post\ntitle: 标题\n" + DATE + "---\n" + BODY,
        note="too many dashes",
    ),
    Planted(
        P.HEADER_IN_BODY, "«---»\nlayout: post\ntitle: 标题\n" + DATE + BODY, note="never closed"
    ),
    # dates
    Planted(
        P.NAIVE_DATE,
        post("date: «2022-01-11 10:09:11»\n"),
        post("date: 2022-01-11 10:09:11 +0800\n"),
    ),
    Planted(
        P.NAIVE_DATE,
        post("date: «2022-01-10 18:09:11»\n"),
        post("date: 2022-01-10 18:09:11 +0000\n"),
        note="the file is named for the day in Shanghai",
    ),
    Planted(
        P.NAIVE_DATE,
        post("date: «2022-01-11T10:09:11»\n"),
        post("date: 2022-01-11T10:09:11+0800\n"),
        note="with T",
    ),
    Planted(
        P.NAIVE_DATE,
        post('date: «"2022-01-11 18:09"»\n'),
        post('date: "2022-01-11 18:09:00 +0800"\n'),
        severity=Severity.NOTE,
        note="local",
    ),
    Planted(
        P.NAIVE_DATE,
        post("last_modified_at: «2022-01-12 10:09:11»\n"),
        post("last_modified_at: 2022-01-12 10:09:11 +0800\n"),
        severity=Severity.NOTE,
        note="last change",
    ),
    Planted(P.BAD_DATE, post("date: «下周三»\n"), aborts=True),
    Planted(
        P.BAD_DATE,
        post("«date»:\ntags: 要闻\n"),
        post("tags: 要闻\n", BODY).replace(DATE, ""),
        aborts=True,
        note="empty",
    ),
    Planted(
        P.BAD_DATE,
        post("date:  «+0800»\n"),
        post("").replace(DATE, ""),
        aborts=True,
        note="offset alone",
    ),
    Planted(P.NO_DATE, post("").replace(DATE, ""), path=None, marked=False),
    Planted(
        P.ZONE_NAME,
        post("date: «2022-01-11 05:09:11 CST»\n"),
        post("date: 2022-01-11 05:09:11 +0800\n"),
        note="the zone's own letters",
    ),
    Planted(P.ZONE_NAME, post("date: «2022-01-11 10:09:11 JST»\n"), note="another zone's letters"),
    Planted(
        P.DAY_MISMATCH,
        post("date: «2022-01-20 18:09:11 +0800»\n"),
        path=PATH,
        new_path="_posts/2022-01-20-name.md",
    ),
    Planted(
        P.IMPOSSIBLE_DAY,
        post("").replace(DATE, ""),
        path="_posts/2022-02-30-name.md",
        new_path="_posts/2022-03-02-name.md",
        marked=False,
    ),
    Planted(
        P.IMPOSSIBLE_DAY,
        post("date: «2022-02-30 18:09:11 +0800»\n"),
        path="_posts/2022-03-02-name.md",
        note="in the header",
    ),
    Planted(
        P.FUTURE_DATE, post("date: «2030-01-11 18:09:11 +0800»\n"), path="_posts/2030-01-11-a.md"
    ),
    Planted(
        P.UTC_DAY,
        post("date: «2022-01-11 07:09:11 +0800»\n"),
        setting={"zone_configured": False},
    ),
    # names
    Planted(
        P.NAME_WITHOUT_DATE,
        post(""),
        path="_posts/-202201111234.md",
        new_path="_posts/2022-01-11-202201111234.md",
        marked=False,
    ),
    Planted(
        P.NAME_WITHOUT_TITLE,
        post(""),
        path="_posts/2022-01-11-.md",
        new_path="_posts/2022-01-11-标题.md",
        marked=False,
    ),
    Planted(
        P.LONG_NAME,
        post(""),
        path=f"_posts/2022-01-11-{'长' * 82}.md",
        new_path=f"_posts/2022-01-11-{'长' * 80}.md",
        marked=False,
    ),
    Planted(
        P.RESERVED_NAME,
        post(""),
        path="_posts/2022-01-11-what: why?.md",
        new_path="_posts/2022-01-11-what- why.md",
        marked=False,
    ),
    Planted(
        P.RESERVED_NAME,
        post(""),
        path="_posts/2022-01-11-con.md",
        severity=Severity.NOTE,
        marked=False,
        note="the page's name",
    ),
    Planted(
        P.RESERVED_NAME,
        post("").replace(DATE, ""),
        path="_drafts/aux.md",
        new_path="_drafts/aux-1.md",
        marked=False,
        note="a draft",
    ),
    # keys
    Planted(P.EMPTY_TITLE, post('title: «""»\n')),
    Planted(P.TITLE_FROM_NAME, post("«title»:\n")),
    Planted(P.CUT_TEXT, post("title: C «#1 的故事»\n"), post('title: "C #1 的故事"\n')),
    Planted(
        P.CUT_TEXT,
        post("description: 说明 «# 附注»\n"),
        post('description: "说明 # 附注"\n'),
        severity=Severity.NOTE,
        note="or a comment",
    ),
    Planted(P.RETYPED_TEXT, post("title: «12:34»\n"), post('title: "12:34"\n')),
    Planted(P.RETYPED_TEXT, post("title: «yes»\n"), post('title: "yes"\n'), note="switch"),
    Planted(P.RETYPED_TEXT, post("title: «1,000»\n"), post('title: "1,000"\n'), note="number"),
    Planted(P.RETYPED_TEXT, post("title: «[快讯]»\n"), post('title: "[快讯]"\n'), note="list"),
    Planted(
        P.RETYPED_TEXT,
        post("author: «0123»\n"),
        post('author: "0123"\n'),
        severity=Severity.NOTE,
        note="author",
    ),
    Planted(P.SLUG_TYPE, post("slug: «123»\n"), post('slug: "123"\n'), aborts=True),
    Planted(P.EMPTY_SLUG, post('slug: «""»\n'), post("")),
    Planted(P.PERMALINK_TYPE, post("permalink: «123»\n"), post("permalink: /123\n"), aborts=True),
    Planted(P.EMPTY_PERMALINK, post("permalink: «''»\n"), post("")),
    Planted(P.PERMALINK_STYLE, post("permalink: «pretty»\n")),
    Planted(P.PERMALINK_SLASH, post("permalink: «a/b.html»\n"), post("permalink: /a/b.html\n")),
    Planted(P.MISSING_LAYOUT, post("layout: «article»\n")),
    Planted(
        P.MISSING_LAYOUT, post("layout: «Post.html»\n"), post("layout: post\n"), note="nearly right"
    ),
    Planted(
        P.NO_LAYOUT,
        "---\n«»title: 标题\n" + DATE + "---\n" + BODY,
        "---\ntitle: 标题\n" + DATE + "layout: post\n---\n" + BODY,
    ),
    Planted(P.PUBLISHED_EMPTY, post("«published»:\n"), post("published: false\n")),
    Planted(P.PUBLISHED_TEXT, post('published: «"false"»\n'), post("published: false\n")),
    Planted(P.PUBLISHED_TEXT, post("published: «0»\n"), post("published: false\n"), note="zero"),
    Planted(P.DRAFT_IN_POSTS, post("draft: «true»\n"), post("published: false\n")),
    Planted(
        P.DRAFT_IN_POSTS,
        post("published: true\ndraft: «true»\n"),
        post("published: false\n"),
        note="published as well",
    ),
    # terms
    Planted(P.CATEGORIES_TYPE, post("categories: «2022»\n"), post('categories: ["2022"]\n')),
    Planted(
        P.CATEGORY_NUMBER,
        post("categories: «[2022, news]»\n"),
        post('categories: ["2022", news]\n'),
    ),
    Planted(P.TAGS_TYPE, post("tags: «2022»\n"), post('tags: ["2022"]\n')),
    Planted(P.HIDDEN_TAGS, post("tags: «[ETF]»\ntag: 要闻\n")),
    Planted(P.TERM_SEPARATORS, post("tags: «要闻, ETF»\n"), post("tags: [要闻, ETF]\n")),
    Planted(
        P.TERM_SEPARATORS,
        post("categories: «财经　news»\n"),
        post("categories: [财经, news]\n"),
        note="a wide blank",
    ),
    Planted(P.TERM_SEPARATORS, post("tags: «要闻、ETF»\n"), post("tags: [要闻, ETF]\n"), note="、"),
    Planted(
        P.TERM_SEPARATORS,
        post("tags: «[要闻，ETF]»\n"),
        post("tags: [要闻, ETF]\n"),
        severity=Severity.NOTE,
        note="in a list",
    ),
    Planted(
        P.CATEGORY_CASE, post("categories: [财经, «News»]\n"), post("categories: [财经, news]\n")
    ),
    Planted(P.TERM_TWIN, post("tags: 要闻 «etf»\n"), post("tags: 要闻 ETF\n"), note="case"),
    Planted(
        P.TERM_TWIN, post("tags: [«ＥＴＦ», 要闻]\n"), post("tags: [ETF, 要闻]\n"), note="width"
    ),
    Planted(
        P.TERM_TWIN,
        post("tags:\n- «臺灣»\n- 要闻\n"),
        post("tags:\n- 台湾\n- 要闻\n"),
        note="script",
    ),
    Planted(P.TERM_TWIN, post('tags: ["«要闻,»"]\n'), post('tags: ["要闻"]\n'), note="comma"),
    # Liquid
    Planted(
        P.UNKNOWN_TAG,
        only_body("看 «{% gallery a %}» 图\n"),
        only_body("看 {{'{'}}% gallery a %} 图\n"),
        aborts=True,
    ),
    Planted(P.UNBALANCED_LIQUID, only_body("«{% if a %}» 图\n"), aborts=True, note="unclosed"),
    Planted(
        P.UNBALANCED_LIQUID,
        only_body("一 «{% endif %}» 二\n"),
        only_body("一 {{'{'}}% endif %} 二\n"),
        aborts=True,
        note="stray",
    ),
    Planted(
        P.UNBALANCED_LIQUID,
        only_body("公式 «{{»x_1 二\n"),
        only_body("公式 {{'{'}}{x_1 二\n"),
        aborts=True,
        note="open variable",
    ),
    Planted(
        P.UNBALANCED_LIQUID,
        only_body("公式 «{% 一 %}»\n"),
        only_body("公式 {{'{'}}% 一 %}\n"),
        aborts=True,
        note="no name",
    ),
    Planted(P.LIQUID_SYNTAX, only_body("«{% for x %}»{% endfor %}\n"), aborts=True),
    Planted(
        P.FOREIGN_LIQUID,
        only_body("模板 «{{» x }} 与 {% raw %}\n"),
        only_body("模板 {{'{'}}{ x }} 与 {{'{'}}% raw %}\n"),
        foreign=True,
        aborts=True,
    ),
    # bytes and lines
    Planted(
        P.CRLF_EXCERPT,
        post("").replace("\n", "\r\n").replace("段。\r\n\r\n", "段。«\r\n\r\n»"),
        post(""),
    ),
    # the body
    Planted(
        P.EMPTY_LINK,
        only_body("一段\n\n«<>»\n\n二段\n"),
        only_body("一段\n\n二段\n"),
    ),
    Planted(
        P.EMPTY_LINK, only_body("见（«<>»）。\n"), only_body("见（）。\n"), note="within a line"
    ),
    Planted(P.EMPTY_LINK, only_body("见«[原文]()»。\n"), only_body("见原文。\n"), note="Markdown"),
    Planted(P.EMPTY_LINK, only_body('见«<a href="">»原文</a>。\n'), note="HTML"),
    Planted(P.LOST_PICTURE, only_body('<img alt="" src=«"gone.png"»>\n'), foreign=True),
    Planted(P.LOST_PICTURE, only_body("![图](«gone.png»)\n"), foreign=True, note="Markdown"),
    Planted(P.MISSING_ALT, only_body('«<img src="a.jpg">»\n')),
    Planted(P.MISSING_ALT, only_body("«![](a.jpg)»\n"), note="Markdown"),
    Planted(
        P.MISSING_ALT,
        only_body('«<img src="a.jpg" title="大桥">»<p>通车</p>\n'),
        only_body('<img src="a.jpg" alt="大桥" title="大桥"><p>通车</p>\n'),
        note="a title says it",
    ),
    Planted(
        P.MISSING_ALT,
        only_body('«![](a.jpg "大桥")»\n'),
        only_body('![大桥](a.jpg "大桥")\n'),
        note="a title says it in Markdown",
    ),
    Planted(
        P.DUPLICATE_CAPTION,
        only_body('<center><img src="a.jpg" alt="桥" title="大桥"></center><p>«大桥»</p>\n'),
        only_body('<center><img src="a.jpg" alt="桥"></center><p>大桥</p>\n'),
    ),
    Planted(
        P.DUPLICATE_CAPTION,
        only_body('<img src="a.jpg" alt="桥"><p>大桥通车</p><p>«大桥通车»</p>\n'),
        only_body('<img src="a.jpg" alt="桥"><p>大桥通车</p><p></p>\n'),
        note="twice below",
    ),
    Planted(P.MISSING_SOURCE, post("", "正文一段。\n\n第二段。«»\n")),
)

IN_BYTES = (
    (P.BOM, b"\xef\xbb\xbf" + post("").encode(), post("").encode()),
    (P.NOT_UTF8, post("").encode("gb18030"), post("").encode()),
    (P.UNDECODABLE, post("").encode() + b"\xff\n", None),
)
BETWEEN_POSTS = frozenset(
    {P.SAME_URL, P.INDEX_URL, P.URL_CASE, P.URL_FORM, P.FILE_AS_FOLDER, P.SAME_FILE}
)


def ids(case: Planted) -> str:
    return f"{case.code}{': ' if case.note else ''}{case.note}"


@pytest.mark.parametrize("case", PLANTED, ids=ids)
def test_it_alone_is_found_at_its_place(case: Planted, look: Look) -> None:
    found = look(plain(case.text), case.path, foreign=case.foreign, **case.setting)
    assert [one.code for one in found] == [case.code]
    (one,) = found
    if case.severity is not None:
        assert one.severity is case.severity
    if not case.marked or "«" not in case.text:
        assert one.place is None
        return
    assert one.place is not None
    start = case.text.index("«")
    before, inside = case.text[:start], case.text[start + 1 : case.text.index("»")]
    assert plain(case.text)[one.place.start : one.place.end] == inside
    assert one.place.line == before.count("\n") + 1
    assert one.place.column == len(before) - before.rfind("\n")


@pytest.mark.parametrize("case", PLANTED, ids=ids)
def test_its_fix_mends_it_and_changes_nothing_else(case: Planted, look: Look) -> None:
    (one,) = look(plain(case.text), case.path, foreign=case.foreign, **case.setting)
    if case.mended is None and case.new_path is None:
        assert one.fix is None
        return
    assert one.fix is not None
    assert one.fix.code is case.code
    assert one.fix.path == case.new_path
    mended = apply_fix(plain(case.text).encode(), one.fix)
    assert mended.decode() == (plain(case.text) if case.mended is None else case.mended)
    again = look(mended, one.fix.path or case.path, foreign=case.foreign, **case.setting)
    assert again == ()


MENDED = [case for case in PLANTED if case.mended is not None]
WINDOWS = [
    case
    for case in MENDED
    if case.code is not P.CRLF_EXCERPT and "too many dashes" not in case.note
]


@pytest.mark.parametrize("case", WINDOWS, ids=ids)
def test_a_fix_keeps_windows_newlines(case: Planted, look: Look) -> None:
    text = plain(case.text).replace("\n", "\r\n").encode()
    found = look(text, case.path, foreign=case.foreign, **case.setting)
    (one,) = (one for one in found if one.code is case.code)
    assert one.fix is not None
    assert case.mended is not None
    assert apply_fix(text, one.fix) == case.mended.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    "case", [case for case in MENDED if case.code is not P.HEADER_IN_BODY], ids=ids
)
@pytest.mark.parametrize(("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"", "gb18030")])
def test_a_fix_keeps_mark_and_encoding(
    case: Planted, mark: bytes, encoding: str, look: Look
) -> None:
    more = "收尾的中文使编码可以认出来。\n"
    text = mark + (plain(case.text) + more).encode(encoding)
    found = look(text, case.path, foreign=case.foreign, **case.setting)
    (one,) = (one for one in found if one.code is case.code)
    assert one.fix is not None
    assert case.mended is not None
    assert apply_fix(text, one.fix) == mark + (case.mended + more).encode(encoding)


@pytest.mark.parametrize(("code", "data", "mended"), IN_BYTES, ids=lambda value: str(value)[:12])
def test_bytes(code: Problem, data: bytes, mended: bytes | None, look: Look) -> None:
    (one,) = look(data)
    assert one.code is code
    if mended is None:
        assert one.fix is None
        assert one.fields["byte"] == "FF"
        return
    assert one.fix is not None
    assert apply_fix(data, one.fix) == mended
    assert look(mended) == ()


def test_a_mark_costs_a_document_of_a_collection_its_header(look: Look) -> None:
    (one,) = look(b"\xef\xbb\xbf" + post("").encode(), "_notes/a.md", sources_expected=False)
    assert (one.code, one.severity) == (P.BOM, Severity.ERROR)


def test_every_code_is_planted() -> None:
    planted = {case.code for case in PLANTED} | {code for code, _, _ in IN_BYTES}
    assert planted == set(Problem) - BETWEEN_POSTS
    assert planted == {code for rule in RULES for code in rule.codes}


def test_the_clean_twin(look: Look) -> None:
    twins = [case for case in PLANTED if case.mended is not None or case.new_path is not None]
    for case in twins:
        text = plain(case.text) if case.mended is None else case.mended
        path = case.path if case.new_path is None else case.new_path
        assert look(text, path, foreign=case.foreign, **case.setting) == (), case


@pytest.mark.parametrize("case", PLANTED, ids=ids)
def test_each_finding_is_a_sentence_with_its_facts(case: Planted, look: Look) -> None:
    (one,) = look(plain(case.text), case.path, foreign=case.foreign, **case.setting)
    sentence = problem_sentence(one.code, one.fields)
    assert sentence.endswith(".")
    assert json.dumps(dict(one.fields))
    assert problem_sentence(one.code).endswith(".")


def requests(case: Planted, setting: ProblemContext) -> Iterator[dict[str, Any]]:
    """Yield the post as planted and as mended, as Jekyll is to build it."""
    texts = [plain(case.text)]
    if case.mended is not None or case.new_path is not None:
        texts.append(plain(case.text) if case.mended is None else case.mended)
    for text, path in zip(texts, (case.path, case.new_path or case.path), strict=False):
        yield {
            "path": path or PATH,
            "data": base64.b64encode(text.encode()).decode(),
            "config": {"time": f"{setting.now:%Y-%m-%d %H:%M:%S %z}"},
        }


@pytest.mark.jekyll
def test_real_jekyll_does_what_is_said(
    setting: ProblemContext, ask_jekyll: Callable[..., Any]
) -> None:
    cases = [case for case in PLANTED if case.code is not P.LONG_NAME]
    asked = [(case, list(requests(case, setting))) for case in cases]
    answers = iter(ask_jekyll("build", posts=[one for _, pair in asked for one in pair]))
    for case, pair in asked:
        before, after = next(answers), next(answers) if len(pair) > 1 else None
        assert ("aborted" in before) == case.aborts, (case, before)
        assert after is None or "aborted" not in after, (case, after)
        check = CONSEQUENCES.get(case.code)
        if check is not None:
            check(case, before, after)


def bare(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert before["title"] == ""
    assert before["url"].startswith("/2024/06/01/")
    assert "Error" in before["said"]
    if after is not None:
        assert after["title"] != ""
        assert "/2022/01/11/" in after["url"]


def shown_only_before(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert before["shown"]
    assert after is not None
    assert not after["shown"]


def never_shown(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert not before["shown"]


def shown_only_after(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert not before["shown"]
    assert after is not None
    assert after["shown"]


def whole_excerpt(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert after is not None
    assert "第二段" in before["excerpt"]
    assert "第二段" not in after["excerpt"]


def better_title(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    if after is not None and "title" in case.text and "title: «" in case.text:
        assert before["title"] != after["title"]


def split_terms(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert after is not None
    assert [*before["tags"], *before["categories"]] != [*after["tags"], *after["categories"]]
    assert not any(
        sign in term for term in [*after["tags"], *after["categories"]] for sign in ",、，　"
    )


def twice(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert after is not None
    assert before["categories"] == [2022, "news", "2022"]
    assert after["categories"] == ["2022", "news"]


def other_day(case: Planted, before: dict[str, Any], after: dict[str, Any] | None) -> None:
    assert "/2022/01/20/" in before["url"]
    assert after is not None
    assert after["url"] == before["url"]


CONSEQUENCES: dict[Problem, Callable[[Planted, dict[str, Any], dict[str, Any] | None], None]] = {
    P.BROKEN_YAML: bare,
    P.CATEGORIES_TYPE: bare,
    P.DRAFT_IN_POSTS: shown_only_before,
    P.PUBLISHED_TEXT: shown_only_before,
    P.PUBLISHED_EMPTY: never_shown,
    P.FUTURE_DATE: never_shown,
    P.NAME_WITHOUT_DATE: shown_only_after,
    P.CRLF_EXCERPT: whole_excerpt,
    P.CUT_TEXT: better_title,
    P.RETYPED_TEXT: better_title,
    P.TERM_SEPARATORS: split_terms,
    P.CATEGORY_NUMBER: twice,
    P.DAY_MISMATCH: other_day,
}
