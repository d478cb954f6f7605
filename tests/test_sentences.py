"""Every fault has a sentence that names its subject; none leaks a code or a placeholder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
from curator.domain.post import Problem
from curator.sentences import error_code, error_sentence, problem_sentence, reason_sentence
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
