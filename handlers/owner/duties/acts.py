"""What is said after an act on a list that the firm keeps: done, done already, taken back."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from handlers.tongue import Html, Tongue

Status = TypeVar("Status")
Known_co = TypeVar("Known_co", covariant=True)

Card = Callable[[Tongue, Status, Html | None], View]


class Act(Protocol[Known_co]):
    """What an act made of something; `new` is False if that was so already."""

    @property
    def status(self) -> Known_co:
        """How it stands now."""

    @property
    def new(self) -> bool:
        """Whether the act changed anything."""


def said(t: Tongue, card: Card[Status], act: Act[Status], before: Html) -> Replies:
    """A new message, so that it is found again; a second tap says that it is so already."""
    if not act.new:
        return Replies(say=(card(t, act.status, None),), toast=t("这个已经记过了。"))
    return Replies(say=(card(t, act.status, before),))


def undone(t: Tongue, case_id: int | None) -> Html:
    """The act is taken back; a case that was opened with it is not."""
    if case_id is None:
        return t("撤销了，回到原来：")
    return t("撤销了，回到原来。已转的事项还在；点错了，请在“我的事项”里补充一句。")


def not_undone(t: Tongue, stale: Stale) -> Html:
    """Why an act was not taken back."""
    if stale.code is StaleCode.EXPIRED:
        return t("超过 10 分钟，不能撤销了。现在是这样：")
    return t("后来又改过了，没有撤销。现在是这样：")
