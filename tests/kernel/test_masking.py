"""What is masked, in all the forms in which people write numbers, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel.masking import mask, mobiles

MOBILES = [
    "13800138000", "１３８００１３８０００", "一三八零零一三八零零零", "幺三八〇〇幺三八〇〇〇", "壹叁捌零零壹叁捌零零零",
    "138 0013 8000", "138-0013-8000", "138－0013－8000", "138.0013.8000", "1 3 8 0 0 1 3 8 0 0 0", "１３８　００１３　８０００",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "1\u200b38\u200b00138000", "+86 138 0013 8000", "8613800138000", "13八00一三8000", "138 00 13 80 00",
    "138——0013——8000", "138、0013、8000",
]  # fmt: skip
DOORS = [
    "8栋1单元302", "8栋1单元３０２", "八栋一单元三零二", "8 栋 1 单元 302 室", "8-1-302", "８－１－３０２", "八-一-三零二", "8栋302", "8#302",
    "8幢1單元302號", "8栋1单元 3 0 2", "8栋1单元三百零二", "住302室", "三零二室", "8号楼302", "8-1 - 302",
]  # fmt: skip
IDENTITIES = [
    "42010119900101123X", "420101199001011234", "４２０１０１１９９００１０１１２３４", "420101 19900101 1234", "420101-19900101-1234",
    "四二零一零一一九九零零一零一一二三四", "42010119900101123ｘ",
]  # fmt: skip
PLAIN = [
    "3号楼2单元门口井盖松动", "12月28日 9:00-11:00", "2026-11-28", "2026.11.28 9:00", "20人 至少10人", "3栋三百多户", "1单元十二楼", "15楼3栋",
    "考勤 12 到 1 3 5 7 9 11 12 13", "到 2 4 5 7 9 11 12 13 14 15 16", "1、3、8、9 号", "http://127.0.0.1:8080/demo", "127.0.0.1:5000",
    "活动 12 13 15 17 19 21 23", "一三五上午", "冲正 4711", "2210户6813人", "93.4万平方米", "第 7 位，还差 13 人",
]  # fmt: skip


@pytest.mark.parametrize("said", MOBILES)
def test_a_mobile_number_in_any_form(said: str) -> None:
    assert mask(f"找我，{said}，谢谢") == "找我，138****8000，谢谢"
    assert mobiles(f"电话{said}") == ["13800138000"]


@pytest.mark.parametrize("said", DOORS)
def test_a_door_in_any_form(said: str) -> None:
    masked = mask(f"我家{said}，来一下")
    assert "***" in masked
    assert not any(room in masked for room in ("302", "３０２", "三零二", "3 0 2", "三百零二"))


@pytest.mark.parametrize("said", IDENTITIES)
def test_an_identity_number_in_any_form(said: str) -> None:
    masked = mask(f"身份证{said}")
    assert masked.startswith("身份证420101**********")
    assert len(masked) == len("身份证420101**********34")
    assert mobiles(said) == []


@pytest.mark.parametrize("said", PLAIN)
def test_other_numbers_stay_as_they_are(said: str) -> None:
    assert mask(said) == said
    assert mobiles(said) == []


@pytest.mark.parametrize("said", [*MOBILES, *DOORS, *IDENTITIES, *PLAIN])
def test_masking_again_changes_nothing(said: str) -> None:
    assert mask(mask(said)) == mask(said)


DIGITS = [
    dict(enumerate(row)) for row in ("0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
]


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.lists(st.sampled_from(DIGITS), min_size=11, max_size=11),
    st.sampled_from(["", " ", "-", "\u200b", "　"]),
)
def test_whatever_way_the_digits_are_mixed(number: str, rows: list[dict[int, str]], between: str) -> None:
    said = between.join(row[int(digit)] for row, digit in zip(rows, number, strict=True))
    assert mobiles(said) == [number]
    assert mask(said) == f"{number[:3]}****{number[7:]}"
