"""Whatever the text: nothing raises, time grows with the text, and a fix mends what it is for."""

import base64
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import EditError
from curator.domain.post import Problem
from curator.domain.problems import Finding, Fix
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.problems.code_spans import Code
from curator.site.problems.inspection import ProblemContext
from curator.site.problems.liquid_blocks import faulty_tokens
from curator.site.problems.mending import apply_fix
from curator.site.problems.registry import find

Look = Callable[..., tuple[Finding, ...]]

LINES = (
    *(
        "title: 标题",
        "title: 12:34",
        "title: a: b",
        "title: C #1",
        'title: ""',
        "title:",
        "title: [a]",
    ),
    *("date: 2022-01-11 18:09:11", "date: 2022-01-11 18:09:11 +0800", "date:", "date: +0800"),
    *("date: 2022-01-11 07:00 CST", "date: '2022-01-11 18:09'", "date: 2022-02-30", "date: x"),
    *("tags: a, b", "tags: [ETF, etf, 台灣]", "tags: 2022", "tags:\n- 要闻\n- ＥＴＦ", "tag: x"),
    *("categories: News 财经", "categories: 2022", "categories: [2022, a]", "category: a，b"),
    *("published:", "published: n", "draft: true", "layout: Post", "layout: nope", "layout:"),
    *("slug: 123", "slug: ''", "permalink: a", "permalink: 12", "permalink: ''", "author: 0123"),
    *(
        "# 注",
        "x: &a 1",
        "y: *a",
        "title: &t yes",
        "\tz: 1",
        "excerpt: a #b",
        "last_modified_at: 2022-01-01 00:00:00",
    ),
)
BODIES = (
    *("正文。\n", "\n\n", "<>\n", "{{ x }}", "{% if a %}", "{% endif %}", "{% foo %}", "{{ x }"),
    *("![](a.jpg)", '![](a.jpg "图")\n\n图\n', '<img src="a" title="图"><p>图</p>', "<img src=a>"),
    *("<img alt title='b'>b", "[原文]()", '<a href="">x</a>', "`<>`", "```\n<>\n```\n", "    <>\n"),
    *("来源：新华社", "<!-- <> -->", "<pre><img></pre>", "\\![](x)", "a <> b", "`", "~~~\n"),
    *("<p>图说</p><p>图说</p>", '<img src="a"><p>说</p>\n<p>说</p>', "\r\n\r\n"),
)
PATHS = (
    *(None, "_posts/2022-01-11-a.md", "_posts/2022-01-12-a.html", "_posts/a.md", "_drafts/con.md"),
    *("news/_posts/2022-02-30-a?.md", "_posts/2022-01-11-.md", "_notes/x.md", "a.md"),
)

headers = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)
bodies = st.lists(st.sampled_from(BODIES), max_size=8).map("".join)
posts = st.builds(
    lambda header, body, newline: f"---\n{header}\n---\n{body}".replace("\n", newline),
    headers,
    bodies,
    st.sampled_from(["\n", "\n", "\r\n"]),
)


@given(st.one_of(posts, st.text(), st.text("-{}%<>[]!()\"'` \n\r\t:#a中")), st.sampled_from(PATHS))
@settings(max_examples=400)
def test_nothing_raises_and_each_place_is_in_the_text(text: str, path: str | None) -> None:
    for foreign in (False, True):
        data = text.encode("utf-8", "surrogatepass")
        document = split(data)
        front = parse(document.front_matter or "")
        context = ProblemContext(layouts=frozenset({"post"}), sources_expected=True)
        for one in find(document, front, path, context, foreign=foreign):
            if one.place is not None:
                whole = document.text
                assert 0 <= one.place.start <= one.place.end <= len(whole)
                assert one.place.line == whole.count("\n", 0, one.place.start) + 1


@given(st.binary(max_size=300), st.sampled_from(PATHS))
def test_no_bytes_raise(data: bytes, path: str | None) -> None:
    document = split(data)
    front = parse(document.front_matter or "")
    for one in find(document, front, path, ProblemContext()):
        if one.fix is not None:
            _applied(data, one.fix)


