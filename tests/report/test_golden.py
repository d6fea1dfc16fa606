"""The pages as pictures, held against pictures that a person has looked at.

``TILCOACH_NEW_GOLDEN=1 pytest tests/report`` writes them again; look at them before committing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from tilcoach.i18n import Language
from tilcoach.pose.arrays import Bytes
from tilcoach.report import Report

GOLDEN = Path(__file__).parent / "golden"
SCALE = 1.0  # 72 points per inch: words can just be read, and the files stay small
FEW_PIXELS = 0.003  # edges may differ between builds of the renderer
LITTLE = 48

Opened = Callable[[Report], pypdfium2.PdfDocument]


def pictures(pdf: pypdfium2.PdfDocument) -> list[Bytes]:
    return [page.render(scale=SCALE).to_numpy()[..., :3].astype(np.uint8) for page in pdf]


def share_that_differs(picture: Bytes, path: Path) -> float:
    expected = cv2.imread(str(path))
    assert expected is not None
    assert expected.shape == picture.shape
    return float(np.mean(cv2.absdiff(expected, picture).max(axis=2) > LITTLE))


def test_the_pages_look_as_they_did(report: Report, opened: Opened, language: Language) -> None:
    found = pictures(opened(report))
    assert len(found) == 2
    for number, picture in enumerate(found, start=1):
        path = GOLDEN / f"{language}-{number}.png"
        if os.environ.get("TILCOACH_NEW_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        assert share_that_differs(picture, path) < FEW_PIXELS, path.name


def test_the_golden_check_notices_missing_skeletons(
    report: Report, opened: Opened, language: Language
) -> None:
    (session,) = report.sessions
    people = tuple(
        person.model_copy(
            update={"lifts": tuple(p.model_copy(update={"key_pose": None}) for p in person.lifts)}
        )
        for person in session.document.people
    )
    document = session.document.model_copy(update={"people": people})
    without = replace(report, sessions=(replace(session, document=document, curves={}),))
    picture = pictures(opened(without))[0]
    assert share_that_differs(picture, GOLDEN / f"{language}-1.png") > 2 * FEW_PIXELS
