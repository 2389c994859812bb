"""Real pictures for tests: what the house keeps of them is what they are."""

import io

from PIL import Image

from plugins.inbox import darkroom


def picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    """A small picture as the house keeps it."""
    out = io.BytesIO()
    Image.new("RGB", (6, 4), colour).save(out, kind)
    kept = darkroom.develop(out.getvalue())
    assert kept
    return kept


PNG = picture()
