"""The engine runs tables as Rouge's runs: first rule first, errors one by one, no endless loop."""

import pytest

from curator.rendering.highlighting.engine import (
    Include,
    Language,
    Lexer,
    Rule,
    Run,
    Sink,
    Surroundings,
    Words,
    compiled,
)


def _nothing(name: str) -> Language | None:
    return None


def _tokens(lexer: Lexer, text: str) -> list[tuple[str, str]]:
    sink = Sink()
    lexer.start(Surroundings(_nothing)).feed(text, sink)
    return sink.close()


def test_the_first_rule_that_matches_wins() -> None:
    lexer = Lexer({"root": [Rule(r"a", "k"), Rule(r"ab", "n"), Rule(r"b", "o")]})
    assert _tokens(lexer, "ab") == [("k", "a"), ("o", "b")]


def test_what_no_rule_matches_is_an_error() -> None:
    lexer = Lexer({"root": [Rule(r"a", "k")]})
    assert _tokens(lexer, "a??a\n") == [("k", "a"), ("err", "??"), ("k", "a"), ("err", "\n")]


def test_neighbours_of_one_kind_become_one() -> None:
    lexer = Lexer({"root": [Rule(r"(a)(b)?(c)", ("k", "n", "k"))]})
    assert _tokens(lexer, "acac") == [("k", "acac")]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("inner", [("k", "<"), ("s", "a"), ("k", ">"), ("n", "a")]),
        (("inner", "inner"), [("k", "<"), ("s", "a"), ("k", ">"), ("s", "a")]),
        ("=inner", [("k", "<"), ("s", "a"), ("k", ">"), ("s", "a")]),
        ("#pop:3", [("k", "<"), ("n", "a"), ("err", ">"), ("n", "a")]),
        ("#push", [("k", "<"), ("n", "a"), ("err", ">"), ("n", "a")]),
    ],
)
def test_targets_change_the_stack(to: str, expected: list[tuple[str, str]]) -> None:
    lexer = Lexer(
        {
            "root": [Rule(r"<", "k", to), Rule(r"a", "n")],
            "inner": [Rule(r">", "k", "#pop"), Rule(r"a", "s")],
        }
    )
    assert _tokens(lexer, "<a>a") == expected


def test_a_match_of_nothing_again_and_again_gives_an_error() -> None:
    lexer = Lexer({"root": [Rule(r"a", "k"), Rule(r"(?=b)", "", "root")]})
    assert _tokens(lexer, "abba") == [("k", "a"), ("err", "bb"), ("k", "a")]


def test_a_pattern_that_starts_with_a_caret_wants_the_start_of_a_line() -> None:
    lexer = Lexer({"root": [Rule(r"^a", "k"), Rule(r"a", "n"), Rule(r"\n", "")]})
    assert _tokens(lexer, "aa\na") == [("k", "a"), ("n", "a"), ("", "\n"), ("k", "a")]


def test_words_are_ascii_and_their_ends_are_not() -> None:
    lexer = Lexer({"root": [Rule(r"if\b", "k"), Rule(r"\w", "n"), Rule(r"[\b\W]", "o")]})
    assert _tokens(lexer, "if 中") == [("k", "if"), ("o", " 中")]
    assert _tokens(lexer, "if中") == [("n", "if"), ("o", "中")]
    assert compiled(r"[\b]").match("\b")


def test_a_rule_whose_end_is_missing_rests() -> None:
    lexer = Lexer(
        {
            "root": [
                Rule(r"<[^>]*>", "k", opener="<"),
                Rule(r"\([^)\n]*\)", "s", opener=r"\(", until=r"\n"),
                Rule(r"[<(>)]|[^<(>)]+", ""),
            ]
        }
    )
    assert _tokens(lexer, "(<a><b(\n(c)") == [
        ("", "("),
        ("k", "<a>"),
        ("", "<b(\n"),
        ("s", "(c)"),
    ]


def test_included_rules_stand_in_their_place() -> None:
    lexer = Lexer(
        {
            "root": [Rule(r"a", "k"), Include("more"), Rule(r"b", "o")],
            "more": [Rule(r"[ab]", "n")],
        }
    )
    assert _tokens(lexer, "ab") == [("k", "a"), ("n", "b")]


def test_words_are_told_apart() -> None:
    words = Words({"k": ["if"], "nb": ["if", "puts"]}, "n", fold=str.lower)
    assert [words.token(word) for word in ("IF", "puts", "x")] == ["k", "nb", "n"]


class _Count:
    number = 0


def _count(run: Run, match: object) -> None:
    run.keep(_Count).number += 1
    run.put("m", str(run.keep(_Count).number))


def test_memory_lasts_until_a_reset() -> None:
    run = Lexer({"root": [Rule(r"a", _count)]}).start(Surroundings(_nothing))
    sink = Sink()
    run.feed("a", sink)
    run.feed("a", sink)
    run.reset()
    run.feed("a", sink)
    assert sink.close() == [("m", "121")]


def test_a_language_inside_goes_on_where_it_was() -> None:
    inner = Lexer({"root": [Rule(r"x", "k", "more")], "more": [Rule(r"x", "n")]})

    def read(run: Run, match: object) -> None:
        run.delegate(run.inner("inner", inner), "x")
        run.delegate(run.inner("unknown"), "-")

    assert _tokens(Lexer({"root": [Rule(r"x", read)]}), "xx") == [
        ("k", "x"),
        ("", "-"),
        ("n", "x"),
        ("", "-"),
    ]


def test_a_language_inside_itself_ends_somewhere() -> None:
    def again(run: Run, match: object) -> None:
        run.recurse(run.text)

    assert _tokens(Lexer({"root": [Rule(r"x", again)]}), "x") == [("", "x")]
