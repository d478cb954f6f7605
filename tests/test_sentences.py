"""Every fault has a sentence that names its subject; none leaks a code or a placeholder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.domain.bulk import BulkError, BulkFault
from curator.domain.errors import (
    ConvertError,
    ConvertFault,
    CuratorError,
    EditError,
    EditFault,
    FetchError,
    FetchFault,
    FileError,
    FileFault,
    JekyllError,
    JekyllFault,
    LibraryError,
    LibraryFault,
    PostMissing,
    QueryError,
    QueryFault,
    ReadError,
    ReadFault,
    RevisionMissing,
    SiteError,
    SiteFault,
    UndoError,
    UndoFault,
)
from curator.domain.likeness import Match
from curator.domain.likeness import Reason as SameArticle
from curator.domain.post import PostId, Problem
from curator.sentences import (
    error_code,
    error_sentence,
    match_sentence,
    match_word,
    percent,
    problem_sentence,
    reason_sentence,
)
from curator.services.publish import Reason


def faults() -> Iterator[tuple[CuratorError, str]]:
    """Yield one error of each kind with a word that its sentence must hold."""
    for file_fault in FileFault:
        yield FileError(Path("/a/b.md"), file_fault, "detail"), "b.md"
    for read_fault in ReadFault:
        yield ReadError("letters.zip", read_fault, "in/b.md", "detail"), "letters.zip"
    for library_fault in LibraryFault:
        yield LibraryError("/a/library.db", library_fault, "detail"), "library.db"
    for site_fault in SiteFault:
        yield SiteError(Path("/a/site"), site_fault, "detail", 7), "site"
    for query_fault in QueryFault:
        yield QueryError("some query", 4, query_fault, "word"), "5"
    for bulk_fault in BulkFault:
        yield BulkError(bulk_fault, "detail"), ""
    for edit_fault in EditFault:
        yield EditError("title", edit_fault), ""
    for convert_fault in ConvertFault:
        yield ConvertError(convert_fault), ""
    for undo_fault in UndoFault:
        yield UndoError(12, undo_fault, "detail"), ""
    for fetch_fault in FetchFault:
        yield FetchError("https://example.org/x", fetch_fault), "example.org"
    for jekyll_fault in JekyllFault:
        yield JekyllError(jekyll_fault, "_posts/a.md", "detail", 3), ""
    yield JekyllError(JekyllFault.BROKEN_TEMPLATE, "_layouts/a.html", "detail.", 3), "html, line 3"
    yield JekyllError(JekyllFault.BROKEN_TEMPLATE, "_layouts/a.html", "detail"), "html: detail"
    yield PostMissing(41), "41"
    yield RevisionMissing(41, 3), "3"


@pytest.mark.parametrize(
    ("error", "word"), list(faults()), ids=lambda value: str(getattr(value, "fault", value))
)
def test_each_fault_is_a_whole_sentence(error: CuratorError, word: str) -> None:
    sentence = error_sentence(error)
    assert word in sentence
    assert sentence[0].isupper() or sentence[0] in "“/"
    assert sentence.endswith((".", ")"))
    assert "{" not in sentence
    assert error_code(error)


def test_each_code_has_words() -> None:
    for problem in Problem:
        assert problem_sentence(problem).endswith(".")
    for reason in Reason:
        assert reason_sentence(reason)


@pytest.mark.parametrize("reason", SameArticle)
@pytest.mark.parametrize("post", [None, PostId(7)])
def test_every_duplicate_says_why_and_of_what(reason: SameArticle, post: PostId | None) -> None:
    told = match_sentence(Match(reason, 0.874, "茶价", post))
    assert "{" not in told
    assert told.endswith(".")
    assert ("茶价" in told) is (reason is not SameArticle.SAME_TEXT)
    assert match_word(reason)


@pytest.mark.parametrize(("share", "shown"), [(1.0, 100), (0.9999, 99), (0.874, 87), (0.0, 0)])
def test_only_everything_is_a_hundred_per_cent(share: float, shown: int) -> None:
    assert percent(share) == shown
