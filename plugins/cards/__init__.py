"""画片：把一张卡片（模板名和数据）画成手机上看的图，或贴在公告栏上的 A4。没有表，没有指令。"""

from nonebot.plugin import PluginMetadata

from plugins.outbox import painting

from . import card as card
from . import drawing as drawing

__plugin_meta__ = PluginMetadata(
    name="画片",
    description="积分榜、活动海报画成图片或 A4",
    usage="没有指令",
)

painting.use_painter(lambda template, data: drawing.draw(card.Card(template, data)))
painting.use_press(lambda template, data, paper: drawing.draw_pdf(card.Card(template, data), paper))
