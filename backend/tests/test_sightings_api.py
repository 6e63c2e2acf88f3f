"""Where a site's widget was opened, as admins see it."""

from __future__ import annotations

from typing import Any

import pytest

from stonechat.ids import new_id
from stonechat.sites import sightings

from .clients import SHOP, Api


async def opened(api: Api, origin: str | None) -> int:
    headers = {"Origin": origin} if origin else {}
    answer = await api.client.get("/v1/widget/config", params={"site": api.site.id}, headers=headers)
    return answer.status_code


async def seen(api: Api) -> list[dict[str, Any]]:
    answer = await (await api.agent()).get(f"/v1/sites/{api.site.id}/sightings")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_an_admin_sees_where_the_widget_was_opened_and_where_it_was_refused(api: Api) -> None:
    here = await api.another_site()
    admin = await api.agent()
    assert await seen(here) == []

    assert [await opened(here, SHOP), await opened(here, None)] == [200, 200]
    site = (await admin.get(f"/v1/sites/{here.site.id}")).json()
    listed = await admin.patch(f"/v1/sites/{site['id']}", {"version": site["version"], "allowed_origins": [SHOP]})
    assert listed.status_code == 200
    assert await opened(here, "https://WWW.shop.example") == 403

    shown = await seen(here)
    assert [(each["origin"], each["allowed"]) for each in shown] == [
        ("https://www.shop.example", False),
        (SHOP, True),
    ]
    assert (await admin.get(f"/v1/sites/{new_id()}/sightings")).status_code == 404


async def test_the_same_page_is_written_down_once_in_a_while(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await api.another_site()
    await opened(here, SHOP)
    [first] = await seen(here)

    await opened(here, SHOP)
    assert await seen(here) == [first]
    monkeypatch.setattr(sightings, "NOTED_FOR", 0.0)
    await opened(here, SHOP)

    [again] = await seen(here)
    assert again["seen_at"] > first["seen_at"]


async def test_a_program_that_makes_origins_up_does_not_fill_the_database(api: Api) -> None:
    here = await api.another_site()

    for number in range(sightings.MOST_ORIGINS + 5):
        await opened(here, f"https://{number}.example")
    await opened(here, f"https://{'x' * 400}.example")

    origins = [each["origin"] for each in await seen(here)]
    assert len(origins) == sightings.MOST_ORIGINS
    assert origins[0] == f"https://{sightings.MOST_ORIGINS + 4}.example"
