"""What somebody may set for themselves, on one screen."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View
from bot.services.topics import TopicCard
from handlers.owner.broadcasts.topic_views import TOPICS
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOW: Final = "set:show"
PRIVACY: Final = "set:privacy"


def screen(t: Tongue, topics: Sequence[TopicCard]) -> View:
    """Each line has its button below; a further thing to set is a line and a row."""
    text = lines(
        t("<b>设置</b>"),
        t("语言：中文"),
        _topics(t, topics),
        t("提醒几点发：在“要做的事”里一件一件设。"),
    )
    return View(
        text,
        (
            (button("中文", "home:speak", "zh"), button("English", "home:speak", "en")),
            (button(t("收哪些群发"), TOPICS), button(t("要做的事"), "duty:list")),
            (button(t("隐私说明"), PRIVACY),),
            navigation(t),
        ),
    )


def _topics(t: Tongue, topics: Sequence[TopicCard]) -> Html:
    left = [t.words(each.topic.name) for each in topics if not each.wanted]
    if not left:
        return t("群发：都收")
    return t("群发：不收 {topics}", topics=Html(t("、").join(left)))
