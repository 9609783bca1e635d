"""Archives and wrappers, as offices pack them and as attackers do."""

import gzip
import io
import random
import shutil
import struct
import zipfile

import pytest

from intake.containers import seven_zips
from intake.message import Submission, Unopened
from tests.intake import files
from tests.intake.mails import HEAD, PDF, attachment, mail, mixed, multipart, opened, part, words


def packed(name: str, octets: bytes) -> Submission:
    return opened(mixed(words("x"), attachment(name.encode(), octets)))


def reasons(submission: Submission) -> set[str]:
    return {unopened.reason for unopened in submission.unopened}


def names(submission: Submission) -> list[str]:
    return [found.filename for found in submission.attachments]


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-8", "big5"])
def test_zip_names_without_the_utf8_flag_are_read(codec: str) -> None:
    name = "附件1：推薦信息表" if codec == "big5" else "附件1：推荐信息表"
    submission = packed("材料.zip", files.zipped_without_flag(f"{name}.pdf".encode(codec), PDF))
    assert (names(submission), submission.attachments[0].path) == ([f"{name}.pdf"], ("材料.zip",))


def test_the_unicode_path_of_info_zip_goes_before_the_name() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("fallback.pdf")
        path = "信息表.pdf".encode()
        info.extra = struct.pack("<HHBI", 0x7075, len(path) + 5, 1, 0) + path
        archive.writestr(info, PDF)
    assert names(packed("a.zip", buffer.getvalue())) == ["信息表.pdf"]


@pytest.mark.parametrize("name", ["../../a.pdf", "..\\..\\a.pdf", "/etc/a.pdf", "C:\\a.pdf", "材料/a.pdf"])
def test_only_the_base_name_of_a_member_is_kept(name: str) -> None:
    assert names(packed("a.zip", files.zipped({name: PDF}))) == ["a.pdf"]


def test_an_encrypted_member_is_named_and_the_next_is_opened() -> None:
    shut = files.zipped_without_flag(b"secret.pdf", PDF, flags=1)
    assert packed("a.zip", shut).unopened == (Unopened("secret.pdf", "encrypted"),)


def test_a_damaged_member_is_named_and_the_next_is_opened() -> None:
    archive = bytearray(files.zipped({"a.pdf": PDF, "b.pdf": PDF}, zipfile.ZIP_STORED))
    archive[archive.index(PDF) + 3] ^= 0xFF
    submission = packed("a.zip", bytes(archive))
    assert (names(submission), reasons(submission)) == (["b.pdf"], {"corrupt"})


def test_a_zip_without_its_directory_is_corrupt() -> None:
    submission = packed("a.zip", files.zipped({"a.pdf": PDF * 50})[:120])
    assert [(u.filename, u.reason) for u in submission.unopened] == [("a.zip", "corrupt")]


def test_an_empty_archive_and_an_empty_member_are_named() -> None:
    assert reasons(packed("a.zip", files.zipped({}))) == {"empty"}
    assert packed("a.zip", files.zipped({"a.pdf": b""})).unopened == (Unopened("a.pdf", "empty"),)


def test_a_word_file_is_no_archive() -> None:
    assert packed("a.docx", files.docx()).attachments[0].path == ()


def test_an_archive_in_an_archive_tells_the_way() -> None:
    inner = files.zipped({"a.pdf": PDF})
    submission = packed("out.zip", files.zipped({"in.zip": inner}))
    assert submission.attachments[0].path == ("out.zip", "in.zip")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_tar_archives_and_their_gbk_names_are_read(mode: str, encoding: str) -> None:
    assert names(packed("a.tgz", files.tarred({"材料/信息表.pdf": PDF}, mode, encoding))) == ["信息表.pdf"]


def test_a_gzipped_file_is_called_by_the_archive_s_name() -> None:
    assert names(packed("信息表.pdf.gz", gzip.compress(PDF))) == ["信息表.pdf"]


def test_7z_archives_are_read() -> None:
    py7zr = pytest.importorskip("py7zr")
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.writestr(PDF, "材料/信息表.pdf")
        archive.writestr(files.docx(), "信息表.docx")
    submission = packed("a.7z", buffer.getvalue())
    assert sorted(names(submission)) == ["信息表.docx", "信息表.pdf"]


