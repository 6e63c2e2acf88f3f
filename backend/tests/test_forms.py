"""Pre-chat forms: set by admins, filled by customers, and never asking what their rules hide."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stonechat.errors import InvalidInput
from stonechat.ids import new_id
from stonechat.sites.rules import (
    LONGEST_ANSWERS,
    PROFILE_KINDS,
    check_answers,
    checked_form,
    given_answers,
    visible_fields,
)
from stonechat.sites.wire import FieldOption, FormField, SetFormField, ShownIf

from .clients import Api

KINDS = sorted(LONGEST_ANSWERS)
ORDER, OTHER = {"value": "order", "label": "An order"}, {"value": "other", "label": "Something else"}
TOPIC = {"key": "topic", "kind": "choice", "label": "What is it about?", "required": True, "options": [ORDER, OTHER]}
NUMBER = {
    "key": "order_number",
    "kind": "text",
    "label": "Order number",
    "required": True,
    "shown_if": {"key": "topic", "values": ["order"]},
}
GIFT = {"key": "gift", "kind": "checkbox", "label": "It is a gift"}
WISHES = {"key": "wishes", "kind": "long_text", "label": "Wishes", "shown_if": {"key": "gift", "values": ["yes"]}}
CONSENT = {"key": "consent", "kind": "consent", "label": "I agree to be helped", "required": True}


def form_of(*fields: dict[str, Any]) -> list[FormField]:
    return checked_form(msgspec.convert(list(fields), list[SetFormField]))


def faults_of(fields: list[FormField], **answers: str) -> dict[str, str]:
    return {fault.pointer: fault.detail for fault in check_answers(fields, answers)}


# The rules alone


def test_an_answer_is_one_of_the_options() -> None:
    form = form_of(TOPIC)

    assert faults_of(form, topic="order") == {}
    assert faults_of(form, topic="An order") == {"/answers/topic": "Please choose one of these."}
    assert faults_of(form, topic=" ") == {"/answers/topic": "Please fill this in."}


@pytest.mark.parametrize("kind", ["checkbox", "consent"])
def test_a_box_is_ticked_or_empty_and_has_to_be_ticked_where_it_is_required(kind: str) -> None:
    optional, required = ({"key": "box", "kind": kind, "label": "Box", "required": r} for r in (False, True))

    assert faults_of(form_of(optional)) == faults_of(form_of(optional), box="") == {}
    assert faults_of(form_of(required), box="yes") == {}
    assert faults_of(form_of(required)) == {"/answers/box": "Please fill this in."}
    assert faults_of(form_of(optional), box="no") == {"/answers/box": "This is yes or empty."}


def test_a_question_is_asked_where_an_earlier_answer_says_so() -> None:
    form = form_of(TOPIC, NUMBER)

    assert faults_of(form, topic="order") == {"/answers/order_number": "Please fill this in."}
    assert faults_of(form, topic="other") == {}
    assert faults_of(form, topic="other", order_number="x" * 5_000) == {}
    assert given_answers(form, {"topic": "other", "order_number": "7"}) == [(form[0], "other")]


def test_a_question_that_is_not_asked_decides_nothing() -> None:
    hidden_choice = {**TOPIC, "key": "which", "shown_if": {"key": "topic", "values": ["order"]}}
    unticked = {**WISHES, "shown_if": {"key": "gift", "values": [""]}}
    form = form_of(TOPIC, hidden_choice, {**NUMBER, "shown_if": {"key": "which", "values": ["order"]}}, GIFT, unticked)

    visible = visible_fields(form, {"topic": "other", "which": "order"})

    assert [field.key for field in visible] == ["topic", "gift", "wishes"]


FAULTY: dict[str, tuple[list[dict[str, Any]], str]] = {
    "a key twice": ([GIFT, GIFT], "/fields/1/key"),
    "a profile key of another kind": ([{**GIFT, "key": "email"}], "/fields/0/kind"),
    "a key with a newline": ([{**GIFT, "key": "gift\n"}], "/fields/0/key"),
    "an empty question": ([{**GIFT, "label": " "}], "/fields/0/label"),
    "a question that cannot be stored": ([{**GIFT, "label": "a\0"}], "/fields/0/label"),
    "a hint that cannot be stored": ([{**GIFT, "help": "a\0"}], "/fields/0/help"),
    "too long an email address": (
        [{"key": "mail", "kind": "email", "label": "E", "max_length": 255}],
        "/fields/0/max_length",
    ),
    "one option": ([{**TOPIC, "options": [ORDER]}], "/fields/0/options"),
    "two options of one value": ([{**TOPIC, "options": [ORDER, {**OTHER, "value": " order"}]}], "/fields/0/options"),
    "an empty option": ([{**TOPIC, "options": [ORDER, {**OTHER, "value": " "}]}], "/fields/0/options/1/value"),
    "an option without words": ([{**TOPIC, "options": [ORDER, {**OTHER, "label": " "}]}], "/fields/0/options/1/label"),
    "an option that cannot be stored": (
        [{**TOPIC, "options": [ORDER, {**OTHER, "value": "a\0"}]}],
        "/fields/0/options/1/value",
    ),
    "options of a text": ([{**GIFT, "options": [ORDER, OTHER]}], "/fields/0/options"),
    "a rule on a later question": ([NUMBER, TOPIC], "/fields/0/shown_if/key"),
    "a rule on itself": ([{**GIFT, "shown_if": {"key": "gift", "values": ["yes"]}}], "/fields/0/shown_if/key"),
    "a rule on a text": (
        [{"key": "topic", "kind": "text", "label": "Topic"}, NUMBER],
        "/fields/1/shown_if/key",
    ),
    "a rule on a consent": (
        [CONSENT, {**GIFT, "shown_if": {"key": "consent", "values": ["yes"]}}],
        "/fields/1/shown_if/key",
    ),
    "a rule on an answer that there is not": (
        [TOPIC, {**NUMBER, "shown_if": {"key": "topic", "values": ["order", "?"]}}],
        "/fields/1/shown_if/values",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_form_that_makes_no_sense_is_refused_where_it_makes_none(name: str) -> None:
    fields, pointer = FAULTY[name]

    with pytest.raises(InvalidInput) as refusal:
        form_of(*fields)

    assert [fault.pointer for fault in refusal.value.faults] == [pointer]


keys = st.sampled_from(["a", "b", "c", "d", "name", "email", "phone"])
values = st.sampled_from(["", "yes", "x", "y", " x ", "\0"]) | st.text(max_size=12)
options = st.lists(
    st.builds(FieldOption, st.sampled_from("xyz") | st.text(max_size=3), st.text(max_size=3)), max_size=4
)
rules = st.none() | st.builds(ShownIf, keys, st.lists(values, min_size=1, max_size=3))
lengths = st.integers(1, 20)
fields = st.builds(
    FormField, keys, st.sampled_from(KINDS), st.text(max_size=5), st.none(), st.booleans(), lengths, options, rules
)
forms = st.lists(fields, max_size=7, unique_by=lambda field: field.key)
filled = st.dictionaries(keys | st.text(max_size=5), values, max_size=8)
wanted_fields = st.builds(
    SetFormField,
    keys | st.text(max_size=5),
    st.sampled_from(KINDS),
    st.text(max_size=5),
    st.none() | st.text(max_size=5),
    st.booleans(),
    st.none() | st.integers(1, 5_000),
    options,
    rules,
)


@given(forms, filled)
def test_whatever_is_accepted_answers_questions_that_were_asked(form: list[FormField], answers: dict[str, str]) -> None:
    faults = check_answers(form, answers)
    asked = [field.key for field in visible_fields(form, answers)]
    kept = {field.key: value for field, value in given_answers(form, answers)}

    assert len(faults) == len({fault.pointer for fault in faults})
    assert all(fault.pointer.startswith("/answers/") for fault in faults)
    assert list(kept) == [key for key in asked if key in kept]
    assert set(asked) <= {field.key for field in form}
    if not faults:
        assert set(answers) <= {field.key for field in form}
        assert all("\0" not in value and value == answers[key].strip() for key, value in kept.items())
        for field in form:
            if field.key in asked and field.required:
                assert kept[field.key]
            if field.key in kept and field.kind == "choice":
                assert kept[field.key] in [option.value for option in field.options]
            if field.key in kept and field.kind in {"checkbox", "consent"}:
                assert kept[field.key] == "yes"


@given(st.lists(wanted_fields, max_size=5))
def test_a_form_is_stored_in_good_order_or_refused_in_its_places(wanted: list[SetFormField]) -> None:
    try:
        form = checked_form(wanted)
    except InvalidInput as refusal:
        assert refusal.faults
        assert all(int(fault.pointer.split("/")[2]) < len(wanted) for fault in refusal.faults)
        return
    earlier: dict[str, FormField] = {}
    for field in form:
        assert PROFILE_KINDS.get(field.key, field.kind) == field.kind
        assert field.shown_if is None or earlier[field.shown_if.key].kind in {"choice", "checkbox"}
        assert field.key not in earlier
        earlier[field.key] = field
    assert msgspec.convert(msgspec.to_builtins(form), list[FormField]) == form
    assert checked_form(msgspec.convert(msgspec.to_builtins(form), list[SetFormField])) == form


# Through the API


async def test_a_form_is_replaced_as_a_whole_and_read_as_it_was_set(api: Api) -> None:
    admin = await api.agent()

    answer = await admin.set_form(api.site.id, [TOPIC, NUMBER, GIFT, WISHES, CONSENT])

    assert answer.status_code == 200, answer.text
    assert [field["key"] for field in answer.json()["fields"]] == ["topic", "order_number", "gift", "wishes", "consent"]
    assert [field["max_length"] for field in answer.json()["fields"]] == [100, 500, 3, 5_000, 3]
    assert (await admin.get(f"/v1/sites/{api.site.id}/form-fields")).json() == answer.json()
    config = (await api.client.get("/v1/widget/config", params={"site": api.site.id})).json()
    assert config["form_fields"] == answer.json()["fields"]


async def test_what_is_read_can_be_set_again_in_another_order(api: Api) -> None:
    admin = await api.agent()
    read = (await admin.get(f"/v1/sites/{api.site.id}/form-fields")).json()

    turned = await admin.set_form(api.site.id, read["fields"][::-1])
    back = await admin.set_form(api.site.id, read["fields"])

    assert turned.json()["fields"] == read["fields"][::-1]
    assert back.json() == {"fields": read["fields"], "version": read["version"] + 2}


async def test_the_same_form_again_is_no_conflict_and_another_one_is(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/form-fields"

    first = await admin.put(path, {"version": 1, "fields": [TOPIC]})
    again = await admin.put(path, {"version": 1, "fields": [TOPIC]})
    late = await admin.put(path, {"version": 1, "fields": [GIFT]})

    assert first.json() == again.json()
    assert (late.status_code, late.json()["code"]) == (409, "version_conflict")


async def test_of_forms_that_are_set_at_once_one_is_stored_whole(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/form-fields"
    wanted = [[TOPIC, NUMBER], [GIFT, WISHES], [CONSENT], []]

    answers = await asyncio.gather(*(admin.put(path, {"version": 1, "fields": fields}) for fields in wanted))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    [stored] = [answer.json() for answer in answers if answer.status_code == 200]
    assert (await admin.get(path)).json() == stored


async def test_faults_of_a_form_are_told_by_their_places_in_the_body(api: Api) -> None:
    admin = await api.agent()

    async def pointers(*fields: dict[str, Any]) -> list[str]:
        answer = await admin.set_form(api.site.id, list(fields))
        assert answer.status_code == 422, answer.text
        return [error["pointer"] for error in answer.json()["errors"]]

    assert await pointers(GIFT, {**TOPIC, "options": [ORDER]}, {**NUMBER, "label": " "}) == [
        "/fields/1/options",
        "/fields/2/label",
    ]
    assert await pointers(GIFT, {**TOPIC, "options": [ORDER, {"value": "x", "label": ""}]}) == [
        "/fields/1/options/1/label"
    ]
    assert await pointers({**GIFT, "key": "Gift"}) == ["/fields/0/key"]
    assert await pointers({**GIFT, "kind": "slider"}) == ["/fields/0/kind"]
    assert await pointers(*({**GIFT, "key": f"gift_{n}"} for n in range(31))) == ["/fields"]


async def test_answers_are_stored_with_what_the_customer_read_and_hidden_ones_are_not(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    email = {"key": "email", "kind": "email", "label": "Email", "shown_if": {"key": "gift", "values": ["yes"]}}
    await admin.set_form(api.site.id, [TOPIC, NUMBER, GIFT, email, CONSENT])

    answer = await customer.start(
        answers={"topic": "other", "order_number": "7", "gift": "", "email": "grace@example.com", "consent": "yes"}
    )

    assert answer.status_code == 201, answer.text
    assert answer.json()["conversation"]["answers"] == [
        {"key": "topic", "label": "What is it about?", "value": "other", "value_label": "Something else"},
        {"key": "consent", "label": "I agree to be helped", "value": "yes", "value_label": None},
    ]
    assert answer.json()["customer"]["email"] is None


async def test_another_form_leaves_stored_answers_as_they_were(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    await admin.set_form(api.site.id, [TOPIC])
    conversation_id = await started_with(customer, topic="order")
    before = (await admin.get(f"/v1/conversations/{conversation_id}")).json()["answers"]

    renamed = {**TOPIC, "label": "Topic", "options": [{**ORDER, "label": "Orders"}, OTHER]}
    await admin.set_form(api.site.id, [renamed])
    await admin.set_form(api.site.id, [{"key": "topic", "kind": "text", "label": "Anything"}])
    await admin.set_form(api.site.id, [])

    assert before == [{"key": "topic", "label": "What is it about?", "value": "order", "value_label": "An order"}]
    assert (await admin.get(f"/v1/conversations/{conversation_id}")).json()["answers"] == before


async def test_a_start_that_is_repeated_after_the_form_changed_is_the_same_conversation(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    await admin.set_form(api.site.id, [TOPIC])
    body: dict[str, Any] = {
        "id": str(new_id()),
        "message": {"id": str(new_id()), "text": "Hello"},
        "answers": {"topic": "order"},
    }
    first = await customer.start(**body)

    await admin.set_form(api.site.id, [CONSENT])
    again = await customer.start(**body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_an_answer_that_cannot_be_stored_is_refused_by_its_name(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    await admin.set_form(api.site.id, [{"key": "shoe", "kind": "long_text", "label": "Shoe"}])

    answer = await customer.start(answers={"shoe": "a\0b"})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/answers/shoe"]


async def started_with(customer: Any, **answers: str) -> str:
    answer = await customer.start(answers=answers)
    assert answer.status_code == 201, answer.text
    conversation_id: str = answer.json()["conversation"]["id"]
    return conversation_id
