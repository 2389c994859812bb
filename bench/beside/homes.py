"""Where the others live: a virtual environment or a node folder each, outside the repository, made once and kept.

``BESIDE``: that folder (default: ``xiaohongmao-beside`` among the temporary files). ``BESIDE_GIT``: where the source of a plugin
is cloned from that no registry here has, with ``{repo}`` for owner/name and ``{folder}`` for owner+name.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

GIT = "https://github.com/{repo}"
STAMP = ".installed"


def folder() -> Path:
    """The folder of all of them."""
    return Path(os.environ.get("BESIDE") or Path(tempfile.gettempdir()) / "xiaohongmao-beside")


def run(*command: str | Path, at: Path, answers: str = "") -> str:
    """Run it there; what it printed is told when it fails. ``answers``: what is typed when it asks."""
    done = subprocess.run(
        command,
        check=False,
        cwd=at,
        input=answers,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{done.stdout[-2000:]}")
    return done.stdout


def python(home: Path, packages: Sequence[str]) -> Path:
    """A virtual environment with these packages; returns its Python."""
    binary = home / "bin" / "python"
    if _missing(home, packages):
        run(sys.executable, "-m", "venv", home, at=home)
        run(binary, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages, at=home)
        _installed(home, packages)
    return binary


def node(home: Path, packages: Sequence[str]) -> None:
    """A node folder with these packages."""
    if _missing(home, packages):
        (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        run("npm", "install", "--no-audit", "--no-fund", "--loglevel", "error", *packages, at=home)
        _installed(home, packages)


def source(home: Path, repository: str, commit: str) -> Path:
    """A repository as it was at a commit."""
    target = home / "source"
    if not target.exists():
        url = os.environ.get("BESIDE_GIT", GIT).format(repo=repository, folder=repository.replace("/", "+"))
        run("git", "clone", "--quiet", url, target, at=home)
    run("git", "checkout", "--quiet", commit, at=target)
    return target


def _missing(home: Path, packages: Sequence[str]) -> bool:
    home.mkdir(parents=True, exist_ok=True)
    stamp = home / STAMP
    return not stamp.exists() or stamp.read_text(encoding="utf-8").split() != list(packages)


def _installed(home: Path, packages: Sequence[str]) -> None:
    (home / STAMP).write_text("\n".join(packages), encoding="utf-8")
