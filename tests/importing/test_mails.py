"""Mails, mailboxes and web archives: words, pictures and attached articles all arrive."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from curator.importing import mime
from curator.importing.candidates import Candidate, Kind, Note, NoteCode, Thing, Unread
from curator.importing.reading import read
from tests.importing.samples import faults, packed, sample, taken

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
ZH = "三月的茶山比往年醒得早，采茶的人已经沿着石阶往上走。"


@pytest.mark.parametrize("name", ["letter-utf8.eml", "letter-gb18030.eml"])
def test_a_letter_keeps_its_words_its_table_and_its_picture(name: str) -> None:
    letter, notes = taken(sample(name))
    assert letter.kind is Kind.MAIL
    assert letter.source.startswith(
        '---\ntitle: "茶山的清晨：头采价每斤多八元"\ndate: 2022-03-11 06:30:01 +0800\nauthor: 周小满\n---\n'
    )
    for part in ("<h2>茶山的清晨</h2>", "<td>100元</td>", "<li>头采</li>", "换成了电子秤。</p>"):
        assert part in letter.source
    assert [(file.name, file.media_type) for file in letter.files] == [("晒场.png", "image/png")]
    assert '<img src="晒场.png" alt="晒场">' in letter.source
    assert letter.source_id == "<tea-1@own.example>"
    assert letter.original == sample(name).data
    assert (notes.kind, notes.name, notes.inside) == (
        Kind.MARKDOWN,
        "采茶手记.md",
        f"{name}/采茶手记.md",
    )
    assert notes.original.decode("gb18030").startswith("# 附：采茶手记")
    assert [(note.code, note.detail) for note in notes.notes] == [(NoteCode.CHARSET, "gb18030")]


def test_mails_inside_a_mail_are_posts_of_their_own() -> None:
    found = taken(sample("forwarded.eml"))
    assert [one.inside for one in found] == [
        "",
        "forwarded.eml/第一封.eml",
        "forwarded.eml/第一封.eml/采茶手记.md",
        "forwarded.eml/第二封.eml",
        "forwarded.eml/第二封.eml/采茶手记.md",
    ]
    assert found[3].source.startswith('---\ntitle: "第二封"\ndate: 2022-03-11 06:30:12 +0800\n')


def test_a_mailbox_gives_each_mail_in_its_charset() -> None:
    found = taken(sample("letters.mbox"))
    assert [one.inside for one in found] == ["letters.mbox/1", "letters.mbox/2", "letters.mbox/3"]
    assert "三月的茶山比往年醒得早" in found[0].source
    assert "<p>From 山腳到山頂，要走四十分鐘。</p>" in found[1].source
    assert "合作社的账本上写着" in found[2].source


def test_chromium_s_snapshot_is_its_page_with_its_pictures() -> None:
    (page,) = taken(sample("chromium.mhtml"))
    assert page.kind is Kind.MHTML
    assert page.url == "https://own.example/2022/tea.html"
    assert page.source.startswith('---\ntitle: "茶山的清晨"\n')
    for part in (
        "醒得早",
        "<td>100元</td>",
        "<figcaption>山腰的晒场</figcaption>",
        "等号 = 和行尾空格 ",
    ):
        assert part in page.source
    assert "财经" not in page.source  # the page's navigation
    (picture,) = page.files
    assert (picture.name, picture.media_type) == ("晒场.png", "image/png")
    assert picture.origin.startswith("http://127.0.0.1:8765/img/")
    assert picture.origin in page.source  # the web's address stays in the text
    assert page.original == sample("chromium.mhtml").data


@pytest.mark.parametrize(
    ("charset", "read_as"),
    [
        ("utf-8", ""),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("big5", "big5hkscs"),
        ("shift_jis", "cp932"),
        ("euc-kr", "cp949"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_declared_charset_is_believed_and_told(charset: str, read_as: str, kind: str) -> None:
    text = {
        "big5": "雨後的茶園很安靜。",
        "shift_jis": "朝の茶畑は静かです。",
        "euc-kr": "차밭의 아침은 조용합니다.",
    }.get(charset, ZH)
    body = text if kind == "plain" else f"<p>{text}</p>"
    head = f"Subject: s\nFrom: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset={charset}\n\n"
    (mail,) = taken(Thing("a.eml", head.encode() + body.encode(charset)))
    assert f"<p>{text}</p>" in mail.source
    # What reads as UTF-8 is nothing else; other charsets may be declared by mistake.
    assert mail.notes == ((Note(NoteCode.DECLARED_CHARSET, read_as),) if read_as else ())


def test_a_charset_that_does_not_fit_is_guessed_and_said() -> None:
    head = b"Subject: s\nFrom: a@b.example\nMessage-ID: <1@b>\nContent-Type: text/plain; charset=utf-8\n\n"
    (mail,) = taken(Thing("a.eml", head + ZH.encode("gb18030")))
    assert f"<p>{ZH}</p>" in mail.source
    assert [(note.code, note.detail) for note in mail.notes] == [(NoteCode.CHARSET, "gb18030")]


def test_text_becomes_paragraphs_in_which_nothing_is_markup() -> None:
    text = "# no heading\n{{ site.title }} <b>\n\n* no list\n\n见 https://own.example/a?b=1&c=2。\n"
    head = "Subject: s\nFrom: a@b.example\nMessage-ID: <1@b>\nContent-Type: text/plain; charset=utf-8\n\n"
    (mail,) = taken(Thing("a.eml", (head + text).encode()))
    assert mail.name == "s.html"
    body = mail.source.partition("---\n")[2].partition("---\n")[2]
    assert body == (
        "<p># no heading<br>{{ site.title }} &lt;b&gt;</p>\n<p>* no list</p>\n"
        '<p>见 <a href="https://own.example/a?b=1&amp;c=2">https://own.example/a?b=1&amp;c=2</a>。</p>\n'
    )
    assert mail.foreign


def test_flowed_lines_are_joined() -> None:
    head = "Subject: s\nFrom: a@b\nMessage-ID: <1@b>\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    (mail,) = taken(Thing("a.eml", (head + "a long \nline\nanother\n").encode()))
    assert "<p>a long line<br>another</p>" in mail.source


def test_attached_pictures_stand_below_the_text() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "图", "a@b.example", "<1@b>"
    mail.set_content("正文\n")
    mail.add_attachment(PNG, "image", "png", filename="一 二.png")
    mail.add_attachment(b"%PDF-1.7\n" + bytes(300), "application", "pdf", filename="表.pdf")
    (letter,) = taken(Thing("a.eml", mail.as_bytes()))
    assert letter.source.endswith('<p>正文</p>\n<p><img src="一-二.png" alt=""></p>\n')
    assert [file.data for file in letter.files] == [PNG]
    assert [(note.code, note.detail) for note in letter.notes] == [(NoteCode.ATTACHMENT, "表.pdf")]


def test_archives_in_mails_in_archives_are_read_within_the_depth() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "zip", "a@b.example", "<1@b>"
    mail.set_content("siehe Anhang\n")
    mail.add_attachment(packed({"in/文.md": "# 文\n"}), "application", "zip", filename="x.zip")
    found = taken(Thing("o.zip", packed({"m.eml": mail.as_bytes()})))
    assert [one.inside for one in found] == ["o.zip/m.eml", "o.zip/m.eml/x.zip/in/文.md"]


def test_mails_nested_without_end_stop_with_a_reason() -> None:
    data = b"Subject: core\nFrom: a@b\nMessage-ID: <1@b>\n\ncore\n"
    for level in range(2000):
        data = (
            b"Subject: %d\nFrom: a@b\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" % level
            + data
        )
    found = list(read(Thing("a.eml", data)))
    assert {part.fault for part in found if isinstance(part, Unread)} <= {
        "nested-too-deep",
        "reading-failed",
    }
    assert found
    assert not [part for part in found if isinstance(part, Candidate)]


@pytest.mark.parametrize(
    "head",
    [
        b"Subject: =?utf-8?B?broken\nFrom: =?x?Q?=\nMessage-ID: <1>\n",
        b"Subject: \xd6\xd0\xce\xc4\nFrom: a@b\nMessage-ID: <1>\n",
        b"Subject: s\nFrom: a@b\nDate: not a date\nMessage-ID: <1>\nContent-Type: text/plain; charset=nonsense\n",
        b"Subject: s\nFrom: a@b\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n",
        b"Subject: s\nFrom: a@b\nMessage-ID: <1>\nContent-Transfer-Encoding: base64\n",
        b"Subject: s\nFrom: a@b\nDate: Mon, 99 Foo 99999 99:99:99 +9999\nMessage-ID: <1>\n",
    ],
)
def test_broken_mails_are_read_as_far_as_they_go(head: bytes) -> None:
    found = list(read(Thing("a.eml", head + b"\nWords of it.\n")))
    assert all(isinstance(part, Candidate) for part in found)
    assert found


def test_words_split_between_encoded_words_are_one() -> None:
    assert mime.words("=?utf-8?B?5Lit?= =?utf-8?B?5paH?=") == "中文"
    assert mime.words("=?utf-8?B?5Lg=?= =?utf-8?B?rQ==?=") == "中"
    assert mime.words("=?gb2312?Q?=D6=D0?= and =?gb2312?Q?=CE=C4?=") == "中 and 文"


@pytest.mark.corpus
def test_every_real_post_comes_out_of_a_mail_byte_for_byte(corpus: Path) -> None:
    files = [
        path
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and path.suffix in {".md", ".markdown", ".html", ".textile"}
    ]
    assert len(files) > 400
    for start in range(0, len(files), 50):
        part = files[start : start + 50]
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["Message-ID"] = "many", "a@b.example", "<1@b>"
        mail.set_content("all of them\n")
        for path in part:
            mail.add_attachment(path.read_bytes(), "text", "markdown", filename=path.name)
        found = taken(Thing("many.eml", mail.as_bytes()))[1:]
        plain = [one for one in found if one.kind is not Kind.PAGE]
        assert len(found) == len(part)
        kept = {one.original for one in plain}
        for path, one in zip(part, found, strict=True):
            assert one.kind is Kind.PAGE or path.read_bytes() in kept, path


def test_a_mail_without_anything_says_so() -> None:
    assert faults(Thing("a.eml", b"Message-ID: <1>\nFrom: a@b\n\n")) == ["empty-content"]
