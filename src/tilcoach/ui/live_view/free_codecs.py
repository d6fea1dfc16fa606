"""The picture by WebRTC goes as VP8: aiortc makes H.264 by x264, which is GPL (decision 22)."""

from __future__ import annotations


def offer_vp8_only() -> None:
    """Leave only VP8 in what aiortc offers and accepts; every browser knows it (RFC 7742)."""
    from aiortc.codecs import CODECS  # noqa: PLC0415 - slow to import, and only live needs it

    video = CODECS["video"]
    vp8 = {codec.payloadType for codec in video if codec.mimeType == "video/VP8"}
    video[:] = [
        codec for codec in video if codec.payloadType in vp8 or codec.parameters.get("apt") in vp8
    ]
