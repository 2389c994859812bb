"""The first line of an answer to danger: whom to call, and the one thing that keeps worse from happening."""

from .danger import Danger

_OWN_GAS = "燃气公司抢修电话"
_FIRST = {
    Danger.GAS: "先到室外再打电话：119、{gas}。别开灯、别点火、别动开关。",
    Danger.FIRE: "快打 119！人先撤出来，别坐电梯；有人受伤打 120。",
    Danger.ELECTRIC: "离远点，别碰！打电力 95598；有人触电打 120，着火打 119。",
    Danger.WATER: "快打 119、110、120！扔救生圈、绳子、长杆，别下水去救。",
    Danger.SELF: "快打 110、120！陪着说话别走开；心理援助热线 12356 一天 24 小时有人接。",
    Danger.VIOLENCE: "快打 110！先躲到安全的地方，别上前；有人受伤打 120。",
    Danger.ILL: "快打 120！别随便搬动病人，留人守着，派人到路口接车。",
    Danger.TRAPPED: "快打 119、110！别硬扒门、别往外爬；困在电梯里按报警铃，不舒服打 120。",
    Danger.COLLAPSE: "离远点！有人被压被砸打 119、120；没伤人打 110。",
    Danger.LOST: "快打 110，不用等 24 小时！说清穿什么、什么时候在哪走丢的。",
}


def first_line(danger: Danger, gas_phone: str = "") -> str:
    """Numbers first. ``gas_phone``: that of the local gas company, where the community has entered it."""
    gas = f"燃气抢修 {gas_phone}" if gas_phone else _OWN_GAS
    return _FIRST[danger].format(gas=gas)
