"""Danger to life: which number first, what to do at once, and only then everything else."""

from bot.domain.speech import View
from bot.store.problems import ProblemCard
from handlers.owner.home_views import back
from handlers.owner.problems.pieces import Left, human, left_row
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.understanding.dangers import Alert


def first_of_all(
    t: Tongue, alert: Alert, problem: ProblemCard, left: Left | None, *, has_case: bool = False
) -> View:
    """The number, two steps, the way to a person, the way back.

    Args:
        left: The question that was interrupted.
        has_case: It goes to a person in the same act.
    """
    numbered = enumerate(alert.danger.steps, 1)
    steps = (t("{n}. {do}", n=n, do=t.words(step)) for n, step in numbered)
    after = None if has_case else t("还没有转给工作人员：打完电话，点下面。")
    now = ((button(t("🚨 马上找人工"), "prob:human", problem.id),),)
    return View(
        lines(
            t("🚨 <b>{call}</b>", call=t.words(alert.danger.call)),
            *steps,
            t("（这是一般应急常识，不是政策条款。）"),
            after,
        ),
        (*(() if has_case else now), *left_row(t, left), (back(t), human(t, problem))),
    )
