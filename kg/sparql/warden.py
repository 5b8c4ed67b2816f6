"""The parent's side of a jailed process: starts it, asks it, and ends it whatever it is doing."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterator, Mapping
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import Any

from kg.errors import QueryFailedError, QueryRefusedError, QuerySyntaxError, ResultTooLargeError, StoreError
from kg.sparql.worker import FRAME

logger = logging.getLogger(__name__)

_IN_MEMORY = 2**20  # bytes of an answer; a larger one lies in a file
_PIECE = 2**16


class Answer:
    """An answer, whole, in the format asked for."""

    def __init__(self) -> None:
        self.size = 0
        self.truncated = False
        self._body = SpooledTemporaryFile[bytes](_IN_MEMORY)

    def append(self, piece: bytes) -> None:
        """Take the next piece."""
        self._body.write(piece)
        self.size += len(piece)

    @property
    def in_memory(self) -> bool:
        """Whether it is small."""
        return self.size <= _IN_MEMORY

    def pieces(self) -> Iterator[bytes]:
        """The answer from its beginning; it can be read once."""
        with self._body as body:
            body.seek(0)
            while piece := body.read(_PIECE):
                yield piece

    def read(self) -> bytes:
        """The answer in one piece."""
        return b"".join(self.pieces())

    def close(self) -> None:
        """Let an answer go that is not read to its end."""
        self._body.close()


class Worker:
    """One jailed process, as its parent sees it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> Worker:
        """A new process, jailed and ready."""
        # Its own session: an interrupt at the terminal is for the service, which then ends its workers.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-S", "-m", "kg.sparql.worker", str(os.getpid())),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
        worker = cls(process)
        try:
            _, message = await worker._receive()
        except asyncio.IncompleteReadError as error:
            raise OSError(f"it ended with {await process.wait()} before it was ready") from error
        _warn_of_weak_jail(tuple(json.loads(message)["refused"]))
        return worker

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.returncode is None

    async def ask(self, request: Mapping[str, Any]) -> Answer:
        """Answer one request (`kg.sparql.worker` has its fields). Raises the QueryErrors, and StoreError.

        After QueryFailedError the process is gone; a caller that gives up while it waits must stop it.
        """
        answer = Answer()
        try:
            end = await self._converse(request, answer)
            if "error" in end:
                raise _ERRORS[end["error"]](end["message"])
        except (asyncio.IncompleteReadError, ConnectionError):
            answer.close()
            await self.stop()
            raise QueryFailedError("the query used up the memory or the stack of its process") from None
        except BaseException:
            answer.close()
            raise
        answer.truncated = end["truncated"]
        return answer

    async def _converse(self, request: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
        """Send the request and collect the answer; returns what the worker says at its end."""
        assert self._process.stdin is not None
        payload = json.dumps(request).encode()
        self._process.stdin.write(FRAME.pack(b"Q", len(payload)) + payload)
        await self._process.stdin.drain()
        while True:
            kind, content = await self._receive()
            if kind == b"E":
                return json.loads(content)  # type: ignore[no-any-return]
            answer.append(content)
            if answer.size > request["bytes"] + len(content):  # it should have stopped by itself
                raise ConnectionError

    async def _receive(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None
        kind, length = FRAME.unpack(await self._process.stdout.readexactly(FRAME.size))
        return kind, await self._process.stdout.readexactly(length)

    async def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.returncode is None:
            try:
                self._process.kill()
            except ProcessLookupError:
                logger.debug("worker %d was gone already", self._process.pid)
        await self._process.wait()


_ERRORS: dict[str, type[Exception]] = {
    "syntax": QuerySyntaxError,
    "refused": QueryRefusedError,
    "large": ResultTooLargeError,
    "failed": QueryFailedError,
    "store": StoreError,
}


@cache
def _warn_of_weak_jail(refused: tuple[str, ...]) -> None:
    """Say once what the system does not give to query workers; either of the two keeps them from the network."""
    if len(refused) > 1:
        logger.warning(
            "nothing but the refusal of SERVICE keeps queries from the network: the system gives no %s",
            " and no ".join(refused),
        )
    for each in refused:
        logger.info("query workers run without a %s", each)
