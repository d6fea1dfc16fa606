"""A tiny app behind a door, and a browser that knocks: no server, no network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[str, str]]


@dataclass
class Answer:
    """What came back."""

    sent: list[Message]

    @property
    def status(self) -> int:
        """The status of a page; the code of a line that was closed."""
        first = self.sent[0]
        return int(first.get("status", first.get("code", 0)))

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent[1:]).decode()

    @property
    def cookie(self) -> str:
        """What a browser sends from now on."""
        return self.header("set-cookie").split(";")[0]

    def header(self, name: str) -> str:
        headers = dict(self.sent[0].get("headers", []))
        return str(headers.get(name.encode(), b"").decode())


Knock = Callable[..., Answer]


@pytest.fixture
def came_in() -> list[Scope]:
    """Return who came in so far."""
    return []


@pytest.fixture
def inside(came_in: list[Scope]) -> ASGIApp:
    """Return what is behind the door."""

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        came_in.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a patient's film"})

    return app


@pytest.fixture
def knock() -> Knock:
    """Send one request: ``knock(app, "/", client="192.0.2.7", host="pc.local")``."""

    def send_one(
        app: ASGIApp,
        path: str = "/",
        kind: str = "http",
        client: str = "127.0.0.1",
        host: str = "localhost:8501",
        body: bytes | None = None,
        query: str = "",
        **headers: str,
    ) -> Answer:
        named = [("host", host), *((name.replace("_", "-"), v) for name, v in headers.items())]
        scope: Scope = {
            "type": kind,
            "path": path,
            "raw_path": path.encode(),
            "method": "GET" if body is None else "POST",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in named],
            "client": (client, 50_000),
            "server": ("localhost", 8501),
            "scheme": "https" if kind == "http" else "wss",
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body or b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(_called(app, scope, receive, send))
        return Answer(sent)

    return send_one


async def _called(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
