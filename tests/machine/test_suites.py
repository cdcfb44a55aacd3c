"""Both suites: the published vectors of SM4 and SM3, and values of both side by side."""

import pytest
from cryptography.exceptions import InvalidTag

from bot.store.suites import SM4GCM, Suite, derived, digest
from bot.store.vault import BadKey, Vault, new_key, new_keys

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_sm4_gcm_gives_what_rfc_8998_publishes() -> None:
    nonce = bytes.fromhex("00001234567800000000abcd")
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    sealed = SM4GCM(KEY).encrypt(nonce, plain, bound)
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert SM4GCM(KEY).decrypt(nonce, sealed, bound) == plain


def test_hmac_sm3_gives_what_gmt_0042_publishes() -> None:
    key = bytes.fromhex(
        "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425"
    )
    made = digest(Suite.SM, key, bytes.fromhex("cd" * 50))
    assert made.hex() == "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae"


@pytest.mark.parametrize("change", [0, 20, -1])
def test_a_changed_byte_of_sm4_is_noticed(change: int) -> None:
    sealed = bytearray(SM4GCM(KEY).encrypt(b"1" * 12, "示例纺织".encode() * 2, b"firm.name:1"))
    sealed[change] ^= 1
    with pytest.raises(InvalidTag):
        SM4GCM(KEY).decrypt(b"1" * 12, bytes(sealed), b"firm.name:1")


def test_what_is_shorter_than_its_proof_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        SM4GCM(KEY).decrypt(b"1" * 12, b"short", None)


@pytest.mark.parametrize("suite", list(Suite))
def test_values_of_either_suite_open_in_their_own_place_only(suite: Suite) -> None:
    vault = Vault.from_settings(*new_keys(7, suite))
    sealed = vault.seal("firm.name", "row-1", "示例纺织")
    assert vault.open("firm.name", "row-1", sealed) == "示例纺织"
    assert sealed[0] == 7
    with pytest.raises(InvalidTag):
        vault.open("firm.name", "row-2", sealed)


def test_stores_of_both_suites_are_read_side_by_side() -> None:
    (aes, index), (sm, sm_index) = new_keys(1, Suite.AES), new_keys(2, Suite.SM)
    old = Vault.from_settings(aes, index)
    both = Vault.from_settings(f"{aes},{sm}", f"{sm_index},{index}")
    sealed = old.seal("firm.name", 1, "示例纺织")
    assert both.open("firm.name", 1, sealed) == "示例纺织"
    assert both.seal("firm.name", 1, "示例纺织")[0] == both.current == 2
    assert old.blind("firm.code", "91410000") in both.blinds("firm.code", "91410000")
    assert both.blind("firm.code", "91410000") != old.blind("firm.code", "91410000")


def test_a_key_of_another_purpose_depends_on_the_suite() -> None:
    key = bytes(range(32))
    made = {derived(suite, key, b"zhuqi:audit", 32) for suite in Suite}
    assert len(made) == len(Suite)


@pytest.mark.parametrize(
    ("field_key", "index_key", "named"),
    [
        (f"1:sm:{new_key(32)}", new_key(), "FIELD_KEY must be 16 bytes"),
        (f"1:{new_key(16)}", new_key(), "FIELD_KEY must be 32 bytes"),
        (f"1:des:{new_key()}", new_key(), "FIELD_KEY names no suite"),
        (f"1:{new_key()}", f"md5:{new_key()}", "INDEX_KEY names no suite"),
        (f"1:{new_key()}", f"{new_key()},", "INDEX_KEY must be 32 bytes"),
    ],
    ids=["sm4 too long", "aes too short", "no suite", "no suite to index", "an empty key"],
)
def test_keys_that_do_not_fit_are_refused_by_name(
    field_key: str, index_key: str, named: str
) -> None:
    with pytest.raises(BadKey, match=named):
        Vault.from_settings(field_key, index_key)
