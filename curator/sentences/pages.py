"""What is said of a rendered page: why its body is plain text, what failed in it, what stands in.

Window and command line say the same.
"""

from curator.rendering.page import PageWords
from curator.services.compared import Compared, Part
from curator.services.preview import PageProblem, Trouble
from curator.translation import gettext as _
from curator.translation import listed, ngettext


def notice_sentence(trouble: Trouble) -> str:
    """Return why a page shows the plain text of its body."""
    return {
        Trouble.TOO_LARGE: _(
            "This body is too large to be laid out; its beginning is shown as plain text."
        ),
        Trouble.TOO_SLOW: _(
            "Converting this body took more than ten seconds; it is shown as plain text."
        ),
        Trouble.TOO_DEEP: _(
            "This body nests its lists or quotes too deeply; it is shown as plain text."
        ),
        Trouble.TOO_MUCH_MEMORY: _(
            "Converting this body took too much memory; it is shown as plain text."
        ),
        Trouble.FAILED: _(
            "The converter failed on this body; it is shown as plain text. The log says more."
        ),
    }[trouble]


def problem_sentence(problem: PageProblem) -> str:
    """Return where something failed, and what."""
    what = _fault(problem)
    if problem.file and problem.line:
        return _("{file}, line {line}: {what}").format(
            file=problem.file, line=problem.line, what=what
        )
    if problem.file:
        return _("{file}: {what}").format(file=problem.file, what=what)
    if problem.line and problem.column:
        return _("Line {line}, column {column}: {what}").format(
            line=problem.line, column=problem.column, what=what
        )
    if problem.line:
        return _("Line {line}: {what}").format(line=problem.line, what=what)
    return what


def _fault(problem: PageProblem) -> str:
    sentence = _faults().get(problem.code)
    if sentence is None:
        return problem.message or problem.code
    own_words = problem.code in _IN_OWN_WORDS or not problem.name
    return sentence.format(name=problem.message if own_words else problem.name)


_IN_OWN_WORDS = frozenset({"bad-syntax", "bad-argument", "broken-sass"})
"""Codes of which the parser's own words say more than the name of what it parsed."""


def _faults() -> dict[str, str]:
    return {
        "unclosed-tag": _("this tag is opened by {{% and never closed by %}}."),
        "unclosed-output": _("this is opened by {{{{ and never closed by }}}}."),
        "unknown-tag": _("Jekyll itself knows no tag “{name}”; a plugin may."),
        "stray-tag": _("“{name}” ends or divides a block that is not open."),
        "never-closed": _("the block “{name}” is never closed."),
        "bad-syntax": _("this tag's words make no sense: {name}"),
        "no-include": _("there is no file “{name}” to include."),
        "bad-include-name": _("“{name}” is no name of a file to include."),
        "no-post": _("there is no post “{name}” to link to."),
        "no-file": _("there is no file “{name}” to link to."),
        "unknown-filter": _("there is no filter “{name}”."),
        "unknown-variable": _("there is no value “{name}”."),
        "bad-argument": _("a value is of the wrong kind: {name}"),
        "too-deep": _("blocks or includes are nested too deeply, or a file includes itself."),
        "limit": _("this makes more than a preview shows."),
        "missing-layout": _("there is no layout “{name}”; the page stands without it."),
        "broken-front-matter": _("its front matter cannot be read."),
        "broken-data": _("this data file cannot be read; it stops Jekyll's build."),
        "broken-sass": _("this style sheet cannot be compiled: {name}"),
        "no-jekyll": _("Jekyll itself could not render this; Curator did. {name}"),
        "newer-sass": _("this style sheet needs a newer Sass than Jekyll's own: {name}"),
        "not-converted": _("this text could not be converted; it stands as it was written."),
    }


def approximation_sentence(code: str) -> str:
    """Return what stands in for a part of the site that is not on this machine."""
    kind, _colon, name = code.partition(":")
    if kind == "theme" and name:
        return _(
            "This site's theme, {name}, is not installed here; a look-alike stands in."
        ).format(name=name)
    if kind == "layout" and name:
        return _("There is no layout {name} on this machine; a plain one stands in.").format(
            name=name
        )
    if kind == "posts" and name:
        return _(
            "A layout goes through all posts of the site; the preview ends after {number}."
        ).format(number=name)
    if kind == "depth":
        return _("Posts inside posts inside posts are shown as they were written.")
    if kind == "plugin" and name:
        return _("The plugin {name} is not run; its part of the page is left out.").format(
            name=name
        )
    return _("Something of this page is only approximated ({name}).").format(name=code)


def page_words() -> PageWords:
    """Return the words that stand on previewed pages."""
    return PageWords(
        untitled=_("Untitled"),
        picture_from=_("Picture from {host}"),
        load=_("Load"),
        failed=_("The picture from {host} could not be loaded"),
        retry=_("Try again"),
        missing=_("Picture not found: {path}"),
        refused=_("Picture not shown, its address begins with {kind}"),
        embedded=_("Embedded page from {host}, not shown in the preview"),
    )


def comparison_sentence(compared: Compared) -> str:
    """Return what a comparison with real Jekyll came to."""
    article = compared.part is Part.ARTICLE
    places = compared.difference.places
    if not places:
        return _("Both articles are the same.") if article else _("Both pages are the same.")
    text = (
        ngettext(
            "The articles differ in {number} place.",
            "The articles differ in {number} places.",
            places,
        )
        if article
        else ngettext(
            "The pages differ in {number} place.", "The pages differ in {number} places.", places
        )
    )
    return text.format(number=f"{places:,}")


def comparison_notes(compared: Compared) -> list[str]:
    """Return what a reader of a comparison should know of how the pages were made."""
    notes = []
    missing = compared.missing
    if compared.themeless:
        text = _(
            "The theme {name} is not on this machine, so only the article was compared, without its "
            "layouts."
        )
        notes.append(text.format(name=missing[0]))
        missing = missing[1:]
    if missing:
        notes.append(_("Jekyll did without {names}.").format(names=listed(missing)))
    if compared.jekyll.bundle_fault:
        text = _("The site's bundle does not work here, so the machine's own Jekyll built: {fault}")
        notes.append(text.format(fault=compared.jekyll.bundle_fault.strip().splitlines()[-1]))
    if compared.code.any and not compared.trusted:
        notes.append(_("The site's own Gemfile and plug-ins did not run."))
    if not compared.complete:
        notes.append(
            _("Jekyll stopped at another page of the site after this one; its messages say where.")
        )
    return notes
