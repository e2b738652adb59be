"""Work in threads: stages as they begin, errors as they are, and an end to what can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

import pytest

from coach.errors import Busy, UsageError
from coach.web.jobs import AT_ONCE, WAITING, Jobs


def test_stages_are_told_in_order_and_then_the_result() -> None:
    def work(tell: Callable[[str], None]) -> int:
        tell("one")
        tell("two")
        return 3

    async def run() -> tuple[list[str], int]:
        job = Jobs().start(work)
        return [stage async for stage in job.stages()], await job.result()

    assert asyncio.run(run()) == (["one", "two"], 3)


def test_an_error_is_the_result() -> None:
    def work(tell: Callable[[str], None]) -> int:
        tell("one")
        raise UsageError("no")

    async def run() -> None:
        job = Jobs().start(work)
        assert [stage async for stage in job.stages()] == ["one"]
        with pytest.raises(UsageError):
            await job.result()

    asyncio.run(run())


def test_what_is_too_much_is_refused_and_what_is_done_makes_room() -> None:
    go = Event()

    async def run() -> None:
        jobs = Jobs()
        started = [jobs.start(lambda tell: go.wait(30)) for _ in range(AT_ONCE + WAITING)]
        assert not await started[0].within(0)
        with pytest.raises(Busy):
            jobs.start(lambda tell: None)
        go.set()
        for job in started:
            assert await job.result()
        await jobs.start(lambda tell: None).result()
        jobs.close()

    asyncio.run(run())
