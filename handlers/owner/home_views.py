"""The first words, the menu, the privacy notice."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

DELETE: Final = "mine:delete"
"""The button that says what would be erased."""
EXPORT: Final = "mine:export"
"""The button that hands out all that is kept of somebody."""


def back(t: Tongue) -> Button:
    """The way to the menu, in the same words everywhere."""
    return button(t("返回"), "home:show")


def human(t: Tongue) -> Button:
    """The way to a person, in the same words everywhere."""
    return button(t("找人工"), "case:new")


def navigation(t: Tongue) -> tuple[Button, ...]:
    """The last row of every screen."""
    return (back(t), human(t))


def welcome(t: Tongue, place: Words, back: Sequence[Button] = ()) -> View:
    """To somebody who is here for the first time.

    Args:
        back: The way to what they left in the middle; it stands where others begin.
    """
    other = button("English", "home:speak", "en")
    if t.language == "en":
        other = button("中文", "home:speak", "zh")
    begin = back or (button(t("开始"), "start:begin"),)
    return View(
        lines(
            t("您好，我是{place}“助企通”。我可以帮您：", place=t.words(place)),
            t("① 查您的厂能享受什么政策，依据哪一条"),
            t("② 在核酸采样到期前提醒您"),
            t("③ 解决不了的，转给工作人员，一直跟到您说解决了为止"),
            "",
            t("先用 2 分钟认识一下您的企业（项目），好吗？"),
            t("使用即表示知悉《隐私说明》：/privacy"),
        ),
        (
            (*begin, button(t("先随便看看"), "home:look")),
            (button(t("我有邀请码"), "join:how"), other),
        ),
    )


def bye(t: Tongue, ways_back: Sequence[Button]) -> View:
    """Nothing now; whenever they like, a word is enough.

    Args:
        ways_back: To what they left in the middle.
    """
    begin = (*ways_back,) or (button(t("开始"), "start:begin"),)
    again = t("好，不耽误您。什么时候想弄，写“登记”或点下面就行；有急事随时直接说。")
    return View(again, ((*begin, button(t("先随便看看"), "home:look")),))


def menu(t: Tongue, firm: str | None, *, back: Sequence[Button] = ()) -> View:
    """What can be done here.

    Args:
        firm: Its name; None if there is none yet.
        back: The ways to what was left in the middle.
    """
    head = t("{firm}，想办什么？", firm=firm) if firm else t("想办什么？点下面的按钮就行。")
    own: tuple[Button, ...] = (button(t("我的企业"), "firm:show"),)
    if firm is None:  # a registration that was begun is gone on with: there is no second one
        own = () if back else (button(t("登记企业"), "start:begin"),)
    buttons = (
        button(t("遇到困难"), "prob:browse"),
        button(t("能享受什么政策"), "policy:list"),
        button(t("要做的事"), "duty:list"),
        button(t("核酸采样和提醒"), "test:list"),
        button(t("我的事项"), "case:list"),
        *own,
        button("English" if t.language == "zh" else "中文", "home:speak", _other(t)),
        human(t),
    )
    return View(head, (*((each,) for each in back), *rows_of(*buttons)))


def testing_menu(t: Tongue, firm: str) -> View:
    """What a test contact can do here."""
    buttons = (
        button(t("要做的事"), "duty:list"),
        button(t("核酸采样和提醒"), "test:list"),
        button(t("我的企业"), "firm:show"),
        button("English" if t.language == "zh" else "中文", "home:speak", _other(t)),
    )
    return View(t("{firm}，想办什么？", firm=firm), rows_of(*buttons))


def languages(t: Tongue) -> View:
    """Which language?"""
    choices = (button("中文", "home:speak", "zh"), button("English", "home:speak", "en"))
    return View(t("用哪种语言？"), (choices, navigation(t)))


def _other(t: Tongue) -> str:
    return "en" if t.language == "zh" else "zh"


def first_register(t: Tongue) -> View:
    """What was asked for needs a firm, and there is none yet."""
    return View(
        t("这要先知道是哪家企业（项目）：答两个问题（在哪里、叫什么）就行，答过的都留着。"),
        (
            (button(t("开始登记"), "start:begin"), button(t("我有邀请码"), "join:how")),
            (button(t("先随便看看"), "home:look"), back(t)),
        ),
    )


def privacy(t: Tongue) -> View:
    """What is kept, why, and how to have it removed."""
    return View(
        lines(
            t("<b>隐私说明</b>"),
            t(
                "我们保存：您的 Telegram 账号编号和称呼、语言、您说的企业情况、采样和履职记录、"
                "来人和出车登记、您提的诉求和发来的文件、群发的确认和退订。"
            ),
            t("来人和出车登记在结束 14 天后清除，不用写姓名和证件号。"),
            t("用途只有三个：对照政策、到期提醒、转给工作人员办理。"),
            t("谁看得到：您企业的同事，受理事项和联系您企业的工作人员；别的企业看不到。"),
            t("事项、采样和履职记录一直留着，直到您删除。"),
            t(
                "企业名称、信用代码、称呼、诉求和文件都加密存放，聊天里不显示身份证号和完整手机号。"
            ),
            t("您在事项里补充的手机号，经办人要联系时点一下才看得到，每次都有记录。"),
            t("Telegram 的服务器在境外，请不要在聊天里发身份证号、健康码截图等个人信息。"),
            t("您说的难题去掉手机号、证件号后加密留存，用来让我听得更准。"),
            t("消息原文在办完 48 小时后清除。"),
            t("要一份自己的数据：/export。要删除：/delete。要更正，直接说，或点“找人工”。"),
        ),
        (
            (button(t("导出我的数据"), EXPORT), button(t("删除我的数据"), DELETE)),
            navigation(t),
        ),
    )


def who_speaks(t: Tongue, *, asked: bool) -> View:
    """A program, no person, and where the people are.

    Args:
        asked: Whether a question is still open and can simply be answered.
    """
    return View(
        lines(
            t("我是自动回答的程序，不是真人：照文件对政策、记时间、转事情。"),
            t("想找真人请点“找人工”：您写的话由工作人员看、工作人员回。"),
            _still(t, asked=asked),
        ),
        (navigation(t),),
    )


def forgets(t: Tongue, *, asked: bool) -> View:
    """How to have it deleted, above what is kept; `asked` as above."""
    how = t("要删除您的信息，点“删除我的数据”，或发 /delete：先说清会删什么，您点头才删。")
    notice = privacy(t)
    return View(lines(how, _still(t, asked=asked), "", notice.html), notice.rows)


def only_text(t: Tongue, *, asked: bool) -> View:
    """A sticker, a voice message, a file: friendly, with the way on.

    Args:
        asked: Whether a question is still open and can simply be answered.
    """
    said = t("这个我还看不懂，请用文字告诉我，或点下面的按钮。")
    return View(lines(said, _still(t, asked=asked)), (navigation(t),))


def _still(t: Tongue, *, asked: bool) -> Html | None:
    return t("刚才的问题还在等您，直接打字回答就行。") if asked else None


def only_private(t: Tongue) -> View:
    """Said once in a group."""
    return View(t("我只在私聊里办事：企业情况不便在群里说。请点我的头像，单独跟我说。"))
