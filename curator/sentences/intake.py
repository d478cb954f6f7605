"""What comes in and goes out, as sentences: kinds, notes, duplicates, pictures, reasons of a plan."""

from curator.domain.likeness import Match
from curator.domain.likeness import Reason as SameArticle
from curator.export.plan import Reason
from curator.services.import_items import Kind, Note, NoteCode
from curator.translation import gettext as _
from curator.translation import ngettext


def reason_sentence(reason: Reason, other: str = "") -> str:
    """Return why an export treats a file as it does; `other` is what it collides with."""
    return {
        Reason.EDITED_OUTSIDE: _("the file was changed outside since it was last exported"),
        Reason.DELETED_OUTSIDE: _("the file was deleted outside since it was last exported"),
        Reason.OTHER_FILE_THERE: _("another file lies there that is not this post's"),
        Reason.TAKE_THEIRS: _("the library takes the file's text"),
        Reason.ADOPTED: _("the site has this text already"),
        Reason.SAME_TARGET: _("another post of this export takes the same file"),
        Reason.SAME_URL: _("its address is that of {other}"),
        Reason.INDEX_URL: _("its page would be the same file as that of {other}"),
        Reason.URL_CASE: _("its address differs only in case from that of {other}"),
        Reason.URL_FORM: _("its address is that of {other}, spelled in another Unicode form"),
        Reason.FILE_AS_FOLDER: _("its page needs a folder where {other} has a file, or is one"),
        Reason.SAME_FILE: _("some systems would take it for the file {other}"),
        Reason.CASE_COLLISION: _("a file there differs only in case or accents"),
        Reason.OUTSIDE_SITE: _("the path leads out of the site"),
        Reason.PROTECTED: _("the path is a part of the site itself"),
        Reason.BAD_NAME: _("no file can have this name"),
        Reason.SYMLINK: _("a link on the way leaves the site"),
        Reason.NOT_A_FILE: _("something that is no file lies there"),
        Reason.UNWRITABLE: _("the file or its folder may not be written"),
        Reason.MADE_UTF8: _("read as {other}, written in UTF-8"),
        Reason.NOT_UTF8: _(
            "not UTF-8: Jekyll leaves it out or garbles it; the fix of this problem writes it in UTF-8"
        ),
        Reason.UNDECODABLE: _("some bytes are in no known encoding"),
        Reason.BROKEN_YAML: _("the front matter is not valid YAML"),
        Reason.BAD_DATE: _("the date cannot be read: Jekyll stops the whole build"),
        Reason.NAME_WITHOUT_DATE: _("a name without a date: Jekyll leaves it out silently"),
        Reason.EMPTY_TITLE: _("the title is empty"),
        Reason.NO_DATE: _("there is no date"),
        Reason.DUPLICATE_KEY: _("a key stands twice in the front matter"),
        Reason.PICTURE_REFUSED: _("its picture cannot be written to {other}"),
        Reason.LOST_PICTURE: _("it shows the picture {other}, which nobody has"),
        Reason.UNFIT_PICTURE: _("{other} is no picture that a site may serve; its link stays"),
    }[reason].format(other=other)


def picture_sentence(title: str) -> str:
    """Return whose picture a file of an export is."""
    return _("a picture of “{title}”").format(title=title)


def pictures_sentence(number: int) -> str:
    """Return how many pictures came with what was taken in."""
    text = ngettext("{number} picture came with it.", "{number} pictures came with it.", number)
    return text.format(number=number)


def note_sentence(note: Note) -> str:
    """Return what an editor should know of how a post was made of what was dropped."""
    return {
        NoteCode.CHARSET: _("Read as {detail}, which nothing in it says; check the characters."),
        NoteCode.DECLARED_CHARSET: _("Read as {detail}, as it says of itself."),
        NoteCode.BROKEN_CHARACTERS: _("{detail} characters could not be read and show as �."),
        NoteCode.NO_ARTICLE: _("No article was found in the page; all of it was taken."),
        NoteCode.RECIPE_UNFIT: _(
            "The recipe “{detail}” found no article in this page; it was looked for without."
        ),
        NoteCode.NO_TITLE: _("No title was found."),
        NoteCode.NO_DATE: _("No date was found."),
        NoteCode.LOST_PART: _("Could not be carried over: {detail}."),
        NoteCode.LOST_PICTURE: _("The picture {detail} is missing."),
        NoteCode.UNKNOWN_STYLE: _("The style “{detail}” means nothing here and was ignored."),
        NoteCode.ATTACHMENT: _("{detail} was attached and is no article."),
        NoteCode.CUT: _("Too much to be taken in at once; missing: {detail}."),
    }[note.code].format(detail=note.detail)


