"""WebSockets that can be shut down while the other end is closing them.

uvicorn's own protocol raises then, and the server that is ending ends with an error.
"""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState


class ClosableProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own protocol, which can also be shut down when it is closing already."""

    def shutdown(self) -> None:
        """Close the connection."""
        try:
            super().shutdown()
        except InvalidState:
            self.transport.close()
