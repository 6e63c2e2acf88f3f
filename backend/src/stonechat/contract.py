"""The contract: the OpenAPI document of the handlers, finished where Litestar cannot know enough, served and exported.

The document comes from the code. It is made by an app of its own, so that the API serves no documentation pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, get_args

import msgspec
from litestar import Litestar, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme, Server, Tag
from litestar.params import JSONBody
from litestar.routes import HTTPRoute

from stonechat import __version__
from stonechat.accounts.actor import Scope
from stonechat.accounts.guards import SCHEME, scope_of
from stonechat.conversations.wire import SystemEvent
from stonechat.examples import EXAMPLES, curl
from stonechat.realtime.wire import ClientFrame, ServerFrame

Document: TypeAlias = dict[str, Any]
ContractText: TypeAlias = Callable[[], str]

_DESCRIPTION = """\
Live chat that a website owner hosts.

Every error is a `Problem`. Lists are paged by key: `next` of a page goes back as `after`. Writes carry an id that the
sender mints (a UUIDv7) and may be sent again until there is an answer: they are stored once. Live changes come over the
WebSocket `/v1/socket`, whose frames are `ClientFrame` and `ServerFrame`. Clients ignore fields and frames that they do
not know.
"""

_FRAMES_PATH = "/frames"
_SUCCESS = {"200": "Done.", "201": "Stored.", "204": "Done; there is nothing to say."}


@post(_FRAMES_PATH)
async def _frames(data: JSONBody[ClientFrame]) -> ServerFrame:
    """Never served: it only brings the socket's frames into the document."""
    raise AssertionError(data)


def build_document(routers: Sequence[Router], dependencies: dict[str, Provide]) -> Document:
    """Make the finished document. Needs no database."""
    app = Litestar(
        route_handlers=[*routers, _frames],
        dependencies=dependencies,
        logging_config=None,  # Making a document must not change how the process logs.
        openapi_config=OpenAPIConfig(
            title="Stonechat",
            version=__version__,
            description=_DESCRIPTION,
            license=License(name="MIT", identifier="MIT"),
            servers=[Server(url="/", description="This installation")],
            tags=[
                Tag(name="Agents", description="Signing in, and one's own account."),
                Tag(name="Team", description="Who answers, who may come in, and which programs help."),
                Tag(name="Widget", description="For the panel on a customer's page."),
                Tag(name="Conversations", description="Conversations and their timelines."),
                Tag(name="Live changes", description="Beside the WebSocket: the same rows by long-polling."),
                Tag(name="Customers", description="The people who write."),
                Tag(name="Tags", description="The team's own words for conversations."),
                Tag(name="Canned responses", description="Texts that agents send often."),
                Tag(name="Sites", description="The websites that customers write from."),
                Tag(name="Operation", description="For whoever runs it."),
            ],
            components=Components(
                security_schemes={
                    SCHEME: SecurityScheme(
                        type="http",
                        scheme="bearer",
                        bearer_format="JWT",
                        description="An agent's access token, a customer's token, or a program's API token.",
                    )
                }
            ),
            use_handler_docstrings=True,
        ),
    )
    document: Document = app.openapi_schema.to_schema()
    del document["paths"][_FRAMES_PATH]
    schemas = document["components"]["schemas"]
    for name, union in (("ClientFrame", ClientFrame), ("ServerFrame", ServerFrame), ("SystemEvent", SystemEvent)):
        schemas[name] = _tagged_union(schemas, union)
    schemas["Message"]["properties"]["event"]["oneOf"] = [
        {"$ref": "#/components/schemas/SystemEvent"},
        {"type": "null"},
    ]
    scopes = _scopes(app)
    for path, path_item in document["paths"].items():
        for method, operation in path_item.items():
            _tidy(operation)
            needed = scopes.get(operation["operationId"])
            if needed is not None:
                operation["x-scope"] = needed
                operation["description"] += f"\n\nAlso for API tokens with the scope `{needed}`."
            _show(method, path, operation)
    return document


def _scopes(app: Litestar) -> dict[str, Scope]:
    """The scopes that programs need, by operation."""
    handlers = (handler for route in app.routes if isinstance(route, HTTPRoute) for handler in route.route_handlers)
    found = ((handler.operation_id, scope_of(handler.opt)) for handler in handlers)
    return {str(name): needed for name, needed in found if needed is not None}


def as_text(document: Document) -> str:
    """The document as it is committed: sorted, so that a difference is a change."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


@get("/openapi.json", include_in_schema=False)
async def get_contract(contract_text: NamedDependency[ContractText]) -> Response[str]:
    """The contract of this very version."""
    return Response(contract_text(), media_type="application/json")


router = Router(path="/", route_handlers=[get_contract])


def contract_provider(routers: Sequence[Router], dependencies: dict[str, Provide]) -> Provide:
    """The document's text as a dependency, made when it is first asked for."""

    @cache
    def text() -> str:
        return as_text(build_document(routers, dependencies))

    return Provide(lambda: text, sync_to_thread=False)


def _tidy(operation: Document) -> None:
    """Say only what is so: an optional parameter is left out rather than null, and answers have plain names."""
    operation.pop("deprecated", None)
    if operation.setdefault("security", []):
        # Whoever asks may be a customer whose site was archived.
        operation["responses"].setdefault("404", {**operation["responses"]["403"], "description": "Not Found"})
    for parameter in operation.get("parameters", ()):
        for key in ("allowEmptyValue", "allowReserved", "deprecated"):
            parameter.pop(key, None)
        schema = parameter["schema"]
        schema.pop("description", None)
        options = [option for option in schema.pop("oneOf", ()) if option != {"type": "null"}]
        schema |= options[0] if options else {}
        if "enum" in schema:
            schema |= {"type": "string", "enum": [value for value in schema["enum"] if value is not None]}
        schema |= {key: int(value) for key, value in schema.items() if isinstance(value, float)}
    for status, response in operation["responses"].items():
        if status in _SUCCESS and "headers" in response:
            response["description"] = _SUCCESS[status]
            if status == "204":
                response.pop("content", None)
            headers = response.pop("headers")
            if headers:
                response["headers"] = {
                    name: {"description": header["description"], "schema": {"type": "string"}}
                    for name, header in headers.items()
                }


def _show(method: str, path: str, operation: Document) -> None:
    """Put the operation's example beside it."""
    example = EXAMPLES[operation["operationId"]]
    if example.request is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = msgspec.to_builtins(example.request)
    for status, response in operation["responses"].items():
        if status in _SUCCESS and isinstance(example.answer, msgspec.Struct):
            response["content"]["application/json"]["example"] = msgspec.to_builtins(example.answer)
    source = curl(method, path, example, needs_token=bool(operation["security"]))
    operation["x-codeSamples"] = [{"lang": "Shell", "label": "curl", "source": source}]


def _tagged_union(schemas: Document, union: Any) -> Document:
    names = {member.__struct_config__.tag: member.__name__ for member in get_args(union)}
    for tag, name in names.items():
        schemas[name]["properties"]["type"] = {"type": "string", "const": tag}
        schemas[name]["required"] = sorted({*schemas[name].get("required", ()), "type"})
    references = {tag: f"#/components/schemas/{name}" for tag, name in names.items()}
    return {
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": "type", "mapping": references},
    }
