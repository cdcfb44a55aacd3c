"""Sealed values open in their own place only, and are found by their fingerprint."""

import pytest
from cryptography.exceptions import InvalidTag

from bot.store.vault import BadKey, Vault, new_key


def test_what_was_sealed_opens_in_its_own_place_only(vault: Vault) -> None:
    sealed = vault.seal("firm.name", "row-1", "示例纺织")
    assert vault.open("firm.name", "row-1", sealed) == "示例纺织"
    for place, row in [("firm.name", "row-2"), ("officer.name", "row-1")]:
        with pytest.raises(InvalidTag):
            vault.open(place, row, sealed)


def test_a_changed_byte_is_noticed(vault: Vault) -> None:
    sealed = bytearray(vault.seal("firm.name", 1, "示例纺织"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        vault.open("firm.name", 1, bytes(sealed))


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key() -> None:
    first, second, index = new_key(), new_key(), new_key()
    old = Vault.from_settings(f"1:{first}", index)
    both = Vault.from_settings(f"1:{first},2:{second}", index)
    sealed = old.seal("firm.name", 1, "示例纺织")
    assert both.open("firm.name", 1, sealed) == "示例纺织"
    assert both.seal("firm.name", 1, "示例纺织")[0] == 2
    with pytest.raises(KeyError):
        old.open("firm.name", 1, both.seal("firm.name", 1, "x"))


def test_a_fingerprint_is_keyed_and_bound_to_its_place(vault: Vault) -> None:
    other = Vault.from_settings(f"1:{new_key()}", new_key())
    phone = "13812345678"
    assert vault.blind("person.phone", phone) == vault.blind("person.phone", phone)
    assert vault.blind("person.phone", phone) != vault.blind("officer.phone", phone)
    assert vault.blind("person.phone", phone) != other.blind("person.phone", phone)


@pytest.mark.parametrize("key", ["", "abc", "0:AAAA", "1:not base64!", "1:AAAA"])
def test_a_bad_key_is_refused_with_a_reason(key: str) -> None:
    with pytest.raises(BadKey, match="FIELD_KEY"):
        Vault.from_settings(key, new_key())


def test_a_vault_does_not_show_its_keys(vault: Vault) -> None:
    assert "index_key" not in repr(vault)
