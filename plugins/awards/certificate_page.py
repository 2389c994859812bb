"""Certificates as pages to be printed: one on each, A4."""

from collections.abc import Sequence

from plugins.activity.poster_page import code
from plugins.cards.card import Card
from plugins.kernel import clock
from plugins.outbox.painting import Printout
from plugins.points.board_texts import tenths

from .certificate_texts import formal, period, what
from .models import Certificate, CertificateKind


def printout(name: str, rows: Sequence[Certificate]) -> Printout:
    """The file of all these certificates."""
    return Printout(
        f"{name}.pdf", "A4", Card("certificate", {"title": formal(what(rows[0])), "pages": [_page(each) for each in rows]})
    )


def file_name(row: Certificate) -> str:
    """志愿服务证明-2026-0003."""
    return f"{'荣誉证书' if row.kind == CertificateKind.HONOUR else '志愿服务证明'}-{row.called}"


def _page(row: Certificate) -> dict[str, object]:
    issued = clock.local(row.issued_at)
    say = f"核验 {row.code}"
    return {
        "honour": formal(row.honour) if row.honour else None,
        "number": row.called,
        "name": row.name or "",
        "identity": row.identity,
        "period": period(row),
        "hours": tenths(row.minutes),
        "times": row.times,
        "content": row.content,
        "issuer": row.issuer,
        "date": f"{issued.year}年{issued.month}月{issued.day}日",
        "say": say,
        "code": code(say),
    }
