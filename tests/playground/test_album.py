"""Pictures: kept by their fingerprint, never a program, never too many."""

import pytest

from plugins.kernel.refusal import Refusal
from plugins.playground.album import LARGEST, Album
from tests.playground.program import Program

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_the_oldest_go_when_there_is_no_more_room() -> None:
    album = Album(room=100)
    kept = [album.add(PNG + bytes([number])).ident for number in range(4)]
    assert [album.get(each) is not None for each in kept] == [False, False, True, True]


def test_the_same_picture_is_kept_once_and_found_under_its_file_name() -> None:
    album = Album()
    photo = album.add(PNG)
    assert album.add(PNG) == photo
    assert album.get(photo.name) == photo
    assert photo.name.endswith(".PNG") or photo.name.endswith(".png")


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"<html>", b"\xff\xd8\xff" + bytes(LARGEST)], ids=lambda each: str(each[:9])
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal):
        Album().add(content)


def test_uploaded_and_looked_at_over_the_web(demo: Program) -> None:
    with demo.client(Origin=demo.url) as client:
        ident = client.post("/demo/photo", content=PNG).json()["photo"]
        shown = client.get(f"/demo/photo/{ident}")
        assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
        assert client.post("/demo/photo", content=b"<svg/>").status_code == 400
        assert client.post("/demo/photo", content=PNG + bytes(4_000_000)).status_code == 413
        assert client.get("/demo/photo/" + "0" * 32).status_code == 404
