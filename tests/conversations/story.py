"""A story: what people do, and all that they read because of it, as one YAML file to review.

    people:
      owner: {bot: owner, name: 李厂长}          # language: en for an English client
      officer: {bot: desk, name: 王干部}
    acts:
      - owner says: /start
        then: |
          → owner
          您好，…
          〔开始〕〔先随便看看〕

Acts: `says`, `taps` (the newest button so labelled), `taps again` (one that was replaced since),
`forges` (`WHO | LABEL`: what a button of somebody else sends, from the own chat),
`replies` (`WORDS | TEXT`, to the newest message that has the words), `sends` (sticker, voice,
location, contact: their own card, card: somebody else's; photo, album, document or program, each
with its caption if there is one: `photo 卡口`;
`sheet 分工.xlsx`, whose rows stand under `sheets` of the story; `policy 新版.yaml`, see
`policies_sent`),
`edits` (their last text, or photo or document, by its caption), `blocks`/`unblocks`,
`repeats` (Telegram delivers the last update of this person's bot once more); `clock plays` and
`bots were down`: until a moment in Asia/Shanghai; `line hangs`: the owner bot gets no further than
this owner until `line works: again`; `staff set`: `fact = value` of the home region, by the
command that `operator runs` (`admin set …`; `admin in-force … | y`: with a terminal at which y is
typed), which says what it prints and its exit code;
`software brings`: a start with the next software, see `policies_sent`.
`{invitation}` in a text is a fresh code of the desk, `{invitation administrator}` one of a kind
of staff, both as the operator makes them (what else may be so before a story begins: see
`setting`); `{code}` is the newest that anybody of the story has
read; in `then` every code is `{code}`. `{link}` is what the newest link to a broadcast names.

In `then`, `→ owner (edited)` is a message that changed in place, `(silent)` one without a sound,
`(photo)`, `(voice)` or `(document NAME)` what a message carries, `(flash)` the line that flashes
up over the chat; `> ` marks the words of a document, `⌨` the keyboard below the field.
"""

import html
import re
import shlex
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from tests.bed import Bed
from tests.conversations.crowd import Crowd
from tests.conversations.pictures import PIXEL
from tests.conversations.policies_sent import content_of, update_software
from tests.conversations.setting import prepare
from tests.sandbox_client import Person, Refused, Said
from tests.sheets.books import by_openpyxl

ZONE = ZoneInfo("Asia/Shanghai")
INVITATION = re.compile(r"\{invitation(?: (?P<kind>\w+))?\}")
CODE = re.compile(r"\b(?!ABCDE-FGHJK)[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b", re.ASCII)
LINK = re.compile(r"\bn-[0-9a-f]{32}\b")
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class CannotAct(AssertionError):
    """A story wants what cannot be done there, e.g. a tap on a button that is not shown."""


@dataclass
class Actor:
    """Somebody in a story, and what they have read so far."""

    role: str
    person: Person
    seen: int = 0  # revision of the chat up to which it was read
    known: set[int] = field(default_factory=set)
    shown: list[Said] = field(default_factory=list)  # every version of every message
    written: int = 0

    async def miss_what_was(self) -> None:
        """What they have read before the story begins is not part of it."""
        screen = await self.person.screen()
        self.seen = screen.revision
        self.shown = [one for one in screen.messages if one.sender == "bot"]
        self.known = {one.id for one in self.shown}


