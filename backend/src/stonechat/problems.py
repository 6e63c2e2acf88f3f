"""One shape for every error: `application/problem+json` (RFC 9457), on the wire and in the contract."""

from __future__ import annotations

import http
import logging
import re
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import Empty
from litestar.utils.scope.state import ScopeState

from stonechat import errors
from stonechat.logs import log_fault
from stonechat.texts import faults_in_body

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://stonechat.dev/problems/"
"""`type` is an identifier made from `code`; nothing needs to be served there."""


class FieldError(msgspec.Struct, frozen=True):
    """One wrong field of the request body."""

    pointer: str
    """JSON pointer into the body, as `/answers/email`."""
    detail: str


class Problem(msgspec.Struct, frozen=True):
    """Why a request was not done."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    """A stable word for programs."""
    errors: list[FieldError]


_STATUS: dict[type[errors.Refusal], int] = {
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.UnsupportedMediaType: 415,
    errors.InvalidInput: 422,
    errors.TooManyRequests: 429,
    errors.Busy: 503,
}

_CODE_OF_STATUS = {
    400: "malformed_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


def handle_exception(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Turn any exception into a problem answer. What we did not foresee is logged whole and told without detail."""
    headers: dict[str, str] = {}
    strange = _strange_text(request, error)
    if strange is not None:
        problem, _ = problem_of(strange)
    elif isinstance(error, errors.Refusal):
        problem, headers = problem_of(error)
    elif isinstance(error, ValidationException):
        problem = _validation_problem(error)
    elif isinstance(error, HTTPException) and error.status_code < 500:
        headers.update(error.headers or {})
        code = _CODE_OF_STATUS.get(error.status_code, "refused")
        problem = _problem(error.status_code, code, _sentence(error.status_code, error.detail))
    else:
        log_fault(log, f"{request.method} {request.url.path} failed", error)
        problem = problem_of_fault()
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _strange_text(request: Request[Any, Any, Any], error: Exception) -> errors.InvalidInput | None:
    """The refusal of a body with text that cannot be stored, wherever that came to light, with each place of it."""
    state = ScopeState.from_scope(request.scope)
    is_unread = isinstance(error, UnicodeDecodeError) and state.json is Empty
    is_malformed = isinstance(error, HTTPException) and error.status_code == 400
    is_unstorable = isinstance(error, errors.InvalidInput) and error.code == "invalid_text"
    if state.body is Empty or not (is_unread or is_malformed or is_unstorable):
        return None
    faults = faults_in_body(state.body)
    if is_unread and not faults:
        return errors.InvalidInput("invalid_text", "The body is not UTF-8.")
    if not faults:
        return None
    return errors.InvalidInput("invalid_text", "This text has a character that cannot be stored.", faults)


def problem_of(refusal: errors.Refusal) -> tuple[Problem, dict[str, str]]:
    """What a refused request is answered with, and in which headers."""
    problem = _problem(_STATUS[type(refusal)], refusal.code, refusal.detail)
    faults = [FieldError(pointer=fault.pointer, detail=fault.detail) for fault in refusal.faults]
    headers: dict[str, str] = {}
    if isinstance(refusal, errors.Busy | errors.TooManyRequests):
        headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(refusal, errors.Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return msgspec.structs.replace(problem, errors=faults), headers


def problem_of_fault() -> Problem:
    """What a request is answered with that failed by a fault of ours."""
    return _problem(500, "internal_error", "Something went wrong on our side. Please try again.")


def problem_responses(*statuses: int) -> dict[int, ResponseSpec]:
    """The `responses=` of a handler that can answer with these statuses, beside those that every operation can give.

    What needs a token also answers 429, because a program's token may be shown too often.
    """
    shared = {400, 429, 500} if 401 in statuses else {400, 500}
    described = {status: http.HTTPStatus(status).phrase for status in {*statuses, *shared}}
    return {
        status: ResponseSpec(Problem, description=phrase, media_type=MEDIA_TYPE, generate_examples=False)
        for status, phrase in sorted(described.items())
    }


def _problem(status: int, code: str, detail: str) -> Problem:
    title = http.HTTPStatus(status).phrase
    return Problem(type=TYPE_BASE + code, title=title, status=status, detail=detail, code=code, errors=[])


def _validation_problem(error: ValidationException) -> Problem:
    """Litestar names the wrong parameter by its key; for a body we say where in the body it is."""
    faults: list[FieldError] = []
    extra: object = error.extra
    for item in extra if isinstance(extra, list) else []:
        if isinstance(item, dict):
            key = str(item.get("key", ""))
            pointer = _pointer(key) if key and key != "data" else ""
            faults.append(FieldError(pointer=pointer, detail=str(item.get("message", ""))))
    problem = _problem(422, "invalid_input", "Some of what was sent is not acceptable.")
    return msgspec.structs.replace(problem, errors=faults)


def _pointer(path: str) -> str:
    """A path as `fields[2].key` as a JSON pointer. Which entry of an object it was, `[...]`, nobody tells us."""
    told = path.split("[...]", 1)[0]
    return "/" + re.sub(r"\[(\d+)\]", r"/\1", told).replace(".", "/")


def _sentence(status: int, detail: str) -> str:
    return detail if detail and not detail.startswith("<") else http.HTTPStatus(status).description
