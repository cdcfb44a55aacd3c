"""The migrations make the tables that the code declares, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

import bot.wiring.assembly  # noqa: F401 - with it every table is known, also when this is run alone
from bot.domain.staff import general_posts
from bot.migrate import upgrade
from bot.store.engines import make_engine
from bot.store.firms.firms import FIRM
from bot.store.firms.people import MEMBERSHIP
from bot.store.staff.invitations import find_invitation
from bot.store.staff.staff import lasting_posts
from bot.store.tables import METADATA
from bot.store.testing.samplings import samplings_of
from bot.store.testing.testing import groups_of

OLDER = (
    "insert into firm (id, uid, name, region, version, created_at)"
    " values (1, 'u', cast('' as {bytes}), '省/市/县', 1, 1657846800000)",
    "insert into membership (person_id, firm_id) values (1, 1)",
    "insert into test_group (id, firm_id, post, number, size, sampled_at, judged_on, created_at,"
    " removed) values (1, 1, 'x', 1, 12, 1657846800000, '2022-07-15', 1657846800000, {no})",
    "insert into officer (id, uid, chat_id, name, region, language, blocked, joined_at)"
    " values (1, 'o', 9, cast('' as {bytes}), '省/市/县', 'zh', {no}, 1657846800000)",
    "insert into invitation (id, code, region, expires_at)"
    " values (1, cast('' as {bytes}), '省/市/县', 2000000000)",
    "insert into sampling (id, group_id, sampled_at, recorded_at, recorded_by)"
    " values (1, 1, 1657846800000, 1657846800000, 1)",
)


def test_a_migrated_database_is_what_the_code_declares(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine)
    upgrade(engine)  # nothing to do is the usual case
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_what_stood_in_an_older_database_goes_on(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine, "0001")
    with engine.begin() as connection:
        local = (
            {"bytes": "bytea", "no": "false"}
            if "postgresql" in database_url
            else {"bytes": "blob", "no": "0"}
        )
        for statement in OLDER:
            connection.execute(text(statement.format_map(local)))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(select(FIRM.c.standing)).scalar_one() == "unverified"
        assert connection.execute(select(MEMBERSHIP.c.role)).scalar_one() == "owner"
        [group] = groups_of(connection, 1)
        assert (group.offers, group.size) == (True, 12)
        [sampling] = samplings_of(connection, "sampling-1")
        assert [part.size for part in (*sampling.before, *sampling.after)] == [12, 12]
        assert sampling.after[0].sampled_at == sampling.sampled_at
        posts = general_posts("省/市/县")
        assert [each.appointment for each in lasting_posts(connection, 1)] == list(posts)
        assert all(each.confirmed for each in lasting_posts(connection, 1))
        invitation = find_invitation(connection, 1)
        assert invitation is not None
        assert invitation.posts == posts
    engine.dispose()
