"""The process that decodes strangers' pictures, started by `curator.fetching.picture_check`."""

import warnings
from collections.abc import Mapping
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from curator.domain.errors import FetchFault
from curator.fetching.images import MAX_PIXELS
from curator.fetching.positions import without_position
from curator.processes.frames import Frame
from curator.processes.serving import Ask, serve

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def check(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Decode a picture to its end; the answer names what is wrong, or its size."""
    data = request.data
    if request.values["without_position"]:
        data = without_position(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                picture.verify()
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                width, height = picture.size
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        return _fault(FetchFault.TOO_LARGE, error), b""
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        # What Pillow says of files that are cut off or damaged.
        return _fault(FetchFault.BROKEN_PICTURE, error), b""
    return {"fault": "", "width": width, "height": height}, data


def _fault(fault: FetchFault, error: BaseException) -> Mapping[str, object]:
    return {"fault": fault.value, "detail": str(error)[:200]}


def main() -> None:
    """Serve over the standard streams."""
    serve({"check": check})


if __name__ == "__main__":
    main()
