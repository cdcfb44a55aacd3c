"""What is said beside the file, and what it is called."""

import html
import unicodedata
from typing import Final

from bot.domain.speech import OutFile, View
from handlers.owner.policies.card_views import all_policies
from handlers.owner.policies.report_text import About
from handlers.owner.policies.words import step_back
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.words import Words

NAME_LENGTH: Final = 80
_FORBIDDEN: Final = frozenset('\\/:*?"<>|')


def title(t: Tongue, record: Words | None) -> str:
    """What the file is headed with.

    Args:
        record: The title of the one record in it; None for the whole list.
    """
    if record is None:
        return t("政策对照清单")
    return html.unescape(t("政策对照：{title}", title=t.words(record)))


def file_name(head: str, about: About) -> str:
    """A name that every system can save: 政策对照清单-示例厂-2022-07-15.docx."""
    whole = "-".join([_plain(head), _plain(about.firm)])[:NAME_LENGTH].strip(". ")
    return f"{whole}-{about.today.isoformat()}.docx"


def _plain(text: str) -> str:
    kept = (sign for sign in text if unicodedata.category(sign)[0] != "C")
    return "".join(" " if sign in _FORBIDDEN else sign for sign in kept).strip()


def file(t: Tongue, made: OutFile, policy: str | None) -> View:
    """The file with its caption; from it one goes on to the list or the card."""
    text = lines(
        t("给您做好了，可以保存、打印或转发。"),
        t("只是按您说的情况对照文件，以主管部门核定为准。"),
    )
    if policy is None:
        return View(text, (step_back(t, "policy:list"),), file=made)
    card = button(t("回到这一条"), "policy:show", policy)
    return View(text, ((card, all_policies(t)), step_back(t, "policy:list")), file=made)
