"""Feeds: entries with their whole text are posts, the others are addresses to be fetched."""

import time
from pathlib import Path

import pytest

from curator.importing.candidates import Kind, Thing, Unread
from curator.importing.reading import read
from tests.importing.samples import faults, taken

BODY = '<p>全文。</p><p><a href="/b">二</a></p><script>1</script>'
RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>茶报</title><link>https://own.example/</link>
<item><title>头采&amp;nbsp;&lt;b&gt;上市&lt;/b&gt;</title><link>https://own.example/1</link><guid>id-1</guid>
<pubDate>Fri, 11 Mar 2022 06:30:00 +0800</pubDate><category>要闻</category><author>zhou@own.example (周小满)</author>
<content:encoded><![CDATA[{body}]]></content:encoded></item>
<item><title>只有摘要</title><link>https://own.example/2</link><description>一句话……</description></item>
<item><description>没有地址的短讯。</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://own.example/x/"><title>T</title>
<entry><title>One</title><link href="https://own.example/one"/><id>urn:1</id><updated>2022-03-11T06:30:00Z</updated>
<content type="html">&lt;p&gt;Whole &lt;img src="a.png"&gt;&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_feed_s_whole_entries_are_posts(charset: str) -> None:
    found = list(read(Thing("f.xml", RSS.format(charset=charset, body=BODY).encode(charset))))
    whole, linked, short = found
    assert not isinstance(whole, Unread)
    assert whole.source == (
        '---\ntitle: "头采 上市"\ndate: 2022-03-11 06:30:00 +0800\nauthor: 周小满\n'
        f"tags:\n  - 要闻\nsource: https://own.example/1\n---\n{BODY}\n"
    )
    assert (whole.kind, whole.url, whole.source_id) == (Kind.FEED, "https://own.example/1", "id-1")
    assert isinstance(linked, Unread)
    assert (linked.fault, linked.detail) == ("only-linked", "https://own.example/2")
    assert not isinstance(short, Unread)
    assert "没有地址的短讯。" in short.source


def test_atom_s_relative_addresses_are_made_whole() -> None:
    (entry,) = taken(Thing("a", ATOM.encode()))
    assert 'src="https://own.example/x/a.png"' in entry.source
    assert "date: 2022-03-11 06:30:00 +0000" in entry.source


def test_a_list_of_feeds_names_their_addresses() -> None:
    opml = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="Tea">
    <outline text="A" xmlUrl="https://own.example/a.xml"/><outline title="B" xmlURL="https://own.example/b.xml"/>
    <outline text="bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    found = [part for part in read(Thing("o.opml", opml)) if isinstance(part, Unread)]
    assert [(part.name, part.fault, part.detail) for part in found] == [
        ("A", "only-linked", "https://own.example/a.xml"),
        ("B", "only-linked", "https://own.example/b.xml"),
    ]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("root", ["rss version='2.0'", "opml version='2.0'"])
@pytest.mark.parametrize(
    "entities",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/hostname">',
        '<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">',
    ],
)
def test_entities_are_refused_at_once(root: str, entities: str) -> None:
    data = f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><{root}><channel><title>&l9;</title></channel></{root.split(maxsplit=1)[0]}>"
    begun = time.monotonic()
    assert faults(Thing("f.xml", data.encode())) == ["broken-content"]
    assert time.monotonic() - begun < 2


def test_a_feed_s_bytes_are_never_taken_for_a_name(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(RSS.format(charset="utf-8", body="secret"))
    found = list(read(Thing("f", str(secret).encode()), kind=Kind.FEED))
    assert all(isinstance(part, Unread) for part in found)


def test_a_feed_nested_very_deep_ends() -> None:
    deep = "<rss version='2.0'><channel>" + "<a>" * 100_000
    begun = time.monotonic()
    assert faults(Thing("f.xml", deep.encode()))
    assert time.monotonic() - begun < 20
