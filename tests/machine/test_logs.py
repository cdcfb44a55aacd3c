"""What must not be in a log is not in it."""

import logging
import subprocess
import sys

import pytest
import structlog

from bot import logs

TOKEN = "7000000001:AAHd-fake_fake_fake_fake_fake_fake_fa"


@pytest.fixture(autouse=True)
def configured(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")


def test_a_token_in_an_address_is_taken_out(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().warning("poll failed", url=f"https://example.org/bot{TOKEN}/getMe")
    said = capsys.readouterr().err
    assert TOKEN not in said
    assert "<token>" in said


def test_a_phone_number_is_masked_and_other_numbers_stay(
    capsys: pytest.CaptureFixture[str],
) -> None:
    structlog.get_logger().warning("odd", text="打 13812345678 找他", update=400123456789)
    said = capsys.readouterr().err
    assert "138****5678" in said
    assert "400123456789" in said


def test_an_exception_shows_no_secret_and_no_local_variable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = "do-not-show-me"
    try:
        raise ValueError(f"bad token {TOKEN}")
    except ValueError:
        structlog.get_logger().exception("failed")
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert TOKEN not in said
    assert secret not in said


def test_the_libraries_own_lines_are_cleaned_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("somewhere").warning("url %s", f"https://example.org/bot{TOKEN}/x")
    assert TOKEN not in capsys.readouterr().err


def test_an_error_that_a_library_logs_shows_no_token_either() -> None:
    """In a process of its own: here pytest has handlers beside ours."""
    code = f"""
import logging
from bot import logs
logs.configure("INFO")
try:
    raise ValueError("https://example.org/bot{TOKEN}/x")
except ValueError:
    logging.getLogger("somewhere").exception("failed")
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ValueError: https://example.org/bot<token>/x" in ran.stderr
    assert TOKEN not in ran.stderr


def test_a_password_in_an_address_is_taken_out_however_deep_it_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = "postgresql+psycopg://zhuqi:sesame@db.example.org/zhuqi"
    structlog.get_logger().warning("odd", tried=[address, {"proxy": "http://me:sesame@p:8080"}])
    said = capsys.readouterr().err
    assert "sesame" not in said
    assert "db.example.org" in said
