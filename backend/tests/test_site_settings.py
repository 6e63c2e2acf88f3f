"""What a site may be set to: origins, languages, places."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stonechat.errors import InvalidInput
from stonechat.sites.languages import canonical_language, text_in
from stonechat.sites.origins import may_embed, normal_origin
from stonechat.sites.settings import checked_settings
from stonechat.sites.wire import ChangeSite

TEXTS = {
    "de": {"greeting": "Hallo", "away_text": "Morgen wieder"},
    "de-AT": {"greeting": "Servus"},
    "zh-Hant": {"greeting": "你好"},
    "fr": {"greeting": ""},
}


def checked(**settings: Any) -> dict[str, Any]:
    return checked_settings(msgspec.convert({"version": 1, **settings}, ChangeSite))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://shop.example", "https://shop.example"),
        (" HTTPS://Shop.Example/ ", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80/", "http://shop.example"),
        ("http://shop.example:443", "http://shop.example:443"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("http://127.0.0.1:5173", "http://127.0.0.1:5173"),
        ("http://[0:0::1]:80", "http://[::1]"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://my_shop.example", "https://my_shop.example"),
    ],
)
def test_an_address_becomes_the_origin_that_browsers_send(typed: str, sent: str) -> None:
    assert normal_origin(typed) == sent
    assert normal_origin(sent) == sent
    assert may_embed(sent, [normal_origin(typed)])


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("*", "Wildcards"),
        ("https://*.shop.example", "Wildcards"),
        ("shop.example", "https://shop.example"),
        ("null", "https://shop.example"),
        ("ftp://shop.example", "https://shop.example"),
        ("https://", "https://shop.example"),
        ("https://me@shop.example", "https://shop.example"),
        ("https://shop..example", "https://shop.example"),
        ("https://shop example", "https://shop.example"),
        ("https://shop.example:x", "https://shop.example"),
        ("https://shop.example:99999", "https://shop.example"),
        ("https://[::1", "https://shop.example"),
        ("https://[fe80::1%25eth0]", "https://shop.example"),
        ("https://shop.example/contact", "after the host"),
        ("https://shop.example?x=1", "after the host"),
    ],
)
def test_what_is_no_origin_is_refused_with_a_hint(typed: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        normal_origin(typed)


@given(st.text(max_size=40) | st.text("htps:/.*[]%@?#a1ü-", max_size=20).map("https://".__add__))
def test_anything_may_be_typed_as_an_origin(typed: str) -> None:
    try:
        origin = normal_origin(typed)
    except ValueError as fault:
        assert str(fault).endswith(".")
    else:
        assert origin.isascii()
        assert normal_origin(origin) == origin


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [("de", "de"), ("DE-at", "de-AT"), ("zh-hant-tw", "zh-Hant-TW"), ("ES-419", "es-419"), ("yue", "yue")],
)
def test_a_language_is_written_as_everybody_writes_it(tag: str, canonical: str) -> None:
    assert canonical_language(tag) == canonical


@pytest.mark.parametrize("tag", ["", "d", "deutsch", "de_AT", "de-", "de-AT\n", "ド", "*"])
def test_what_is_no_language_is_none(tag: str) -> None:
    assert canonical_language(tag) is None


@pytest.mark.parametrize(
    ("language", "greeting", "away_text"),
    [
        ("de", "Hallo", "Morgen wieder"),
        ("de-at", "Servus", "Morgen wieder"),
        ("de-CH", "Hallo", "Morgen wieder"),
        ("zh-Hant-TW", "你好", "Gone"),
        ("zh", "Hello", "Gone"),
        ("fr", "", "Gone"),
        ("en-US", "Hello", "Gone"),
        ("no language", "Hello", "Gone"),
        (None, "Hello", "Gone"),
    ],
)
def test_each_text_is_in_the_nearest_language_that_has_it(language: str | None, greeting: str, away_text: str) -> None:
    assert text_in(language, TEXTS, "greeting", "Hello") == greeting
    assert text_in(language, TEXTS, "away_text", "Gone") == away_text


@given(st.text(max_size=40))
def test_anything_may_be_asked_for_as_a_language(language: str) -> None:
    known = canonical_language(language)

    assert known is None or canonical_language(known) == known
    assert isinstance(text_in(language, TEXTS, "greeting", "Hello"), str)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"])
def test_a_time_zone_is_one_that_the_world_knows(zone: str) -> None:
    assert checked(time_zone=zone) == {"time_zone": zone}


@pytest.mark.parametrize(
    ("setting", "value", "pointer"),
    [
        ("name", " \n ", "/name"),
        ("name", "a\0b", "/name"),
        ("greeting", "a\0b", "/greeting"),
        ("time_zone", "Berlin", "/time_zone"),
        ("time_zone", "europe/berlin", "/time_zone"),
        ("time_zone", "../../etc/passwd", "/time_zone"),
        ("time_zone", "Factory", "/time_zone"),
        ("time_zone", "", "/time_zone"),
        ("country", "XX", "/country"),
        ("country", "de", "/country"),
        ("country", "", "/country"),
        ("texts", {"German": {"greeting": "Hallo", "away_text": None}}, "/texts/German"),
        ("texts", {"a/b~": {"greeting": "", "away_text": ""}}, "/texts/a~1b~0"),
        ("texts", {"de": {"greeting": None, "away_text": "a\0b"}}, "/texts/de/away_text"),
        ("office_hours", [{"day": 1, "opens": "09:00", "closes": "09:00"}], "/office_hours/0/closes"),
        ("allowed_origins", ["https://shop.example", "https://*.example"], "/allowed_origins/1"),
    ],
)
def test_a_strange_setting_is_refused_where_it_stands(setting: str, value: Any, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked(**{setting: value})

    assert [fault.pointer for fault in refusal.value.faults] == [pointer]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    texts = {tag: {"greeting": None, "away_text": None} for tag in ("de-at", "de-AT")}

    with pytest.raises(InvalidInput) as refusal:
        checked(name=" ", country="XX", texts=texts)

    assert [fault.pointer for fault in refusal.value.faults] == ["/name", "/texts/de-AT", "/country"]


def test_settings_are_stored_in_one_form_and_what_is_left_out_is_not_touched() -> None:
    assert checked() == {}
    assert checked(name="  The   shop ", country=None, office_hours=None) == {
        "name": "The shop",
        "country": None,
        "office_hours": None,
    }
    assert checked(allowed_origins=["https://a.example/", "HTTPS://A.example"]) == {
        "allowed_origins": ["https://a.example"]
    }
    texts = {"de-at": {"greeting": " Servus ", "away_text": None}}
    assert checked(texts=texts) == {"texts": {"de-AT": {"greeting": "Servus"}}}
