"""What people say after 「预约」: which service, which day, what time. 「理发 20日 9:30」「12 9点半」「老人理发」."""

import re
from dataclasses import dataclass
from datetime import datetime

from plugins.activity import finding
from plugins.activity.models import Activity
from plugins.activity.reference import POLITE, Reference
from plugins.activity.when import find_moment, moment
from plugins.inbox.wording import squeeze
from plugins.kernel import clock

_PHONE = re.compile(r"(?:电话|手机)?号?[:：]?\s*(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
"""Said along because it was a call; nothing of it is needed here."""
_NUMBER = re.compile(r"#?(\d{1,6})号?(?=\s|$)(?!\s*[点时:月日])")


@dataclass(frozen=True, slots=True)
class Asked:
    """The service that is meant, and the minutes after midnight that were said."""

    reference: Reference
    minutes: int | None

    def fitting(self, among: list[Activity]) -> list[Activity]:
        """Those of ``among`` that may be meant: of a series the next one, unless a day was said."""
        if self.reference.number is not None:
            return [each for each in among if each.number == self.reference.number]
        return list(finding.nearest(self.reference, finding.fitting(self.reference, among)))

    def time_on(self, activity: Activity) -> datetime | None:
        """The moment that was said, on the day of the activity."""
        if self.minutes is None:
            return None
        return moment(clock.local(activity.starts_at).date(), self.minutes)


def read(text: str, now: datetime) -> Asked:
    """Read ``text`` (normalised). Raises ``Unclear`` (a ``Refusal``) for a day or time that cannot be."""
    text = _PHONE.sub("", text)
    number = _NUMBER.match(text.strip())
    rest = text.strip()[number.end() :] if number else text
    found = find_moment(rest, now)
    words = squeeze(POLITE.sub("", found.rest.strip(" ,、;。!")))
    reference = Reference(number=int(number[1]) if number else None, day=found.day, words="" if number else words)
    return Asked(reference, found.start)
