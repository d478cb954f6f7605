"""Where an article comes from: one spelling for its address, and what is no article's address."""

import pytest

from curator.site.origins import canonical_address, origin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.com/a/12345.html", "https://example.com/a/12345.html#top"),
        ("https://example.com:443/a/12345/", "https://EXAMPLE.com/a/12345/index.html"),
        (
            "https://example.com/a/12345?utm_source=x&b=2&a=1&spm=9",
            "https://example.com/a/12345?a=1&b=2",
        ),
        ("https://example.com/%E8%8C%B6/2022-01", "https://example.com/茶/2022-01"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert canonical_address(one) == canonical_address(other) != ""


def test_addresses_of_different_articles_differ() -> None:
    links = [
        *("https://example.com/a/12345.html", "https://example.com/a/12346.html"),
        *("https://example.org/a/12345.html", "https://example.com:8080/a/12345.html"),
        *("https://example.com/a?infoCode=NW20220111", "https://example.com/a?infoCode=NW20220112"),
    ]
    assert len({canonical_address(link) for link in links}) == len(links)


@pytest.mark.parametrize(
    "link",
    [
        *("https://example.com/", "https://example.com", "https://example.com/news/"),
        *("//example.com/a/12345.html", "mailto:a12345@example.com", "ftp://example.com/12345"),
        *("https://[broken/12345", "https://example.com:port/12345", "/a/12345.html", ""),
        "https://example.com/" + "1" * 5_000,
    ],
)
def test_what_many_articles_share_or_no_browser_opens_is_no_address(link: str) -> None:
    assert canonical_address(link) == ""


def test_an_article_says_where_it_comes_from() -> None:
    link = "<https://wire.example.net/a/20220111/NW202201111234.html?infoCode=NW202201111234>"
    address, number = origin({}, f"<p>Tea.</p>\n\n{link}\n\n[Back](//example.org/)")
    assert address.startswith("wire.example.net/a/20220111/NW202201111234.html")
    assert number == "NW202201111234"
    told = origin({"source": "https://example.org/", "link": "https://example.org/p/98765"}, "")
    assert told == ("example.org/p/98765", "")
    assert origin({"infoCode": 202201111234}, "") == ("", "202201111234")
    assert origin({"infoCode": "5", "source": "a colleague"}, "Tea.") == ("", "")
