"""Makes the services of one library: the only place that knows how they fit together.

Costs most of a second to import, for SQLAlchemy and the parsers: `app` does so when a library is
needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from curator import paths
from curator.sentences import page_words
from curator.services import Services
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
from curator.services.libraries import Libraries, used
from curator.services.library import Library
from curator.services.live_verdicts import LiveVerdicts
from curator.services.merging import Merging
from curator.services.overview import Overviews
from curator.services.pictures import KeptPictures, Pictures
from curator.services.preview import Preview
from curator.services.publish import Publish
from curator.services.queries import Queries
from curator.services.recipes import Recipes
from curator.services.recovery import Recovery
from curator.services.retention import Retention
from curator.services.search import Search
from curator.services.site_posts import SitePosts
from curator.services.sites import Sites
from curator.services.trash import Trash
from curator.services.truth import Truth
from curator.services.undoing import Undoing
from curator.storage.database import Database
from curator.storage.journal import Journal


@contextmanager
def open_services(location: str | None) -> Iterator[Services]:
    """Open a library, the user's own where none is named, and yield everything that works on it.

    Raises LibraryError.
    """
    where = location if location is not None else str(paths.library_file())
    with used(where), _opened(where) as services:
        yield services


@contextmanager
def _opened(where: str) -> Iterator[Services]:
    database = Database.open(where)
    try:
        sites = Sites()
        preview = Preview(
            page_words(),
            find_posts=SitePosts(database, sites).index,
            kept=KeptPictures(database),
        )
        recovery = Recovery(database, sites)
        journal = Journal(paths.journal_folder(database.name))
        library = Library(database, sites, journal)
        audit = Audit(library)
        duplicates = Duplicates(database)
        ingest = Ingest(database, sites, duplicates=duplicates)
        undoing = Undoing(database, recovery)
        charsets = Charsets(database, sites, ingest)
        recipes = Recipes(charsets)
        pictures = Pictures(database, preview)
        conversion = Conversion(library)
        bulk = Bulk(database, sites)
        truth = Truth(sites, preview.of_scratch, library)
        preview.use_jekyll(truth.exact)
        yield Services(
            library,
            sites,
            ingest,
            Publish(database, sites, recovery),
            undoing,
            preview,
            audit,
            LiveVerdicts(library, sites, audit),
            truth,
            ImportSessions(database, ingest, undoing),
            pictures,
            charsets,
            duplicates,
            Cleaning(library),
            recipes,
            conversion,
            Doctor(database),
            bulk,
            Queries(database),
            Search(database),
            Overviews(database),
            Merging(database, sites),
            History(database, sites),
            Trash(database),
            Retention(database),
            Libraries(database),
        )
    finally:
        ingest.close()
        recipes.close()
        pictures.close()
        conversion.close()
        bulk.close()
        truth.close()
        database.close()
