"""What a community's volunteer deploys with: the sample settings, the image, compose and the systemd unit say what the program does."""

import json
import re
import shlex
import subprocess
import sys
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import httpx
import nonebot
import pytest
import yaml
from dotenv import dotenv_values

from plugins.kernel.config import Config

ROOT = Path(__file__).parents[1]
OF_NONEBOT = {"HOST", "PORT", "SUPERUSERS", "LOG_LEVEL"}
OURS = OF_NONEBOT | {each.upper() for each in Config.model_fields}
V11 = "/onebot/v11/ws"


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def sample(folder: Path, **changed: str) -> Path:
    """``.env.example`` with every line in force, as somebody might write it who takes all the # away."""
    lines = [re.sub(r"^# ([A-Z_]+=)", r"\1", line) for line in text_of(".env.example").splitlines()]
    lines = [
        f"{line.split('=')[0]}={changed.get(line.split('=')[0], line.partition('=')[2])}"
        if "=" in line and line[0] != "#"
        else line
        for line in lines
    ]
    (folder / ".env").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / ".env"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(text_of("compose.yaml"))


@pytest.fixture(scope="module")
def image() -> dict[str, list[str]]:
    """The instructions of the Dockerfile, by name."""
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text_of("Dockerfile"), flags=re.MULTILINE)).splitlines()
    found: dict[str, list[str]] = {}
    for line in filter(None, lines):
        name, _, rest = line.partition(" ")
        found.setdefault(name, []).append(rest)
    return found


def environment(image: dict[str, list[str]]) -> dict[str, str]:
    return dict(each.split("=", 1) for line in image["ENV"] for each in shlex.split(line))


def test_the_sample_has_every_setting_and_compose_s_own_and_no_other(compose: dict[str, Any], tmp_path: Path) -> None:
    listed = set(dotenv_values(sample(tmp_path)))
    asked = set(re.findall(r"\$\{([A-Z_]+)", text_of("compose.yaml")))
    assert listed == OURS | asked


def test_the_values_of_the_sample_load_and_are_the_defaults(tmp_path: Path) -> None:
    sample(tmp_path)
    program = (
        "import json, nonebot; nonebot.init(driver='~fastapi'); from plugins.kernel import config\n"
        "own, all = config.load(), nonebot.get_driver().config\n"
        "print(json.dumps([own.backups, own.demo, own.url, str(config.DATA), str(all.host), all.port, sorted(all.superusers), all.log_level]))"
    )
    kept = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=kept, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == [True, False, "sqlite+aiosqlite:///data/bot.db", str(ROOT / "data"), "127.0.0.1", 8080, ["10001"], "INFO"]


def test_compose_is_yaml_and_names_what_there_is(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"bot", "napcat"}
    used = {each.split(":")[0] for service in compose["services"].values() for each in service["volumes"]}
    assert used == set(compose["volumes"])
    assert compose["services"]["napcat"]["image"].startswith("mlikiowa/napcat-docker:")
    assert compose["services"]["bot"]["env_file"] == ".env"
    assert set(compose["services"]["bot"]["environment"]) <= OURS


def test_compose_and_the_image_agree_with_the_program(compose: dict[str, Any], image: dict[str, list[str]]) -> None:
    said, bot = environment(image), compose["services"]["bot"]
    assert {name: said[name] for name in ("HOST", "PORT", "DATA_FOLDER")} == {
        name: bot["environment"][name] for name in ("HOST", "PORT", "DATA_FOLDER")
    }
    assert bot["ports"] == [f"127.0.0.1:{said['PORT']}:{said['PORT']}"], "nobody from outside speaks to the bot"
    assert image["EXPOSE"] == [said["PORT"]]
    assert bot["volumes"] == [f"bot-data:{said['DATA_FOLDER']}"]
    assert image["VOLUME"] == [said["DATA_FOLDER"]]
    assert bot["environment"]["ONEBOT_ACCESS_TOKEN"].startswith("${ONEBOT_ACCESS_TOKEN:?"), "it would not start without one"


def test_every_port_is_for_this_machine_alone(compose: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for each in compose["services"].values() for port in each.get("ports", ()))


