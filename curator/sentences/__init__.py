"""Faults, outcomes and problems as whole sentences, the same in the window and on the command line.

Each names the file and the way out. The core knows codes only; nothing below `gui` and `cli`
imports this package. What the preview alone says of pages stands in `pages`.
"""

from curator.sentences.faults import (
    error_code,
    error_sentence,
    query_fault,
    query_suggestion,
)
from curator.sentences.intake import (
    kind_word,
    label_words,
    match_sentence,
    match_word,
    note_sentence,
    percent,
    picture_sentence,
    pictures_sentence,
    reason_sentence,
)
from curator.sentences.pages import (
    comparison_notes,
    comparison_sentence,
    page_words,
)
from curator.sentences.verdicts import (
    abort_sentence,
    finding_sentence,
    fix_sentence,
    outlier_sentence,
    problem_sentence,
    severity_word,
    verdict_sentence,
    visibility_sentence,
)

__all__ = [
    "abort_sentence",
    "comparison_notes",
    "comparison_sentence",
    "error_code",
    "error_sentence",
    "finding_sentence",
    "fix_sentence",
    "kind_word",
    "label_words",
    "match_sentence",
    "match_word",
    "note_sentence",
    "outlier_sentence",
    "page_words",
    "percent",
    "picture_sentence",
    "pictures_sentence",
    "problem_sentence",
    "query_fault",
    "query_suggestion",
    "reason_sentence",
    "severity_word",
    "verdict_sentence",
    "visibility_sentence",
]