def _applied(data: bytes, fix: Fix) -> bytes | None:
    """Return mended bytes; None where an edit is refused, which is an answer too."""
    try:
        return apply_fix(data, fix)
    except EditError:
        return None


REVEALING = frozenset({Problem.BROKEN_YAML, Problem.HEADER_IN_BODY, Problem.CATEGORIES_TYPE})
"""Once the header can be read there is more to be seen in it."""


@given(posts, st.sampled_from(PATHS))
@settings(max_examples=400)
def test_a_fix_takes_its_finding_away_and_brings_no_other(
    look: Look, text: str, path: str | None
) -> None:
    data = text.encode()
    before = look(data, path)
    codes = Counter((one.code, one.key) for one in before)
    for one in before:
        if one.fix is None or (mended := _applied(data, one.fix)) is None:
            continue
        after = Counter((two.code, two.key) for two in look(mended, one.fix.path or path))
        assert after[one.code, one.key] < codes[one.code, one.key], one
        if one.code not in REVEALING:
            seen = {code for code, _ in codes}
            if one.code is Problem.EMPTY_LINK:
                # A first paragraph of nothing but the link goes: the next begins the excerpt.
                seen.add(Problem.CRLF_EXCERPT)
            assert {code for code, _ in after} <= seen, (one, after)


@given(posts)
@settings(max_examples=200)
def test_a_fix_of_the_header_leaves_the_body_and_the_other_way_round(look: Look, text: str) -> None:
    data = text.encode()
    document = split(data)
    for one in look(data):
        if one.fix is None or one.code in {Problem.CRLF_EXCERPT, Problem.BROKEN_YAML}:
            continue
        mended = _applied(data, one.fix)
        if mended is None or one.place is None:
            continue
        changed = split(mended)
        if one.place.start < len(document.text) - len(document.body):
            assert changed.body == document.body
            before, after = document.front_matter or "", changed.front_matter or ""
            kept = {entry.key: entry.value for entry in parse(before).entries}
            now = {entry.key: entry.value for entry in parse(after).entries}
            touched = {one.key, "published", "layout"}
            assert {k: v for k, v in kept.items() if k not in touched} == {
                k: v for k, v in now.items() if k not in touched
            }
        else:
            assert changed.front_matter == document.front_matter


