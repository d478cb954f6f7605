"""Files of posts: kept in their order, byte for byte, equal bytes once."""

from sqlalchemy import func, select

from curator.domain.post import PostId
from curator.storage import assets
from curator.storage.tables import blobs
from tests.storage.conftest import NOW, Filled, new_post

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


def keep(filled: Filled, post: PostId, data: bytes, name: str, origin: str = "") -> int:
    with filled.database.write() as connection:
        return assets.add(
            connection, post, data, name=name, media_type="image/png", origin=origin, now=NOW
        )


def test_files_of_a_post_come_back_in_their_order(filled: Filled) -> None:
    first, second = filled.add(new_post("甲"), new_post("乙"))
    origin = "https://example.org/图.png"
    one = keep(filled, first, PICTURE, "图.png", origin)
    other = keep(filled, first, b"", "empty.png")
    keep(filled, second, b"other", "b.png")
    with filled.database.read() as connection:
        found = assets.of_post(connection, first)
        assert [(file.id, file.name, file.origin, file.size) for file in found] == [
            (one, "图.png", origin, len(PICTURE)),
            (other, "empty.png", "", 0),
        ]
        assert {(file.post, file.media_type, file.added) for file in found} == {
            (first, "image/png", NOW)
        }
        assert assets.read(connection, one) == PICTURE
        assert assets.read(connection, other) == b""


def test_equal_bytes_are_stored_once(filled: Filled) -> None:
    first, second = filled.add(new_post("甲"), new_post("乙"))
    count = select(func.count()).select_from(blobs)
    numbers = [keep(filled, first, PICTURE, "a.png")]
    with filled.database.read() as connection:
        before = connection.execute(count).scalar_one()
    numbers.append(keep(filled, second, PICTURE, "b.png"))
    with filled.database.read() as connection:
        assert connection.execute(count).scalar_one() == before
        assert [assets.read(connection, number) for number in numbers] == [PICTURE, PICTURE]
