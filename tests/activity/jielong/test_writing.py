"""A written list is a native one, and is read again as it was meant."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.activity.jielong.reading import read
from plugins.activity.jielong.writing import write

SURNAMES, LATER = "张王李赵刘陈杨黄周吴", "一二芳丽娟军伟敏静强磊洋艳勇"
NAMES = st.one_of(
    st.builds(lambda first, rest: first + rest, st.sampled_from(SURNAMES), st.text(LATER, min_size=1, max_size=2)),
    st.builds(
        lambda first, form: first + form, st.sampled_from(SURNAMES), st.sampled_from(["阿姨", "师傅", "奶奶", "叔", "姐"])
    ),
    st.builds(
        lambda word, sign: word + sign, st.sampled_from(["小雨", "老陈", "A.小红", "Anna Li"]), st.sampled_from(["", "🌸", "☀️"])
    ),
)


def test_the_shape_of_the_output() -> None:
    said = write("8.28巡湖 \n7点集合", ["张阿姨", "李师傅 13800138000"], "请带水  ")
    assert said == "#接龙\n8.28巡湖\n7点集合\n\n1. 张阿姨\n2. 李师傅 138****8000\n\n请带水"


def test_limits() -> None:
    said = write("巡湖", ["很" * 400] * 700).split("\n")
    assert len(said) == 503
    assert max(map(len, said)) <= 150
    assert not any(line.endswith(" ") for line in said)


def test_no_number_gets_out() -> None:
    said = write("联系 13800138000", ["王奶奶 3-2-501"], "电话 13900139000")
    assert not any(number in said for number in ("13800138000", "3-2-501", "13900139000"))


@settings(deadline=None)
@given(
    st.sampled_from(["8.28巡湖报名", "11月28日 清洁家园\n须知\n1.戴帽\n2.带水", "28号理发，限20人"]),
    st.lists(NAMES, min_size=1, max_size=30),
)
def test_what_is_written_is_read_again(title: str, names: list[str]) -> None:
    chain = read(write(title, names, "请准时"))
    assert chain
    assert chain.title == title
    assert [row.name for row in chain.rows] == names
    assert [row.number for row in chain.rows] == list(range(1, len(names) + 1))
    assert chain.tail == "请准时"
