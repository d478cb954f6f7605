"""What the steps of a clean-up are called and what each does, for who chooses among them."""

from curator.services.cleaning import Step
from curator.translation import gettext as _


def step_title(step: Step) -> str:
    """Return a step's name."""
    return {
        Step.SCRIPTS: _("Scripts"),
        Step.HIDDEN: _("Hidden paragraphs"),
        Step.PIXELS: _("Tracking pixels"),
        Step.LINKS: _("Tracking in links"),
        Step.QUOTES: _("Stock quotes"),
        Step.FIGURES: _("Centred pictures"),
        Step.STYLES: _("Styles of its own"),
        Step.SPANS: _("Empty spans"),
        Step.TAIL: _("Links around the site"),
    }[step]


def step_help(step: Step) -> str:
    """Return what a step does, in a sentence."""
    return {
        Step.SCRIPTS: _(
            "Takes out scripts, style sheets, and what runs when something is touched."
        ),
        Step.HIDDEN: _("Takes out what nobody sees because it says that it is hidden."),
        Step.PIXELS: _("Takes out pictures of one point that tell who reads."),
        Step.LINKS: _("Takes out the parts of addresses that tell where a reader comes from."),
        Step.QUOTES: _("Takes links to stock quotes off words, and pictures of courses out."),
        Step.FIGURES: _("Makes a centred picture and the line under it a figure with its caption."),
        Step.STYLES: _("Takes out colours, margins and fonts that stand at single elements."),
        Step.SPANS: _("Takes out spans that hold nothing or say nothing."),
        Step.TAIL: _(
            "Takes out links like “back to the start page” at the end. Their words go too."
        ),
    }[step]