@dataclass
class Stage:
    """A story that is being lived."""

    bed: Bed
    actors: Mapping[str, Actor]
    crowds: Mapping[str, Crowd] = field(default_factory=dict)
    sheets: Mapping[str, Any] = field(default_factory=dict)
    policies: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""  # the newest that was read
    link: str = ""  # what the newest link to a broadcast names
    printed: str = ""  # by the command that was run in this act

    async def act(self, act: str, what: str) -> str:
        """Do one act and return all that anybody read because of it."""
        self.printed = ""
        await self._do(act, what)
        await self.bed.settled()
        read = [self.printed]
        read += [await self._read(each, act) for each in self.actors.values()]
        for crowd in self.crowds.values():
            read += [self._without_codes(each) for each in await crowd.read(reading)]
        return "\n".join(each for each in read if each).strip()

    async def _do(self, act: str, what: str) -> None:
        if act == "clock plays":
            await self.bed.move(_moment(what))
        elif act == "bots were down":
            await self.bed.move(_moment(what), "down")
        elif act == "line hangs":
            self.bed.hang(self.actors[what].person.person_id)
        elif act == "line works":
            await self.bed.go_on()
        elif act == "staff set":
            await self.bed.set_region(*what.split(" = "))
        elif act == "operator runs":
            self.printed = await _printed(self.bed, what)
        elif act == "software brings":
            await update_software(self.bed, what, self.policies)
        else:
            role, _, verb = act.partition(" ")
            await self._do_as(role, verb, what)

    async def _do_as(self, role: str, verb: str, what: str) -> None:
        done, _, place = verb.partition(" in ")
        if role in self.crowds:
            await self.crowds[role].acts(verb, what)
        elif place:
            await self.crowds[place].acted(self.actors[role].person, done, what)
        elif verb == "joins":
            number = self.actors[role].person.person_id
            await self.crowds[what].group.act("join", person=number)
        else:
            await _VERBS[verb](self, self.actors[role], what)

    async def _flash(self, actor: Actor, act: str) -> str | None:
        """The line over the chat in which they have just tapped."""
        _, _, place = act.partition(" taps in ")
        if place and act.startswith(f"{actor.role} taps"):
            return await self.crowds[place].toast(actor.person)
        return None

    async def _read(self, actor: Actor, act: str) -> str:
        screen = await actor.person.screen()
        heard = [
            one for one in screen.messages if one.sender == "bot" and one.revision > actor.seen
        ]
        links = [each for one in heard for each in LINK.findall(one.html)]
        self.link = links[-1] if links else self.link
        blocks = [self._without_codes(_block(actor, one)) for one in heard if not one.deleted]
        in_group = " taps in " in act
        toast = await self._flash(actor, act) if in_group else screen.toast
        if toast and act.startswith(f"{actor.role} taps"):
            blocks.append(f"→ {actor.role} (flash)\n{toast}\n")
        actor.seen = screen.revision
        actor.known |= {one.id for one in heard}
        actor.shown += heard
        return "\n".join(blocks)

    def sheet(self, name: str) -> bytes:
        """A spreadsheet of the story: `.csv` as text, anything else as a workbook."""
        rows = [["" if cell is None else cell for cell in row] for row in self.sheets[name]]
        if name.endswith(".csv"):
            return "\r\n".join(",".join(map(str, row)) for row in rows).encode("gb18030")
        return by_openpyxl(*rows)

    def _without_codes(self, text: str) -> str:
        """Codes are random: what was said of them is the same, whatever was drawn."""
        codes = CODE.findall(text)
        self.code = codes[-1] if codes else self.code
        return LINK.sub("{link}", CODE.sub("{code}", text))


async def _printed(bed: Bed, what: str) -> str:
    """All that a command prints, and its exit code unless it is 0."""
    line, _, typed = what.partition(" | ")
    _, *command = shlex.split(line)  # without `admin`
    code, said = await bed.operate(command, typed or None)
    return f"→ operator{f' (exit code {code})' if code else ''}\n{said}\n"


