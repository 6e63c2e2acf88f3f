"""Pure decisions about pre-chat forms: what a form may be, which of its questions are asked, and which answers do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from stonechat.errors import Conflict, FieldFault, InvalidInput
from stonechat.sites.wire import FieldKind, FieldOption, FormField, SetFormField, ShownIf
from stonechat.texts import is_email, pointer_to, text_fault

_PHONE = re.compile(r"\+?[\d\s()./\-]+")
FEWEST_PHONE_DIGITS = 5

YES = "yes"
"""The answer of a ticked box."""
FEWEST_OPTIONS = 2
LONGEST_ANSWERS: dict[FieldKind, int] = {
    "text": 500,
    "email": 254,
    "phone": 60,
    "long_text": 5_000,
    "choice": 100,
    "checkbox": len(YES),
    "consent": len(YES),
}
"""Characters, at most and where nobody says."""
TYPED: frozenset[FieldKind] = frozenset({"text", "email", "phone", "long_text"})
PROFILE_KINDS: dict[str, FieldKind] = {"name": "text", "email": "email", "phone": "phone"}
"""What a question has to be whose answer goes into the customer's profile."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_Faults: TypeAlias = Iterator[tuple[tuple[str | int, ...], str]]
"""Where something is wrong within a question, and a sentence."""


def check_version(stored: int, seen: int) -> None:
    """Raise `Conflict` when a change is based on something that changed meanwhile."""
    if stored != seen:
        raise Conflict("version_conflict", "This was changed meanwhile; look at it again.")


def checked_form(wanted: Sequence[SetFormField]) -> list[FormField]:
    """The form that an admin wants. Raises `InvalidInput` that names everything that is wrong with it."""
    faults: list[FieldFault] = []
    form: dict[str, FormField] = {}
    for n, field in enumerate(wanted):
        made = _made(field)
        faults += [FieldFault(pointer_to("fields", n, *where), detail) for where, detail in _faults_of(made, form)]
        form.setdefault(made.key, made)
    if faults:
        raise InvalidInput("invalid_form", "Some of these questions are not acceptable.", tuple(faults))
    return list(form.values())


def _made(wanted: SetFormField) -> FormField:
    longest = LONGEST_ANSWERS[wanted.kind]
    return FormField(
        key=wanted.key,
        kind=wanted.kind,
        label=wanted.label.strip(),
        help=(wanted.help or "").strip() or None,
        required=wanted.required,
        max_length=(wanted.max_length or longest) if wanted.kind in TYPED else longest,
        options=[FieldOption(value=option.value.strip(), label=option.label.strip()) for option in wanted.options],
        shown_if=wanted.shown_if,
    )


def _faults_of(field: FormField, earlier: Mapping[str, FormField]) -> _Faults:
    if not _KEY.fullmatch(field.key):
        yield ("key",), "A key is made of a-z, 0-9 and _, and begins with a letter."
    if field.key in earlier:
        yield ("key",), "An earlier question has this key."
    if PROFILE_KINDS.get(field.key, field.kind) != field.kind:
        yield ("kind",), f"The answer goes into the profile, so this has to be of the kind {PROFILE_KINDS[field.key]}."
    if field.max_length > LONGEST_ANSWERS[field.kind]:
        yield ("max_length",), f"Answers of this kind have {LONGEST_ANSWERS[field.kind]} characters at most."
    if not field.label:
        yield ("label",), "Write a question."
    for name, text in (("label", field.label), ("help", field.help or "")):
        fault = text_fault(text)
        if fault is not None:
            yield (name,), fault
    yield from _faults_of_options(field)
    if field.shown_if is not None:
        yield from _faults_of_rule(field.shown_if, earlier)


def _faults_of_options(field: FormField) -> _Faults:
    if field.kind != "choice":
        if field.options:
            yield ("options",), "Only a choice has options."
        return
    if len(field.options) < FEWEST_OPTIONS:
        yield ("options",), f"A choice has {FEWEST_OPTIONS} options at least."
    values = [option.value for option in field.options]
    if len(set(values)) < len(values):
        yield ("options",), "Two options have the same value."
    for n, option in enumerate(field.options):
        for name, text in (("value", option.value), ("label", option.label)):
            if not text:
                yield ("options", n, name), "Write something."
            fault = text_fault(text)
            if fault is not None:
                yield ("options", n, name), fault


def _faults_of_rule(rule: ShownIf, earlier: Mapping[str, FormField]) -> _Faults:
    asked = earlier.get(rule.key)
    if asked is None:
        yield ("shown_if", "key"), "There is no earlier question of this key."
    elif asked.kind not in {"choice", "checkbox"}:
        yield ("shown_if", "key"), "Only a choice or a checkbox can decide what is asked."
    elif not set(rule.values) <= ({option.value for option in asked.options} or {YES, ""}):
        yield ("shown_if", "values"), "The earlier question has no such answer."


def visible_fields(fields: Sequence[FormField], answers: Mapping[str, str]) -> list[FormField]:
    """The questions that are asked of somebody with these answers: a question that is not asked decides nothing."""
    visible: dict[str, FormField] = {}
    for field in fields:
        rule = field.shown_if
        if rule is None or (rule.key in visible and _answer(rule.key, answers) in rule.values):
            visible[field.key] = field
    return list(visible.values())


def given_answers(fields: Sequence[FormField], answers: Mapping[str, str]) -> list[tuple[FormField, str]]:
    """What to keep of a filled form that was checked: the questions that were asked and answered, with the answers."""
    asked = ((field, _answer(field.key, answers)) for field in visible_fields(fields, answers))
    return [(field, value) for field, value in asked if value]


def label_of_answer(field: FormField, value: str) -> str | None:
    """What the customer read where they chose this answer; None where they wrote it."""
    return next((option.label for option in field.options if option.value == value), None)


def check_answers(fields: Sequence[FormField], answers: Mapping[str, str]) -> tuple[FieldFault, ...]:
    """Return what is wrong with a filled form, one fault per field; an empty tuple means that it is fine.

    The answer to a question that is not asked is not looked at.
    """
    known = {field.key for field in fields}
    faults = [
        FieldFault(pointer_to("answers", key), "This question is no longer on the form.")
        for key in answers
        if key not in known
    ]
    for field in visible_fields(fields, answers):
        fault = _fault(field, _answer(field.key, answers))
        if fault is not None:
            faults.append(FieldFault(pointer_to("answers", field.key), fault))
    return tuple(faults)


def _answer(key: str, answers: Mapping[str, str]) -> str:
    return answers.get(key, "").strip()


def _fault(field: FormField, value: str) -> str | None:
    if not value:
        return "Please fill this in." if field.required else None
    if field.kind == "choice":
        return None if any(option.value == value for option in field.options) else "Please choose one of these."
    if field.kind in {"checkbox", "consent"}:
        return None if value == YES else f"This is {YES} or empty."
    if len(value) > field.max_length:
        return f"Please keep this to {field.max_length} characters."
    fault = text_fault(value)
    if fault is not None:
        return fault
    if field.kind == "email" and not is_email(value):
        return "This does not look like an email address."
    if field.kind == "phone" and (
        not _PHONE.fullmatch(value) or sum(c.isdecimal() for c in value) < FEWEST_PHONE_DIGITS
    ):
        return "This does not look like a phone number."
    return None
