"""Command line: python -m bot.sandbox --port 8765 --control-port 8766 -- COMMAND..."""

import argparse
import asyncio
import contextlib
import errno
import os
import secrets
import signal
import sys
import time
from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.sandbox.process import Child
from bot.sandbox.server import HOST, create_app, serving
from bot.sandbox.settings import SandboxSettings

BESIDE_TOKENS = (
    "环境中已有 {name}：沙盒不会与真实机器人同时运行。请先取消该变量，或直接启动真实机器人。\n"
    "{name} is set: the sandbox does not run beside real bots. Unset it, or start the real bots."
)
PORT_TAKEN = (
    "端口 {port} 已被占用：请关闭占用它的程序，或用 --port 换一个端口。\n"
    "Port {port} is in use: close the program that has it, or choose another with --port."
)
OPEN_PAGE = "请在浏览器打开 / Open in your browser: {url}"
CHILD_ENDED = (
    "机器人进程已退出，代码 {code}；沙盒仍在运行，按 Ctrl-C 结束。\n"
    "The bots' process has ended with code {code}; the sandbox stays up, Ctrl-C ends it."
)


def main(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Run the sandbox until it is interrupted.

    Returns:
        0 after Ctrl-C or SIGTERM, 1 when the port is taken, 2 beside tokens.
    """
    options = _options(argv)
    for name in ("OWNER_BOT_TOKEN", "DESK_BOT_TOKEN"):
        if env.get(name):
            print(BESIDE_TOKENS.format(name=name), file=sys.stderr)
            return 2
    return asyncio.run(_run(options, env))


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox")
    parser.add_argument("--port", type=int, default=8765, help="of the page and the Bot API")
    parser.add_argument("--control-port", type=int, default=8766, help="of the child's clock")
    parser.add_argument("command", nargs="*", help="what to run beside it, after --")
    return parser.parse_args(argv)


async def _run(options: argparse.Namespace, env: Mapping[str, str]) -> int:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    key = secrets.token_urlsafe(24)
    control = f"http://{HOST}:{options.control_port}" if options.command else None
    settings = SandboxSettings(time=time.time, control_url=control, control_key=key)
    child = _child(options, settings, env) if options.command else None
    try:
        return await _serve(create_app(settings, child), child, options.port, over)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(PORT_TAKEN.format(port=options.port), file=sys.stderr)
        return 1


def _child(
    options: argparse.Namespace, settings: SandboxSettings, env: Mapping[str, str]
) -> Child:
    added = {
        "OWNER_BOT_TOKEN": settings.owner_token,
        "DESK_BOT_TOKEN": settings.desk_token,
        "TELEGRAM_API_URL": f"http://{HOST}:{options.port}",
        "HTTP_PORT": str(options.control_port),
        "SANDBOX_KEY": settings.control_key,
    }
    return Child(options.command, {**env, **added}, on_exit=_report)


def _report(code: int) -> None:
    print(CHILD_ENDED.format(code=code), file=sys.stderr, flush=True)


async def _serve(app: web.Application, child: Child | None, port: int, over: asyncio.Event) -> int:
    async with serving(app, port) as url:
        print(OPEN_PAGE.format(url=url), flush=True)
        if child is None:
            await over.wait()
            return 0
        async with asyncio.TaskGroup() as tasks:
            watch = tasks.create_task(child.run())
            await over.wait()
            await child.stop()
            watch.cancel()
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:], os.environ))
