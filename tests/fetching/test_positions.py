"""Positions leave a file, nothing else does: pixels and all other entries stay byte for byte."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from curator.fetching.positions import without_position

GPS = 0x8825
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="51,30N" tiff:Make="C">'
    b"<exif:GPSLongitude>0,7W</exif:GPSLongitude></rdf:Description></x:xmpmeta>"
)


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "Camera"
    made[0x0131] = "Program"
    made[0x8769] = {0x9003: "2024:05:01 10:00:00"}
    made.get_ifd(GPS).update(
        {1: "N", 2: (51.0, 30.0, 15.25), 3: "W", 4: (0.0, 7.0, 39.5), 29: "2024:05:01"}
    )
    return made


def made(form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    picture.save(out, form, exif=exif(), **more)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_position_leaves_and_the_rest_stays(form: str) -> None:
    data = made(form)
    bare = without_position(data)
    assert bare != data
    assert len(bare) == len(data)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(bare)) as after:
        assert dict(before.getexif().get_ifd(GPS)) != {}
        assert dict(after.getexif().get_ifd(GPS)) == {}
        assert GPS not in after.getexif()
        assert after.getexif()[0x010F] == "Camera"
        assert after.getexif()[0x0131] == "Program"
        assert after.getexif().get_ifd(0x8769)[0x9003] == "2024:05:01 10:00:00"
        assert after.tobytes() == before.tobytes()
    assert b"2024:05:01\0" not in bare
    assert without_position(bare) == bare


def test_pixels_of_a_jpeg_are_not_encoded_anew() -> None:
    data = made("JPEG", quality=60)
    scan = data.index(b"\xff\xda")
    assert without_position(data)[scan:] == data[scan:]


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_position_in_xmp_leaves(form: str) -> None:
    bare = without_position(made(form, xmp=XMP))
    assert b"GPS" not in bare
    assert b'tiff:Make="C"' in bare


def test_position_in_xmp_of_a_png_leaves_and_its_check_sum_holds() -> None:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    bare = without_position(made("PNG", pnginfo=info))
    assert b"GPS" not in bare
    with Image.open(io.BytesIO(bare)) as shown:
        shown.verify()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_picture_without_position_is_the_same(form: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, form)
    assert without_position(out.getvalue()) == out.getvalue()


@given(st.data())
def test_damaged_files_are_borne(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from([_JPEG, _PNG, _WEBP]))
    hurt = bytearray(good)
    for _each in range(data.draw(st.integers(1, 20))):
        hurt[data.draw(st.integers(0, len(hurt) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(hurt)))
    assert len(without_position(bytes(hurt[:cut]))) == cut


_JPEG, _PNG, _WEBP = made("JPEG"), made("PNG"), made("WEBP")
