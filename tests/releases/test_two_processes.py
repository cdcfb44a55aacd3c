"""Two whole processes on one PostgreSQL: one publishes, the other answers by it, not restarted."""

import signal
from pathlib import Path

from bot.store.vault import new_key
from tests.bed_process import sandbox_process
from tests.databases import schema
from tests.releases.house import LOWER, changed
from tests.sandbox_client import Sandbox
from tests.whole_processes import START, Place, looking_at, quiet

RENAMED = changed(LOWER, {"zh: 采样屋补贴": "zh: 采样小屋补贴"})


async def test_the_other_process_answers_by_what_one_has_published(tmp_path: Path) -> None:
    keys = f"1:{new_key()}", new_key()
    with schema() as database, looking_at(database) as engine:
        async with sandbox_process() as url:
            place, sandbox = Place(url, database, tmp_path, keys), Sandbox(url)
            owner = sandbox.person("owner", 1001)
            editor, approver = (sandbox.person("desk", number) for number in (2001, 2002))
            async with place.runs("one") as one, place.runs("other") as other:
                await owner.say("采样屋补贴")
                before = await owner.wait_for("您是想看政策吗", START)
                await editor.say(await one.invite("editor"))
                await approver.say(await one.invite("approver"))
                await editor.wait_for("已加入", START)
                await approver.wait_for("已加入", START)
                await editor.document(RENAMED.encode(), "", "P-FC-01.yaml")
                checked = await editor.wait_for("检查通过", START)
                await editor.press("送审", checked)
                asked = await approver.wait_for("等您审批", START)
                await quiet(engine)

                await other.stand_still(engine)
                await approver.press("批准", asked)
                await approver.wait_for("已生效", START)
                one.process.kill()
                other.process.send_signal(signal.SIGCONT)
                await owner.say("采样屋补贴")
                after = await owner.wait_for("您是想看政策吗", START)

                assert "📄 采样屋补贴" in before.labels
                assert "📄 采样小屋补贴" in after.labels
                assert await one.process.wait() == -signal.SIGKILL
                assert other.process.returncode is None, "it was never started again"
