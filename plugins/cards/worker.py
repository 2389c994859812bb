"""Draws one picture and ends: an order as JSON on stdin, the picture on stdout, exit code 1 and a reason when it fails.

Started by its path, not as ``plugins.cards.worker``, so that it loads typst and nothing of the bot.
"""

import json
import sys


def main() -> int:
    """Compile what the order names with the fonts it names, and no others."""
    import typst

    order = json.load(sys.stdin.buffer)
    try:
        picture = typst.compile(
            order["template"],
            format=order["format"],
            ppi=order["ppi"],
            font_paths=[order["fonts"]],
            ignore_system_fonts=True,
            sys_inputs=order["inputs"],
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
