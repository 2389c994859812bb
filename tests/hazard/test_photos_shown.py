"""「进度 1」 in private shows the pictures to those who may see them, and to nobody else."""

from tests.hazard.conftest import Wire
from tests.hazard.test_reports import PHOTO, REPORT


async def pictures(street: Wire, who: str, what: str, group: str | None = None) -> int:
    before = len(street.sent)
    await street.say(who, what, group=group)
    return sum(each.images for each in street.sent[before:])


async def test_handler_and_reporter_see_them_and_neighbours_do_not(street: Wire) -> None:
    await street.say("王阿姨", [("text", REPORT), *PHOTO])
    for who, seen in (("王阿姨", 1), ("赵叔", 1), ("社工小周", 1), ("小雨", 0)):
        assert await pictures(street, who, "进度 1") == seen, who
    assert await pictures(street, "王阿姨", "进度 1", group="70001") == 0
