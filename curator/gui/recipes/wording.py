"""What the window of recipes says of a trial."""

from curator.sentences import note_sentence
from curator.services.recipes import Trial
from curator.translation import gettext as _


def trial_words(trial: Trial) -> str:
    """Return what is to be said of a trial, one thing a line; empty where all is well."""
    if trial.trouble is not None:
        return _("The recipe was stopped: it takes too long or too much memory on this page.")
    if trial.where or trial.fault:
        return _fault(trial.where, trial.fault)
    lines = []
    if not trial.matches:
        lines.append(_("An import would not take this recipe for this page: it does not match."))
    lines += [note_sentence(note) for note in trial.notes]
    return "\n".join(lines)


def _fault(where: str, fault: str) -> str:
    known = {
        "missing": _("{where} is missing."),
        "unknown": _("{where} is nothing that a recipe knows."),
        "text": _("{where} must be a text, or a list of texts."),
        "table": _("{where} must be a table."),
        "name": _("{where}: a name has small letters, digits and _ only."),
        "pattern": _("{where} must have a pattern."),
    }
    if not where:
        return _("This is no TOML: {fault}").format(fault=fault)
    sentence = known.get(fault, _("{where} is not understood: {fault}"))
    return sentence.format(where=where, fault=fault)
