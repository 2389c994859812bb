"""What a photo tells beside the picture is left behind, and the picture stays what it was."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageSequence
from PIL.PngImagePlugin import PngInfo

from plugins.inbox import darkroom, photos

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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize(
    "behind", [b"<html><script>alert(1)</script></html>", b"PK\x03\x04" + b"a.exe" * 100], ids=["page", "zip"]
)
def test_what_is_also_something_else_is_only_a_picture_afterwards(kind: str, behind: bytes) -> None:
    kept = darkroom.develop(noted(kind) + behind)
    assert kept
    assert behind not in kept
    assert b"<script" not in kept
    assert b"PK\x03\x04" not in kept


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content", [SVG, b"<?xml version='1.0'?>" + SVG, b"%PDF-1.7", b"BM" + bytes(100), b"II*\x00" + bytes(100), b"%!PS-Adobe"]
)
def test_programs_and_other_kinds_are_no_photos(content: bytes) -> None:
    assert photos.suffix(content) is None
    assert darkroom.develop(content) is None
    assert darkroom.develop(b"\x89PNG\r\n\x1a\n" + content) is None


def moving(kind: str, count: int) -> bytes:
    frames = [Image.new("L", (2, 2), number % 256) for number in range(count)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=10)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_thousands_of_frames_the_first_are_kept(kind: str) -> None:
    kept = darkroom.develop(moving(kind, 3000))
    assert kept
    assert 1 < getattr(Image.open(io.BytesIO(kept)), "n_frames", 1) <= darkroom.MOST_FRAMES


def test_one_that_tells_of_more_frames_than_it_has() -> None:
    content = moving("PNG", 3)
    told = content.index(b"acTL")
    lie = content[told : told + 4] + struct.pack(">II", 2**31 - 1, 0)
    content = content[:told] + lie + struct.pack(">I", zlib.crc32(lie)) + content[told + 16 :]
    kept = darkroom.develop(content)
    assert kept is None or Image.open(io.BytesIO(kept)).size == (2, 2)


def test_a_note_that_unpacks_to_a_huge_one() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "a" * 60_000_000, zip=True)
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG", pnginfo=notes)
    kept = darkroom.develop(out.getvalue())
    assert kept is None or len(kept) < 1000


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_one_that_would_be_too_large_for_a_peer_is_made_smaller(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(darkroom, "MOST_KEPT", 20_000)
    noise = Image.effect_noise((400, 300), 100)
    out = io.BytesIO()
    noise.save(out, kind)
    assert len(out.getvalue()) > 20_000
    kept = darkroom.develop(out.getvalue())
    assert kept
    assert len(kept) <= 20_000
    assert Image.open(io.BytesIO(kept)).size in [(200, 150), (100, 75)]


@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 10**6), st.binary(min_size=1, max_size=6), st.booleans())
@settings(max_examples=150)
def test_a_picture_with_wrong_bytes_in_it_is_kept_clean_or_not_at_all(kind: str, at: int, wrong: bytes, cut: bool) -> None:
    content = bytearray(NOTED[kind])
    at %= len(content)
    content[at : at + len(wrong)] = wrong
    kept = darkroom.develop(bytes(content[:at] if cut else content))
    assert kept is None or MARK not in kept


NOTED = {kind: noted(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}
