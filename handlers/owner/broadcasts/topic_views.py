"""Which kinds of broadcasts somebody gets."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.topics import TopicCard
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.topics import Topic

ON, OFF = "on", "off"
TOPICS: Final = "note:topics"


def left(t: Tongue, topic: Topic) -> View:
    """From now on none of that kind comes."""
    text = lines(
        t("🔕 好，“{topic}”类的群发以后不再发给您。", topic=t.words(topic.name)), _always(t)
    )
    back = button(t("还是要收"), "note:back", topic.id)
    return View(text, ((back, _all(t)), navigation(t)))


def wanted_again(t: Tongue, topic: Topic) -> View:
    """It comes again."""
    text = t("🔔 好，“{topic}”类的群发照常发给您。", topic=t.words(topic.name))
    return View(text, ((_all(t),), navigation(t)))


def listing(t: Tongue, cards: Sequence[TopicCard]) -> View:
    """Every kind, on or off at a tap."""
    text = lines(
        t("<b>收哪些群发</b>"),
        t("🔔 收，🔕 不收。点一下就换。") if cards else t("这里的群发不分类，都会发给您。"),
        _always(t) if cards else None,
        t("您自己的事项、采样和到期提醒不受影响。"),
    )
    return View(text, (*rows_of(*(_switch(t, each) for each in cards)), navigation(t)))


def _always(t: Tongue) -> Html:
    return t("必须知道的（涉及职责的）和紧急的不能退订，还会发给您。")


def _switch(t: Tongue, card: TopicCard) -> Button:
    name = t.plain(card.topic.name)
    if card.wanted:
        return button(f"🔔 {name}", "note:turn", card.topic.id, OFF)
    return button(f"🔕 {name}", "note:turn", card.topic.id, ON)


def _all(t: Tongue) -> Button:
    return button(t("收哪些群发"), TOPICS)
