"""Plain questions that are no trouble: 俺厂有多少补贴, 下次采样几号, 还有几题, 你是真人吗.

A sentence is one if it holds what the question turns on and says hardly anything else: 补贴 and
多少 make one, 补贴一直没发下来 is a matter for a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.spoken.choices import squeezed

LONGEST: Final = 80
"""Characters; a longer text tells a story."""


class Enquiry(StrEnum):
    """What somebody wants to know, whatever they are asked at the moment."""

    BENEFITS = "benefits"  # what the firm may get at all; one policy is a matter of its own
    NEXT_SAMPLING = "next_sampling"
    QUESTIONS_LEFT = "questions_left"
    WHO_SPEAKS = "who_speaks"  # a person or a machine?
    FORGET_ME = "forget_me"  # what is kept of them is to be deleted


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to ask, in one language.

    Attributes:
        turns_on: All of these are in the sentence.
        words: Besides the filling, nothing but these is.
    """

    enquiry: Enquiry
    turns_on: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]


_FILLING: Final = (
    r"我们?|咱们?|这边|这里|这样|这儿|我?这(?=[能可会有]|$)|像|本|[小大]?厂里?|工厂|公司|单位|企业|项目|店里?|家|现在|目前|眼下"
    r"|今年|这次|到底|究竟|总共|一共|全部|那么?|请问|问一?下|想知道|想问|你好|您好|都|还|也|能够|能不能"
    r"|可不可以|有没有|是不是|能|可以|可|会|该|应该|要|得|就|再|给|有|是|的|了|吗|么|呢|一?下"
    r"|(?<=.)(?:没有?|不)$"
)
_ENGLISH_FILLING: Final = (
    "please pls hi hello so and the a an i we you my our us me is are am do does did can could "
    "will would shall should may there be been have has got to of for in now still here s re "
    "what tell know want like just firm firms company companys factory business enterprise "
    "any some all"
)


def _chinese(enquiry: Enquiry, turns_on: Iterable[str], words: str) -> _Way:
    every = re.compile(f"{words}|{_FILLING}|[\\s,，]")
    return _Way(enquiry, tuple(map(re.compile, turns_on)), every)


def _english(enquiry: Enquiry, turns_on: Iterable[str], words: str) -> _Way:
    known = "|".join(sorted({*words.split(), *_ENGLISH_FILLING.split()}, key=len, reverse=True))
    every = re.compile(rf"(?<![a-z])(?:{known})(?![a-z])|[\s,'’\-]")
    return _Way(enquiry, tuple(map(re.compile, turns_on)), every)


