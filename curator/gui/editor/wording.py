"""What the editor says about fields and texts, in whole sentences."""

from curator.domain.errors import EditError, EditFault
from curator.sentences import error_sentence
from curator.services.drafting import Field, FieldFault, FieldKind, Value, YamlProblem, printed
from curator.translation import gettext as _


def field_sentence(field: Field) -> str:
    """Return what Jekyll makes of a field with a problem, empty without one."""
    if field.problem is None:
        return ""
    texts = {
        FieldFault.DATE_EMPTY: _("An empty date stops the whole build; remove it or fill it in."),
        FieldFault.DATE_NONSENSE: _("This is not a date: Jekyll would stop the whole build."),
        FieldFault.DATE_UTC: _("Without an offset Jekyll reads this time as UTC."),
        FieldFault.DATE_LOCAL: _(
            "Without seconds and offset Jekyll reads this time in the zone of the build."
        ),
        FieldFault.DATE_ZONE_NAME: _(
            "Jekyll reads {detail} as a zone of North America; write the offset as +0800 instead."
        ),
        FieldFault.TITLE_EMPTY: _("The title is empty."),
        FieldFault.RETYPED: _("YAML does not read this as text: the page will show “{detail}”."),
        FieldFault.CUT: _("YAML reads “{detail}” as a comment: the text ends before it."),
        FieldFault.SEPARATORS: _("Jekyll splits this text at blanks only, not at commas."),
        FieldFault.NOT_A_LIST: _("A bare “{detail}” is no list of terms; Jekyll fails on it."),
        FieldFault.SHADOWED: _("“{detail}” is set too, and Jekyll takes only that."),
        FieldFault.PUBLISHED_EMPTY: _("An empty value hides the post, just as “no” would."),
        FieldFault.PUBLISHED_TEXT: _("“{detail}” is text here and does not hide the post."),
        FieldFault.PERMALINK_NO_SLASH: _("Jekyll puts a slash before this address."),
        FieldFault.PERMALINK_STYLE: _(
            "The name of a style has no meaning here: the address becomes “/{detail}”."
        ),
        FieldFault.SLUG_EMPTY: _("An empty slug gives an address without a name; remove it."),
        FieldFault.SLUG_NOT_TEXT: _("A slug that is no text stops the whole build."),
        FieldFault.TWICE: _("This key stands in the front matter twice; the last one counts."),
        FieldFault.SHARED: _("Other keys share this value; change it in the YAML."),
    }
    return texts[field.problem.fault].format(detail=field.problem.detail)


def mend_label(fault: FieldFault) -> str:
    """Return what the button that mends a fault says."""
    texts = {
        FieldFault.DATE_UTC: _("Write the offset"),
        FieldFault.DATE_LOCAL: _("Write the offset"),
        FieldFault.RETYPED: _("Keep it as text"),
        FieldFault.CUT: _("Keep the whole line"),
        FieldFault.SEPARATORS: _("Split it"),
        FieldFault.NOT_A_LIST: _("Make it a list"),
        FieldFault.PUBLISHED_EMPTY: _("Write “false”"),
        FieldFault.PUBLISHED_TEXT: _("Write “false”"),
        FieldFault.PERMALINK_NO_SLASH: _("Write the slash"),
        FieldFault.SLUG_NOT_TEXT: _("Keep it as text"),
    }
    return texts.get(fault, "")


def yaml_sentence(problem: YamlProblem) -> str:
    """Return why the front matter cannot be read, and where."""
    if problem.limit:
        return _("The front matter is too large or too deep to be edited as a form.")
    return _("The front matter is not valid YAML in line {line}: {reason}.").format(
        line=problem.line, reason=problem.message.rstrip(".")
    )


def refusal_sentence(error: EditError, encoding: str) -> str:
    """Return why an edit was not made."""
    if error.fault is EditFault.UNREPRESENTABLE and error.detail == "encoding":
        return _(
            "This text is in {encoding}, which lacks that character, so it was not written."
        ).format(encoding=encoding.upper())
    if error.fault is EditFault.UNREPRESENTABLE and error.detail == "fence":
        return _("A line of three dashes would end the front matter, so it was not written.")
    if error.fault is EditFault.UNREPRESENTABLE:
        return _("This cannot be written here without changing other lines; use the YAML.")
    return error_sentence(error)


def default_sentence(field: Field) -> str:
    """Return how the site's default works together with a field; empty where it does not."""
    if field.default is None or field.inherited:
        return ""
    if field.value is None:
        sentence = _("Empty, so {value} from _config.yml applies.")
    elif field.key == "categories" and field.kind is FieldKind.LIST:
        sentence = _("{value} is added by _config.yml.")
    else:
        return ""
    return sentence.format(value=flat(field.default))


def flat(value: Value) -> str:
    """Return a value in one line, as far as one line can show it."""
    if isinstance(value, list):
        return ", ".join(flat(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {flat(item)}" for key, item in value.items())
    return printed(value)
