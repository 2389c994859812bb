"""Draws one picture and ends: an order as JSON on stdin, the picture on stdout, exit code 1 and a reason when it fails.

Started by its path, not as ``plugins.cards.worker``, so that it loads typst and nothing of the bot.
"""

import json
import sys
from pathlib import Path

LARGEST = 1100  # pixels: four beside each other on A4 need no more


def developed(photos: list[str], folder: Path) -> list[int]:
    """Put the photos into the folder as small JPEG files; returns which of them could be read."""
    from PIL import Image, ImageOps

    found = []
    for number, place in enumerate(photos):
        try:
            with Image.open(place) as picture:
                picture.draft("RGB", (LARGEST, LARGEST))
                small = ImageOps.exif_transpose(picture).convert("RGB")
        except (OSError, ValueError, Image.DecompressionBombError):
            continue
        small.thumbnail((LARGEST, LARGEST))
        small.save(folder / f"photo-{number}.jpg", quality=85)
        found.append(number)
    return found


def main() -> int:
    """Compile what the order names with the fonts it names, and no others."""
    import typst

    order = json.load(sys.stdin.buffer)
    inputs = order["inputs"]
    if order["photos"]:
        inputs["photos"] = json.dumps(developed(order["photos"], Path(order["folder"])))
    try:
        picture = typst.compile(
            order["template"],
            format=order["format"],
            ppi=order["ppi"],
            root=order["folder"],
            font_paths=[order["folder"]],
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or str(error))
        return 1
    if not isinstance(picture, bytes):
        sys.stderr.write("more than one page")
        return 1
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
