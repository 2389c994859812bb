"""What is said when a piece of somebody's file cannot be read."""


def no_name() -> str:
    """Not a name."""
    return "名字没看懂。请只写您的名字（12 个字以内），例如「陈志远」。"


def no_place() -> str:
    """Not a place, or as far as a door."""
    return "楼栋没看懂。写到楼栋或单元就行，不要门牌号，例如「3栋2单元」。"


def no_free_time() -> str:
    """Not a time."""
    return "空闲时间没看懂。请回数字（可以几个），或者写「周末」「晚上」「随时」这样。"


def no_unit() -> str:
    """Nothing, endless, or with numbers."""
    return "单位没看懂。请写 30 个字以内，不要写电话，例如「供电公司」。"


def no_phone() -> str:
    """Not a mobile number."""
    return "电话没看懂。请写 11 位手机号，例如「13800138000」。"


def no_number() -> str:
    """Not a number of the platform."""
    return "省平台编号没看懂。请照省志愿服务平台上的编号写，只有字母和数字，不要写身份证号，例如「HB20260001」。"