@pytest.mark.parametrize("header", [True, False])
def test_an_encrypted_7z_archive_is_named(header: bool) -> None:
    py7zr = pytest.importorskip("py7zr")
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password="x", header_encryption=header) as archive:
        archive.writestr(PDF, "a.pdf")
    assert packed("a.7z", buffer.getvalue()).unopened == (Unopened("a.7z", "encrypted"),)


def test_a_7z_archive_where_py7zr_is_missing_is_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seven_zips, "_INSTALLED", False)
    assert reasons(packed("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40))) == {"unsupported"}


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
def test_rar_archives_are_read_even_where_they_end_like_a_zip() -> None:
    submission = packed("a.rar", files.rar("材料/信息表.docx", files.docx()))
    assert (names(submission), submission.attachments[0].path) == (["信息表.docx"], ("a.rar",))


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
def test_a_cut_rar_archive_is_corrupt() -> None:
    assert reasons(packed("a.rar", files.rar("a.pdf", PDF * 50)[:200])) == {"corrupt"}


def test_a_rar_archive_where_bsdtar_is_missing_is_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.containers.rars.shutil.which", lambda name: None)
    assert reasons(packed("a.rar", files.rar("a.pdf", PDF))) == {"unsupported"}


def test_an_opaquely_signed_message_gives_its_content() -> None:
    submission = opened(
        HEAD + part(signed(multipart([attachment(b"a.pdf", PDF)])), b"Content-Type: application/pkcs7-mime")
    )
    assert (names(submission), submission.unopened) == (["a.pdf"], ())


def test_an_enveloped_message_is_encrypted() -> None:
    enveloped = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010703")) + der(0xA0, der(0x30, b"\x02\x01\x00")))
    assert reasons(opened(HEAD + part(enveloped, b"Content-Type: application/pkcs7-mime; name=smime.p7m"))) == {
        "encrypted"
    }


def test_winmail_dat_gives_its_attachments_and_words() -> None:
    submission = packed("winmail.dat", tnef("报送信息表", "正文", {"信息表.pdf": PDF}))
    assert (names(submission), submission.attachments[0].path) == (["信息表.pdf"], ("winmail.dat",))
    assert "正文" in submission.text


def test_damaged_winmail_dat_never_hangs() -> None:
    dice = random.Random(5)
    good = tnef("x", "y", {"a.pdf": PDF, "b.pdf": PDF})
    for _ in range(300):
        octets = bytearray(good)
        for _ in range(6):
            octets[dice.randrange(6, len(octets))] = dice.randrange(256)
        packed("winmail.dat", bytes(octets))


def test_a_message_of_the_wrong_kind_stays_an_attachment() -> None:
    submission = opened(mail(b"Content-Type: application/octet-stream; name=a.exe", body=b"MZ\0\0"))
    assert names(submission) == ["a.exe"]


def der(tag: int, content: bytes) -> bytes:
    length = len(content)
    size = bytes([length]) if length < 128 else b"\x84" + struct.pack(">I", length)
    return bytes([tag]) + size + content


def signed(content: bytes) -> bytes:
    """CMS SignedData around the content, without any signer."""
    data = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010701")) + der(0xA0, der(0x04, content)))
    body = der(0x30, b"\x02\x01\x01" + der(0x31, b"") + data + der(0x31, b""))
    return der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")) + der(0xA0, body))


def tnef(subject: str, text: str, attached: dict[str, bytes]) -> bytes:
    """A TNEF stream as Outlook writes it in China: code page 936, names in the MAPI properties."""

    def attribute(level: int, identifier: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", level, identifier, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    def wide(identifier: int, value: str) -> bytes:
        octets = (value + "\0").encode("utf-16-le")
        return struct.pack("<HHII", 0x1F, identifier, 1, len(octets)) + octets + bytes(-len(octets) % 4)

    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x9007, struct.pack("<II", 936, 0)) + attribute(1, 0x8004, subject.encode("gbk") + b"\0")
    out += attribute(1, 0x9003, struct.pack("<I", 1) + wide(0x1000, text))
    for name, octets in attached.items():
        out += attribute(2, 0x9002, bytes(14)) + attribute(2, 0x8010, b"SHORT.PDF\0") + attribute(2, 0x800F, octets)
        out += attribute(2, 0x9005, struct.pack("<I", 1) + wide(0x3707, name))
    return out
