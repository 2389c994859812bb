"""What is written so that only the house can read it: private words, phones, doors, names of those who ask for help.

A column of type ``Sealed`` holds a Fernet token (``cryptography``: AES-128-CBC with HMAC-SHA256) and gives the text back to the
program; a stolen file, a backup or a copy of the disk holds no word of it. Sealed columns cannot be searched or compared.

The key is ``SECRET_KEY`` or, where none is set, a line in ``secret.key`` that is made once beside the database, for its owner's
eyes only. Several keys (one a line, or parted by commas): the first seals, all of them open, so a new key is put in front of
the old one; at the next start everything is sealed anew, and the old one can go.
"""

import base64
import contextlib
import hashlib
import json
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeDecorator

from .db import Base, upsert
from .models import KeyProof

FILE = "secret.key"
SHORTEST = 20
_READY_MADE = re.compile(r"[A-Za-z0-9_-]{43}=")
_keys: MultiFernet | None = None
_first: Fernet | None = None


class Unreadable(RuntimeError):
    """A sealed text that none of the keys opens. Its message never holds anything of the text."""


class KeyTooShort(ValueError):
    """A pass phrase that anybody could guess."""


class Sealed(TypeDecorator[str]):
    """A text that stands in the table only as a token; ``None`` stays ``None``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the table."""
        return None if value is None else seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """From the table."""
        return None if value is None else unseal(value)


class SealedLines(Sealed):
    """A list of texts that stands in the table only as a token."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the table."""
        return super().process_bind_param(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the table."""
        return json.loads(super().process_result_value(value, dialect) or "[]")


def use(keys: Sequence[str]) -> None:
    """Seal with the first of ``keys`` from now on, and open with any. Raises ``KeyTooShort``."""
    global _keys, _first
    ring = [Fernet(_fernet_key(key)) for key in keys]
    _keys, _first = MultiFernet(ring), ring[0]


def _fernet_key(key: str) -> bytes:
    """A key as Fernet wants it: made by us, or drawn from a pass phrase of at least 20 characters."""
    if _READY_MADE.fullmatch(key):
        return key.encode()
    if len(key) < SHORTEST:
        raise KeyTooShort
    return base64.urlsafe_b64encode(hashlib.scrypt(key.encode(), salt=b"xiaohongmao", n=2**14, r=8, p=1, dklen=32))


def seal(text: str) -> str:
    """The text as a token. Raises ``RuntimeError`` before ``use``."""
    return _ring().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """The text in a token. Raises ``Unreadable``."""
    try:
        return _ring().decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("a sealed text was written with another key") from None


def _ring() -> MultiFernet:
    if _keys is None:
        raise RuntimeError("the vault has no key yet")
    return _keys


def keys_of(setting: str | None, folder: Path) -> list[str]:
    """The keys to use: those of the setting, else those of ``secret.key`` in ``folder``, which is made where there is none."""
    if setting and (said := [each for each in re.split(r"[\s,]+", setting) if each]):
        return said
    file = folder / FILE
    if not file.exists():
        _write_once(file, new_key())
    return file.read_text("utf-8").split()


def new_key() -> str:
    """A key that nobody can guess."""
    return Fernet.generate_key().decode()


def _write_once(file: Path, text: str) -> None:
    """Whole or not at all, and readable by nobody else from the first moment on. Of several who do it at once the first has done it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(f"{text}\n")
        stream.flush()
        os.fsync(stream.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


async def prove(session: AsyncSession) -> None:
    """At start: see that the keys open what this database holds, and seal anew what an older key has sealed.

    Raises ``Unreadable`` when none of the keys is the one this database was written with.
    """
    first = upsert(session, KeyProof).values(id=1, token=seal("小红帽")).on_conflict_do_nothing()
    await session.execute(first)
    proof = (await session.scalars(select(KeyProof.token).with_for_update())).one()
    if unseal(proof) and not _is_by_first_key(proof):
        await _seal_anew(session)
        await session.execute(update(KeyProof).values(token=_ring().rotate(proof.encode()).decode()))


def _is_by_first_key(token: str) -> bool:
    assert _first
    try:
        _first.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


async def _seal_anew(session: AsyncSession) -> None:
    for table in Base.metadata.sorted_tables:
        for column in (each for each in table.columns if isinstance(each.type, Sealed)):
            keys = list(table.primary_key.columns)
            stored = type_coerce(column, Text).label("token")
            rows = select(*keys, stored).where(column.is_not(None)).with_for_update()
            for row in (await session.execute(rows)).all():
                token = _ring().rotate(row.token.encode()).decode()
                here = [key == value for key, value in zip(keys, row[:-1], strict=True)]
                await session.execute(update(table).where(*here).values({column.name: type_coerce(token, Text)}))
