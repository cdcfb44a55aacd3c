"""What came of a broadcast on bad days: by what arrived, when, in which order, and by rows."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from benches.bad_line import Trouble
from benches.departures import departures
from benches.mass_course import SETTLING, Course
from bot.domain.broadcasts import AGAIN, RecipientState
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.outbox import OUTBOX, PLACE

MOST_IN_A_WINDOW: Final = 30
"""As in benches/sending.py: of any second at true pace, of any 20 ms at fifty times that."""
WAIT: Final = 2.0
_NUMBER: Final = re.compile(r"^(step \d+ |owner u)(\d+)$")
"""Messages of one chat that are numbered: queued beforehand, and answers to taps."""
NONE: Final = (
    "missing",
    "unsettled",
    "blocked_wrongly",
    "blocked_unnoticed",
    "unknown_without_doubt",
    "repeats_unmarked",
    "repeats_unsaid",
    "out_of_order",
)
"""None of these may be."""
SIGNED: Final = "</i>"
"""With it end broadcasts, and nothing else that is sent here."""


@dataclass(frozen=True)
class Balance:
    """One run that is over."""

    course: Course

    def figures(self) -> tuple[dict[str, float], bool]:
        """What came of it, and whether all that is promised was kept."""
        figures = {**self._reached(), **self._lived(), **self._timed()}
        return figures, self._kept(figures)

    def _kept(self, figures: Mapping[str, float]) -> bool:
        course = self.course
        return (
            figures["messages"] == course.run.people
            and not any(figures[name] for name in NONE)
            and figures["repeats"] <= course.in_flight + figures["answers_cut"]
            and figures["most_in_a_window"] <= MOST_IN_A_WINDOW
            and figures["kills"] == course.run.kills
            and figures["answers"] > 0
            and figures["slowest_answer_ms"] <= 1000 * WAIT
        )

    def _reached(self) -> dict[str, float]:
        """Who got it, who did not, and who got it twice."""
        states, doubted, sink = self._states(), self._doubted(), self.course.sink
        came = Counter(each.chat_id for each in sink.arrivals if each.text.endswith(SIGNED))
        reached = _of(states, RecipientState.SENT)
        unknown = _of(states, RecipientState.UNKNOWN)
        blocked = _of(states, RecipientState.BLOCKED)
        repeated = {chat for chat, count in came.items() if count > 1}
        return {
            "messages": len(states),
            "sent": len(reached),
            "blocked": len(blocked),
            "missing": sum(came[chat] == 0 for chat in reached),
            "unsettled": len(states.keys() - reached - unknown - blocked),
            "blocked_wrongly": len(blocked - sink.blocked),
            "blocked_unnoticed": len(sink.blocked - blocked - unknown),
            "unknown": len(unknown),
            "unknown_without_doubt": len(unknown - doubted),
            "repeats": sum(came[chat] - 1 for chat in repeated),
            "repeats_unmarked": len(repeated - doubted),
            "repeats_unsaid": self._repeats_unsaid(),
        }

    def _lived(self) -> dict[str, float]:
        """What befell the senders and the line."""
        course = self.course
        return {
            "in_flight_at_kills": course.in_flight,
            "answers_cut": course.sink.met[Trouble.CUT_AFTER],
            "kills": course.kills,
            "storms": len(course.sink.storms),
            "out_of_order": self._out_of_order(),
        }

    def _timed(self) -> dict[str, float]:
        course, answers = self.course, sorted(self._waits())
        arrived = sorted(each.at for each in course.sink.arrivals if each.bot == "owner")
        return {
            "most_in_a_window": self._most_in_a_window(departures(course.departures)),
            "most_arrived_in_a_window": self._most_in_a_window(arrived),
            "taps": len(course.asked),
            "answers": len(answers),
            "slowest_answer_ms": round(1000 * answers[-1]) if answers else 0,
            "p95_answer_ms": round(1000 * answers[int(0.95 * len(answers))]) if answers else 0,
            "seconds": round(self._seconds(), 1),
        }

    def _states(self) -> dict[int, str]:
        course = self.course
        with course.ledger.engine.connect() as connection:
            rows = connection.execute(select(RECIPIENT.c.chat_id, RECIPIENT.c.state))
            return {row.chat_id: row.state for row in rows}

    def _doubted(self) -> set[int]:
        course = self.course
        wanted = select(OUTBOX.c.chat_id).where(OUTBOX.c.bot == "owner", OUTBOX.c.doubts > 0)
        with course.ledger.engine.connect() as connection:
            return set(connection.execute(wanted).scalars())

    def _doubted_texts(self) -> set[str]:
        course = self.course
        wanted = select(OUTBOX.c.uid, OUTBOX.c.payload).where(
            OUTBOX.c.doubts > 0, OUTBOX.c.payload.is_not(None)
        )
        with course.ledger.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        vault = course.place.vault
        return {json.loads(vault.open(PLACE, row.uid, row.payload))["text"] for row in rows}

    def _repeats_unsaid(self) -> int:
        """Repetitions that do not say that they are."""
        course = self.course
        seen: set[int] = set()
        unsaid = 0
        for each in course.sink.arrivals:
            if each.text.endswith(SIGNED):
                again = each.text.startswith(tuple(AGAIN.values()))
                unsaid += each.chat_id in seen and not again
                seen.add(each.chat_id)
        return unsaid

    def _seconds(self) -> float:
        course = self.course
        moments = [each.at for each in course.sink.arrivals if each.text.endswith(SIGNED)]
        return max(moments) - min(moments)

    def _most_in_a_window(self, moments: Sequence[float]) -> int:
        """The fullest stretch of one second at true pace, wherever it begins."""
        window, most, first = 1.0 / self.course.run.pace, 0, 0
        for last, at in enumerate(moments):
            while at - moments[first] >= window:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _waits(self) -> list[float]:
        """How long each answer took that nothing but the broadcast could hold up."""
        course = self.course
        answered: dict[str, float] = {}
        for each in course.sink.arrivals:
            if each.bot == "owner" and each.text.startswith("owner u"):
                answered.setdefault(each.text.removeprefix("owner "), each.at)
        storms = [(begin, end + SETTLING) for begin, end in course.sink.storms]
        spans = [(at, answered[text]) for text, at in course.asked.items() if text in answered]
        calm = [span for span in spans if not _overlaps(span, (*course.dead, *storms))]
        return [end - begin for begin, end in calm]

    def _out_of_order(self) -> int:
        """Chats in which something came before what was said there earlier.

        What may have arrived already is repeated later, and blocks nobody meanwhile.
        """
        course = self.course
        doubted = self._doubted_texts()
        heard: dict[tuple[int, str], list[int]] = {}
        seen: set[str] = set()
        for each in course.sink.arrivals:
            number = _NUMBER.search(each.text)
            if each.bot == "owner" and number is not None and each.text not in seen | doubted:
                seen.add(each.text)
                heard.setdefault((each.chat_id, number[1]), []).append(int(number[2]))
        wrong = [chat for chat, numbers in heard.items() if numbers != sorted(numbers)]
        return len(wrong)


def _of(states: Mapping[int, str], state: RecipientState) -> set[int]:
    return {chat for chat, each in states.items() if each == state}


def _overlaps(span: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in others)
