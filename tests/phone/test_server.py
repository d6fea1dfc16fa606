"""The server of a session with a telephone ends, whatever its connections are doing."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from tilcoach.phone.server import PhoneProtocol


def test_a_connection_that_the_phone_is_closing_is_shut_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closing = Mock(side_effect=InvalidState("connection is closing"))
    monkeypatch.setattr(WebSocketsSansIOProtocol, "shutdown", closing)
    protocol = PhoneProtocol.__new__(PhoneProtocol)
    protocol.transport = Mock()
    protocol.shutdown()
    closing.assert_called_once_with()
    protocol.transport.close.assert_called_once_with()
