"""Pure decisions about canned responses: shortcuts, texts, and who may change one."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from stonechat.accounts.actor import AgentActor
from stonechat.canned.wire import LONGEST_SHORTCUT
from stonechat.errors import FieldFault, Forbidden, InvalidInput
from stonechat.texts import text_fault


def checked_shortcut(typed: str) -> str:
    """The shortcut in the one form in which Unicode composes it. Raises `InvalidInput`.

    It is made of letters of any script with their marks, decimal digits, `_` and `-`.
    """
    shortcut = unicodedata.normalize("NFC", typed)
    categories = {unicodedata.category(character) for character in shortcut if character not in "_-"}
    if not 1 <= len(shortcut) <= LONGEST_SHORTCUT or not all(c[0] in "LM" or c == "Nd" for c in categories):
        detail = "A shortcut is made of letters, digits, _ and -, without the slash."
        raise InvalidInput("invalid_input", detail, (FieldFault("/shortcut", detail),))
    return shortcut


def checked_text(text: str) -> str:
    """The text, if it says something that can be stored. Raises `InvalidInput`."""
    fault = "Write something." if not text.strip() else text_fault(text)
    if fault is not None:
        raise InvalidInput("invalid_input", "This text is not acceptable.", (FieldFault("/text", fault),))
    return text


def check_change(actor: AgentActor, made_by: UUID) -> None:
    """Raise `Forbidden` where somebody else made what this agent wants to change. What is not shared nobody else even
    sees."""
    if actor.role != "admin" and actor.agent_id != made_by:
        raise Forbidden("not_the_author", "Only who made a shared response, or an admin, may change it.")
