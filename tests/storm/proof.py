"""Does the oracle complain? ``python -m tests.storm.proof``: a short calm storm on the sound bot, then one on each broken one."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.storm.almanac import BRIEF
from tests.storm.defects import DEFECTS
from tests.storm.storm import Storm

SECONDS, PEOPLE = 20.0, 14


def main() -> None:
    """Ends with an error when a broken promise went unnoticed, or the sound bot was accused."""
    wrong = []
    for name in ("", *(os.environ.get("DEFECT") or " ".join(DEFECTS)).split()):
        with tempfile.TemporaryDirectory(prefix="proof-") as folder:
            storm = Storm(Path(folder), 7, people=PEOPLE, defect=name, calm=True, hours=BRIEF)
            broken = asyncio.run(storm.run(SECONDS))
        sys.stdout.write(f"{name or 'sound'}: {len(broken)} complaints of {storm.answered} answers\n")
        sys.stdout.writelines(f"    {str(each)[:150]}\n" for each in broken[:3])
        sys.stdout.flush()
        wrong += [name or "sound"] if bool(broken) is not bool(name) else []
    sys.exit(f"the oracle was wrong about {', '.join(wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()
