"""Work that takes a while: in a thread, with its stages told as they begin, and no more at once than the machine bears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from coach.errors import Busy

_Result = TypeVar("_Result")

AT_ONCE = 2
WAITING = 6
"""Most jobs that run, and most that wait for their turn."""


class Job(Generic[_Result]):
    """One piece of work."""

    def __init__(self, work: Callable[[Callable[[str], None]], _Result], pool: ThreadPoolExecutor) -> None:
        """Begin it; it is given a function that it tells its stages."""
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[str | None] = asyncio.Queue()
        self._future = asyncio.wrap_future(pool.submit(work, self._tell), loop=self._loop)
        self._future.add_done_callback(lambda _: self._told.put_nowait(None))

    def _tell(self, stage: str) -> None:
        self._loop.call_soon_threadsafe(self._told.put_nowait, stage)

    async def within(self, seconds: float) -> bool:
        """Wait for at most some seconds; whether it is done, well or not."""
        await asyncio.wait([self._future], timeout=seconds)
        return self._future.done()

    async def stages(self) -> AsyncIterator[str]:
        """The stages, from the first, as they begin, until it is done."""
        while (stage := await self._told.get()) is not None:
            yield stage

    async def failure(self) -> BaseException | None:
        """What it raised, or None when it is done well."""
        await asyncio.wait([self._future])
        return self._future.exception()

    async def result(self) -> _Result:
        """What came out of it; raises what it raised."""
        return await asyncio.shield(self._future)


class Jobs:
    """The work of a server."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="coach")
        self._open = 0

    def start(self, work: Callable[[Callable[[str], None]], _Result]) -> Job[_Result]:
        """Begin a job, or queue it.

        Raises:
            Busy: Too many wait already.
        """
        if self._open >= AT_ONCE + WAITING:
            raise Busy("coach is busy with other documents", remedy="Try again in a moment.")
        self._open += 1
        job = Job(work, self._pool)
        job._future.add_done_callback(self._done)
        return job

    def _done(self, _: object) -> None:
        self._open -= 1

    def close(self) -> None:
        """Let nothing new begin; what runs is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)
