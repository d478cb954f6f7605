"""What the app can do, behind one door: window and commands hold a `Services` and nothing below."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A command that opens no library must not load what the library needs.
    from curator.services.audit import Audit
    from curator.services.bulk import Bulk
    from curator.services.charsets import Charsets
    from curator.services.cleaning import Cleaning
    from curator.services.conversion import Conversion
    from curator.services.doctor import Doctor
    from curator.services.duplicates import Duplicates
    from curator.services.history import History
    from curator.services.import_sessions import ImportSessions
    from curator.services.ingest import Ingest
    from curator.services.libraries import Libraries
    from curator.services.library import Library
    from curator.services.live_verdicts import LiveVerdicts
    from curator.services.merging import Merging
    from curator.services.overview import Overviews
    from curator.services.pictures import Pictures
    from curator.services.preview import Preview
    from curator.services.publish import Publish
    from curator.services.queries import Queries
    from curator.services.recipes import Recipes
    from curator.services.retention import Retention
    from curator.services.search import Search
    from curator.services.sites import Sites
    from curator.services.trash import Trash
    from curator.services.truth import Truth
    from curator.services.undoing import Undoing


@dataclass(frozen=True, slots=True)
class Services:
    """One open library and everything that can be done with it."""

    library: "Library"
    sites: "Sites"
    ingest: "Ingest"
    publish: "Publish"
    undoing: "Undoing"
    preview: "Preview"
    audit: "Audit"
    verdicts: "LiveVerdicts"
    truth: "Truth"
    sessions: "ImportSessions"
    pictures: "Pictures"
    charsets: "Charsets"
    duplicates: "Duplicates"
    cleaning: "Cleaning"
    recipes: "Recipes"
    conversion: "Conversion"
    doctor: "Doctor"
    bulk: "Bulk"
    queries: "Queries"
    search: "Search"
    overviews: "Overviews"
    merging: "Merging"
    history: "History"
    trash: "Trash"
    retention: "Retention"
    libraries: "Libraries"


__all__ = ["Services"]