def reading(markup: str) -> str:
    """Telegram's HTML as people read it; quoted lines begin with `> `."""
    quoted = re.sub(r"<blockquote[^>]*>(.*?)</blockquote>", _quoted, markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", quoted))


def _quoted(found: "re.Match[str]") -> str:
    return "\n".join(f"> {line}" for line in found[1].splitlines())


def _block(actor: Actor, message: Said) -> str:
    marks = [
        word
        for word, so in (
            ("edited", message.id in actor.known),
            ("silent", message.silent),
            ("protected", message.protected),
            ("photo", message.photo is not None),
            ("voice", message.voice is not None),
            (f"document {(message.document or {}).get('name')}", message.document is not None),
        )
        if so
    ]
    head = f"→ {actor.role}" + (f" ({', '.join(marks)})" if marks else "")
    rows = ["".join(f"〔{button.text}〕" for button in row) for row in message.keyboard]
    return "\n".join([head, reading(message.html), *rows, *_below(message), ""])


def _below(message: Said) -> list[str]:
    """The keyboard below the field, if the message brings one or takes it away."""
    if message.below is None:
        return []
    labels = ["".join(f"〔{label}〕" for label in row) for row in message.below]
    return [f"⌨ {row}" for row in labels] or ["⌨ gone"]


async def _say(stage: Stage, actor: Actor, text: str) -> None:
    for asked in INVITATION.finditer(text):
        text = text.replace(asked[0], await stage.bed.invite(asked["kind"]))
    text = text.replace("{code}", stage.code).replace("{link}", stage.link)
    actor.written = await actor.person.say(text)


async def _reply(stage: Stage, actor: Actor, what: str) -> None:
    words, _, text = what.partition(" | ")
    answered = next((one for one in reversed(actor.shown) if words in reading(one.html)), None)
    if answered is None:
        raise CannotAct(f"{actor.role} has never read {words!r}")
    await actor.person.say(text, reply_to=answered.id)


async def _tap(_: Stage, actor: Actor, label: str) -> None:
    await actor.person.press(label)


async def _tap_again(_: Stage, actor: Actor, label: str) -> None:
    """A button on a screen that has not been redrawn yet, or of a message far above."""
    old = next((one for one in reversed(actor.shown) if label in one.labels), None)
    if old is None:
        raise CannotAct(f"{actor.role} has never seen {label!r}")
    await actor.person.press(old.data(label), old, forged=True)


async def _forge(stage: Stage, actor: Actor, what: str) -> None:
    """The data of somebody else's button, sent from an own chat by a client that does not ask."""
    role, _, label = what.partition(" | ")
    theirs = next((one for one in reversed(stage.actors[role].shown) if label in one.labels), None)
    if theirs is None:
        raise CannotAct(f"{role} has never seen {label!r}")
    await actor.person.press(theirs.data(label), actor.shown[-1], forged=True)


async def _send(stage: Stage, actor: Actor, what: str) -> None:
    kind, _, caption = what.partition(" ")
    person = actor.person
    sends: Mapping[str, Callable[[], Awaitable[Any]]] = {
        "sticker": person.sticker,
        "photo": lambda: person.photo(PIXEL, caption),
        "album": lambda: person.album([PIXEL, PIXEL, PIXEL], caption),
        "document": lambda: person.document(b"%PDF-1.4", caption, "采样登记.pdf"),
        "program": lambda: person.document(b"MZ\x90\x00\x03", caption, "助手.exe"),
        "sheet": lambda: person.document(stage.sheet(caption), "", caption),
        "policy": lambda: person.document(content_of(caption, stage.policies), "", caption),
        "voice": person.voice,
        "location": lambda: person.location(33.25, 113.01),
        "contact": lambda: person.contact(phone="+8613800138000"),
        "card": lambda: person.contact(4711, "+8613900001111"),
    }
    sent = await sends[kind]()
    actor.written = sent if kind in {"photo", "document"} else actor.written


async def _edit(_: Stage, actor: Actor, text: str) -> None:
    await actor.person.edit(actor.written, text)


async def _block_bot(_: Stage, actor: Actor, __: str) -> None:
    await actor.person.block()


async def _unblock_bot(_: Stage, actor: Actor, __: str) -> None:
    await actor.person.unblock()


async def _repeat(stage: Stage, actor: Actor, _: str) -> None:
    await stage.bed.repeat_last(actor.person.bot)


_VERBS: Mapping[str, Callable[[Stage, Actor, str], Awaitable[None]]] = {
    "says": _say,
    "replies": _reply,
    "taps": _tap,
    "taps again": _tap_again,
    "forges": _forge,
    "sends": _send,
    "edits": _edit,
    "blocks": _block_bot,
    "unblocks": _unblock_bot,
    "repeats": _repeat,
}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def load(path: Path) -> Any:
    """The file as it is written, comments included."""
    return _yaml().load(path.read_text())


def _groups(story: Any) -> list[tuple[str, Any]]:
    return list(story.get("groups", {}).items())


async def _crowd(bed: Bed, role: str, who: Any, actors: Mapping[str, Actor]) -> Crowd:
    """A group with these people, without the bot."""
    group = bed.group()
    members = [actors[each].person.person_id for each in who["members"]]
    await group.make(who["title"], members)
    return Crowd(role, group, lambda: next(bed.people))


async def live(bed: Bed, story: Any) -> list[str]:
    """Act the story out; returns what was read after each act."""
    actors = {}
    for role, who in story["people"].items():
        language = LANGUAGES[who.get("language", "zh")]
        actors[role] = Actor(role, await bed.somebody(who["bot"], who["name"], language))
    await prepare(bed, story, {role: actor.person for role, actor in actors.items()})
    for actor in actors.values():
        await actor.miss_what_was()
    crowds = {role: await _crowd(bed, role, who, actors) for role, who in _groups(story)}
    sent = (story.get("sheets", {}), story.get("policies", {}))
    stage, read = Stage(bed, actors, crowds, *sent), [""]
    for step in story["acts"]:
        act, what = _act_of(step)
        try:
            read.append(await stage.act(act, what))
        except (Refused, CannotAct) as error:
            raise CannotAct(f"{act}: {what}: {error}; before it:\n{read[-1]}") from error
    return read[1:]


def differences(story: Any, read: list[str]) -> str:
    """What was read against what is written, act by act; empty if it is the same."""
    wrong = []
    for step, now in zip(story["acts"], read, strict=True):
        expected = str(step.get("then", "")).strip()
        if expected != now:
            lines = unified_diff(
                expected.splitlines(), now.splitlines(), "written", "read", lineterm="", n=20
            )
            wrong.append("\n".join(["- " + ": ".join(_act_of(step)), *lines]))
    return "\n\n".join(wrong)


def write(path: Path, story: Any, read: list[str]) -> None:
    """Put what was read into the file."""
    for step, now in zip(story["acts"], read, strict=True):
        step.pop("then", None)
        if now:
            step["then"] = LiteralScalarString(now + "\n")
    with path.open("w") as file:
        _yaml().dump(story, file)


def _act_of(step: Mapping[str, Any]) -> tuple[str, str]:
    [(act, what)] = [each for each in step.items() if each[0] != "then"]
    return act, str(what)