HEAD = "---\nlayout: post\ntitle: a\ndate: 2022-01-11 18:09:11 +0800\n---\n"
HOSTILE = {
    "braces": lambda n: HEAD + "{{" * n,
    "tags": lambda n: HEAD + "{%" * n,
    "tags with names": lambda n: HEAD + "{% a " * n,
    "blocks": lambda n: HEAD + "{% if a %}" * n,
    "raw": lambda n: HEAD + "{% raw %}" + "{{ {% a " * n + "}",
    "ends": lambda n: HEAD + "{% endif %}" * n,
    "branches": lambda n: HEAD + "{% for x in y %}{% if a %}" * n + "{% endfor %}" * n,
    "conditions": lambda n: HEAD + "{% if " + "a and " * n + "%}",
    "quotes in a tag": lambda n: HEAD + "{% if " + "'\"" * n + " %}",
    "parameters": lambda n: HEAD + "{% include a " + "b=c " * n + "! %}",
    "post names": lambda n: HEAD + "{% post_url " + "a/" * n + " %}",
    "angles": lambda n: HEAD + "<" * n,
    "empty links": lambda n: HEAD + "<>" * n,
    "indented links": lambda n: HEAD + "    " + "<> " * n,
    "blanks around links": lambda n: HEAD + (" " * 50 + "<>") * (n // 25),
    "pictures": lambda n: HEAD + "<img " * n,
    "quoted pictures": lambda n: HEAD + "<img a='" * n,
    "pictures with titles": lambda n: HEAD + "<img title='a'>" * n,
    "pictures and tags": lambda n: HEAD + "<img title='a'>" + "<p>" * n,
    "marks": lambda n: HEAD + "![" * n,
    "marks with addresses": lambda n: HEAD + "![](" * n,
    "marks with blanks": lambda n: HEAD + "![](" + " " * n,
    "marks with parentheses": lambda n: HEAD + "![](" + "()" * n,
    "brackets": lambda n: HEAD + "[a]()" * n,
    "open brackets": lambda n: HEAD + "]()" + "[a" * n,
    "anchors": lambda n: HEAD + 'href=""' + "<a " + " " * n,
    "backticks": lambda n: HEAD + "<>" + "".join("`" * (i % 200 + 1) + " " for i in range(n // 50)),
    "fences": lambda n: HEAD + "<>" + "```\n~~~\n" * n,
    "pre": lambda n: HEAD + "<>" + "<pre>" * n,
    "comments": lambda n: HEAD + "<>" + "<!--" * n,
    "newlines": lambda n: HEAD + "\r\n" * n,
    "carriage returns": lambda n: HEAD + "\r" * n,
    "blanks": lambda n: HEAD + " " * n + "x",
    "dashes": lambda n: "-" * n + "\nkey: a\n",
    "blank lines above": lambda n: "\n" * n + "---\nkey: a\n",
    "stray bytes": lambda n: HEAD + "\udc80" * n,
    "commas": lambda n: HEAD.replace("title: a", "title: a\ntags: '" + "a," * (n // 4) + "'"),
    "terms": lambda n: HEAD.replace(
        "title: a", "title: a\ntags: [" + ", ".join(f"News{i}" for i in range(n // 60)) + "]"
    ),
    "number signs": lambda n: HEAD.replace("title: a", "title: a " + "#" * n),
    "a long date": lambda n: HEAD.replace("2022-01-11 18:09:11 +0800", "1" * (n // 4)),
    "colons": lambda n: HEAD.replace("title: a", "title: " + "a: " * (n // 8)),
    "deep lists": lambda n: HEAD.replace("title: a", "title: " + "[" * (n // 8)),
    "source": lambda n: HEAD + "来源" * n,
}


@pytest.mark.parametrize("shape", HOSTILE.values(), ids=HOSTILE.keys())
def test_ten_times_the_text_takes_about_ten_times_as_long(
    shape: Callable[[int], str], setting: ProblemContext
) -> None:
    """Quadratic work takes a hundred times as long however often it is measured.

    Linear work is seen by the first pair of measurements that nothing else of the machine
    disturbs, so a pair that looks too slow is measured again.
    """

    def seconds(size: int) -> float:
        document = split(shape(size).encode("utf-8", "surrogateescape"))
        front = parse(document.front_matter or "")
        facts = derive(document, front, "_posts/2022-01-11-a.md", setting.zone)
        start = time.process_time()
        find(document, front, "_posts/2022-01-11-a.md", setting, facts=facts)
        return time.process_time() - start

    ratios: list[float] = []
    for _ in range(6):
        small = max(seconds(4_000), 0.002)
        ratios.append(seconds(40_000) / small)
        if ratios[-1] < 35:
            return
    pytest.fail(f"ten times the text took {min(ratios):.0f} times as long at best")


@given(st.lists(st.sampled_from(BODIES)).map("".join), st.booleans())
def test_code_is_told_the_same_in_any_order(text: str, markdown: bool) -> None:
    forwards, backwards = Code(text, markdown=markdown), Code(text, markdown=markdown)
    asked = range(len(text))
    assert [forwards.covers(at) for at in asked] == [
        backwards.covers(at) for at in reversed(asked)
    ][::-1]


@pytest.fixture(scope="module")
def real_posts(corpus: Path) -> list[tuple[str, bytes]]:
    """Return the posts of real sites as if each lay in a site of its own."""
    found = []
    for file in sorted(corpus.rglob("*")):
        if file.is_file() and file.name != "INDEX.tsv":
            parts = [unquote(part) for part in file.relative_to(corpus).parts[1:]]
            found.append(("/".join(parts), file.read_bytes()))
    return found


@pytest.mark.corpus
def test_real_posts(real_posts: list[tuple[str, bytes]], setting: ProblemContext) -> None:
    """Each fix of a real post mends it; codes that the library lists agree with the facts."""
    listed = {problem for problem in Problem if list(Problem).index(problem) <= 10}
    assert Problem.DUPLICATE_KEY in listed
    for path, data in real_posts:
        document = split(data)
        front = parse(document.front_matter or "")
        facts = derive(document, front, path, setting.zone)
        found = find(document, front, path, setting, facts=facts)
        assert found == find(document, front, path, setting)
        told = {
            one.code
            for one in found
            if (one.code, one.key) != (Problem.NAIVE_DATE, "last_modified_at")
        }
        if Problem.HEADER_IN_BODY in told:
            told.add(Problem.NO_FRONT_MATTER)
        expected = set(facts.problems)
        if Problem.NAME_WITHOUT_DATE in told:
            # Jekyll passes over such a file before it would stop at its date.
            expected.discard(Problem.BAD_DATE)
        assert told & listed == expected, path
        codes = Counter((one.code, one.key) for one in found)
        for one in found[:40]:
            if one.fix is None:
                continue
            mended = apply_fix(data, one.fix)
            changed = split(mended)
            again = Counter(
                (two.code, two.key)
                for two in find(
                    changed,
                    parse(changed.front_matter or ""),
                    one.fix.path or path,
                    setting,
                )
            )
            assert again[one.code, one.key] < codes[one.code, one.key], (path, one)
            if one.fix.path is not None:
                codes[Problem.FUTURE_DATE, ""] += 1  # another name may give it a day
            if one.code not in REVEALING | {Problem.NOT_UTF8}:
                assert set(again) <= set(codes), (path, one, set(again) - set(codes))


@pytest.mark.corpus
@pytest.mark.jekyll
def test_real_liquid_agrees_on_real_posts(
    real_posts: list[tuple[str, bytes]], ask_jekyll: Callable[..., Any]
) -> None:
    bodies = []
    for path, data in real_posts:
        document = split(data)
        if document.encoding == "utf-8" and document.errors == "strict":
            bodies.append((path, document.content))
    answers = ask_jekyll("liquid", texts=[body for _, body in bodies])
    for (path, body), complaint in zip(bodies, answers, strict=True):
        assert bool(faulty_tokens(body)) == (complaint is not None), (path, complaint)


def said_of(data: bytes, setting: ProblemContext) -> str:
    """Return what the findings of a post say that Jekyll makes of its header."""
    document = split(data)
    front = parse(document.front_matter or "")
    found = find(document, front, "_posts/2020-01-02-name.md", setting)
    codes = {one.code for one in found}
    if codes & {Problem.BROKEN_YAML, Problem.CATEGORIES_TYPE}:
        return "unreadable"
    return "bad date" if Problem.BAD_DATE in codes else "read"


@pytest.mark.corpus
@pytest.mark.jekyll
def test_real_jekyll_agrees_on_headers_of_real_posts(
    real_posts: list[tuple[str, bytes]],
    setting: ProblemContext,
    ask_jekyll: Callable[..., Any],
) -> None:
    documents = ((path, data, split(data)) for path, data in real_posts)
    readable = [
        (path, data)
        for path, data, document in documents
        if document.encoding == "utf-8" and document.errors == "strict"
    ]
    encoded = [base64.b64encode(data).decode() for _, data in readable]
    answers = ask_jekyll("read", posts=encoded)
    assert set(answers) == {"read", "unreadable", "bad date"}
    for (path, data), answer in zip(readable, answers, strict=True):
        assert said_of(data, setting) == answer, path


@pytest.mark.jekyll
def test_real_jekyll_agrees_on_odd_headers(
    setting: ProblemContext, ask_jekyll: Callable[..., Any]
) -> None:
    chance = random.Random(3)
    headers = ["\n".join(chance.sample(LINES, chance.randint(1, 3))) for _ in range(600)]
    posts = [f"---\n{header}\n---\ntext\n".encode() for header in headers]
    answers = ask_jekyll("read", posts=[base64.b64encode(data).decode() for data in posts])
    assert set(answers) == {"read", "unreadable", "bad date"}
    for data, answer in zip(posts, answers, strict=True):
        assert said_of(data, setting) == answer, data
