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

.PHONY: app test check lint types imports unit models docs lock wheel package samples tour validate two-cameras bench fuzz soak audit sbom bundle bundle-check wheelhouse release clean

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

# Two processes: one waits for browsers while the other computes. ARGS="-n 0 tests/pose" uses one.
unit:
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder $(ARGS)

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

$(VENV)/dev.stamp: $(VENV)/python.stamp requirements/dev.txt requirements/metrics.txt pyproject.toml
	bash tools/setup/system-packages.sh test
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --require-hashes -r requirements/metrics.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/app.stamp

# The model comes from a registry package and is checked against models/manifest.toml; it needs
# whichever of the two installs is there, so that `make app` does not install what tests need.
$(MODEL): | $(VENV)/python.stamp
	$(BIN)/tilcoach models fetch full

models: $(MODEL)

# The documentation as a site, in site/; needs no network once set up.
docs: $(VENV)/dev.stamp
	$(BIN)/python -m sphinx --fail-on-warning --quiet -b html -c docs . site
	@echo "site/index.html"

# --- for developers ---------------------------------------------------------------------------

# Needs uv; the locks name every file's hash and no package index.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" --extra app --extra lab \
	    requirements/build.in pyproject.toml --output-file requirements/app.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" --extra app --extra lab \
	    --extra dev --extra render requirements/build.in pyproject.toml --constraint requirements/app.txt \
	    --output-file requirements/dev.txt

	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" \
	    requirements/audit.in --output-file requirements/audit.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --quiet \
	    --python-version 3.11 --custom-compile-command "make lock" \
	    requirements/bundle.in --constraint requirements/app.txt \
	    --output-file requirements/bundle.txt

# Checks every locked library against published vulnerabilities. Needs the network: without it, or
# when a library cannot be looked up, it fails.
audit: $(VENV)-audit/stamp
	$(VENV)-audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements/app.txt

# The installed libraries, with those inside their wheels: for other programs (CycloneDX), and their
# licences for people.
sbom: $(VENV)-audit/stamp $(VENV)/app.stamp
	mkdir -p dist
	$(VENV)-audit/bin/cyclonedx-py requirements requirements/app.txt --pyproject pyproject.toml \
	    --output-reproducible --of JSON -o dist/sbom.json
	$(BIN)/python -m tools.list_licences requirements/app.txt --sbom dist/sbom.json \
	    > dist/licences.md

# In a venv of its own, apart from the libraries that it checks.
$(VENV)-audit/stamp: requirements/audit.txt
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip --disable-pip-version-check --quiet install \
	    --require-hashes -r requirements/audit.txt
	touch $@

wheel: $(VENV)/dev.stamp $(MODEL)
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# The wheel and the source archive, as an index takes them.
package: wheel $(VENV)-audit/stamp
	$(BIN)/python -m hatchling build --target sdist --directory dist
	$(VENV)-audit/bin/twine check --strict dist/tilcoach-*.whl dist/tilcoach-*.tar.gz

# tilcoach as a folder and an archive that start by a double click: dist/tilcoach and dist/*.tar.xz.
bundle: wheel $(VENV)-bundle/stamp
	$(VENV)-bundle/bin/python -m pip --disable-pip-version-check --quiet install --no-deps \
	    --force-reinstall dist/tilcoach-*.whl
	$(VENV)-bundle/bin/python -m tools.bundle --out dist

# Starts the bundle in a bare Debian without network, as a user who is not root. Needs root,
# debootstrap, Xvfb and xdotool.
bundle-check: $(VENV)/dev.stamp
	$(BIN)/python -m tools.bundle.check dist/tilcoach

# A folder and a zip for another system, with every library in it: SYSTEM=windows, macos, linux or
# linux-arm, FOR=3.11 to 3.14. `python -m tools.wheelhouse check` writes docs/platforms.md.
wheelhouse: wheel
	$(BIN)/python -m tools.wheelhouse pack $(or $(SYSTEM),windows) $(or $(FOR),3.12) --out dist

