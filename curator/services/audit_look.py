"""One look at one post: verdict, findings and traits, as values that a process can hand to another.

Owns what of a site decides a look. What posts do to each other is `site_audit`'s business.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import cast

from curator.domain.post import PostFacts, Problem, TermKind
from curator.domain.problems import Finding
from curator.formats.document import Document, split
from curator.formats.front_matter import FrontMatter, parse
from curator.formats.yaml_values import Value
from curator.site.config import SiteConfig
from curator.site.defaults import Defaults
from curator.site.excerpts import ExcerptRule, excerpt_of
from curator.site.facts import derive
from curator.site.filenames import DRAFTS, parse_path
from curator.site.folder import Site
from curator.site.habits import Habits
from curator.site.problems.inspection import Kept, ProblemContext, no_defaults
from curator.site.problems.liquid_tags import KNOWN_TAGS, known_tags
from curator.site.problems.registry import find
from curator.site.problems.vocabulary import Vocabulary
from curator.site.traits import PostTraits, traits_of
from curator.site.verdicts import BuildOptions, Judge, Verdict

TWINS = frozenset({Problem.CATEGORY_CASE, Problem.TERM_TWIN})
"""What depends on the terms of the other posts."""

_REGISTERED_TAG = re.compile(rb"register_tag\s*\(?\s*[\"':]([\w-]+)")
_GEM = re.compile(rb"^\s*gem\s+[\"']([\w-]+)", re.MULTILINE)
_PAGES_PLUGINS = ("jekyll-gist", "jekyll-github-metadata")


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides every look at a site's posts; the same in all processes."""

    site: Site
    options: BuildOptions
    now: datetime
    habits: Habits | None = None
    plain: bool = False
    """There is no site: neither its layouts nor its plugins are known."""

    @property
    def zone(self) -> tzinfo:
        """Return the zone of the build."""
        return self.options.zone or self.site.config.zone

    @property
    def content_dir(self) -> str:
        """Return the folder that Jekyll's paths of posts are relative to."""
        return self.site.config.content_dir


@dataclass(frozen=True, slots=True)
class Look:
    """What one post says by itself."""

    verdict: Verdict
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    traits: PostTraits | None
    """None where its front matter cannot be read or is missing."""
    findings: tuple[Finding, ...]
    """Without near-twins of terms; a missing source is among them whether or not others name theirs."""

    def terms(self) -> Sequence[tuple[TermKind, tuple[str, ...]]]:
        """Return the terms by kind."""
        return (TermKind.CATEGORY, self.categories), (TermKind.TAG, self.tags)


class Looker:
    """Looks at the posts of one site; keeps what they share, so make one for many of them."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._judge = Judge(setting.site, setting.options)
        self._context = _context(setting, self._judge)
        self._knowing = self._context
        self._shared: dict[object, object] = {}

    @property
    def broken_layouts(self) -> tuple[str, ...]:
        """Return the layouts that stop any build."""
        return () if self.setting.plain else self._judge.layouts.broken

    def look(
        self,
        path: str,
        source: bytes,
        *,
        modified: datetime | None = None,
        foreign: bool = False,
        kept: Kept | None = None,
    ) -> Look:
        """Return what a source text would be at `path`, posix and relative to the site's root."""
        setting = self.setting
        document = split(source)
        front_matter = parse(document.front_matter or "")
        facts = self._facts(document, front_matter, path)
        verdict = self._judge.verdict(document, front_matter, path, setting.now, modified=modified)
        findings = find(
            document, front_matter, path, self._context, facts=facts, foreign=foreign, kept=kept
        )
        traits: PostTraits | None = None
        if document.front_matter is not None and front_matter.problem is None:
            traits = self._once(
                traits_of(
                    path,
                    front_matter,
                    content_dir=setting.content_dir,
                    categories=facts.categories,
                    source=facts.source and "named",
                )
            )
        categories = _one_copy(facts.categories, verdict.categories)
        tags = _one_copy(facts.tags, verdict.tags)
        return Look(verdict, categories, tags, traits, findings)

    def twins(
        self, path: str, source: bytes, vocabulary: Vocabulary, *, foreign: bool = False
    ) -> tuple[Finding, ...]:
        """Return the findings about terms that other posts write in another way."""
        document = split(source)
        front_matter = parse(document.front_matter or "")
        facts = self._facts(document, front_matter, path)
        context = self._knowing
        if context.vocabulary is not vocabulary:
            context = self._knowing = replace(self._context, vocabulary=vocabulary)
        found = find(document, front_matter, path, context, facts=facts, foreign=foreign)
        return tuple(one for one in found if one.code in TWINS)

    def _facts(self, document: Document, front_matter: FrontMatter, path: str) -> PostFacts:
        return derive(
            document, front_matter, path, self.setting.zone, content_dir=self.setting.content_dir
        )

    def _once(self, traits: PostTraits) -> PostTraits:
        """Return the one object for equal traits: a site has few kinds of posts."""
        key = (traits.keys, tuple(traits.values.items()), traits.quotes, traits.categories)
        known = self._shared.setdefault(key, traits)
        assert isinstance(known, PostTraits)
        return known


