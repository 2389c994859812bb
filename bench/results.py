"""``RESULTS.md``: a chapter for each command that measures, of which each rewrites its own."""

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = re.compile(r"^# Results of `make (\w+)", re.MULTILINE)


def write(text: str) -> None:
    """Put this chapter, which begins with its head, in the place of the same command's, or behind the others."""
    kept = _chapters(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text("\n\n".join((kept | _chapters(text)).values()) + "\n", encoding="utf-8")


def _chapters(text: str) -> dict[str, str]:
    heads = list(HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return {head[1]: text[head.start() : end].strip() for head, end in zip(heads, ends, strict=True)}
