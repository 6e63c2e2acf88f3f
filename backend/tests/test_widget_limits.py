"""How often one customer, and one address on one site, may ask for what a widget asks for."""

from __future__ import annotations

from stonechat.conversations.service import START, START_OF_ADDRESS
from stonechat.conversations.unread import UNREAD

from .clients import Api, Person
from .conftest import api_of, running


async def unread(api: Api, person: Person) -> int:
    body = {"site_id": api.site.id, "resume_key": person.resume_key}
    answer = await api.client.post("/v1/widget/unread", json=body, headers={"Origin": person.origin or ""})
    assert answer.status_code == 200 or int(answer.headers["retry-after"]) >= 1
    return answer.status_code


async def test_conversations_are_started_a_few_at_once_by_one_customer_and_by_one_address(database_url: str) -> None:
    async with (
        running(database_url, throttles=True) as process,
        api_of(*process, "192.0.2.1") as api,
        api_of(*process, "192.0.2.2") as elsewhere,
    ):
        customers = [await api.customer() for _ in range(START_OF_ADDRESS.burst // START.burst + 1)]

        first = [(await customers[0].start()).status_code for _ in range(START.burst + 1)]
        others = [(await each.start()).status_code for each in customers[1:] for _ in range(START.burst)]

        assert first == [201] * START.burst + [429]
        assert others.count(429) > 0
        assert others[: START_OF_ADDRESS.burst - START.burst] == [201] * (START_OF_ADDRESS.burst - START.burst)
        assert (await (await elsewhere.customer()).start()).status_code == 201


async def test_unread_is_counted_for_an_address_on_a_site_and_no_further(database_url: str) -> None:
    async with (
        running(database_url, throttles=True) as process,
        api_of(*process, "192.0.2.1") as api,
        api_of(*process, "192.0.2.2") as elsewhere,
    ):
        customer = await api.customer()

        answers = [await unread(api, customer) for _ in range(UNREAD.burst + 20)]

        assert answers[: UNREAD.burst] == [200] * UNREAD.burst
        assert 429 in answers
        assert await unread(elsewhere, customer) == 200
