"""What random posts brought to light."""

from collections.abc import Iterator

from tests.site.cases.shared import NOTES, post
from tests.site.jekyll_builds import Case


def found() -> Iterator[Case]:
    """Yield what random posts brought to light."""
    yield post("static file with a colon", None, "x", "_notes/2021/0:1.md", NOTES)
    yield post("static file with a colon", None, "x", "_notes/a:b.txt", "collections: [notes]\n")
    yield post(
        "static file with a colon",
        None,
        "x",
        "_notes/a:b.md",
        "collections: {notes: {permalink: /x}}\n",
    )
    yield post("static file in a folder with a colon", None, "x", "_notes/a:b/c.md", NOTES)
    yield Case("mark before YAML", "_notes/n.yml", b"\xef\xbb\xbf---\na: b\nc: d\n", NOTES)
    yield Case("mark before YAML", "_posts/2022-01-11-a.yml", b"\xef\xbb\xbf---\na: b\nc: d\n")
    yield post("YAML with a date", "date: 2022-01-11", path="_posts/2022-01-11-a.yaml")
    yield post("hidden, its name too long", f"published: false\nslug: {'x' * 260}")
    yield post("hidden, no path", "published: false\npermalink: /%ff/:title/")
    yield post(
        "hour that comes twice", "date: 2022-11-06 01:30", config="timezone: America/New_York\n"
    )
    yield post(
        "hour that never comes", "date: 2022-03-13 02:30", config="timezone: America/New_York\n"
    )
    yield post(
        "clock set back without summer time",
        "date: 2015-08-14 23:45",
        config="timezone: Asia/Pyongyang\n",
    )
    yield post(
        "offset with seconds", "date: 1883-11-18 12:00", config="timezone: America/New_York\n"
    )
    yield post("offset with seconds", "date: 1850-01-01 12:00", config="timezone: Asia/Shanghai\n")
    yield post("two keys with a tab", "title: t\ncategories: a\tb\n<<: [1]")
    yield post(
        "broken layout, strictly",
        "layout: post",
        config="strict_front_matter: true\n",
        files={"_layouts/post.html": "x"},
    )
    yield post("a folder for a file", "permalink: /:title.", path="_posts/2022-01-11-.md")
    yield post("a folder for a file", "permalink: /%2e", path="_posts/2022-01-11-a.md")
    yield post("a folder for a file", "permalink: /:slug", path="_posts/2022-01-11-.md")