def label_words(label: str) -> str:
    """Return what an import is called: its first thing, and how many more there were (`label_of`)."""
    name, _mark, more = label.partition("\n+")
    if not more.isdigit():
        return label
    text = ngettext("{name} and {number} more", "{name} and {number} more", int(more))
    return text.format(name=name, number=f"{int(more):,}")


def match_sentence(match: Match) -> str:
    """Return why an article is there already, and where."""
    here = match.post is not None
    sentence = {
        (SameArticle.SAME_TEXT, True): _("The same text is in the library already."),
        (SameArticle.SAME_TEXT, False): _("Another thing of this import has the same text."),
        (SameArticle.SAME_SOURCE, True): _("From the same source as “{title}” in the library."),
        (SameArticle.SAME_SOURCE, False): _("From the same source as “{title}” in this import."),
        (SameArticle.ALIKE, True): _("{share} % the same text as “{title}” in the library."),
        (SameArticle.ALIKE, False): _("{share} % the same text as “{title}” in this import."),
        (SameArticle.SAME_TITLE, True): _(
            "The same title and date as “{title}” in the library; {share} % of the text is the same."
        ),
        (SameArticle.SAME_TITLE, False): _(
            "The same title and date as “{title}” in this import; {share} % of the text is the same."
        ),
        (SameArticle.CONTAINED, True): _(
            "{within} % of it stands in “{title}” in the library, which is longer; taken in all the same."
        ),
        (SameArticle.CONTAINED, False): _(
            "{within} % of it stands in “{title}” in this import, which is longer; taken in all the same."
        ),
        (SameArticle.CONTAINS, True): _(
            "{within} % of “{title}” in the library stands in it; taken in all the same."
        ),
        (SameArticle.CONTAINS, False): _(
            "{within} % of “{title}” in this import stands in it; taken in all the same."
        ),
    }[match.reason, here]
    return sentence.format(
        title=match.title, share=percent(match.score), within=percent(match.within)
    )


def match_word(reason: SameArticle) -> str:
    """Return in a few words why posts are taken for one article."""
    return {
        SameArticle.SAME_TEXT: _("the same text"),
        SameArticle.SAME_SOURCE: _("the same source"),
        SameArticle.ALIKE: _("nearly the same text"),
        SameArticle.SAME_TITLE: _("the same title and date"),
        SameArticle.CONTAINED: _("a part of a longer text"),
        SameArticle.CONTAINS: _("a longer text around it"),
    }[reason]


def percent(share: float) -> int:
    """Return a share in whole per cent; what is not quite everything is no hundred."""
    return 100 if share >= 1 else min(99, round(share * 100))


def kind_word(kind: Kind) -> str:
    """Return what to call a kind of thing."""
    return {
        Kind.MARKDOWN: _("Markdown"),
        Kind.HTML: _("HTML"),
        Kind.PAGE: _("Web page"),
        Kind.SAVED_PAGE: _("Web page with its files"),
        Kind.TEXT: _("Text"),
        Kind.DOCX: _("Word document"),
        Kind.ODT: _("OpenDocument text"),
        Kind.RTF: _("Rich text"),
        Kind.MAIL: _("Mail"),
        Kind.MAILBOX: _("Mailbox"),
        Kind.MHTML: _("Web archive"),
        Kind.ZIP: _("ZIP archive"),
        Kind.EPUB: _("Book"),
        Kind.FEED: _("Feed"),
        Kind.OPML: _("List of feeds"),
        Kind.CLIPBOARD: _("Clipboard"),
    }[kind]
