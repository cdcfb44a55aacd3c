"""The page's own words, Chinese and English. What the bots say is theirs."""

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh", "en"]

LABELS: Final[dict[str, tuple[str, str]]] = {
    "title": ("助企通 · 体验室", "Zhuqi · training room"),
    "brand": ("助企通", "Zhuqi"),
    "room": ("体验室", "training room"),
    "how": ("怎么玩", "How to play"),
    "reset": ("从头开始", "Start over"),
    "other_language": ("EN", "中"),
    "other_language_name": ("Switch to English", "切换到中文"),
    "close": ("关闭", "Close"),
    "cancel": ("取消", "Cancel"),
    # seats
    "sides": ("企业和工作台", "Firm and desk"),
    "side_owner": ("企业", "Firm"),
    "side_desk": ("工作台", "Desk"),
    "seats_owner": ("企业的人", "People of the firm"),
    "seats_desk": ("工作台的人", "People at the desk"),
    "role_owner": ("企业主", "Business owner"),
    "role_colleague": ("同事", "Colleague"),
    "role_desk": ("经办", "Case officer"),
    "role_liaison": ("包保干部", "Liaison"),
    "role_inspector": ("督导检查", "Inspector"),
    "role_editor": ("政策编辑", "Editor"),
    "role_approver": ("审批人", "Approver"),
    "role_administrator": ("管理员", "Admin"),
    "you_are": ("您在这里扮演：", "Here you play:"),
    "starting": ("正在启动…", "starting…"),
    "online": ("在线", "online"),
    "silent_bot": ("暂无响应", "not responding"),
    "down": ("已停止", "stopped"),
    "typing": ("正在输入…", "typing…"),
    "uploading": ("正在发送文件…", "sending a file…"),
    "more": ("更多", "More"),
    "block": ("屏蔽机器人", "Block the bot"),
    "unblock": ("解除屏蔽", "Unblock the bot"),
    "is_blocked": (
        "您已屏蔽这个机器人：它发不进来消息。",
        "You have blocked this bot: it cannot reach you.",
    ),
    "new_invite": ("要一个邀请码", "Get an invitation code"),
    # messages
    "messages": ("消息", "Messages"),
    "edited": ("已编辑", "edited"),
    "silent": ("静音发送", "sent silently"),
    "protected": ("禁止转发和保存", "no forwarding or saving"),
    "photo": ("照片", "Photo"),
    "document": ("文件", "File"),
    "reply": ("回复", "Reply"),
    "edit": ("改这条", "Edit"),
    "replying": ("回复", "Reply to"),
    "editing": ("修改", "Editing"),
    "reply_gone": ("消息已删除", "Deleted message"),
    "unread": ("条未读", "unread"),
    "newer": ("有新消息 ↓", "New messages ↓"),
    "deaf_button": (
        "这个按钮没有动作",
        "This button does nothing here",
    ),
    # empty chat
    "empty_owner": (
        "在这里您是一位企业主：问政策、记采样、报难题，都像平时打字一样。",
        "Here you are a business owner. Ask about policies, keep test dates, report problems: "
        "just type.",
    ),
    "empty_desk": (
        "在这里您是工作人员：企业的诉求会送到您面前，办完要写明结果。",
        "Here you work at the desk. What owners report arrives here, and you solve it with "
        "a written result.",
    ),
    "empty_starting": (
        "机器人正在启动，通常不到一分钟。",
        "The bot is starting; this usually takes less than a minute.",
    ),
    "start": ("开始", "Start"),
    "invite": ("邀请码", "Invitation code"),
    "invite_why": ("工作台凭邀请码入座", "The desk needs a code"),
    "fill_in": ("填入", "Fill in"),
    "invite_failed": (
        "暂时拿不到邀请码，请稍候再试。",
        "No invitation code at the moment; try again shortly.",
    ),
    # composer
    "commands": ("菜单", "Menu"),
    "attach": ("添加照片或文件", "Attach a photo or file"),
    "attached": ("附件", "Attached"),
    "remove": ("移除", "Remove"),
    "compose": ("发消息给", "Message to"),
    "compose_hint": ("输入消息…", "Message…"),
    "send": ("发送", "Send"),
    "send_failed": (
        "没有发出去：页面连不上体验室。请看看启动它的终端窗口。",
        "Not sent: the training room does not answer. Look at the terminal that started it.",
    ),
    "refused": ("没有发出去", "Not sent"),
    # clock
    "clock": ("业务时钟", "Business clock"),
    "clock_note": (
        "训练用时钟，从2022年7月开始",
        "a clock for training; it starts in July 2022",
    ),
    "clock_waiting": ("机器人正在启动…", "The bots are starting…"),
    "clock_gone": ("时钟暂时读不到", "The clock cannot be read right now"),
    "clock_open": ("拨时钟", "Set clock"),
    "plus_1h": ("+1 小时", "+1 hour"),
    "plus_12h": ("+12 小时", "+12 hours"),
    "plus_2d": ("+2 天", "+2 days"),
    "pick": ("选日期时间", "Pick a date"),
    "pick_label": ("拨到（北京时间）", "Set the clock to (Beijing time)"),
    "pick_note": (
        "只能往后拨；想回到过去，请用“从头开始”。",
        "The clock only moves forward. To go back, use Start over.",
    ),
    "pick_go": ("拨过去", "Go"),
    "pick_empty": ("请先选好日期和时间。", "Choose a date and a time first."),
    "mode": ("拨快时", "On a jump"),
    "mode_play": ("路上到期的都会依次发生", "play all that falls due"),
    "mode_down": ("当作这段时间停机", "as if it had been down"),
    "moving": ("正在拨时钟，路上的事依次发生…", "Moving the clock, playing what is due…"),
    "moved": ("时钟已拨到", "The clock now says"),
    # states of the whole page
    "child_stopped": (
        "机器人程序已经停止，所以没有人回答。请看启动它的终端窗口里最后几行，然后按“从头开始”。",
        "The bots' program has stopped, so nobody answers. Read the last lines in the terminal "
        "that started it, then press Start over.",
    ),
    "exit_code": ("退出码", "exit code"),
    "connection_lost": (
        "和体验室的连接断了，正在重连…",
        "The connection to the training room is lost; reconnecting…",
    ),
    "reset_title": ("从头开始？", "Start over?"),
    "reset_text": (
        "所有人的聊天、企业资料和事项都会清空，时钟回到2022年7月，机器人重新启动（不到一分钟）。",
        "All chats, the firm's data and all cases are cleared, the clock returns to July 2022 "
        "and the bots start again (less than a minute).",
    ),
    "reset_yes": ("清空并重来", "Clear and start over"),
    "reset_failed": ("没能重新开始，请稍候再试。", "Could not start over; try again shortly."),
    "no_script": (
        "这个页面需要 JavaScript 才能收发消息。",
        "This page needs JavaScript to send and receive.",
    ),
    # how to play
    "how_title": ("五步走完主线", "The main story in five steps"),
    "how_1_head": ("经办先入座", "Seat the officer"),
    "how_1": (
        "在工作台的“经办”座位按〔开始〕，把邀请码〔填入〕并发送。从此企业的难题会送到您面前。"
        "旁边还有包保干部、督导检查和管理员的座位。",
        "On the desk's side, as Case officer, press Start, then Fill in the code and send it. "
        "From now on owners' problems reach you. Liaison, Inspector and Admin sit beside.",
    ),
    "how_2_head": ("让机器人认识企业", "Introduce the firm"),
    "how_2": (
        "在企业那边按〔开始〕，选地方、写名字、照着问题答。数字可以说大概：“一千二左右”。",
        "On the owner's side press Start, choose the place, give a name and answer. Rough "
        "numbers are fine: “about 1200”.",
    ),
    "how_3_head": ("看能享受什么", "See what the firm may get"),
    "how_3": (
        "答完就列出结论。点开采样屋补贴，看金额怎么分、依据哪一条；〔看原文〕是文件原话。",
        "After the last answer the verdicts are listed. Open the booth subsidy: who pays how "
        "much, by which clause; “Read the text” shows the document's own words.",
    ),
    "how_4_head": ("拨快时钟等提醒", "Move the clock"),
    "how_4": (
        "建一个采样组并记下上次采样，再按〔+12 小时〕〔+2 天〕：到期前它会提醒。",
        "Set up a test group with its last test, then press +12 hours or +2 days: it reminds "
        "you before the deadline.",
    ),
    "how_5_head": ("报难题，走到办结", "Report a problem, see it closed"),
    "how_5": (
        "企业主按〔找人工〕，说说难处；经办按〔我来办〕，答复，写明结果办结；"
        "企业主说没解决就重开，说解决了，再由“督导检查”核查后销号。",
        "The owner presses “Ask a person” and says what is wrong; the officer takes the case, "
        "answers, and writes the result. The owner’s no reopens it; after the yes the Inspector "
        "checks before it is closed.",
    ),
    "how_note": (
        "这里的一切只在本机：没有真实的 Telegram，也没有真实的企业。",
        "All of this stays on this computer: no real Telegram, no real firm.",
    ),
    "weekdays": ("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun"),
}


@dataclass(frozen=True)
class Labels:
    """The labels in one language, called as `labels("send")` in templates."""

    language: Language

    def __call__(self, key: str) -> str:
        """Return the label's text; an unknown key is a KeyError."""
        zh, en = LABELS[key]
        return en if self.language == "en" else zh


ZH: Final = Labels("zh")
EN: Final = Labels("en")


def labels_of(language: str | None) -> Labels:
    """Return the labels for a remembered choice; Chinese when there is none."""
    return EN if language == "en" else ZH
