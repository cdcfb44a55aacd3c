"""Sentences that look like answers and are none: questions, doubts, and what troubles somebody."""

import re
from typing import Final

from policies.spoken.dialect import common_speech

_ASKS: Final = re.compile(
    r"怎么|什么|为何|谁|多[少长久大远]|(?<![就十好没有])几[个天家类]|哪|吗|么$|能不能|可不可以|该不该|行不行|可以(?![的了]?$)"
    r"|[能可用要会该给].*(?:不|没有?)$|(?P<verb>[一-龥])[不没](?P=verb)|\?"
    r"|^(?:how|what|which|why|when|where|who|can|could|may|should|would|is|are|was|were|do|does|did)\b"
    r"|\b(?:why|how)\b|\bcan (?:we|i|you|he|she|they)\b"
)
_UNSURE: Final = re.compile(
    r"不知道|不清楚|不晓得|说不[准来]|记不[清得]|拿不准|不确定|也许|可能|大概|好像|没准|应该"
    r"|don'?t know|not sure|maybe|perhaps"
)
_TROUBLE: Final = re.compile(
    r"缺|招|借|欠|罚|扣|丢|漏|停|断|堵|拦|封|坏|涨|跌|降|限|催|空|求|逾期|过期|超期|请假|隔离|阳性|发烧|发热"
    r"|补贴|报销|差(?!不多)|[想找帮]|没(?!有$)|不(?:让|准|给|够|来|能|接|认|是不)|[买招]不|压了|告急|供不|只够|不.{1,2}了|关[了门]"
    r"|\b(?:no|not|but|need|help|closed|stopped|missing|held|stuck|blocked|turned back"
    r"|refus\w*|short of|shortage|lack\w*|run(?:s|ning)? out|out of|sick|ill|fever\w*|cough\w*"
    r"|positive|quarantin\w*|owe[ds]?|unpaid|broken?|left|quit|can't|cannot|won't)\b"
)
_REFUSED: Final = re.compile(
    r"不(?:让|准|给|许|肯|来|接|认|理|办|收)(?!要|到)|拒|说没|没有?(?:我们|名单|名字)|关[了门]"
    r"|\b(?:refus\w*|won't|will not|turned (?:us )?(?:away|back)|not (?:let|allow)\w*)\b"
)
_HAPPENED: Final = re.compile(r"[黄红掉坏丢没断停封拦扣堵病阳]了[。!！~]*$")
_IN_VAIN: Final = re.compile(
    r"(?:一直|总是?|老是?|到现在|到今天|至今|就是|拖着?)[^,，]{0,4}[没不未]有?(?:给|发|拨|批|到|下来|兑现|理|管|回|人)"
    r"|没有?(?:下文|动静|消息|回音|回信|着落|影|到账|兑现|人[管理问]|[发拨批]下来)|[发批办拨]不下来"
    r"|\b(?:still (?:not|no|hasn't|haven't)|never (?:came|come|arrived|paid))\b"
    r"|\bnobody (?:cares|answers)\b"
)


def asks(text: str) -> bool:
    """Whether a text asks something: 报了没有, 能进不, how much?"""
    return _ASKS.search(common_speech(text)) is not None


def doubts(text: str) -> bool:
    """Whether somebody is not sure of what they say: 大概有吧."""
    return _UNSURE.search(common_speech(text)) is not None


def refuses(text: str) -> bool:
    """Whether somebody does not do it for them: 不给采, 说没名单, they won't test us."""
    return _REFUSED.search(common_speech(text)) is not None


def happened(text: str) -> bool:
    """Whether a text tells that something has just gone wrong: 工人健康码黄了."""
    return _HAPPENED.search(common_speech(text)) is not None


def complains(text: str) -> bool:
    """Whether a text speaks of trouble: 车停了, 没人来, 缺两个人."""
    return _TROUBLE.search(common_speech(text)) is not None


def waits_in_vain(text: str) -> bool:
    """Whether what somebody waits for does not come: 补贴一直没发下来, 报上去没人管."""
    return _IN_VAIN.search(common_speech(text)) is not None
