"""A text that Ada sends often."""

from __future__ import annotations

import msgspec

from stonechat.canned.wire import CannedResponse, CannedResponseList, ChangeCannedResponse, MakeCannedResponse
from stonechat.examples.story import AGENT_ID, CANNED_RESPONSE_ID, MORNING, Example

_TEXT = "Hello {{customer.name}}, we ship to Norway in three days."
_NEW = CannedResponse(
    id=CANNED_RESPONSE_ID,
    shortcut="norway",
    text=_TEXT,
    shared=False,
    made_by=AGENT_ID,
    created_at=MORNING,
    updated_at=MORNING,
)
_SHARED = msgspec.structs.replace(_NEW, shared=True)

EXAMPLES: dict[str, Example] = {
    "makeCannedResponse": Example(
        _NEW, MakeCannedResponse(id=CANNED_RESPONSE_ID, shortcut="norway", text=_TEXT, shared=False)
    ),
    "changeCannedResponse": Example(_SHARED, ChangeCannedResponse(shared=True)),
    "listCannedResponses": Example(CannedResponseList(items=[_SHARED])),
    "deleteCannedResponse": Example(None),
}
