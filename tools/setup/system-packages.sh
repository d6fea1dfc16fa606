#!/usr/bin/env bash
# Installs the system libraries that the Python wheels need and a bare machine lacks.
#   system-packages.sh app     what the pose model and OpenCV need
#   system-packages.sh test    that, Chromium for the browser tests, a clock that can be set, openssl,
#                              which the documents call, and a screen for the window that ends it
# On Debian or Ubuntu as root it installs them; anyone else gets the one line to run.
set -euo pipefail

purpose="${1:-app}"
[ "$(uname -s)" = Linux ] || exit 0

missing=()
libraries="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
need_library() { # file name, package
    [[ "$libraries" == *"$1"* ]] || missing+=("$2")
}
need_library libGL.so.1 libgl1
need_library libgthread-2.0.so.0 libglib2.0-0
need_library libEGL.so.1 libegl1
need_library libGLESv2.so.2 libgles2
if [ "$purpose" = test ]; then
    need_library libatomic.so.1 libatomic1 # the browser driver of Playwright
    compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || missing+=(libfaketime)
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
    command -v openssl >/dev/null || missing+=(openssl)
    command -v Xvfb >/dev/null || missing+=(xvfb)
fi
[ "${#missing[@]}" -eq 0 ] && exit 0

line="apt-get install -y ${missing[*]}"
if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    echo "Installing what is missing: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # the words of the line are the packages
    $line -qq >/dev/null
else
    echo "This machine lacks ${missing[*]}. Install them and run make again:" >&2
    echo "    sudo $line" >&2
    exit 1
fi
