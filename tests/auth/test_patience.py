"""Connections that keep the server waiting are closed, and the others are served."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from tilcoach.auth import patience
from tilcoach.auth.patience import LineRate, PatientProtocol

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def answer(_scope: Scope, receive: Receive, send: Send) -> None:
    """Read the whole request, and answer."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"a page"})


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the patience end soon."""
    monkeypatch.setattr(patience, "PATIENCE_S", 0.2)
    monkeypatch.setattr(patience, "_CHECK_S", 0.05)


@asynccontextmanager
async def serving() -> AsyncIterator[int]:
    """Serve on a free port, and give it."""
    config = uvicorn.Config(
        answer, port=0, http=PatientProtocol, lifespan="off", log_level="critical"
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        await server.shutdown()


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def sent(port: int, data: bytes) -> Stream:
    """Return a connection on which this was sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    await writer.drain()
    return reader, writer


async def rest(stream: Stream) -> bytes:
    """Return what still comes until the other end closes."""
    try:
        return await stream[0].read()
    except ConnectionError:
        return b""
    finally:
        stream[1].close()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: local",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\npassword=",
        REQUEST + b"GET / HTTP/1.1\r\n",
    ],
)
def test_a_request_that_does_not_come_is_not_waited_for(start: bytes) -> None:
    async def wait() -> bytes:
        async with serving() as port:
            return await rest(await sent(port, start))

    assert asyncio.run(wait()).count(b"200 OK") == start.count(b"\r\n\r\nGET")


@pytest.mark.usefixtures("impatient")
def test_many_that_wait_are_not_waited_for_and_one_who_asks_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "PATIENCE_S", 600.0)
    monkeypatch.setattr(patience, "SHORT_PATIENCE_S", 0.2)
    monkeypatch.setattr(patience, "MANY", 10)

    async def ask() -> tuple[bytes, bytes]:
        async with serving() as port:
            slow = [await sent(port, b"GET /") for _ in range(30)]
            reader, writer = await sent(port, REQUEST)
            page = await reader.readuntil(b"a page")
            first = await rest(slow[0])
            for stream in (*slow, (reader, writer)):
                stream[1].close()
            return page, first

    page, first = asyncio.run(ask())
    assert page.startswith(b"HTTP/1.1 200")
    assert first == b""


def test_beyond_the_most_the_one_that_waits_longest_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "MOST_CONNECTIONS", 5)
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000\r\n\r\n"

    async def ask() -> tuple[bytes, bytes, bytes]:
        async with serving() as port:
            upload = await sent(port, head + b"a" * 399_999)
            await asyncio.sleep(0.05)
            slow = [await sent(port, b"GET /") for _ in range(8)]
            asked = await sent(port, REQUEST)
            page = await asked[0].readuntil(b"a page")
            first = await asyncio.wait_for(rest(slow[0]), 5)
            upload[1].write(b"a")
            uploaded = await upload[0].readuntil(b"a page")
            for stream in (*slow, asked, upload):
                stream[1].close()
            return page, first, uploaded

    page, first, uploaded = asyncio.run(ask())
    assert page.startswith(b"HTTP/1.1 200")
    assert first == b""
    assert uploaded.startswith(b"HTTP/1.1 200")


WEBSOCKET = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: %s\r\nSec-WebSocket-Key: %s\r\n\r\n"
)


@pytest.mark.parametrize(
    "odd",
    [
        b"\x16\x03\x01\x00odd\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 70_000,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        WEBSOCKET % (b"99", b"dGhlIHNhbXBsZSBub25jZQ=="),
        WEBSOCKET % (b"13", b"short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_headers_of_every_answer(
    odd: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def ask() -> bytes:
        async with serving() as port:
            return await asyncio.wait_for(rest(await sent(port, odd)), 5)

    answer = asyncio.run(ask())
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"frame-ancestors 'none'" in answer
    assert b"x-content-type-options: nosniff" in answer
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.usefixtures("impatient")
def test_a_steady_upload_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MIN_BYTES_PER_S", 1)
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n"

    async def upload() -> bytes:
        async with serving() as port:
            reader, writer = await sent(port, head + b"a" * 10)
            await asyncio.sleep(0.5)  # longer than the patience alone
            writer.write(b"a" * 10)
            page = await reader.readuntil(b"a page")
            writer.close()
            return page

    assert asyncio.run(upload()).startswith(b"HTTP/1.1 200")


def test_a_log_has_so_many_lines_a_minute() -> None:
    now_s = 0.0
    rate = LineRate(lines=2, window_s=60, clock=lambda: now_s)
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, "odd", None, None)
    assert [rate.filter(record) for _ in range(4)] == [True, True, False, False]
    now_s = 60.0
    assert rate.filter(record)
