"""Settings: read once, and all faults told together."""

from __future__ import annotations

import pytest

from stonechat.errors import SettingsError
from stonechat.settings import read_settings

GOOD = {"DATABASE_URL": "postgresql://u:p@db/chat", "JWT_SECRET": "s" * 32}


def test_two_settings_are_enough() -> None:
    settings = read_settings(GOOD)

    assert settings.async_database_url == "postgresql+asyncpg://u:p@db/chat"
    assert (settings.api_host, settings.api_port, settings.workers) == ("127.0.0.1", 8000, 1)


def test_the_database_may_ask_for_tls_in_the_usual_words() -> None:
    settings = read_settings({**GOOD, "DATABASE_URL": "postgres://u:p@db/chat?sslmode=require"})

    assert settings.async_database_url == "postgresql+asyncpg://u:p@db/chat?ssl=require"
    assert settings.database_direct_url == "postgres://u:p@db/chat?sslmode=require"


def test_secrets_rotate_as_a_list_with_the_newest_first() -> None:
    settings = read_settings({**GOOD, "JWT_SECRET": f"{'n' * 32}, {'o' * 32}"})

    assert settings.jwt_secrets == ("n" * 32, "o" * 32)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({"API_PORT": "80000", "WEB_CONCURRENCY": "0", "DASHBOARD_ORIGINS": "desk.example"})

    told = "\n".join(refusal.value.faults)
    for name in ("DATABASE_URL", "JWT_SECRET", "API_PORT", "WEB_CONCURRENCY", "DASHBOARD_ORIGINS"):
        assert name in told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", "mysql://u@db/chat"),
        ("DATABASE_URL", "postgresql://u@db/chat?ssl=true"),
        ("DATABASE_DIRECT_URL", "mysql://u@db/chat"),
        ("JWT_SECRET", "short"),
        ("JWT_SECRET", f"{'n' * 32},short"),
        ("API_PORT", "http"),
        ("COOKIE_CROSS_SITE", "maybe"),
        ("DASHBOARD_ORIGINS", "https://desk.example/"),
        ("ADMIN_PASSWORD", "short"),
        ("ADMIN_PASSWORD", "x" * 201),
    ],
)
def test_a_wrong_setting_is_named(name: str, text: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({**GOOD, name: text})

    assert all(name in fault for fault in refusal.value.faults)


def test_no_secret_is_repeated_in_an_error() -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings(
            {"DATABASE_URL": "mysql://u:hunter2@db/chat", "JWT_SECRET": "tiny-secret", "ADMIN_PASSWORD": "pa55"}
        )

    for secret in ("hunter2", "tiny-secret", "pa55"):
        assert secret not in str(refusal.value)
