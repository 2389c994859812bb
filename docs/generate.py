"""``python docs/generate.py``: write docs/指令.md anew from the declarations of the commands, docs/工单.md from the life of tickets,
docs/隐私.md from who sees what and what is kept how long."""

import os
import sys
from pathlib import Path

import nonebot

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    nonebot.init(_env_file=None, driver="~fastapi", log_level="WARNING")
    nonebot.load_plugins("plugins")
    from plugins.desk import privacy
    from plugins.guide import manual
    from plugins.tickets import page

    manual.write()
    page.write()
    privacy.write()