def test_the_image_is_slim_pinned_and_runs_as_nobody_special(image: dict[str, list[str]]) -> None:
    assert re.fullmatch(r"python:3\.1[1-3]-slim(-\w+)?", image["FROM"][0])
    assert any("pip install -c constraints.txt" in each for each in image["RUN"])
    [user] = image["USER"]
    assert any(
        f"useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin {user}" in each for each in image["RUN"]
    )
    assert image["CMD"] == ['["python", "bot.py"]']
    for each in image["COPY"]:
        *sources, _target = shlex.split(each)
        assert all((ROOT / source).exists() for source in sources), each


async def test_the_health_check_asks_for_a_window_that_is_there(compose: dict[str, Any], image: dict[str, list[str]]) -> None:
    [check] = image["HEALTHCHECK"]
    path = re.search(r"127\.0\.0\.1:\{[^}]*\}(/\w+)", check)
    assert path
    compile(json.loads(check[check.index("[") :])[-1], "healthcheck", "exec")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=nonebot.get_app()), base_url="http://bot") as asked:
        assert (await asked.get(path[1])).status_code in (200, 503)
    assert "healthcheck" not in compose["services"]["bot"], "the image's own counts"
    assert compose["services"]["napcat"]["depends_on"]["bot"]["condition"] == "service_healthy"
    assert compose["services"]["napcat"]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize(
    ("file", "goes_in"),
    [
        ("bot.py", True),
        ("plugins/kernel/db.py", True),
        ("data/presets/恋湖.toml", True),
        ("data/hazards.toml", True),
        (".env", False),
        ("data/secret.key", False),
        ("data/bot.db", False),
        ("data/photos/a.png", False),
        ("data/backups/x/bot.db", False),
        (".git/config", False),
    ],
)
def test_no_secret_goes_into_the_image(file: str, *, goes_in: bool) -> None:
    """As Docker reads it: the last pattern that fits the path, or a folder it lies in, decides."""
    sent = True
    for line in filter(None, text_of(".dockerignore").splitlines()):
        if not line.startswith("#"):
            pattern = line.removeprefix("!")
            parts = Path(file).parts
            if any(
                fnmatch("/".join(parts[: length + 1]), pattern) and pattern.count("/") == length for length in range(len(parts))
            ):
                sent = line.startswith("!")
    assert sent is goes_in


def test_the_unit_starts_the_program_where_it_lies() -> None:
    unit = ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(text_of("deploy/xiaohongmao.service"))
    service = unit["Service"]
    home = service["WorkingDirectory"]
    python, program = shlex.split(service["ExecStart"])
    assert (python, program) == (f"{home}/.venv/bin/python", f"{home}/bot.py")
    assert (ROOT / Path(program).name).is_file()
    assert service["ReadWritePaths"] == f"{home}/data"
    assert service["User"] not in ("root", "")
    assert service["Restart"] == "on-failure"
    assert int(service["TimeoutStopSec"]) > 10, "it needs up to ten seconds to end"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_page_tells_the_same_names_ports_and_paths(compose: dict[str, Any]) -> None:
    page = text_of("docs/部署.md")
    wanted = [
        f"ws://bot:8080{V11}",
        f"ws://127.0.0.1:8080{V11}",
        "docker compose up -d",
        "deploy/xiaohongmao.service",
        "http://127.0.0.1:6099/webui",
        "/opt/xiaohongmao",
        "/health",
        "/metrics",
        *(f"`{name}`" for name in sorted(OURS)),
    ]
    assert [each for each in wanted if each not in page] == []
    paths = {getattr(route, "path", "") for route in nonebot.get_app().routes}
    assert {V11, "/onebot/v12/ws"} <= paths | {each.removesuffix("/") for each in paths}


def test_the_container_s_data_folder_is_where_the_program_writes(tmp_path: Path) -> None:
    program = (
        "import nonebot; nonebot.init(driver='~fastapi'); from plugins.kernel import config\n"
        "print(config.DATA, config.load().url, config.PRESETS)"
    )
    kept = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DATA_FOLDER": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=kept, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-3:] == [str(tmp_path), f"sqlite+aiosqlite:///{tmp_path}/bot.db", str(ROOT / "data" / "presets")]
