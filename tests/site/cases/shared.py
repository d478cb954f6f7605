"""What the tables of cases share."""

from collections.abc import Mapping

from tests.site.jekyll_builds import Case

POST = "_posts/2022-01-11-some-Post.md"
HAN = "_posts/2022-01-11-筑巢引凤：打造“人才”高地？.md"
NOTES = "collections: {notes: {output: true}}\n"
LAYOUTS = {
    "_layouts/default.html": "{{ content }}",
    "_layouts/post.html": "---\nlayout: default\n---\n{{ content }}",
    "_layouts/deep/er.html": "---\nlayout: post\n---\n{{ content }}",
    "_layouts/v1.2.html": "---\nlayout: gone\n---\n{{ content }}",
    "_layouts/round.html": "---\nlayout: about\n---\n{{ content }}",
    "_layouts/about.html": "---\nlayout: round\n---\n{{ content }}",
    "_layouts/self.md": "---\nlayout: self\n---\n{{ content }}",
    "_layouts/ends.html": "---\nlayout: none\n---\n{{ content }}",
    "_layouts/broken.html": "---\nlayout: a: b\n---\n{{ content }}",
    "_layouts/123.html": "{{ content }}",
    "_layouts/true.html": "{{ content }}",
    "_layouts/_hidden.html": "{{ content }}",
    "_layouts/backup.html~": "{{ content }}",
    "_layouts/.dot.html": "{{ content }}",
    "_layouts/noext": "{{ content }}",
    "_layouts/中文.html": "{{ content }}",
}


def post(
    name: str,
    header: str | None,
    body: str = "body\n",
    path: str = POST,
    config: str = "",
    files: Mapping[str, str] | None = None,
    **switches: bool,
) -> Case:
    """Return a case of front matter and body."""
    text = body if header is None else f"---\n{header}\n---\n{body}"
    return Case(name, path, text.encode(), config, files or {}, switches)
