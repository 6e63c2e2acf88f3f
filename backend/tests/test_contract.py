"""The contract: complete, typed, and the same as what is committed."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, get_args

import pytest
from alembic import command
from jsonschema_rs import Draft202012Validator

from stonechat import contract, migrations
from stonechat.app import make_document
from stonechat.realtime.wire import ClientFrame, ServerFrame

from .clients import Api
from .conftest import settings_for

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"
DOCUMENT = make_document()
OPERATIONS = [
    (f"{method} {path}", operation) for path, item in DOCUMENT["paths"].items() for method, operation in item.items()
]


def test_the_committed_contract_is_that_of_the_code() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == contract.as_text(DOCUMENT), "run `make openapi`"


async def test_the_api_serves_its_contract(api: Api) -> None:
    answer = await api.client.get("/v1/openapi.json")

    assert answer.json() == DOCUMENT


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_an_operation_is_named_explained_and_its_errors_are_typed(name: str, operation: dict[str, Any]) -> None:
    assert operation["operationId"]
    assert operation["summary"]
    assert operation["description"]
    assert len(operation["tags"]) == 1
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            problem = response["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}
    if name in PUBLIC:
        assert operation["security"] == []
    else:
        assert operation["security"] == [{"bearer": []}]
        assert "401" in operation["responses"]


PUBLIC = {
    "post /v1/widget/forget",
    "post /v1/auth/login",
    "post /v1/auth/refresh",
    "post /v1/auth/logout",
    "post /v1/auth/invitation",
    "post /v1/auth/accept-invitation",
    "post /v1/auth/reset-password",
    "get /v1/faces/{face_id}",
    "get /v1/widget/config",
    "post /v1/widget/session",
    "post /v1/widget/unread",
    "get /health/live",
    "get /health/ready",
}


def test_making_the_document_leaves_the_logs_alone() -> None:
    before = list(logging.getLogger().handlers)

    make_document()

    assert logging.getLogger().handlers == before


def test_an_answer_without_content_promises_none() -> None:
    assert "content" not in DOCUMENT["paths"]["/v1/auth/logout"]["post"]["responses"]["204"]


def test_every_frame_is_in_the_contract_and_told_apart_by_its_type() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for name, union in (("ClientFrame", ClientFrame), ("ServerFrame", ServerFrame)):
        mapping = schemas[name]["discriminator"]["mapping"]
        assert {frame.__struct_config__.tag for frame in get_args(union)} == set(mapping)
        for tag, reference in mapping.items():
            frame = schemas[reference.rpartition("/")[2]]
            assert frame["properties"]["type"] == {"type": "string", "const": tag}
            assert "type" in frame["required"]


def test_what_the_api_answers_has_no_optional_fields() -> None:
    asked = {"SendMessage", "ChangeConversation", "ChangeTag", "ChangeAgent", "MakeSite", "ChangeSite", "SetFormField"}
    asked |= {"ChangeCannedResponse", "ChangeMany", "Rate", "ChangeCustomer", "OpenSession"}
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if "properties" in schema and name not in asked:
            assert set(schema["required"]) == set(schema["properties"]), name


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]})


async def test_answers_are_as_the_contract_says(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    started = await customer.start()
    conversation_id = started.json()["conversation"]["id"]

    answers = {
        "ConversationStarted": started,
        "Message": await agent.send(conversation_id, "Hello", kind="note"),
        "MessagePage": await agent.get(f"/v1/conversations/{conversation_id}/messages"),
        "ConversationPage": await agent.get("/v1/conversations"),
        "Customer": await agent.get(f"/v1/customers/{customer.id}"),
        "Agent": await agent.get("/v1/me"),
        "AgentPage": await agent.get("/v1/agents"),
        "WidgetConfig": await api.client.get("/v1/widget/config", params={"site": api.site.id}),
        "WidgetSession": await api.open_session(None),
        "Problem": await customer.start(answers={}),
    }

    for name, answer in answers.items():
        validator(name).validate(json.loads(answer.text))


def test_the_migrations_make_exactly_the_tables_of_the_code(cluster: str) -> None:
    command.check(migrations.configuration(settings_for(cluster)))


def test_migrating_again_changes_nothing(cluster: str) -> None:
    migrations.upgrade(settings_for(cluster))
