"""What tells a problem from a sign-up where both begin with 报: 「报 3栋井盖坏了」 is a report, 「报 12」 and 「报 巡湖」 are none."""

TROUBLE = (
    "[栋幢座#坏漏破堵松裂臭脏吵塌倒漂火烟扔占晕困]|号楼|单元|井盖|垃圾|路灯|楼道|电梯|煤气|燃气|停水|停电|掉|断|不亮|不热|没人|没电|没水|没暖|着了"
    "|乱|狗|猫|树|坑|落水|门口|车库|[东南西北]门"
)
"""A pattern to search for."""
