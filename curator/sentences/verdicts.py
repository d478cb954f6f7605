"""Problems, their fixes and verdicts as whole sentences; `sentences` hands them on to everybody.

The core knows codes and fields only; nothing below `gui` and `cli` imports this module.
"""

from collections.abc import Callable, Mapping

from curator.domain.post import Problem
from curator.domain.problems import (
    EscapeLiquid,
    Finding,
    Fix,
    RenameKey,
    ReplaceText,
    SetRaw,
    SetValue,
    Severity,
    Step,
    ToUtf8,
    UnixNewlines,
    Unset,
)
from curator.services.audit_folder import Abort, Verdict, Visibility
from curator.services.site_audit import Outlier, Trait
from curator.translation import gettext as _
from curator.translation import listed, ngettext, pgettext


def problem_sentence(problem: Problem, fields: Mapping[str, str] | None = None) -> str:
    """Return what a problem means for the post; `fields` are those of its finding, if there is one."""
    wording = None
    if fields:
        variant = fields.get("fault") or fields.get("reading") or fields.get("outcome") or ""
        wording = _OF_FINDINGS.get((problem, variant)) or _OF_FINDINGS.get((problem, ""))
    return _OF_PROBLEMS[problem]() if wording is None else wording().format_map(fields or {})


def finding_sentence(finding: Finding) -> str:
    """Return what was found, with its facts."""
    sentence = problem_sentence(finding.code, finding.fields)
    others = int(finding.fields.get("others", "1"))
    if others > 1:
        more = ngettext(
            "{number} more collides with it.", "{number} more collide with it.", others - 1
        )
        sentence = _sentences([sentence, more.format(number=others - 1)])
    return sentence


def fix_sentence(fix: Fix) -> str:
    """Return what a fix would do; texts are cut where they are long."""
    parts = [_step(step) for step in fix.steps]
    if fix.path is not None:
        parts.append(_("Rename the file to {path}.").format(path=fix.path))
    return _sentences(parts)


def outlier_sentence(outlier: Outlier) -> str:
    """Return in which way a post differs from nearly all others of its site."""
    found, usual = outlier.found or _("nothing"), outlier.usual or _("nothing of the kind")
    text = _("Unusual on this site: {trait} “{found}”; {share} of the posts have “{usual}”.")
    share = f"{outlier.share:.0%}"
    return text.format(trait=_trait(outlier.trait), found=found, usual=usual, share=share)


def _trait(trait: Trait) -> str:
    return {
        Trait.LAYOUT: pgettext("trait", "page layout"),
        Trait.EXTENSION: pgettext("trait", "file extension"),
        Trait.FOLDER: pgettext("trait", "folder"),
        Trait.TITLE_QUOTES: pgettext("trait", "quotes of the title"),
        Trait.DATE_QUOTES: pgettext("trait", "quotes of the date"),
        Trait.DATE_SEPARATOR: pgettext("trait", "sign between day and time"),
        Trait.OFFSET_FORM: pgettext("trait", "form of the offset"),
        Trait.OFFSET: pgettext("trait", "offset"),
        Trait.CATEGORIES_KEY: pgettext("trait", "key of the categories"),
        Trait.CATEGORIES_STYLE: pgettext("trait", "way to write categories"),
        Trait.TAGS_KEY: pgettext("trait", "key of the tags"),
        Trait.TAGS_STYLE: pgettext("trait", "way to write tags"),
        Trait.SLUG: pgettext("trait", "slug"),
        Trait.SLUG_MODE: pgettext("trait", "way to make slugs"),
        Trait.SOURCE: pgettext("trait", "source"),
        Trait.KEY_ORDER: pgettext("trait", "order of keys"),
        Trait.MISSING_KEY: pgettext("trait", "missing key"),
        Trait.UNUSUAL_KEY: pgettext("trait", "key"),
        Trait.CATEGORY: pgettext("trait", "category"),
    }[trait]


def severity_word(severity: Severity) -> str:
    """Return what a severity is called."""
    return {
        Severity.ERROR: pgettext("severity", "Error"),
        Severity.WARNING: pgettext("severity", "Warning"),
        Severity.NOTE: pgettext("severity", "Note"),
    }[severity]


def verdict_sentence(verdict: Verdict) -> str:
    """Return where a post appears, or why it does not."""
    if verdict.aborts_build is not None:
        return abort_sentence(verdict.aborts_build, verdict.abort_detail)
    if verdict.visible:
        return _("Appears at {url}").format(url=verdict.url or "")
    moment = verdict.visible_from
    until = "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"
    return visibility_sentence(verdict.reason, until)


