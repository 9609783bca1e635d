"""Other people's hostile mails and the development mailbox, where they lie beside the project."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.message import RawMessage
from intake.sources import open_source
from intake.submission import open_message

SHARED = Path(__file__).resolve().parents[3] / "shared"
HOSTILE = SHARED / "thirdparty" / "mails"
CORPUS = SHARED / "corpus"
MAX_SECONDS = 5.0
MIN_CAUGHT = 0.98


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the third-party mails are not here")
def test_no_mail_of_others_raises_or_hangs() -> None:
    for path in files(HOSTILE):
        started = time.process_time()
        open_message(RawMessage(path.read_bytes(), path.name), frozenset())
        assert time.process_time() - started < MAX_SECONDS, path


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the third-party mails are not here")
def test_nearly_all_bounces_of_others_are_automatic() -> None:
    bounces = [path for path in files(HOSTILE / "sisimai") if "not-bounce" not in path.name]
    caught = [bool(open_message(RawMessage(p.read_bytes(), p.name), frozenset()).automatic) for p in bounces]
    assert sum(caught) / len(caught) >= MIN_CAUGHT


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development mailbox is not here")
def test_the_mailbox_is_read_without_a_wrong_verdict_or_a_lost_character() -> None:
    own = frozenset({"haizhijihua@cast.org.cn"})
    truth = {line["file"]: line for line in map(json.loads, (CORPUS / "truth.jsonl").read_text("utf-8").splitlines())}
    for raw in open_source(CORPUS / "mailbox").messages():
        submission = open_message(raw, own)
        tags = set(truth[raw.source]["tags"])
        assert bool(submission.automatic) == ("auto" in tags and "duplicate_delivery" not in tags), raw.source
        assert submission.envelope.message_id == truth[raw.source]["message_id"]
        shown = [submission.envelope.subject, submission.envelope.from_name, submission.text]
        assert "\ufffd" not in "".join([*shown, *(found.filename for found in submission.attachments)])