def _one_copy(terms: tuple[str, ...], same: tuple[Value, ...]) -> tuple[str, ...]:
    """Return `same` where it equals `terms`: one copy in memory, and on the way from a worker."""
    return cast(tuple[str, ...], same) if terms == same else terms


def excerpt(source: bytes, rule: ExcerptRule) -> Value:
    """Return the excerpt of a source text, None where it has none."""
    return excerpt_of(split(source), rule)


def modified_at(file: os.stat_result) -> datetime:
    """Return when a file was changed last."""
    return datetime.fromtimestamp(file.st_mtime, UTC)


def needs_modified(path: str) -> bool:
    """Tell whether the time of a post's file may date it: only that of drafts does."""
    return DRAFTS in path


def _context(setting: Setting, judge: Judge) -> ProblemContext:
    """Return what of the site decides whether something is a problem; terms are not yet known."""
    config, options = setting.site.config, setting.options
    layouts = None if setting.plain or judge.layouts.themed else frozenset(judge.layouts.parents)
    return ProblemContext(
        zone=setting.zone,
        now=config.time or setting.now,
        future=config.future or options.future,
        zone_configured=config.timezone is not None or options.zone is not None,
        strict=config.strict_front_matter,
        liquid_everywhere=config.github_pages,
        content_dir=config.content_dir,
        markdown_ext=config.markdown_ext,
        excerpt_separator=config.excerpt_separator,
        layouts=layouts,
        tags=KNOWN_TAGS if setting.plain else _tags(setting.site),
        habits=setting.habits,
        sources_expected=True,
        defaults=_PathDefaults(config) if config.defaults else no_defaults,
    )


class _PathDefaults:
    """The configuration's defaults, asked for by path."""

    def __init__(self, config: SiteConfig) -> None:
        self._defaults = Defaults(config)
        self._content_dir = config.content_dir

    def __call__(self, path: str) -> Mapping[str, Value]:
        if self._defaults.fault is not None:
            return {}
        place = parse_path(path, collections_dir=self._content_dir)
        inner = path.removeprefix(f"{self._content_dir}/") if self._content_dir else path
        return self._defaults.values(inner, place.collection or "pages") or {}


def _tags(site: Site) -> frozenset[str]:
    """Return the Liquid tags of a site: Jekyll's own, its plugins', and those in its folder."""
    config = site.config
    named = config.raw.get("plugins", config.raw.get("gems"))
    plugins = (
        {name for name in named if isinstance(name, str)} if isinstance(named, list) else set()
    )
    if config.github_pages:
        plugins |= set(_PAGES_PLUGINS)
    source = site.root / config.source
    plugins |= {name.decode() for name in _GEM.findall(_bytes(source / "Gemfile"))}
    own: set[str] = set()
    for folder, _, files in os.walk(source / config.plugins_dir):
        for name in files:
            if name.endswith(".rb"):
                text = _bytes(Path(folder, name))
                own |= {tag.decode() for tag in _REGISTERED_TAG.findall(text)}
    return known_tags(plugins, own, liquid_5=not config.github_pages)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # what cannot be read names no plugins
        return b""
