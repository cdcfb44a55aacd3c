"""Whether the keys are there, and open what is stored."""

from typing import Final

from sqlalchemy import Connection

from bot.doctor.findings import Finding, Findings, fine, wrong
from bot.doctor.patient import Patient
from bot.settings import BadSettings
from bot.store.samples import Opened, index_fits, open_samples
from bot.store.vault import BadKey, Vault
from policies.words import Words, joined

MAKE_KEYS: Final = Words(
    "请运行 `python -m bot keys`，把两行写进 .env，并另存一份。",
    "Run `python -m bot keys`, put the two lines into .env and keep a copy elsewhere.",
)
OLD_KEYS: Final = Words(
    "请把原来的密钥从另存的那份写回 .env；没有它，已存的数据打不开。",
    "Put the former keys back into .env from the copy: without them nothing stored opens.",
)


def look_at_keys(patient: Patient) -> tuple[Vault | None, list[Finding]]:
    """The settings hold keys of the right shape."""
    try:
        vault = Vault.from_settings(*patient.settings.keys())
    except BadSettings:
        return None, [wrong("没有加密密钥。", "There are no keys.", MAKE_KEYS)]
    except BadKey as error:
        zh, en = f"密钥不对（{error}）。", f"A key is not what it should be ({error})."
        return None, [wrong(zh, en, MAKE_KEYS)]
    ids = ", ".join(str(each) for each in sorted(vault.ciphers))
    zh = f"密钥齐全：编号 {ids}，新数据用 {vault.current} 号。"
    en = f"Keys are there: {ids}; number {vault.current} seals what is new."
    return vault, [fine(zh, en)]


def look_at_sealed(connection: Connection, vault: Vault) -> Findings:
    """They open what is stored, the newest and the oldest of it."""
    opened = open_samples(connection, vault)
    if not opened.tried:
        yield fine("还没有存下加密的数据。", "Nothing sealed is stored yet.")
    elif opened.shut:
        yield wrong(*_shut(opened), OLD_KEYS)
    else:
        count = opened.tried
        yield fine(
            f"密钥打得开已存的数据（试了 {count} 处）。",
            f"The keys open what is stored ({count} tried).",
        )
    if index_fits(connection, vault) is False:
        zh, en = "INDEX_KEY 和已存的数据不符。", "INDEX_KEY does not fit what is stored."
        yield wrong(zh, en, OLD_KEYS)


def _shut(opened: Opened) -> tuple[str, str]:
    absent = [
        Words(f"缺 {each} 号密钥", f"key {each} is absent") for each in sorted(opened.absent_keys)
    ]
    why = (
        joined(absent)
        if absent
        else Words("密钥不是原来那把，或数据被改过", "another key, or changed data")
    )
    zh = f"试了 {opened.tried} 处已存的数据，{opened.shut} 处打不开：{why.zh}。"
    return zh, f"Of {opened.tried} stored values {opened.shut} do not open: {why.en}."
