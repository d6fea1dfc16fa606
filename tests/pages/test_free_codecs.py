"""No picture is sent as H.264, also not to a browser that would like it best (Safari)."""

from __future__ import annotations

import asyncio

import pytest
from aiortc import RTCPeerConnection, RTCRtpSender, codecs

from tilcoach.ui.live_view.free_codecs import offer_vp8_only


@pytest.fixture(autouse=True)
def _as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codecs.CODECS, "video", [])
    codecs.init_codecs()


async def answer_to_one_who_likes_h264() -> str:
    browser, ours = RTCPeerConnection(), RTCPeerConnection()
    liked = sorted(
        RTCRtpSender.getCapabilities("video").codecs, key=lambda codec: codec.name != "H264"
    )
    browser.addTransceiver("video").setCodecPreferences(liked)
    offer = await browser.createOffer()
    offer_vp8_only()
    await ours.setRemoteDescription(offer)
    answer = await ours.createAnswer()
    await asyncio.gather(browser.close(), ours.close())
    assert offer.sdp.index("H264") < offer.sdp.index("VP8")
    return answer.sdp


def test_the_answer_knows_vp8_only() -> None:
    answer = asyncio.run(answer_to_one_who_likes_h264())
    assert "VP8/90000" in answer
    assert "H264" not in answer
    offer_vp8_only()  # again, as every run of the page does
    assert [codec.mimeType for codec in codecs.CODECS["video"]] == ["video/VP8", "video/rtx"]
