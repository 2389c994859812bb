"""Does the oracle complain? ``python -m tests.storm.proof``: a short calm storm on the sound bot, then one on each broken one."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.storm.almanac import BRIEF
from tests.storm.defects import DEFECTS
from tests.storm.storm import Storm

SECONDS, PEOPLE, ANSWERS = 20.0, 14, 300


def main() -> None:
    """Ends with an error when a broken promise went unnoticed, or the sound bot was accused."""
    wrong = []
    for name in (os.environ.get("DEFECT") or " ".join(("sound", *DEFECTS))).split():
        with tempfile.TemporaryDirectory(prefix="proof-") as folder:
            storm = Storm(
                Path(folder), 7, people=PEOPLE, defect=name.replace("sound", ""), calm=True, hours=BRIEF, least=ANSWERS
            )
            broken = asyncio.run(storm.run(SECONDS))
        sys.stdout.write(f"{name}: {len(broken)} complaints of {storm.answered} answers\n")
        sys.stdout.writelines(f"    {str(each)[:150]}\n" for each in broken[:3])
        sys.stdout.flush()
        wrong += [name] if bool(broken) is (name == "sound") else []
    sys.exit(f"the oracle was wrong about {', '.join(wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()
