"""A photo as it may be kept: what is to be seen and nothing else. Where, when and with what it was taken is left behind.

JPEG is written with its own quantisation tables, so it loses next to nothing; an upright picture needs its turn applied, which
EXIF only notes. The rest is without loss. One that claims more than 40 million pixels is not even opened.
"""

import io

from nonebot.log import logger
from PIL import Image, ImageOps, ImageSequence

MOST_PIXELS = 40_000_000
MOST_FRAMES = 60
MOST_KEPT = 8 * 1024 * 1024  # bytes: as base64 it must fit into a frame of 16 MB
_UPRIGHT = 1
_ORIENTATION = 0x0112
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def develop(content: bytes) -> bytes | None:
    """The picture without any note beside it; ``None`` when it is none, is broken, or is a bomb. Slow: not on the event loop."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP")) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return None
            return _animation(picture) if getattr(picture, "n_frames", 1) > 1 else _still(picture)
    except Exception as error:  # broken pictures fail in as many ways as there are decoders
        logger.warning(f"photo not kept: {type(error).__name__}")
        return None


def _still(picture: Image.Image) -> bytes:
    kind, turned = picture.format or "PNG", picture.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
    picture.load()
    if kind == "JPEG" and not turned:
        picture.info.clear()
        kept = _written(picture, "JPEG", quality="keep", comment=b"", exif=b"")
        return kept if len(kept) <= MOST_KEPT else _fitting(picture, "JPEG")
    return _fitting(_bare(ImageOps.exif_transpose(picture) if turned else picture), kind)


def _fitting(picture: Image.Image, kind: str) -> bytes:
    """Halved until a peer takes it in one frame."""
    how = {"JPEG": {"quality": 95, "subsampling": 0}, "WEBP": {"lossless": True, "exif": b"", "xmp": b""}}.get(kind, {})
    while len(kept := _written(picture, kind, **how)) > MOST_KEPT:
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
    return kept


def _bare(picture: Image.Image) -> Image.Image:
    """Nothing but the pixels, and what makes a part of them see-through."""
    seen = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    picture.info.clear()
    picture.info.update(seen)
    return picture


def _animation(picture: Image.Image) -> bytes:
    width, height = picture.size
    most = max(1, min(MOST_FRAMES, MOST_PIXELS // max(1, width * height)))
    frames, lasting = [], []
    for frame in ImageSequence.Iterator(picture):
        if len(frames) == most:
            break
        lasting.append(frame.info.get("duration", 100))
        frames.append(_bare(frame.convert("RGBA")))
    kind = picture.format if picture.format in ("GIF", "WEBP") else "PNG"
    kept = _written(frames[0], kind, save_all=True, append_images=frames[1:], duration=lasting, loop=0)
    return kept if len(kept) <= MOST_KEPT else _fitting(frames[0], kind)


def _written(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
