"""The words of the menu that somebody may write instead of tapping them, in both languages."""

from collections.abc import Iterable
from html import unescape
from typing import Final

from handlers.tongue import Tongue
from policies.spoken.choices import squeezed

_CHINESE: Final = {
    "遇到困难": "prob:browse",
    "能享受什么政策": "policy:list",
    "看全部政策": "policy:list",
    "要做的事": "duty:list",
    "核酸采样和提醒": "test:list",
    "采样总览": "test:list",
    "我的事项": "case:list",
    "我的企业": "firm:show",
    "继续答题": "go:on",
    "接着答题": "go:on",
    "接着答": "go:on",
    "继续回答": "go:on",
    "继续答": "go:on",
    "go on with the questions": "go:on",
    "继续": "go:on",
    "接着来": "go:on",
    "继续吧": "go:on",
    "接着": "go:on",
    "继续登记": "go:on",
    "接着记出车": "trip:resume",
    "接着记来人": "arrival:resume",
    "如果情况变了": "whatif:start",
    "货车出车": "trip:list",
    "出车": "trip:list",
    "来人报备": "arrival:list",
    "来人": "arrival:list",
    "发我一份": "policy:file",
    "再登记一家": "start:more",
    "再登记一个": "start:more",
    "再登记一个公司": "start:more",
    "再登记一家公司": "start:more",
    "再登记一家企业": "start:more",
    "再登记一个厂": "start:more",
    "登记另一家": "start:more",
    "再加一家": "start:more",
    "换人负责": "member:list",
    "换负责人": "member:list",
    "成员": "member:list",
    "新建采样组": "test:new",
    "建采样组": "test:new",
    "建个采样组": "test:new",
    "新建一个采样组": "test:new",
    "新建组": "test:new",
    "建个组": "test:new",
    "收哪些群发": "note:topics",
    "退订": "note:topics",
    "设置": "set:show",
    "settings": "set:show",
    "导出我的数据": "mine:export",
    "export my data": "mine:export",
    "删除我的数据": "mine:delete",
    "删除我的资料": "mine:delete",
    "delete my data": "mine:delete",
    "帮助": "home:help",
    "怎么用": "home:help",
    "咋用": "home:help",
    "使用说明": "home:help",
    "help": "home:help",
    "问政策": "ask:start",
    "政策": "policy:list",
    "政策清单": "policy:list",
    "惠企政策": "policy:list",
    "policies": "policy:list",
    "policy": "policy:list",
    "what can i get": "policy:list",
    "what can we get": "policy:list",
    "查看进度": "case:list",
    "看进度": "case:list",
    "进度": "case:list",
    "progress": "case:list",
    "my cases": "case:list",
    "cases": "case:list",
    "my firm": "firm:show",
    "my company": "firm:show",
    "my business": "firm:show",
    "换企业": "firm:switch",
    "换一家": "firm:switch",
    "换一家企业": "firm:switch",
    "切换企业": "firm:switch",
    "换公司": "firm:switch",
    "换个公司": "firm:switch",
    "switch company": "firm:switch",
    "switch firm": "firm:switch",
    "change company": "firm:switch",
    "待办": "duty:list",
    "todo": "duty:list",
    "to do": "duty:list",
    "to-do": "duty:list",
    "duties": "duty:list",
    "testing": "test:list",
    "tests": "test:list",
    "trucks": "trip:list",
    "trips": "trip:list",
    "visitors": "arrival:list",
    "unsubscribe": "note:topics",
}
"""The words of the menu and of the list of policies, and what else leads to a screen of them."""
_NAMES: Final = (
    *("能享受什么政策", "看全部政策", "要做的事", "核酸采样和提醒", "采样总览"),
    *("我的事项", "我的企业", "货车出车", "来人报备"),
)


def _in_english(labels: Iterable[str]) -> dict[str, str]:
    """What somebody writes who reads the English buttons → the Chinese label."""
    english = Tongue("en")
    return {squeezed(unescape(english(label))): label for label in labels}


MENU: Final = {
    **{said: _CHINESE[label] for said, label in _in_english(_CHINESE).items()},
    **_CHINESE,
}
"""What is written → the button that it presses."""
NAMES_OF_SCREENS: Final = frozenset((*_in_english(_NAMES), *_NAMES))
"""Of these, what nobody would write to a person."""
TONGUES: Final = {
    **dict.fromkeys(
        ("中文", "说中文", "换中文", "换成中文", "汉语", "chinese", "in chinese"), "zh"
    ),
    **dict.fromkeys(("english", "英文", "英语", "换英文", "换成英文", "in english"), "en"),
}
"""What the button says that changes the language, and which one."""
OF_GROUPS: Final = frozenset(
    [
        *("采样", "核酸", "核酸采样", "采样记录", "采样总览", "采样提醒", "做核酸"),
        *("还没采过", "还没采", "没采过", "samplings", "our samplings", "not sampled yet"),
    ]
)
"""Words that mean the test groups of a firm, and a subject where documents are asked."""
