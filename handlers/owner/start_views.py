"""Meeting a firm: where it works and what it is called."""

from collections.abc import Sequence

from bot.domain.speech import View
from handlers.owner.home_views import human, navigation
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.words import Words

NAME_LENGTH = 60


def place(t: Tongue, home: tuple[int, Words], others: bool) -> View:
    """Ask where; the place that runs this bot first."""
    number, name = home
    here = button(t.plain(name), "start:in", number)
    elsewhere = (button(t("其他地方…"), "start:where"),) if others else ()
    return View(
        lines(
            t("您的企业（项目）实际在哪里经营？"),
            t("<i>按经营所在地，不按注册地。文件只管自己的地方。</i>"),
        ),
        ((here, *elsewhere), navigation(t)),
    )


def places(t: Tongue, known: Sequence[tuple[int, Words]]) -> View:
    """The places whose documents are held; honest about the rest."""
    rows = [(button(t.plain(name), "start:in", number),) for number, name in known]
    return View(
        lines(
            t("目前只收录了下面这些地方的文件。"),
            t("别的地方我说不准就不说，免得耽误您；请向当地主管部门咨询。"),
        ),
        (*rows, navigation(t)),
    )


def name(t: Tongue, where: Words) -> View:
    """Ask what it is called."""
    return View(
        lines(
            t("好，{where}。企业（项目）叫什么名字？", where=t.words(where)),
            t("<i>直接打字就行，例如：示例纺织有限公司</i>"),
        ),
        ((button(t("先停一下"), "home:show"), human(t)),),
    )


def name_again(t: Tongue, text: str) -> View:
    """The name is empty or far too long."""
    return View(
        t(
            "名字要 1 到 {most} 个字，刚才是 {length} 个。请只写名称。",
            most=NAME_LENGTH,
            length=len(text),
        ),
        ((button(t("先停一下"), "home:show"), human(t)),),
    )
