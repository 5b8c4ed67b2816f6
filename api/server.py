"""The server: one socket, until it is told to stop.

What uvicorn leaves open is closed here: a request must have arrived completely within a time, and a client must take
its answer, or the connection ends. Standard output stays untouched.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from api.app import create_app
from api.settings import Settings
from kg.errors import ArgumentError

logger = logging.getLogger(__name__)

_STALLED_SECONDS = 60.0  # that a client may leave an answer lying
_IDLE_SECONDS = 30  # between two requests; short ones end connections under the hands of busy clients
_LAST_SECONDS = 3  # that requests have to end when the service does


def serve(settings: Settings, *, host: str = "127.0.0.1", ready: Callable[[str], None] = logger.info) -> None:
    """Serve the data folder of the settings until SIGTERM or SIGINT; an empty folder is an empty graph.

    `ready` is told the address once requests are answered. Raises ArgumentError where the port cannot be had, and
    StoreError where the folder is not ours.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        listener = socket.create_server((host, settings.port), family=_family(host), backlog=1024)
    except OSError as error:
        raise ArgumentError(
            f"cannot listen on {host} port {settings.port}: {error.strerror}; try another port"
        ) from error
    with listener:
        _Server(config(settings), ready).run([listener])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def config(settings: Settings) -> uvicorn.Config:
    """The application of these settings, as uvicorn wants to be told."""
    return uvicorn.Config(
        create_app(settings.data, settings),
        http=type("Protocol", (Punctual,), {"seconds": settings.request_seconds}),
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Whoever reaches us directly could name any address as its own.
        proxy_headers=settings.public_url is not None,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say where we are, once we are there."""
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            self._ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")


class Punctual(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # whichever of its two uvicorn has chosen
    """A connection on which requests arrive in time and answers are taken in time."""

    seconds = 20.0

    def connection_made(self, transport: asyncio.Transport) -> None:
        """A client is there; its first request is awaited."""
        super().connection_made(transport)
        # asyncio does this only for sockets that were made with the protocol's number; without it, 40 ms a request.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stalled: asyncio.TimerHandle | None = None
        self._answered: Any = None  # the last request that arrived in full
        self._due: asyncio.TimerHandle | None = self.loop.call_later(self.seconds, self._late)

    def data_received(self, data: bytes) -> None:
        """A piece of a request came."""
        if self._due is None:
            self._due = self.loop.call_later(self.seconds, self._late)
        super().data_received(data)
        self._note_arrival()

    def on_response_complete(self) -> None:
        """An answer is out; a request that came meanwhile is taken up."""
        super().on_response_complete()
        self._note_arrival()

    def _note_arrival(self) -> None:
        """Stop the clock if a request is there in full."""
        if self.cycle is not None and self.cycle is not self._answered and not self.cycle.more_body:
            self._answered = self.cycle
            if self._due is not None:
                self._due.cancel()
                self._due = None

    def pause_writing(self) -> None:
        """The client takes nothing for now."""
        super().pause_writing()
        self._stalled = self.loop.call_later(_STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client goes on."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()

    def connection_lost(self, error: Exception | None) -> None:
        """The client left, or was made to."""
        for timer in (self._due, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(error)

    def send_400_response(self, message: str) -> None:
        """What came is no HTTP."""
        self._say(400, "The request is no HTTP that we read", message, "HTTP/1.1, with headers of at most 64 KB")

    def _late(self) -> None:
        if self._answered is not None and not self._answered.response_complete:  # the next request waits behind this
            self._due = self.loop.call_later(self.seconds, self._late)
            return
        title = "The request did not arrive in time"
        detail = f"the request was not complete after {self.seconds:g} seconds"
        self._say(408, title, detail, "sending the whole request at once")

    def _say(self, status: int, title: str, detail: str, expected: str) -> None:
        """The last words on a connection, to a client with whom no request was agreed on."""
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, "expected": expected}
        content = json.dumps(problem).encode()
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Access-Control-Allow-Origin: *\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self.transport.write(head.encode() + content)
        self.transport.close()
