"""转发: whoever has the link reads how it stands now, and whether it is for them."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.domain.audience_rules import PlaceRule
from bot.domain.audiences import Audience
from bot.domain.broadcast_terms import Terms
from bot.services.broadcasts.links import Concern, opened
from bot.services.broadcasts.statistics import statistics_of
from bot.services.codes import read_code
from bot.store.firms.members import firms_of_person
from tests.broadcasts.house import CONTENT, CORRECTED, GROUND
from tests.broadcasts.street import Street
from tests.staff.office import COUNTY, SISTER_TOWN, TOWN

FORWARD = Terms(forward=True)


def token_of(street: Street, made: int) -> str:
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    return parse_qs(urlsplit(found.link).query)["start"][0]


def opens(street: Street, chat: int, token: str):
    who = street.someone(chat)
    speaking = street.act(lambda uow: firms_of_person(uow.connection, who.id))
    person = replace(who, firm_id=speaking[0] if speaking else None)
    return street.act(lambda uow: opened(uow, GROUND, person, token))


def test_the_message_carries_a_token_and_nothing_else(street: Street) -> None:
    street.office.firm()
    made = street.begun(replace(CONTENT, terms=FORWARD))
    [letter] = street.send()
    token = token_of(street, made)

    assert (
        f'<a href="https://t.me/zhuqi_bot?start={token}">看最新内容</a>' in letter.payload["text"]
    )
    assert read_code(token) is None
    assert len(token) <= 64
    other = street.begun(replace(CONTENT, terms=FORWARD))
    assert token_of(street, other) != token
    plain = street.begun()
    assert street.act(lambda uow: statistics_of(uow, street.author, plain)).link is None


def test_each_learns_whether_it_concerns_them(street: Street) -> None:
    here, there = street.office.firm(), street.office.firm("示例石材", region=SISTER_TOWN)
    got = street.person(here.id)
    made = street.begun(
        replace(CONTENT, terms=FORWARD), audience=Audience(COUNTY, (PlaceRule(frozenset({TOWN})),))
    )
    street.arrives()
    late, other, nobody = street.person(here.id), street.person(there.id), street.person()
    token = token_of(street, made)

    people = (got, late, other, nobody)
    assert [opens(street, each, token).concern for each in people] == [
        Concern.GOT,
        Concern.FITS,
        Concern.OTHERS,
        Concern.UNKNOWN,
    ]
    opens(street, late, token)
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert (found.openings.people, found.openings.times) == (4, 5)
    assert opens(street, got, token + "0") is None
    assert opens(street, got, "n-") is None


def test_it_shows_what_holds_now(street: Street) -> None:
    chat = street.person(street.office.firm().id)
    made = street.begun(replace(CONTENT, terms=FORWARD))
    street.arrives()
    token = token_of(street, made)

    changed = street.corrected(made, replace(CORRECTED, terms=FORWARD))
    street.arrives()
    found = opens(street, chat, token)
    assert (found.standing.now.id, found.standing.is_withdrawn) == (changed, False)
    gone = street.withdrawn(changed)
    street.arrives()
    found = opens(street, chat, token)
    assert (found.standing.now.id, found.standing.is_withdrawn) == (gone, True)
