"""HTML elements as kramdown sorts them: what they may hold, where they stand, which have no body.

Facts only (kramdown 2.4, `parser/html.rb`); an element that is in none of the tables is unknown,
keeps the case of its name and holds raw text.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCK_MODEL = _names(
    """address applet article aside blockquote body dd details div dl fieldset figure figcaption footer
    form header hgroup iframe li main map menu nav noscript object section summary td"""
)
SPAN_MODEL = _names(
    """a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend
    optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt"""
)
RAW_MODEL = _names("""script style math option textarea pre code kbd samp var""")

SPAN = _names(
    """a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q
    rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var"""
)
BLOCK = _names(
    """address article aside applet body blockquote caption col colgroup dd div dl dt fieldset
    figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map
    nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul"""
)
VOID = _names(
    """area base br col command embed hr img input keygen link meta param source track wbr"""
)
KNOWN = BLOCK_MODEL | SPAN_MODEL | RAW_MODEL | SPAN | BLOCK | VOID


def model_of(name: str) -> str:
    """Return what an element holds: "block", "span" or "raw"."""
    if name in BLOCK_MODEL:
        return "block"
    return "span" if name in SPAN_MODEL else "raw"


def normal_name(name: str) -> str:
    """Return a known element's name in lower case, another's as written."""
    lower = name.lower()
    return lower if lower in KNOWN else name
