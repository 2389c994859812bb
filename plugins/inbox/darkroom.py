"""A photo as it may be kept: what is to be seen and nothing else. Where, when and with what it was taken is left behind.

JPEG is written with its own quantisation tables, so it loses next to nothing; an upright picture needs its turn applied, which
EXIF only notes. The rest is without loss. One that claims more than 40 million pixels is not even opened.
"""

import io

from nonebot.log import logger
from PIL import Image, ImageOps, ImageSequence

MOST_PIXELS = 40_000_000
MOST_FRAMES = 60
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
    kind, turned = picture.format, picture.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
    if kind == "JPEG" and not turned:
        picture.load()
        picture.info.clear()
        return _written(picture, "JPEG", quality="keep", comment=b"", exif=b"")
    shown = ImageOps.exif_transpose(picture)
    plain = _bare(shown)
    if kind == "JPEG":
        return _written(plain, "JPEG", quality=95, subsampling=0)
    return _written(plain, "WEBP", lossless=True, exif=b"", xmp=b"") if kind == "WEBP" else _written(plain, kind or "PNG")


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels, and what makes a part of them see-through."""
    seen = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    bare = picture.copy()
    bare.info.clear()
    bare.info.update(seen)
    return bare


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
    return _written(frames[0], kind, save_all=True, append_images=frames[1:], duration=lasting, loop=0)


def _written(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
