"""A tag, whose name is corrected and which is deleted in the end."""

from __future__ import annotations

import msgspec

from stonechat.examples.story import LATER, TAG_ID, Example
from stonechat.tags.wire import ChangeTag, MakeTag, Tag, TagList

_NEW_TAG = Tag(id=TAG_ID, name="Shiping", color="#0f766e", deleted_at=None, version=1)
_TAG = msgspec.structs.replace(_NEW_TAG, name="Shipping", version=2)

BEGINNING: dict[str, Example] = {
    "makeTag": Example(_NEW_TAG, MakeTag(id=TAG_ID, name="Shiping", color="#0f766e")),
    "changeTag": Example(_TAG, ChangeTag(name="Shipping")),
    "listTags": Example(TagList(items=[_TAG])),
}

END: dict[str, Example] = {
    "deleteTag": Example(msgspec.structs.replace(_TAG, deleted_at=LATER, version=3)),
}
