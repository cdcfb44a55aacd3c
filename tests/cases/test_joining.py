"""Officers join by a code that opens once, and nobody guesses it."""

from random import Random

import pytest

from bot.domain.errors import NotYours
from bot.domain.member_refusals import InviteCode
from bot.domain.staff import general_posts
from bot.services.codes import new_code, read_code
from bot.services.staff.officers import Joined, join, make_invitation, officer_of
from bot.store.staff.invitations import INVITATION
from tests.cases.district import COUNTY, District

NOON = 1_000_000.0
CODE = "ABCDE-01234"


def invites(district: District, code: str = CODE, until: float = NOON + 86_400) -> None:
    district.act(lambda uow: make_invitation(uow, general_posts(COUNTY), code, until))


def joins(
    district: District, typed: str, chat_id: int = 9, at: float = NOON
) -> Joined | InviteCode:
    return district.act(lambda uow: join(uow, chat_id, "李干部", "zh", typed, at))


def test_a_code_has_fifty_bits_and_can_be_read_out() -> None:
    codes = {new_code(Random(seed)) for seed in range(200)}

    assert len(codes) == 200
    assert all(len(code) == 11 and code[5] == "-" for code in codes)
    assert all(read_code(code) == code.replace("-", "") for code in codes)
    assert not set("".join(codes)) & set("ILOU")


@pytest.mark.parametrize(
    "typed",
    ["abcde-01234", " ABCDE 01234 ", "ABCDE—oi234", "abcdeOL234", "ＡＢＣＤＥ－０１２３４"],
)
def test_a_code_is_understood_however_it_is_typed(district: District, typed: str) -> None:
    invites(district)

    came = joins(district, typed)

    assert isinstance(came, Joined)
    assert (came.posts, came.officer.name) == (general_posts(COUNTY), "李干部")
    assert district.act(lambda uow: officer_of(uow, 9)) == came.officer


@pytest.mark.parametrize(
    "typed", ["", "ABCDE-0123", "ABCDE-012345", "ABCDE-0123U", "你好你好你好你好你好"]
)
def test_what_is_no_code_is_no_guess(typed: str) -> None:
    assert read_code(typed) is None


def test_only_a_fingerprint_is_kept(district: District) -> None:
    invites(district)

    kept = district.act(lambda uow: uow.connection.execute(INVITATION.select()).one())

    assert b"ABCDE01234" not in bytes(kept.code)
    assert len(kept.code) == 16


def test_a_code_opens_once(district: District) -> None:
    invites(district)

    assert isinstance(joins(district, CODE, chat_id=9), Joined)
    assert joins(district, CODE, chat_id=10) is InviteCode.USED
    assert joins(district, CODE, chat_id=9) is InviteCode.ALREADY_MEMBER


def test_an_officer_does_not_use_up_a_colleagues_code(district: District) -> None:
    invites(district)
    invites(district, "ZZZZZ-99999")
    joins(district, CODE, chat_id=9)

    assert joins(district, "ZZZZZ-99999", chat_id=9) is InviteCode.ALREADY_MEMBER
    assert isinstance(joins(district, "ZZZZZ-99999", chat_id=10), Joined)


def test_a_code_ends_at_its_time(district: District) -> None:
    invites(district, until=NOON)

    assert joins(district, CODE, at=NOON) is InviteCode.EXPIRED
    assert isinstance(joins(district, CODE, at=NOON - 0.1), Joined)


def test_after_five_wrong_guesses_even_the_right_code_waits_a_quarter_of_an_hour(
    district: District,
) -> None:
    invites(district)
    for n in range(4):
        assert joins(district, f"ABCDE-9999{n}") is InviteCode.UNKNOWN
    assert joins(district, "ABCDE-99994") is InviteCode.LAST

    assert joins(district, CODE, at=NOON + 1) is InviteCode.TOO_MANY
    assert joins(district, CODE, at=NOON + 900) is InviteCode.TOO_MANY
    assert isinstance(joins(district, CODE, at=NOON + 901), Joined)


def test_one_accounts_guesses_do_not_lock_out_another(district: District) -> None:
    invites(district)
    for n in range(5):
        joins(district, f"ABCDE-9999{n}", chat_id=9)

    assert isinstance(joins(district, CODE, chat_id=10), Joined)


def test_a_hundred_wrong_guesses_of_many_accounts_close_the_door_for_an_hour(
    district: District,
) -> None:
    invites(district)

    def guesses(uow) -> None:
        for n in range(100):
            join(uow, 1000 + n // 4, "某", "zh", "ABCDE-99999", NOON)

    district.act(guesses)

    assert joins(district, CODE, at=NOON + 3600) is InviteCode.TOO_MANY
    assert isinstance(joins(district, CODE, at=NOON + 3601), Joined)


def test_an_account_that_did_not_join_is_nobody(district: District) -> None:
    with pytest.raises(NotYours) as error:
        district.act(lambda uow: officer_of(uow, 9))
    assert error.value.params == {"subject": "desk"}


def test_who_writes_again_has_unblocked_the_bot(district: District) -> None:
    officer = district.officer()
    district.blocks_the_desk(officer)

    district.act(lambda uow: officer_of(uow, officer.chat_id))

    assert district.act(lambda uow: officer_of(uow, officer.chat_id)).blocked is False
