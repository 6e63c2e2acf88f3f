"""One reading for all who ask while others are under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

AT_ONCE = 2
"""Readings under way, so that a slow one does not hold up everybody."""


class SharedReads(Generic[Question, Answer]):
    """Answers questions with as few readings as it can without making anybody wait who could be answered at once.

    No answer is older than its question: who comes while a reading is under way is answered by the next one.
    """

    def __init__(self, read: Callable[[list[Question]], Awaitable[Sequence[Answer]]]) -> None:
        """`read` answers several questions, in their order; what it raises is raised for each of them."""
        self._read = read
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._readings: set[asyncio.Task[None]] = set()

    async def ask(self, question: Question) -> Answer:
        """The answer, alone or together with others. Raises what the reading raises."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if len(self._readings) < AT_ONCE:
            reading = asyncio.create_task(self._answer_all())
            self._readings.add(reading)
            reading.add_done_callback(self._readings.discard)
        return await answer

    async def _answer_all(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            try:
                answers = await self._read([question for question, _ in asked])
            except Exception as error:
                for _, waiting in asked:
                    if not waiting.done():
                        waiting.set_exception(error)
            else:
                for (_, waiting), answer in zip(asked, answers, strict=True):
                    if not waiting.done():
                        waiting.set_result(answer)
