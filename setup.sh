#!/bin/sh
# 建立虚拟环境 .venv 并安装所需的一切；需要的 Debian 软件包，有 root 权限时自动安装，否则打印要输入的那一行。
set -eu

debian_packages="libarchive-tools libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk fonts-liberation fonts-wqy-zenhei fonts-arphic-uming fonts-arphic-ukai chromium dovecot-imapd dovecot-lmtpd dovecot-submissiond"
say() { printf '%s\n' "$*" >&2; }

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null 2>&1 &&
     "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || { say "需要 Python 3.11 或更新版本。Debian/Ubuntu：sudo apt-get install python3 python3-venv"; exit 1; }
"$python" -c 'import ensurepip' 2>/dev/null || debian_packages="python3-venv $debian_packages"

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $debian_packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
fi
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "正在安装 Debian 软件包：$missing"
    # Dovecot is for the tests only: without this file Debian would start it, open to the network, when it is installed.
    policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ]; then policy=""; else printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"; fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 ||
      say "未能自动安装，可稍后输入：apt-get install --no-install-recommends$missing"
    [ -z "$policy" ] || rm -f "$policy"
  else
    say "可选软件包未安装（旧版 Word 的备用读法、测试用字体）。请输入：sudo apt-get install --no-install-recommends$missing"
  fi
fi

say "正在建立虚拟环境（首次约需一两分钟）……"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
touch .venv/.ready
