"""How staff asks for the office's papers without knowing a command."""

from plugins.inbox.meaning.meant import Meant

_QUARTERS = {f"第{sign}季度": (f"(?:第?{sign}|{number})个?季度?",) for number, sign in enumerate("一二三四", 1)}
_MONTHS = {f"{number}月": (rf"(?<!\d){number}月份?",) for number in range(1, 13)}
STRETCHES = {
    **_QUARTERS,
    **_MONTHS,
    "上半年": ("上半年",),
    "下半年": ("下半年",),
    "今年": ("今年|全年|年终|年底",),
    "上个月": ("上个?月",),
    "本月": ("(?:本|这个?)月",),
}
_ASKED = ("<看>", "<我>", "[出做打要弄整](?:1|一)?[份个张]?", "发给?", "(?:1|一)[份个张]")
REPORT = Meant("报告 {period}", ("报告", "报表", "总结材料", "<多少>人次"), beside=_ASKED, values=STRETCHES, topic="报告")
LEDGER = Meant(
    "台账 {period}", ("台账", "台帐", "明细表", "导出?…(?:数据|表格|excel)"), beside=_ASKED, values=STRETCHES, topic="台账"
)
