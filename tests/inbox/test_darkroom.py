"""What a photo tells beside the picture is left behind, and the picture stays what it was."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageSequence
from PIL.PngImagePlugin import PngInfo

from plugins.inbox import darkroom

MARK = b"SECRET-30.5928-N"
GPS, DESCRIPTION, TURN = 0x8825, 0x010E, 0x0112


def noted(kind: str, turn: int = 1, mode: str = "RGB") -> bytes:
    """A picture with its position and words beside it, in every place where the format has one."""
    picture = Image.linear_gradient("L").resize((64, 40)).convert(mode)
    exif = Image.Exif()
    exif[DESCRIPTION] = MARK.decode()
    exif[TURN] = turn
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (30.0, 35.0, 34.0)
    out, how = io.BytesIO(), {}
    if kind == "PNG":
        how["pnginfo"] = PngInfo()
        how["pnginfo"].add_text("Comment", MARK.decode())
    if kind in ("JPEG", "GIF"):
        how["comment"] = MARK
    if kind in ("JPEG", "WEBP"):
        how["xmp"] = b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>"
    if kind != "GIF":
        how["exif"] = exif.tobytes()
    picture.save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_nothing_is_told_beside_the_picture(kind: str) -> None:
    content = noted(kind)
    assert MARK in content
    kept = darkroom.develop(content)
    assert kept
    assert MARK not in kept
    assert b"xmpmeta" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == kind
        assert picture.size == (64, 40)
        assert not picture.getexif()


@pytest.mark.parametrize(("kind", "most"), [("PNG", 0), ("WEBP", 4), ("GIF", 0), ("JPEG", 2)])
def test_the_picture_is_the_same(kind: str, most: int) -> None:
    content = noted(kind)
    kept = darkroom.develop(content)
    assert kept
    before, after = (Image.open(io.BytesIO(each)).convert("RGB") for each in (content, kept))
    assert max(ImageChops.difference(before, after).tobytes()) <= most


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_lay_on_its_side_stands_up(kind: str) -> None:
    kept = darkroom.develop(noted(kind, turn=6))
    assert kept
    assert MARK not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 64)
        assert not picture.getexif()


def test_see_through_stays_see_through() -> None:
    kept = darkroom.develop(noted("PNG", mode="LA"))
    assert kept
    assert Image.open(io.BytesIO(kept)).mode == "LA"


def test_what_moves_still_moves() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80, comment=MARK)
    kept = darkroom.develop(out.getvalue())
    assert kept
    assert MARK not in kept
    assert len(list(ImageSequence.Iterator(Image.open(io.BytesIO(kept))))) == 3


def bomb(width: int, height: int) -> bytes:
    """A small file that claims to be a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


@pytest.mark.parametrize(
    "content",
    [
        bomb(40_000, 40_000),
        bomb(9_000, 9_000),
        b"",
        b"\x89PNG\r\n\x1a\nlake",
        b"\xff\xd8\xff\xe0JFIF",
        b"GIF89a....",
        noted("JPEG")[:200],
    ],
)
def test_bombs_and_broken_pictures_are_not_kept(content: bytes) -> None:
    assert darkroom.develop(content) is None
