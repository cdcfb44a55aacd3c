"""Numbers of offices that firms may ring: landlines with their area code, and service lines."""

import pytest

from bot.domain.phones import is_duty_number, written_duty_number


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("0377-67221234", "0377-67221234"),
        ("0377 6722 1234", "0377-67221234"),
        ("+86 377 6722 1234", "0377-67221234"),
        ("（０３７７）67221234转8", "0377-67221234-8"),
        ("010-65123456", "010-65123456"),
        ("12345", "12345"),
        ("400-123-4567", "400-123-4567"),
    ],
)
def test_a_number_of_an_office_is_kept_in_one_shape(said: str, written: str) -> None:
    assert written_duty_number(said) == written
    assert is_duty_number(written)


@pytest.mark.parametrize("said", ["67221234", "13800001111", "问门卫", "", "0377", "12345678901"])
def test_anything_else_is_none(said: str) -> None:
    assert not is_duty_number(written_duty_number(said))
