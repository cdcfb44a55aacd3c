"""The words of the menu that somebody may write instead of tapping them."""

from typing import Final

MENU: Final = {
    "遇到困难": "prob:browse",
    "能享受什么政策": "policy:list",
    "看全部政策": "policy:list",
    "要做的事": "duty:list",
    "核酸采样和提醒": "test:list",
    "我的事项": "case:list",
    "我的企业": "firm:show",
    "继续答题": "go:on",
    "如果情况变了": "whatif:start",
}
"""The words of the menu, and of the list of policies."""