def visibility_sentence(reason: Visibility, until: str = "") -> str:
    """Return why a post appears in the built site or does not; `until` is when one of the future does."""
    return {
        Visibility.VISIBLE: _("The site shows it."),
        Visibility.FUTURE: _("Jekyll hides it until {until}."),
        Visibility.UNPUBLISHED: _("Its front matter hides it with “published”."),
        Visibility.DRAFT: _("It is a draft; this build leaves drafts out."),
        Visibility.NO_OUTPUT: _("Its collection gets no pages."),
        Visibility.NOT_A_POST_NAME: _("Its name is none that Jekyll takes for a post's."),
        Visibility.IGNORED_NAME: _("Jekyll passes over its name or that of a folder."),
        Visibility.EXCLUDED: _("The site's settings exclude it."),
        Visibility.NO_COLLECTION: _("No collection of the site's settings has its folder."),
        Visibility.OUTSIDE: _("It lies where Jekyll looks for no posts."),
        Visibility.STATIC_FILE: _("Without front matter it is copied and not made a page."),
        Visibility.NOT_UTF8: _("It is not UTF-8: Jekyll leaves it out."),
        Visibility.YAML_FILE: _("Its name ends like that of a data file: Jekyll drops it."),
        Visibility.UNREADABLE: _(
            "The defaults of the site's settings are broken: Jekyll drops every post."
        ),
        Visibility.BEYOND_LIMIT: _("It is older than the posts that limit_posts lets through."),
        Visibility.BUILD_ABORTS: _("Jekyll stops the whole build because of it."),
    }[reason].format(until=until)


def abort_sentence(abort: Abort, detail: str) -> str:
    """Return why a build stops because of a post; `detail` is the word or value it is about."""
    return {
        Abort.BAD_DATE: _("The date cannot be read: Jekyll stops the whole build."),
        Abort.BAD_DEFAULT_DATE: _(
            "The date in the defaults of the site's settings cannot be read: Jekyll stops the "
            "whole build."
        ),
        Abort.BAD_DEFAULTS: _(
            "The defaults of the site's settings are broken: Jekyll stops the whole build."
        ),
        Abort.STRICT_FRONT_MATTER: _(
            "The front matter cannot be read: with strict_front_matter Jekyll stops the whole build."
        ),
        Abort.YAML_FILE: _(
            "The name ends like that of a data file, in which Jekyll forgives no mistake: it stops "
            "the whole build."
        ),
        Abort.NOT_UTF8: _("The file is not UTF-8: Jekyll stops the whole build."),
        Abort.SLUG_NOT_TEXT: _("The slug {detail} is no text: Jekyll stops the whole build."),
        Abort.PERMALINK_NOT_TEXT: _(
            "The permalink {detail} is no text: Jekyll stops the whole build."
        ),
        Abort.UNKNOWN_PLACEHOLDER: _(
            "“:{detail}” in the permalink means nothing to Jekyll: it stops the whole build."
        ),
        Abort.NO_PERMALINK: _("The collection's permalink is empty: Jekyll stops the whole build."),
        Abort.BAD_URL: _("“{detail}” cannot be part of an address: Jekyll stops the whole build."),
        Abort.BAD_OUTPUT_PATH: _(
            "No file can be written for the address {detail}: Jekyll stops the whole build."
        ),
        Abort.NAME_TOO_LONG: _(
            "Part of {detail} is too long for a file's name: Jekyll stops the whole build."
        ),
    }[abort].format(detail=detail)


def _sentences(parts: list[str]) -> str:
    return " ".join(parts)


def _step(step: Step) -> str:
    match step:
        case SetValue(key, value):
            text = listed(value) if isinstance(value, tuple) else _plain(value)
            return _("Set “{key}” to {value}.").format(key=key, value=_short(text))
        case SetRaw(key, raw):
            return _("Set “{key}” to {value}.").format(key=key, value=_short(raw))
        case Unset(key):
            return _("Take “{key}” away.").format(key=key)
        case RenameKey(old, new):
            return _("Rename “{old}” to “{new}”.").format(old=old, new=new)
        case ReplaceText(_start, was, ""):
            return _("Take “{was}” away.").format(was=_short(was))
        case ReplaceText(_start, "", text):
            return _("Insert “{text}”.").format(text=_short(text))
        case ReplaceText(_start, was, text):
            return _("Write “{text}” for “{was}”.").format(text=_short(text), was=_short(was))
        case EscapeLiquid():
            return _("Escape the signs that Liquid acts upon.")
        case UnixNewlines():
            return _("End the lines with a line feed alone.")
        case ToUtf8():
            return _("Write the file in UTF-8 without a mark.")


