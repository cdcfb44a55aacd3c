"""What is asked about a firm itself: its name, its credit code."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.credit_codes import LENGTH, CodeFault, WrongCode
from bot.domain.speech import Button, View
from handlers.owner.firm.start_views import stop
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

NAME_LENGTH: Final = 60


def name(
    t: Tongue, where: Words | None, *, change: bool, held: bool, before: Html | None = None
) -> View:
    """Ask what it is called.

    Args:
        where: Where it works; None while only the name is corrected.
        held: Whether policies of that place are held.
    """
    unheld = None
    if not held:
        unheld = t("说明：那里的政策还没有收录，我查不到，也不会乱说；照样可以登记、找人工。")
    asked = t("新的名称是什么？") if change else t("企业（项目）叫什么名字？")
    if where is not None and not change:
        asked = t("好，{where}。企业（项目）叫什么名字？", where=t.words(where))
    place = () if change else ((button(t("改地点"), "start:where"),),)
    return View(
        lines(before, asked, t("<i>直接打字就行，例如：示例纺织有限公司</i>"), unheld),
        (*place, stop(t)),
    )


def why_place(t: Tongue) -> Html:
    """Somebody does not see why it is asked where the firm works."""
    return t("问在哪里，是因为政策和要求各地不一样：按您实际开工、开店的地方对照。")


def why_name(t: Tongue) -> Html:
    """The same of its name."""
    return t("问名称，是为了知道在给谁办事：写招牌、执照上的名字，或平时怎么叫都行。")


def why_code(t: Tongue) -> Html:
    """The same of its credit code."""
    return t("信用代码是营业执照上的 18 位编号，只用来让工作人员核实；不想填就点“跳过”。")


def name_length(t: Tongue, length: int) -> Html:
    """The name is empty or far too long."""
    return t(
        "名字要 1 到 {most} 个字，刚才是 {length} 个。请只写名称。",
        most=NAME_LENGTH,
        length=length,
    )


def greeted(t: Tongue) -> Html:
    """Hello in the middle of registering."""
    return t("您好！这一题还等您：")


def name_needed(t: Tongue) -> Html:
    """The one thing that cannot be left out."""
    return t("名称不能空着：写招牌、执照上的名字，或平时怎么叫都行。")


def confirm_name(t: Tongue, name: str, now: str, *, onwards: bool) -> View:
    """Is it really what the firm is to be called?

    Args:
        now: What it is called.
        onwards: In the middle of a registration, which goes on either way.
    """
    text = lines(
        t("名称要改成“{text}”吗？", text=name),
        t("现在登记的是“{name}”。", name=now),
        t("<i>不对就直接写正确的名称。</i>"),
    )
    insist = button(t("就叫“{name}”", name=Html(name[:40])), "firm:called")
    stay = button(t("不改了"), "start:on" if onwards else "firm:show")
    return View(text, ((insist,), (stay,), stop(t)))


def name_now(t: Tongue, name: str) -> Html:
    """What a firm that is being registered is called so far."""
    return t("现在登记的是“{name}”。", name=name)


def or_as_before(t: Tongue, asked: View, kept: str, where: str) -> View:
    """The question again, with a way to leave what was given as it is.

    Args:
        kept: What was given.
        where: The button that goes on with it.
    """
    stay = button(t("还是“{kept}”", kept=Html(kept[:40])), where)
    return replace(asked, rows=((stay,), *asked.rows))


def or_unchanged(t: Tongue, asked: View) -> View:
    """The question again, with a way to leave the firm as it is called."""
    *rows, last = asked.rows
    return replace(asked, rows=(*rows, (button(t("不改了"), "firm:show"),), last))


def a_number(t: Tongue, text: str) -> Html:
    """A number where a name is asked."""
    return t("“{text}”是个数，这里要的是企业（项目）的名称。", text=text[:40])


def no_words(t: Tongue, text: str) -> Html:
    """Signs without a word where a name is asked."""
    return t("“{text}”里没有字，这里要的是企业（项目）的名称。", text=text[:40])


def a_sentence(t: Tongue, text: str) -> Html:
    """What was written reads like a question or a remark."""
    return t("“{text}”像是一句话，不像名称。先写名称，别的事登记完再说。", text=text[:40])


def a_place(t: Tongue, text: str) -> Html:
    """What was written is where it is, not what it is called."""
    return t("“{text}”是地名，这里要的是企业（项目）的名称。", text=text[:40])


def or_so_called(t: Tongue, asked: View, name: str) -> View:
    """The question again, with a way to insist on what was written."""
    insist = button(t("就叫“{name}”", name=Html(name[:40])), "firm:called")
    return replace(asked, rows=((insist,), *asked.rows))


def credit_code(
    t: Tongue,
    *,
    change: bool,
    has_code: bool = False,
    before: Html | None = None,
    meant: str = "",
) -> View:
    """Ask for the unified social credit code; it may be left out.

    Args:
        change: For a firm that is registered already.
        has_code: It gave one, which can be removed.
        meant: What was probably meant: one tap takes it.
    """
    right = ((button(t("就是 {code}", code=meant), "code:meant"),),) if meant else ()
    skip: tuple[Button, ...] = (button(t("跳过"), "code:skip"),)
    if change:
        none = (button(t("删掉代码"), "code:none"),) if has_code else ()
        skip = (*none, button(t("不改了"), "firm:show"))
    return View(
        lines(
            before,
            t("统一社会信用代码是多少？（选填，18 位，在营业执照上）"),
            t("<i>只用来让工作人员核实是您的企业；不填也能用。</i>"),
        ),
        (*right, skip, stop(t)),
    )


def wrong_code(t: Tongue, wrong: WrongCode, text: str) -> Html:
    """Exactly what is wrong, and how it would be right; an id number is not repeated."""
    match wrong.fault:
        case CodeFault.ID_CARD:
            return t("这像是身份证号，我没有保存。请不要发身份证号，也请您把那条消息删掉。")
        case CodeFault.OLD_NUMBER:
            return t("这是 15 位的旧注册号。现在要 18 位的统一社会信用代码，看新版营业执照。")
        case CodeFault.LENGTH:
            return _length(t, wrong.length)
        case CodeFault.SIGNS:
            return _signs(t, wrong)
        case CodeFault.CHECK:
            return t("18 位够了，但校验不对：多半有一位抄错，或两位写反。请对着执照再看一遍。")
        case _:
            return t("没在“{text}”里看到代码。没有或不想填，点“跳过”就行。", text=text[:40])


def _length(t: Tongue, length: int) -> Html:
    off = abs(length - LENGTH)
    if length < LENGTH:
        return t("代码要 18 位，您写了 {length} 位，少 {off} 位。", length=length, off=off)
    return t("代码要 18 位，您写了 {length} 位，多 {off} 位。", length=length, off=off)


def _signs(t: Tongue, wrong: WrongCode) -> Html:
    said = t("代码里不会有这个字符：{signs}。", signs=" ".join(wrong.signs))
    if wrong.meant:
        return lines(said, t("您是不是把数字 0 写成了字母 O、1 写成了 I？看看下面这个对不对。"))
    return lines(said, t("字母 O、I、Z、S、V 都不用，常是数字 0、1、2、5；第 3 到 8 位只有数字。"))


def named(t: Tongue, firm: str, before: Html | None = None) -> Html:
    """The firm is kept."""
    return lines(before, t("✅ 已登记：{name}", name=firm))


def basics_first(t: Tongue) -> Html:
    """What the first questions are for, and that others may come later."""
    return t("先问几题基本情况；个别政策还要看的，看到时再问。")


def code_kept(t: Tongue, code: str) -> Html:
    """The code as it is shown from now on."""
    return t("记下了：统一社会信用代码 {code}。", code=code)


def changed(t: Tongue, said: Html, *, anew: bool, back: Sequence[Button] = ()) -> View:
    """What was corrected, and what follows from it.

    Args:
        anew: Whether an officer has to check the firm again.
        back: The ways to what was left in the middle.
    """
    again = t("改过以后，工作人员会重新核实。") if anew else None
    own = (*back, button(t("我的企业"), "firm:show"))
    return View(lines(said, again), (own, (button(t("返回"), "home:show"), stop(t)[1])))