_SAMPLED: Final = r"(?:做|测|采)?核酸(?:采样|检测)?|采样|采核酸"
_WHEN: Final = (
    r"什么时[候间]|多会儿?|何时|多久|多长时间|几[号点时天]|哪一?天|(?:几|多少)个?(?:天|小时|钟头)"
    r"|(?:周|星期|礼拜)几|时间|日期"
)
_KEPT: Final = r"信息|资料|数据|隐私|档案|聊天记录|(?:账|帐)[号户]|姓名|电话|手机号码?"
_OR_NOT: Final = r"吗$|么$|没有?$|不$|是不是"
_WAYS: Final = (
    _chinese(
        Enquiry.BENEFITS,
        (
            r"补贴|补助|补偿|奖补|奖励|政策|优惠|扶持|帮扶|好处|福利|待遇|享受|[补领].{0,2}(?:多少|什么)|[能可]以?拿到?多少",
            r"多少|什么(?!时)|哪些|哪几|几[个项条种]|有没有|能不能|可不可以|[有能给可].*(?:吗|么|没有?|不)$"
            r"|^(?:我们?|想|要|先|帮|给)*[看查了问讲介]",
        ),
        r"(?:惠企|优惠|扶持|补贴|补助|补偿|奖补|奖励|政策|帮扶|好处|福利|待遇)(?:款|金|资金)?|享受?|多少|什么样?"
        r"|哪些|哪几|几?[个项条种]|些|点|钱|拿|领取?|得到|申请|申领|申报|补|符合|适用|适合|针对|对|关于|国家"
        r"|政府|财政|县里|新|[到上着]|看一?看|查一?查|看|查|了解|问问?|讲讲?|说说|介绍|想|帮|先",
    ),
    _chinese(
        Enquiry.NEXT_SAMPLING,
        (_SAMPLED, rf"{_WHEN}|下[一]?[次回轮趟]|到期|[该要得].*(?:吗|么|没有?|不)$|是不是该"),
        rf"{_SAMPLED}|{_WHEN}|下一?[次回轮趟]|下个|(?<=[该要得下])[采做测](?!不)|[采做测]$|过(?=几)|需要|轮到|必须|须|到期|过期|期限"
        r"|截止|管|离|距离?|剩下?|差|去|之?前|一次|今天|明天|后天|快|又|在|应",
    ),
    _chinese(
        Enquiry.QUESTIONS_LEFT,
        (
            r"题|问题?|答|填",
            r"几|多少|多久|什么时候|完了?(?:吗|没有?)$",
            r"还|剩|一共|总共|完|^(?:[多几]少?)[个道]?题",
        ),
        r"题目?|问题|问|回?答|填|几|多少|多久|什么时候|[个道条项]|剩下?|需要?|没(?=[问答填])|没有?$|完|快|才|多|后面|下面|这(?:么多)?|啊|呀",
    ),
    _chinese(
        Enquiry.WHO_SPEAKS,
        (
            r"你|您|对面|跟谁|机器|真人|活人|人工|自动",
            r"真人|活人|人工|机器|电脑|程序|软件|自动|智能|谁|哪位|是ai|是(?:个|不是)*人(?:吗|么|类|还|$)",
            rf"[你您对].*是|是.*[你您]|还是|谁|哪位|{_OR_NOT}",
        ),
        r"你们?|您|对面|跟|真人|活人|大活人|人工智能|人工|人类|机器人?|电脑|程序|软件|系统|自动|智能|客服|谁|哪位"
        r"|ai|bot|还是|或者?|不|个|一个|人|说话|聊天|聊|回复|回答|回|在|吧|真",
    ),
    _chinese(
        Enquiry.FORGET_ME,
        (r"删|清[除空掉]|抹掉|销毁|注销|(?:不想|不要|不愿意?|别|不许).*(?:留|存|收集)", _KEPT),
        rf"{_KEPT}|删除|删掉|删|清[除空掉]|抹掉|销毁|注销|掉|不想|不要|不愿意?|别|不许|保存|保留|留着?|存着?|收集"
        r"|个人|本人|自己|所有|一切|这些|登记|填|说过?|发|聊天记录|把|将|请|麻烦|帮|你们?|您|怎么|如何|在?哪里?|想|干净|都",
    ),
    _english(
        Enquiry.BENEFITS,
        (
            r"subsid|polic(?:y|ies)|benefits?\b|grants?\b|incentive|entitled|eligible|qualify"
            r"|what (?:support|aid|help|money)",
            r"how (?:much|many)|what|which|\bany\b"
            r"|^(?:can|could|do|are|am|is|show|list|see|check|tell)\b",
        ),
        "how(?=\\s(?:much|many)) much many which subsidy subsidies subsidised policy policies "
        "benefit benefits grant grants incentive incentives support aid help money entitled "
        "eligible qualify get receive claim apply applies fit fits give given available kind "
        "kinds sort sorts show list see check government state county from",
    ),
    _english(
        Enquiry.NEXT_SAMPLING,
        (
            r"\b(?:test|tests|testing|tested|sampling|sampled|samples?|swabs?|pcr)\b",
            r"when|what (?:day|date|time)|how (?:long|many (?:days|hours)|much time)"
            r"|\bnext (?:\w+[ -]){0,2}?(?:test|sampling|swab)|\bdue\b",
        ),
        "when how long many much days day date time hours next test tests testing tested sampling "
        "sampled sample samples swab swabs pcr nucleic acid due again need must go take left "
        "until till before today tomorrow workers staff people everybody everyone they get "
        "done it",
    ),
    _english(
        Enquiry.QUESTIONS_LEFT,
        (
            r"how many (?:more |other )?questions?"
            r"|how many (?:more$|more to|are left|left|to go|remain)"
            r"|questions? (?:are |is )?(?:left|remain)|how much longer"
            r"|(?:nearly|almost) (?:done|finished|there)",
        ),
        "how many more other question questions left remain remaining go ask asked answer come "
        "much longer take it this nearly almost done finished yet must need",
    ),
    _english(
        Enquiry.WHO_SPEAKS,
        (
            r"\b(?:are|r) (?:you|u|we)\b|\byou(?:'re| are)\b|\bis (?:this|it|there)\b|\bam i\b"
            r"|^who\b",
            r"\b(?:human|person|people|man|bot|chatbot|robot|machine|computer|ai|program|automated"
            r"|who)\b",
        ),
        "human being person people man bot chatbot robot machine computer ai program automated "
        "automatic who real really live actual actually talking speaking chatting writing with or "
        "this it u r not right anybody",
    ),
    _english(
        Enquiry.FORGET_ME,
        (
            r"\b(?:delete|remove|erase|wipe|forget|clear)\b",
            r"\b(?:my|our|me|us|everything)\b",
            r"\b(?:data|information|info|details|account|profile|records?|messages|me|us"
            r"|everything)\b",
        ),
        "delete remove erase wipe forget clear data information info details account profile "
        "record records messages personal everything about how hold keep kept stored saved from "
        "yours your system id d",
    ),
)


def enquiry_in(text: str) -> Enquiry | None:
    """What a text asks plainly; None if it asks something else, or says more than that."""
    plain = squeezed(text)
    if len(plain) > LONGEST:
        return None
    return next((way.enquiry for way in _WAYS if _asks(way, plain)), None)


def _asks(way: _Way, plain: str) -> bool:
    return all(each.search(plain) for each in way.turns_on) and not way.words.sub("", plain)