# VERSION=0.1.0: every check, wheel, licences, bundle, checksums, notes and the tag. Refuses when a
# figure was measured on other code; ARGS=--check only says what stands in the way.
release: $(VENV)/dev.stamp
	$(BIN)/python -m tools.release $(VERSION) $(ARGS)

# In a venv of its own, without the tools of developers: what is installed is what the bundle holds.
$(VENV)-bundle/stamp: requirements/app.txt requirements/bundle.txt
	$(PYTHON) -m venv $(VENV)-bundle
	$(VENV)-bundle/bin/python -m pip --disable-pip-version-check --quiet install \
	    --require-hashes -r requirements/app.txt -r requirements/bundle.txt
	touch $@

# Renders what is not there yet (an hour on two cores), measures on the split that no threshold has
# seen and on films of people who lift nothing, and writes validation/. VALIDATE adds other sources:
# VALIDATE="--clips DIR --labels FILE". A clip that could not be rendered is left out, and the page
# says so.
validate: $(VENV)/dev.stamp $(MODEL)
	@$(BIN)/python -c "import moderngl" 2>/dev/null \
	    && $(BIN)/python -m tools.render tools/scenes/validation.toml --split report --draft \
	        --out .cache/validation --joints \
	    && $(BIN)/python -m tools.render tools/scenes/nonlifts.toml --draft --joints --out .cache/nonlifts \
	    && $(BIN)/python -m tools.render tools/scenes/groups.toml --split report --draft --out .cache/groups \
	    || echo "Rendering did not work here (pip install -e '.[render]', libegl1): going on with the clips that are there."
	$(BIN)/tilcoach validate --clips .cache/validation/report --name "own renderer" \
	    --clips .cache/nonlifts --name "films without lifts" --ablation --out validation $(VALIDATE)
	$(BIN)/tilcoach validate --groups .cache/groups/report --out validation

# What two cameras judge together, on pairs of clips that are rendered first.
two-cameras: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.render tools/scenes/pairs.toml --draft --out .cache/pairs
	$(BIN)/python -m tools.two_cameras .cache/pairs --out validation/two-cameras.md

# MINUTES=10 also measures the memory of ten minutes of 1920x1080; ALSO="--also FILE" takes figures in.
# WHOLE=1 measures all that a release publishes, with the live picture in a browser: first `make test`.
bench: $(VENV)/app.stamp $(MODEL)
	$(if $(WHOLE),mkdir -p .cache && rm -f $(LIVE))
	-$(if $(WHOLE),$(BIN)/python -m tools.bench_live --json $(LIVE))
	$(BIN)/tilcoach bench sample_videos/squat_close.mp4 --out validation $(BENCH) $(if $(SIZES),--sizes) $(ALSO)

LIVE := .cache/live.json
ifdef WHOLE
BENCH = --minutes $(or $(MINUTES),2) --group --workers 2 --two-cameras 20 --also $(LIVE)
else
BENCH = $(if $(MINUTES),--minutes $(MINUTES)) $(if $(GROUP),--group)
endif

# Feeds every input some 24,000 bad cases; `make test` tries 2,000 others.
fuzz: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.fuzz --out validation/fuzz.json $(ARGS)
	$(BIN)/python -m tools.write_robustness_page

# The live coach for half an hour; `make test` does it for some hundred frames.
soak: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.soak --out validation/soak.json $(ARGS)
	$(BIN)/python -m tools.write_robustness_page

# Photographs every page in a real browser, for docs/tour.md; make tour ARGS="--only about".
tour: $(VENV)/dev.stamp $(MODEL)
	$(BIN)/python -m tools.tour $(ARGS)

samples: $(VENV)/dev.stamp
	$(BIN)/python -m tools.render tools/scenes/samples.toml --out sample_videos

clean:
	rm -rf $(VENV) $(VENV)-audit $(VENV)-bundle .mypy_cache .ruff_cache .pytest_cache .hypothesis dist site
