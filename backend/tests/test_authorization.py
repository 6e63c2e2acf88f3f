"""Who may do what: each operation of the contract, asked by everybody there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import httpx
import msgspec
import pytest

from stonechat.accounts.actor import Scope
from stonechat.app import make_document
from stonechat.examples import EXAMPLES
from stonechat.ids import new_id

from .clients import Api
from .scene import SCOPES, Scene, make_scene

Policy: TypeAlias = Literal["anybody", "customer", "actor", "author", "agent", "admin"]
Asker: TypeAlias = Literal[
    "nobody",
    "customer",
    "other customer",
    "customer of another site",
    "agent",
    "admin",
    "deactivated agent",
    "expired token",
    "program with the scope",
    "program without it",
]
ASKERS: tuple[Asker, ...] = Asker.__args__  # type: ignore[attr-defined]  # typing has no public name for it


@dataclass(frozen=True)
class Rule:
    """Who may ask, what a program needs for it (None: people only), and whether it is about one customer's things."""

    policy: Policy
    scope: Scope | None = None
    about: Literal["own", "all"] = "all"


RULES: dict[str, Rule] = {
    "getLiveness": Rule("anybody"),
    "getReadiness": Rule("anybody"),
    "signIn": Rule("anybody"),
    "refreshSession": Rule("anybody"),
    "signOut": Rule("anybody"),
    "showInvitation": Rule("anybody"),
    "acceptInvitation": Rule("anybody"),
    "resetPassword": Rule("anybody"),
    "getFace": Rule("anybody"),
    "getWidgetConfig": Rule("anybody"),
    "openWidgetSession": Rule("anybody"),
    "countUnread": Rule("anybody"),
    "forgetBrowser": Rule("anybody"),
    "identifyCustomer": Rule("customer"),
    "tellPage": Rule("customer"),
    "tellAttributes": Rule("customer"),
    "startConversation": Rule("customer"),
    "rateConversation": Rule("customer", about="own"),
    "listConversations": Rule("actor", "conversations:read"),
    "countConversations": Rule("agent", "conversations:read"),
    "getConversation": Rule("actor", "conversations:read", "own"),
    "listMessages": Rule("actor", "conversations:read", "own"),
    "sendMessage": Rule("actor", "conversations:write", "own"),
    "editMessage": Rule("author", "conversations:write", "own"),
    "deleteMessage": Rule("author", "conversations:write", "own"),
    "listMarks": Rule("actor", "conversations:read", "own"),
    "setMark": Rule("actor", "conversations:write", "own"),
    "getCustomer": Rule("actor", "customers:read", "own"),
    "sync": Rule("actor", "changes:read"),
    "changeConversation": Rule("agent", "conversations:write"),
    "changeConversations": Rule("agent", "conversations:write"),
    "getMessageHistory": Rule("agent", "conversations:read"),
    "listCustomers": Rule("agent", "customers:read"),
    "changeCustomer": Rule("agent", "customers:write"),
    "blockCustomer": Rule("agent", "customers:write"),
    "unblockCustomer": Rule("agent", "customers:write"),
    "listAgents": Rule("agent", "settings:read"),
    "listSites": Rule("agent", "settings:read"),
    "getSite": Rule("agent", "settings:read"),
    "getForm": Rule("agent", "settings:read"),
    "listTags": Rule("agent", "settings:read"),
    "listCannedResponses": Rule("agent", "settings:read"),
    "getMe": Rule("agent", "settings:read"),
    "changeMe": Rule("agent"),
    "setAvailability": Rule("agent"),
    "setFace": Rule("agent"),
    "removeFace": Rule("agent"),
    "changePassword": Rule("agent"),
    "listSessions": Rule("agent"),
    "endSession": Rule("agent"),
    "endOtherSessions": Rule("agent"),
    "makeTag": Rule("agent"),
    "changeTag": Rule("agent"),
    "deleteTag": Rule("agent"),
    "makeCannedResponse": Rule("agent"),
    "changeCannedResponse": Rule("agent"),
    "deleteCannedResponse": Rule("agent"),
    "deleteConversation": Rule("admin"),
    "exportCustomer": Rule("admin"),
    "eraseCustomer": Rule("admin"),
    "makeSite": Rule("admin"),
    "changeSite": Rule("admin"),
    "setForm": Rule("admin"),
    "listSightings": Rule("admin"),
    "listSiteKeys": Rule("admin"),
    "makeSiteKey": Rule("admin"),
    "revokeSiteKey": Rule("admin"),
    "changeAgent": Rule("admin"),
    "makePasswordReset": Rule("admin"),
    "listInvitations": Rule("admin"),
    "makeInvitation": Rule("admin"),
    "renewInvitation": Rule("admin"),
    "revokeInvitation": Rule("admin"),
    "listApiTokens": Rule("admin"),
    "makeApiToken": Rule("admin"),
    "revokeApiToken": Rule("admin"),
    "listAudit": Rule("admin"),
}
"""One row for each operation."""

OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in make_document()["paths"].items()
    for method, operation in item.items()
}


def test_every_operation_has_a_rule_and_the_contract_says_who_may_ask() -> None:
    assert RULES.keys() == OPERATIONS.keys()
    for name, rule in RULES.items():
        operation = OPERATIONS[name][2]
        assert (operation["security"] == []) == (rule.policy == "anybody"), name
        assert operation.get("x-scope") == rule.scope, name


async def ask(scene: Scene, name: str, asker: Asker, token: str) -> httpx.Response:
    method, path, operation = OPERATIONS[name]
    example = EXAMPLES[name]
    return await scene.api.client.request(
        method,
        scene.path(path, token),
        params={key: scene.ids["site_id"] if key == "site" else value for key, value in example.query.items()},
        json=None if example.request is None else real_body(scene, msgspec.to_builtins(example.request), asker),
        content=example.image,
        headers={
            **({"Authorization": f"Bearer {token}"} if token and operation["security"] else {}),
            **({"Content-Type": "image/png"} if example.image is not None else {}),
        },
    )


def real_body(scene: Scene, body: dict[str, Any], asker: Asker) -> dict[str, Any]:
    """The example's body with what is there in this scene."""
    known = {
        "site_id": scene.ids["site_id"],
        "ids": [scene.ids["conversation_id"]],
        "id": str(new_id()),
        "tag_ids": [],
        "add_tag_ids": [],
        "resume_key": scene.people["customer"].resume_key,
        "token": scene.identities["customer of another site" if asker == "customer of another site" else "customer"],
    }
    return {**body, **{name: value for name, value in known.items() if name in body}}


async def token_for(scene: Scene, name: str, asker: Asker) -> str:
    if not asker.startswith("program"):
        return scene.people[asker].token
    needed = RULES[name].scope
    has_it = asker == "program with the scope"
    program = await scene.api.program(*(each for each in SCOPES if has_it or each != needed))
    return program.token


def refusal_for(rule: Rule, asker: Asker) -> tuple[int, str] | None:
    """The refusal that this asker gets, None where there is none."""
    if rule.policy == "anybody":
        return None
    match asker:
        case "nobody" | "deactivated agent":
            return 401, "unauthenticated"
        case "expired token":
            return 401, "token_expired"
        case "program without it" | "program with the scope" if rule.scope is None:
            return 403, "people_only"
        case "program without it":
            return 403, "scope_missing"
        case "other customer" | "customer of another site" if (
            rule.policy in {"customer", "actor", "author"} and rule.about == "own"
        ):
            return 404, "not_found"
        case "customer" | "other customer" | "customer of another site" if rule.policy in {"agent", "admin"}:
            return 403, "agents_only"
        case "agent" | "admin" | "program with the scope" if rule.policy == "customer":
            return 403, "customers_only"
        case "agent" | "admin" | "program with the scope" if rule.policy == "author":
            return 403, "not_the_author"
        case "agent" if rule.policy == "admin":
            return 403, "admins_only"
    return None


@pytest.fixture
async def scene(api: Api) -> Scene:
    return await make_scene(api)


@pytest.mark.parametrize("name", RULES)
async def test_an_operation_answers_everybody_as_its_rule_says(scene: Scene, name: str) -> None:
    rule = RULES[name]
    tokens = {asker: await token_for(scene, name, asker) for asker in ASKERS}
    for asker in ASKERS:
        answer = await ask(scene, name, asker, tokens[asker])
        refusal = refusal_for(rule, asker)
        if refusal is None:
            assert answer.status_code not in {401, 403, 404} or rule.policy == "anybody", f"{asker}: {answer.text}"
            assert answer.status_code < 500, f"{asker}: {answer.text}"
        else:
            assert (answer.status_code, answer.json()["code"]) == refusal, asker
