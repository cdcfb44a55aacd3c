"""Words that the open question does not understand: asked again, and maybe they are a problem."""

from dataclasses import replace

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Button, Replies, View
from bot.services import problems
from bot.store.problems import Told
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.questions.typed import take_text
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import button
from handlers.tongue import Html
from policies.understanding.answers import Way

SHOWN = 20


async def no_answer(
    owner: Owner, event_update: Update, question: OpenQuestion, told: Told
) -> None:
    """The question's own words, and a button for what it may be instead."""

    def decision(scene: Scene) -> Apply:
        if scene.question != question:
            raise Stale(StaleCode.ANSWERED)
        asked = take_text(scene, scene.rulebase.facts[question.subject], told.text)
        return _with_way(asked, told) if told.way in {Way.ANSWER, Way.TICK} else asked

    await decide(owner, event_update, decision, Right.ANSWER)


def _with_way(asked: Apply, told: Told) -> Apply:
    """The same with a way to what the words are about, if they are no answer."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        replies = asked(uow, who)
        problem = problems.keep_problem(uow, who.person, told)
        label = who.t("不是答这一题，是有事：{said}", said=Html(told.text[:SHOWN]))
        way = (button(label, "prob:new", problem.id),)
        return replace(replies, say=tuple(_below(view, way) for view in replies.say))

    return apply


def _below(view: View, way: tuple[Button, ...]) -> View:
    *answers, last = view.rows
    return replace(view, rows=(*answers, way, last))