def _plain(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


_SHOWN_OF_A_FIX = 60
_SIGNS_OF_BLANKS = {ord(" "): "␣", ord("\t"): "⇥", ord("\n"): "⏎", ord("\r"): "␍"}


def _short(text: str) -> str:
    if not text.strip():
        return text.translate(_SIGNS_OF_BLANKS)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_OF_A_FIX else f"{text[: _SHOWN_OF_A_FIX - 1]}…"


# Looked up one by one and only when shown: a report has thousands of them.
_OF_PROBLEMS: Mapping[Problem, Callable[[], str]] = {
    Problem.BROKEN_YAML: lambda: _(
        "The front matter is not valid YAML: Jekyll publishes the post without title and "
        "tags, at the day of the build."
    ),
    Problem.NO_FRONT_MATTER: lambda: _("There is no front matter; the export adds it."),
    Problem.NOT_UTF8: lambda: _("The file is not UTF-8: Jekyll leaves it out or garbles it."),
    Problem.UNDECODABLE: lambda: _(
        "Some bytes are in no known encoding; they are kept as they are."
    ),
    Problem.BOM: lambda: _("The file begins with a byte order mark."),
    Problem.EMPTY_TITLE: lambda: _("The title is empty."),
    Problem.BAD_DATE: lambda: _("The date cannot be read: Jekyll stops the whole build."),
    Problem.NAIVE_DATE: lambda: _("The date has no offset: Jekyll takes it as UTC."),
    Problem.NO_DATE: lambda: _("There is no date, neither in the front matter nor in the name."),
    Problem.NAME_WITHOUT_DATE: lambda: _(
        "The file name does not begin with a date: Jekyll leaves the post out silently."
    ),
    Problem.DUPLICATE_KEY: lambda: _(
        "A key stands twice in the front matter; the last one counts."
    ),
    Problem.HEADER_IN_BODY: lambda: _(
        "What looks like front matter is text to Jekyll: the block must begin in the first line "
        "with three dashes and end with such a line."
    ),
    Problem.CRLF_EXCERPT: lambda: _(
        "The lines end in the Windows manner, so Jekyll does not find the end of the excerpt and "
        "shows the whole text instead."
    ),
    Problem.ZONE_NAME: lambda: _(
        "The zone of the date is written as letters, which Ruby takes for their American "
        "meaning or not at all; write an offset."
    ),
    Problem.DAY_MISMATCH: lambda: _(
        "The date falls on another day than the file name says; the date counts."
    ),
    Problem.IMPOSSIBLE_DAY: lambda: _("The calendar has no such day: Jekyll takes a later one."),
    Problem.FUTURE_DATE: lambda: _(
        "The date lies in the future: Jekyll hides the post until then."
    ),
    Problem.UTC_DAY: lambda: _(
        "The day of the address depends on the machine that builds, because the site's settings "
        "name no time zone."
    ),
    Problem.NAME_WITHOUT_TITLE: lambda: _("The file name is a date and nothing else."),
    Problem.LONG_NAME: lambda: _("The file name is too long for most systems."),
    Problem.RESERVED_NAME: lambda: _("Windows cannot store a file of this name."),
    Problem.TITLE_FROM_NAME: lambda: _(
        "The title has no value: Jekyll makes one of the file name."
    ),
    Problem.CUT_TEXT: lambda: _(
        "YAML takes the text from the number sign on for a comment; quote it."
    ),
    Problem.RETYPED_TEXT: lambda: _("YAML does not read this as text; quote it."),
    Problem.SLUG_TYPE: lambda: _("The slug is no text: Jekyll stops the whole build; quote it."),
    Problem.EMPTY_SLUG: lambda: _("The slug is empty: the page becomes a file without a name."),
    Problem.PERMALINK_TYPE: lambda: _("The permalink is no text: Jekyll stops the whole build."),
    Problem.EMPTY_PERMALINK: lambda: _(
        "The permalink is empty text: the post takes the place of the front page."
    ),
    Problem.PERMALINK_STYLE: lambda: _(
        "Names of permalink styles mean nothing in a post: this becomes its address."
    ),
    Problem.PERMALINK_SLASH: lambda: _(
        "The permalink does not begin with a slash; Jekyll adds it."
    ),
    Problem.MISSING_LAYOUT: lambda: _("The site has no such layout: the page comes out bare."),
    Problem.NO_LAYOUT: lambda: _("The post names no layout, as others of this site do."),
    Problem.PUBLISHED_EMPTY: lambda: _("“published” without a value hides the post."),
    Problem.PUBLISHED_TEXT: lambda: _(
        "This does not hide the post; only the bare word false does."
    ),
    Problem.DRAFT_IN_POSTS: lambda: _("“draft” has no effect in _posts: the post is published."),
    Problem.CATEGORIES_TYPE: lambda: _(
        "The categories are neither text nor a list: Jekyll loses the whole front matter."
    ),
    Problem.CATEGORY_NUMBER: lambda: _("A category is no text: Jekyll counts it twice; quote it."),
    Problem.TAGS_TYPE: lambda: _("The tags are neither text nor a list: Jekyll drops them."),
    Problem.HIDDEN_TAGS: lambda: _("“tag” hides the tags that are given here."),
    Problem.TERM_SEPARATORS: lambda: _("Jekyll does not split at these signs; write a list."),
    Problem.CATEGORY_CASE: lambda: _(
        "Other posts write this category with other capitals; both share one address."
    ),
    Problem.TERM_TWIN: lambda: _("Other posts write this term in another way."),
    Problem.UNKNOWN_TAG: lambda: _(
        "Jekyll does not know this Liquid tag and stops the whole build."
    ),
    Problem.UNBALANCED_LIQUID: lambda: _(
        "A Liquid tag is not closed or not opened: Jekyll stops the whole build."
    ),
    Problem.LIQUID_SYNTAX: lambda: _("Liquid cannot read this tag: Jekyll stops the whole build."),
    Problem.FOREIGN_LIQUID: lambda: _(
        "The article's text holds signs that Liquid acts upon; exported, they are shown, not run."
    ),
    Problem.EMPTY_LINK: lambda: _("A link leads nowhere."),
    Problem.LOST_PICTURE: lambda: _(
        "A picture did not come with the article: nobody has its file."
    ),
    Problem.MISSING_ALT: lambda: _("A picture has no alternative text."),
    Problem.DUPLICATE_CAPTION: lambda: _("A picture's caption stands twice."),
    Problem.MISSING_SOURCE: lambda: _(
        "The post does not name its source, as others of this site do."
    ),
    Problem.SAME_URL: lambda: _("Another post has the same address; one of them is overwritten."),
    Problem.INDEX_URL: lambda: _(
        "Another page is written to the same file; one of them is overwritten."
    ),
    Problem.URL_CASE: lambda: _("Another post has this address with other capitals."),
    Problem.URL_FORM: lambda: _("Another post has this address in another form of Unicode."),
    Problem.FILE_AS_FOLDER: lambda: _(
        "The page is a file where another one needs a folder: Jekyll stops the whole build."
    ),
    Problem.SAME_FILE: lambda: _("Another post would take the same file."),
}

# With the facts of a finding; the second part of the key is what varies the sentence.
_OF_FINDINGS: Mapping[tuple[Problem, str], Callable[[], str]] = {
    (Problem.BROKEN_YAML, "bare"): lambda: _(
        "Line {line} is not valid YAML ({message}): Jekyll publishes the post without title "
        "and tags, at the day of the build."
    ),
    (Problem.BROKEN_YAML, "abort"): lambda: _(
        "Line {line} is not valid YAML ({message}): with strict_front_matter Jekyll stops the "
        "whole build."
    ),
    (Problem.BROKEN_YAML, "limit"): lambda: _(
        "The front matter is too large or too deep to be read here ({message})."
    ),
    (Problem.NOT_UTF8, ""): lambda: _(
        "The file is {encoding}, not UTF-8: Jekyll leaves it out or garbles it."
    ),
    (Problem.BAD_DATE, ""): lambda: _("“{value}” is no date: Jekyll stops the whole build."),
    (Problem.NAIVE_DATE, "utc"): lambda: _("{value} has no offset: Jekyll takes it as UTC."),
    (Problem.NAIVE_DATE, "local"): lambda: _(
        "{value} has no offset: Jekyll takes it as the time of the machine that builds."
    ),
    (Problem.NAME_WITHOUT_DATE, ""): lambda: _(
        "{name} does not begin with a date: Jekyll leaves the post out silently."
    ),
    (Problem.DUPLICATE_KEY, ""): lambda: _("“{name}” stands twice; the last one counts."),
    (Problem.ZONE_NAME, ""): lambda: _(
        "Ruby takes {zone} for its American meaning or not at all; write an offset."
    ),
    (Problem.DAY_MISMATCH, ""): lambda: _(
        "The date falls on {date}, the file name says {name}; the date counts."
    ),
    (Problem.IMPOSSIBLE_DAY, ""): lambda: _("There is no {day}: Jekyll takes it for {becomes}."),
    (Problem.FUTURE_DATE, ""): lambda: _("Jekyll hides the post until {until}."),
    (Problem.UTC_DAY, ""): lambda: _(
        "The address says {utc} where the machine that builds runs on UTC, {local} here; name "
        "a time zone in the site's settings."
    ),
    (Problem.NAME_WITHOUT_TITLE, ""): lambda: _("{name} is a date and nothing else."),
    (Problem.LONG_NAME, ""): lambda: _(
        "{name} has {bytes} bytes; 255 is the most a name can have."
    ),
    (Problem.RESERVED_NAME, ""): lambda: _("Windows cannot store {name}."),
    (Problem.TITLE_FROM_NAME, ""): lambda: _(
        "The title has no value: Jekyll makes “{title}” of the file name."
    ),
    (Problem.CUT_TEXT, ""): lambda: _("YAML takes “{lost}” for a comment; quote the whole text."),
    (Problem.RETYPED_TEXT, ""): lambda: _("YAML reads “{written}” as “{read}”; quote it."),
    (Problem.SLUG_TYPE, ""): lambda: _(
        "The slug {value} is no text: Jekyll stops the whole build."
    ),
    (Problem.PERMALINK_TYPE, ""): lambda: _(
        "The permalink {value} is no text: Jekyll stops the whole build."
    ),
    (Problem.PERMALINK_STYLE, ""): lambda: _(
        "“{value}” names no style in a post: the address becomes /{value}."
    ),
    (Problem.PERMALINK_SLASH, ""): lambda: _(
        "“{value}” does not begin with a slash; Jekyll adds it."
    ),
    (Problem.MISSING_LAYOUT, ""): lambda: _(
        "The site has no layout “{layout}”: the page comes out bare."
    ),
    (Problem.NO_LAYOUT, ""): lambda: _(
        "The post names no layout; others of this site use “{layout}”."
    ),
    (Problem.PUBLISHED_TEXT, ""): lambda: _(
        "{value} does not hide the post; only the bare word false does."
    ),
    (Problem.CATEGORIES_TYPE, ""): lambda: _(
        "{value} is neither text nor a list: Jekyll loses the whole front matter; quote it."
    ),
    (Problem.TAGS_TYPE, ""): lambda: _("{value} is neither text nor a list: Jekyll drops it."),
    (Problem.TERM_SEPARATORS, ""): lambda: _("Jekyll does not split at “{sign}”; write a list."),
    (Problem.CATEGORY_CASE, ""): lambda: _(
        "“{term}” is “{usual}” in other posts; both share one address."
    ),
    (Problem.TERM_TWIN, ""): lambda: _("“{term}” is “{usual}” in other posts."),
    (Problem.UNKNOWN_TAG, ""): lambda: _(
        "Jekyll does not know the Liquid tag “{tag}” and stops the whole build."
    ),
    (Problem.UNBALANCED_LIQUID, "open-tag"): lambda: _(
        "A Liquid tag never ends or has no name: Jekyll stops the whole build."
    ),
    (Problem.UNBALANCED_LIQUID, "open-variable"): lambda: _(
        "Two braces are not closed by two: Jekyll stops the whole build."
    ),
    (Problem.UNBALANCED_LIQUID, "unclosed"): lambda: _(
        "“{tag}” has no end tag: Jekyll stops the whole build."
    ),
    (Problem.UNBALANCED_LIQUID, "stray"): lambda: _(
        "“{tag}” stands where nothing is open for it: Jekyll stops the whole build."
    ),
    (Problem.LIQUID_SYNTAX, "arguments"): lambda: _(
        "Liquid cannot read what “{tag}” is given: Jekyll stops the whole build."
    ),
    (Problem.LIQUID_SYNTAX, "depth"): lambda: _(
        "More than 100 Liquid blocks stand within each other: Jekyll stops the whole build."
    ),
    (Problem.DUPLICATE_CAPTION, ""): lambda: _("The caption “{caption}” stands twice."),
    (Problem.SAME_URL, ""): lambda: _(
        "{other} has the same address {url}; one of the two is overwritten."
    ),
    (Problem.INDEX_URL, ""): lambda: _(
        "{other} is written to the same file {output}; one of the two is overwritten."
    ),
    (Problem.URL_CASE, ""): lambda: _("{other} has the address {url} with other capitals."),
    (Problem.URL_FORM, ""): lambda: _("{other} has the address {url} in another form of Unicode."),
    (Problem.FILE_AS_FOLDER, ""): lambda: _(
        "{output} is a file here and a folder for {other}: Jekyll stops the whole build."
    ),
    (Problem.SAME_FILE, ""): lambda: _("{other} would take the same file."),
}
