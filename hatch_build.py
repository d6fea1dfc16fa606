"""Puts model, sample videos and published errors into every wheel: no network is needed for them.

An editable install finds the model in ``models/`` of the checkout and gets nothing. When the model
is neither there nor to be fetched, the wheel is built without it, and ``tilcoach models fetch``
brings it later; with ``TILCOACH_RELEASE=1`` that is an error. See docs/decisions/0002-models.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODEL = "full"
SAMPLES = "sample_videos"
RELEASES = "validation/releases"
RELEASE_VARIABLE = "TILCOACH_RELEASE"


class ModelHook(BuildHookInterface[Any]):
    """Adds ``models/`` and ``sample_videos/`` to the wheel, inside ``tilcoach/``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files that go into the wheel.

        Parameters
        ----------
        version
            ``standard`` or ``editable``.
        build_data
            What hatchling is about to build.
        """
        if version == "editable":
            return
        folder = Path(self.root) / "models"
        files = [folder / "manifest.toml", folder / "README.md", self._bundle(folder)]
        files += sorted((Path(self.root) / SAMPLES).iterdir())
        for path in files:
            if path is not None:
                build_data["force_include"][str(path)] = f"tilcoach/{path.parent.name}/{path.name}"
        for path in sorted((Path(self.root) / RELEASES).glob("*.json")):
            build_data["force_include"][str(path)] = f"tilcoach/published/{path.name}"

    def _bundle(self, folder: Path) -> Path | None:
        """Return the full model's bundle, fetched when it is not there yet."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from tilcoach.errors import ModelError  # noqa: PLC0415 - the path is set just above
        from tilcoach.estimation.bundle import ModelInfo  # noqa: PLC0415
        from tilcoach.estimation.download import fetch_bundle  # noqa: PLC0415
        from tilcoach.estimation.manifest import read_manifest  # noqa: PLC0415

        model = read_manifest(folder / "manifest.toml")[MODEL]
        bundle = folder / model.file
        if bundle.is_file() and ModelInfo.of(bundle).sha256 == model.sha256:
            return bundle
        try:
            return fetch_bundle(model, folder)
        except ModelError as error:
            if os.environ.get(RELEASE_VARIABLE):
                raise
            self.app.display_warning(f"{error} The wheel is built without the pose model.")
            return None
