"""What is to be said about a text as a whole: YAML that cannot be read, bytes that are not UTF-8."""

from collections.abc import Callable

from curator.domain.errors import EditError
from curator.gui.editor.problem_strip import Remark
from curator.gui.editor.wording import refusal_sentence, yaml_sentence
from curator.services.drafting import Draft
from curator.translation import gettext as _


def text_remarks(
    draft: Draft,
    refused: EditError | None,
    *,
    in_yaml: bool,
    read_only: bool,
    show_line: Callable[[], None],
    convert: Callable[[], None],
) -> list[Remark]:
    """Return the remarks on `draft` and on the last edit, if it was refused.

    The form says itself that the YAML is broken; beside the YAML (`in_yaml`) it is said here.
    """
    remarks = []
    if draft.problem is not None and in_yaml:
        sentence = yaml_sentence(draft.problem)
        remarks.append(Remark(sentence, "danger", _("Go to the line"), show_line))
    if refused is not None:
        converts = refused.detail == "encoding"
        sentence = refusal_sentence(refused, draft.encoding)
        remarks.append(
            Remark(sentence, "danger", _("Convert to UTF-8") if converts else "", convert)
        )
    elif draft.undecodable:
        sentence = _("Some bytes belong to no character; they are kept as they are.")
        remarks.append(Remark(sentence, "warning"))
    elif draft.encoding != "utf-8":
        sentence = _("This text is in {encoding}; Jekyll reads only UTF-8.")
        remarks.append(
            Remark(
                sentence.format(encoding=draft.encoding.upper()),
                "warning",
                "" if read_only else _("Convert to UTF-8"),
                convert,
            )
        )
    return remarks
