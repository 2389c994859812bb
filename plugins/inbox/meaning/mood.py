"""In which mood something is said: asked, doubted, denied, past, told of others. A deed needs none of these."""

import re

# 能帮我报个名吗 and 好吗 at the end are politeness, not questions.
_REQUEST = re.compile(
    r"(?:能不能|可不可以|能|可以|可否|麻烦|请|方便)(?:麻烦)?(?:你|您)?(?:帮|给|替|把)|(?:好吗|行吗|可以吗|好不好|行不行|行不|成不成|成不|可不可以|可以不|好吧)[?!.~]*$"
)
_QUESTION = re.compile(
    r"\?|[吗么][~!.\s]*$|[吗么][,.!]|(?:没有?|不)[~!.\s]*$|怎么|怎样|咋|如何|为什么|为啥|什么|啥|哪|谁|几[点个号时]|多少|是不是|有没有|能不能|可不可以|要不要|会不会|用不用|来得及|(\S)不\1"
)
_DOUBT = re.compile(
    "如果|要是|假如|假使|万一|倘若|的话|除非|只要|等我|等到|可能|也许|或许|大概|估计|说不定|没准|不一定|不(?:太|大)?确定|说不准|不好说|才不|看情况|看看情况|再说|再看|考虑|犹豫|想想|想一想|"
    "好像|似乎|还是算|或者|尽量|争取|恐怕|应该|怕是|如何是好|就怕|要看|看天气|不知道|不清楚|没想好|没定|待定|但是|可是|不过|只是|差点|忘"
)
_PAST = re.compile(
    "昨天|昨晚|昨儿|前天|前几天|上次|上回|上周|上个?月|去年|前年|那年|当年|以前|从前|过去的|原来|曾经|那会儿|年轻时|小时候|早就|已经|早已|每次|每年|经常|老是|总是"
)
_HEARSAY = re.compile("听说|据说|听人|传说|都说|有人|新闻|通知说|说是")
_DENIED = re.compile(
    r"(?<![要能想会])(?:没有|没|不要|不用|不必|别(?![的处人])|甭|未|不是|不想|不能|不会|不给|用不着|无需|勿|莫)(?:给|帮|替|让|把|再|急着|我|俺|他|她|你|您|先|乱|人)*(?:[^,.!?;\n]{0,2})$"
)
_DONE = re.compile(
    r"^的|^(?:太|真|挺|很|得|是|有|收|用|出|时|失败|系统)|^(?:过|完|好了|上了|成功|了(?![啊哈哦吧呢呀])(?!$))|^(?:名|上|个名|一个|上名)?(?:过|完)"
)


def is_request(text: str) -> bool:
    """Whether a question is only a polite way to ask for the deed."""
    return bool(_REQUEST.search(text))


def is_question(text: str) -> bool:
    """Whether something is asked (a polite request is not)."""
    return bool(_QUESTION.search(text)) and not is_request(text)


def is_doubtful(text: str) -> bool:
    """Whether the speaker has not decided: conditions, perhaps, but."""
    return bool(_DOUBT.search(text))


def is_past(text: str) -> bool:
    """Whether it tells of what was, or of what is always so."""
    return bool(_PAST.search(text))


def is_hearsay(text: str) -> bool:
    """Whether it repeats what others say."""
    return bool(_HEARSAY.search(text))


def is_denied(before: str) -> bool:
    """Whether the words just before a deed deny it (没, 不要给我 …)."""
    return bool(_DENIED.search(before))


def is_done(after: str) -> bool:
    """Whether the words just after a deed tell that it is done or only described (…过, …完, …的)."""
    return bool(_DONE.search(after))


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words stand that make a mood: they are explained, though they forbid being sure."""
    return [hit.span() for rule in (_QUESTION, _DOUBT) for hit in rule.finditer(text)]
