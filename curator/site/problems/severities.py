"""How bad each problem is unless the rule that finds it says otherwise, as data."""

from collections.abc import Mapping

from curator.domain.post import Problem
from curator.domain.problems import Severity

_ERRORS = (
    Problem.BROKEN_YAML,
    Problem.HEADER_IN_BODY,
    Problem.NOT_UTF8,
    Problem.UNDECODABLE,
    Problem.BAD_DATE,
    Problem.NAME_WITHOUT_DATE,
    Problem.LONG_NAME,
    Problem.SLUG_TYPE,
    Problem.PERMALINK_TYPE,
    Problem.EMPTY_PERMALINK,
    Problem.CATEGORIES_TYPE,
    Problem.UNKNOWN_TAG,
    Problem.UNBALANCED_LIQUID,
    Problem.LIQUID_SYNTAX,
    Problem.SAME_URL,
    Problem.INDEX_URL,
    Problem.FILE_AS_FOLDER,
    Problem.SAME_FILE,
)
_NOTES = (
    Problem.NO_FRONT_MATTER,
    Problem.BOM,
    Problem.FUTURE_DATE,
    Problem.UTC_DAY,
    Problem.PERMALINK_SLASH,
    Problem.NO_LAYOUT,
    Problem.TERM_TWIN,
    Problem.MISSING_ALT,
    Problem.DUPLICATE_CAPTION,
    Problem.MISSING_SOURCE,
)

SEVERITIES: Mapping[Problem, Severity] = {
    **dict.fromkeys(Problem, Severity.WARNING),
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_NOTES, Severity.NOTE),
}
