#!/bin/sh
# The browser tests drive Debian's Chromium: install it where this may be done, else say how.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
    exit 0
fi
echo "The browser tests need Chromium at /usr/bin/chromium: sudo apt-get install chromium" >&2
exit 1
