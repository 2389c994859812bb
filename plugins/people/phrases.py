"""How people say that they want something taken back, that they want to be volunteers, and that their data is to change or go."""

from plugins.inbox.meaning.meant import Meant

UNDO = Meant(
    "撤销",
    (
        "(?:撤销|撤回|反悔)(?:一下)?(?:刚才|刚刚|上[1一]?步|我|的|操作|那个|动作)*",
        "把?(?:刚才|刚刚|上1?步)…(?:撤了|撤掉|取消|不算|作废)",
    ),
    ("[按点弄搞报填]错",),
    ("(?:刚才|刚刚|上[1一]?步|操作|那个)(?:的)?|操作|那个|上一步|弄错|搞错",),
    changes=True,
    topic="撤销",
)
VOLUNTEER = Meant(
    "注册",
    ("(?:想|要|怎么|咋|如何|怎样)(?:才能|能|去|来)?(?:当|做|成为|注册)(?:1?[个名]|一[个名])?(?:社区)?志愿者",),
    beside=("<我>",),
    topic="注册",
)
ERASE = Meant(
    "删除我的数据",
    ("(?:删掉|删除|删了|删|清空|注销)(?:掉|了)?<我>?的?(?:个人|全部|所有)?(?:信息|资料|数据|账号|档案)",),
    beside=("<我>", "把|全部|所有|都"),
    topic="删除我的数据",
)
AMEND = Meant(
    "帮助 改档案",
    ("<我>?(?:换|改)了?(?:个|1个|一个)?(?:电话|手机号?码?|号码|名字|地址|楼栋)了?", "<我>?(?:搬家|换房子)了?"),
    beside=("<我>", "\\d+(?:栋|号楼|单元)|现在住|住"),
    topic="改档案",
)
