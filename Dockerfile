# tilcoach with its model, as an image: `docker compose up --build`; docs/image.md says the rest.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
# The newest security update of a Debian stable is wanted, not a version of today.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/tilcoach
ENV PATH=/opt/tilcoach/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/app.txt /source/requirements/app.txt
RUN pip install --require-hashes -r /source/requirements/app.txt
COPY . /source
# An image without the pose model is no image: the build stops when it cannot be fetched.
RUN TILCOACH_RELEASE=1 pip install --no-deps --no-build-isolation /source

FROM ${BASE}
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        python3 libegl1 libgl1 libgles2 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin tilcoach \
    && install --directory --owner=tilcoach --mode=700 /history
COPY --from=build /opt/tilcoach /opt/tilcoach
# All that is written is the history; what is passing goes to /tmp, which may be a tmpfs.
ENV PATH=/opt/tilcoach/bin:$PATH \
    HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    TILCOACH_HISTORY=/history
USER 10001
WORKDIR /tmp
VOLUME /history
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-m", "tilcoach.auth.health", "8501"]
ENTRYPOINT ["tilcoach"]
CMD ["app", "--no-browser", "--port", "8501"]
