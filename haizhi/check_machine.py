"""EDGE: disk and processes, through the parts that are tried. Is this machine fit to run the program?

In: Settings. Out: a Probe each. Elsewhere: the mail side (`haizhi.check_mail`), showing them (`haizhi.check`).
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import cv2
import numpy as np

from data.database import WrongDatabase, open_database, writing
from haizhi.config import Settings
from haizhi.probe import Probe
from parsers.document import Unreadable
from parsers.readers import office
from parsers.scan.box_eye import SIDE, as_input
from parsers.scan.glyphs import SEEN_HIGH
from parsers.scan.recogniser import Recogniser

LEAST_FREE_OCTETS = 1_000_000_000
NUMBER = "2022"


def database(settings: Settings) -> Probe:
    """It is whole, can be written, and has room to grow."""
    path = settings.db
    if path is None:
        return Probe("数据库", False, "没有设定", '请在配置文件中写 db = "haizhi.sqlite3"，或用 --db 指明')
    folder = path.parent
    if not path.is_file():
        made = folder.is_dir() and os.access(folder, os.W_OK)
        return Probe("数据库", made, f"{path} 尚未建立", "" if made else f"请建立文件夹 {folder} 并允许写入")
    try:
        trouble = _trouble_in(path)
    except (WrongDatabase, sqlite3.Error, OSError) as error:
        return Probe("数据库", False, str(error), f"请检查 {path} 的权限，或从备份恢复")
    if trouble:
        return Probe("数据库", False, f"已损坏：{trouble}", "请停止程序，从备份恢复")
    return Probe("数据库", True, f"{path} 完好，可以写入")


def room(settings: Settings) -> Probe:
    """Free space where the database lies."""
    folder = next((f for f in (settings.db or Path(".")).absolute().parents if f.is_dir()), Path("/"))
    free = shutil.disk_usage(folder).free
    enough = free >= LEAST_FREE_OCTETS
    return Probe("磁盘空间", enough, f"剩余 {free / 1e9:.1f} GB", "" if enough else "请清理磁盘，至少留出 1 GB")


def recogniser() -> Probe:
    """It reads a number that is drawn here, with both readers; the two networks for letters and boxes start."""
    picture = np.full((48, 130, 3), 255, np.uint8)
    cv2.putText(picture, NUMBER, (8, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 0, 0), 3, cv2.LINE_AA)
    engine = Recogniser(1)
    try:
        engine.letters_shown([np.full((SEEN_HIGH, 2 * SEEN_HIGH), 255, np.uint8)])
        engine.boxes_ticked(as_input([np.full((SIDE, SIDE, 3), 255, np.uint8)]))
        readings = {engine.read(picture).text, engine.read_again(picture)[0].text}
    except Exception as error:  # whatever a missing or broken model raises
        return Probe("扫描件识别", False, f"不能运行（{type(error).__name__}）", "请重新运行 setup.sh")
    wrong = "、".join(sorted(readings - {NUMBER}))
    told = f"把 {NUMBER} 认成了 {wrong}" if wrong else "正常"
    return Probe("扫描件识别", not wrong, told, "请重新运行 setup.sh" if wrong else "")


def fonts() -> Probe:
    """Chinese ones, which LibreOffice needs to lay out old Word files as they were."""
    listing = shutil.which("fc-list")
    found = subprocess.run([listing, ":lang=zh"], capture_output=True, timeout=60).stdout if listing else b""
    count = len(found.splitlines())
    mend = "" if count else "请安装：apt-get install fontconfig fonts-noto-cjk"
    return Probe("中文字体", bool(count), f"{count} 种" if count else "没有", mend)


def libreoffice() -> Probe:
    """It converts a file."""
    mend = "请安装：apt-get install --no-install-recommends libreoffice-writer-nogui（缺少时，少数旧格式附件会转人工）"
    if not office.is_there():
        return Probe("LibreOffice", False, "没有安装", mend)
    made = office.convert(b"{\\rtf1 test}", "rtf", "docx")
    if isinstance(made, Unreadable):
        return Probe("LibreOffice", False, f"不能转换文件（{made.reason}）", mend)
    return Probe("LibreOffice", True, "能转换文件")


def _trouble_in(path: Path) -> str:
    opened = open_database(path)
    try:
        (said,) = opened.conn.execute("PRAGMA quick_check").fetchone()
        with writing(opened):
            opened.conn.execute("SELECT 1")
        return "" if said == "ok" else str(said)
    finally:
        opened.conn.close()
