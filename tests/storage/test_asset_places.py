"""Pictures' files in sites: asked for many posts by few steps, whatever else the library holds."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event

from curator.domain.changes import OperationKind
from curator.domain.post import OperationId, PostId, SiteId
from curator.storage import asset_places, assets, blobs, operations, places
from curator.storage.asset_places import NewAssetPlace
from curator.storage.assets import AssetKind, NewAsset
from tests.storage.conftest import Filled

NOW = datetime(2022, 1, 11, tzinfo=UTC)


def test_each_question_is_answered_by_an_index(filled: Filled) -> None:
    asked: list[tuple[str, Any]] = []
    with filled.database.read() as connection:

        def note(_c: object, _cur: object, text: str, values: Any, *_more: object) -> None:
            asked.append((text, values))

        event.listen(connection, "before_cursor_execute", note)
        site = SiteId(1)
        asset_places.belongings(connection, [PostId(1), PostId(2)], site)
        asset_places.of_operation(connection, OperationId(1))
        asset_places.files_with(connection, site, blobs.content_hash(b"x"))
        event.remove(connection, "before_cursor_execute", note)
        assert len(asked) == 3
        for text, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
            assert not any(row[3].startswith("SCAN") for row in plan), plan


def test_a_place_stands_until_its_export_is_taken_back(filled: Filled) -> None:
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "S")
        new = [
            NewAsset(PostId(1), b"one", "a.png", "image/png"),
            NewAsset(
                PostId(1), b"article", "a.docx", "application/msword", kind=AssetKind.ORIGINAL
            ),
        ]
        assets.add_all(connection, new, NOW)
        (first, _original) = assets.of_post(connection, PostId(1))
        blob = blobs.find(connection, [blobs.content_hash(b"one")])[blobs.content_hash(b"one")]
        number = operations.begin(connection, OperationKind.EXPORT, NOW)
        asset_places.add(
            connection, number, site, [NewAssetPlace(first.id, "pics/a.png", blob, True)]
        )
        (one,) = asset_places.belongings(connection, [PostId(1)], site)[PostId(1)]
        assert (one.name, one.place, one.elsewhere) == ("a.png", "pics/a.png", ())
        (one,) = asset_places.belongings(connection, [PostId(1)], None)[PostId(1)]
        assert (one.place, one.elsewhere) == ("", ("pics/a.png",))
        operation = operations.find(connection, number)
        assert operation is not None
        asset_places.turn(connection, operation)
        (one,) = asset_places.belongings(connection, [PostId(1)], site)[PostId(1)]
        assert one.place == ""
        asset_places.turn(connection, operation, {(site, "pics/a.png")})
        (written,) = asset_places.of_operation(connection, number)
        assert (written.stands, written.created, written.shared) == (True, True, False)
