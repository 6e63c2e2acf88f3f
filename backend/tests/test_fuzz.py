"""Whatever is sent to an operation, by whomever: no answer is a fault of ours, and none is outside the contract."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stonechat.app import make_document

from .clients import Api
from .scene import Scene, make_scene

CONTRACT = schemathesis.openapi.from_dict(make_document())
OPERATIONS = {
    operation.definition.raw["operationId"]: operation
    for operation in (result.ok() for result in CONTRACT.get_all_operations() if isinstance(result, Ok))
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CASES = 8
"""For each operation and each asker."""


@pytest.fixture
async def scene(api: Api) -> Scene:
    return await make_scene(api)


async def send(scene: Scene, case: Case[Any], token: str) -> httpx.Response:
    """Send what was generated, over the same transport as all tests of the API."""
    sent: dict[str, Any] = case.as_transport_kwargs(
        base_url="http://api.test", headers={"Authorization": f"Bearer {token}"}
    )
    request = httpx.Request(
        sent["method"],
        sent["url"],
        params=sent.get("params"),
        headers={name: str(value).encode("utf-8", "replace") for name, value in sent["headers"].items()},
        json=sent.get("json"),
        content=sent.get("data"),
    )
    return await scene.api.client.send(request)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
@seed(4)
@settings(
    max_examples=CASES,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_no_request_gets_an_answer_that_the_contract_does_not_have(
    scene: Scene, name: str, data: st.DataObject
) -> None:
    for asker in ("customer", "admin", "program"):
        case = data.draw(OPERATIONS[name].as_strategy(), label=asker)
        if data.draw(st.booleans(), label="asks for what is there"):
            known = {"session_id": "0", **scene.ids}
            case.path_parameters = {key: known[key] for key in case.path_parameters or {}}
        answer = await send(scene, case, scene.people[asker].token)
        case.validate_response(answer, checks=CHECKS)
