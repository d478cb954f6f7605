"""What is sent of a text that is known already, put together again as the script does it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from curator.gui.preview.deltas import Delta


def units(text: str) -> list[bytes]:
    raw = text.encode("utf-16-le")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


def received(known: str, delta: dict[str, object]) -> str:
    """Do with a difference what resources/scripts/preview.js does, in UTF-16 units."""
    last = units(known)
    assert len(last) == delta["length"]
    start, end = delta["start"], delta["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    parts = last[:start] + units(str(delta["middle"])) + last[len(last) - end :]
    return b"".join(parts).decode("utf-16-le")


TEXTS = st.lists(st.text(alphabet="ab汉😀\n", max_size=30), max_size=8)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_text_arrives(texts: list[str]) -> None:
    delta, known = Delta(), None
    for text in texts:
        sent = dict(delta.to(text))
        assert (sent["text"] if known is None else received(known, sent)) == text
        known = text


def test_a_keystroke_is_little() -> None:
    delta = Delta()
    text = "<p>汉字😀</p>" * 10_000
    delta.to(text)
    sent = delta.to(text[:50_000] + "x" + text[50_000:])
    assert sent == {"length": 110_000, "start": 55_000, "end": 55_000, "middle": "x"}


def test_what_was_forgotten_is_sent_whole() -> None:
    delta = Delta()
    delta.to("a")
    delta.forget()
    assert delta.to("ab") == {"text": "ab"}
