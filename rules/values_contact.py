"""Mobile number and e-mail address: the two values that an account hangs on.

In: raw text of the field, whether its newlines are only line wraps. Out: Value.
Elsewhere: other fields (`rules.values*`). No name server and no operator is asked.
"""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberType

from rules.dressing import address_among_words, bare_address, bare_number, number_among_words
from rules.email_domain import has_real_ending, slip_of
from rules.folding import DASHES, narrow, single_blanks, without_blanks
from rules.values import Value, is_nothing, missing

_MAINLAND = re.compile(r"1[3-9]\d{9}")
_DOMESTIC_PREFIX = re.compile(r"(?:\+?0{0,2}86|17951|0)(?=1[3-9]\d{9}$)")
_LANDLINE = re.compile(r"0\d{9,12}|[48]00\d{7}|\d{7,8}|10[2-8]\d{7}|[2-9]\d{9,10}")
_EXCEL = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_SEPARATOR = re.compile(r"[/、，,；;|]|或|和")
_LABEL = re.compile(
    r"^(?:手\s*机(?:\s*号码?)?|移动电话|联系电话|电\s*话|mobile|tel|phone|cell)\s*[.:：]?\s*", re.IGNORECASE
)
_EXTENSION = re.compile(r"(?<=\d)\s*(?:转|分机|ext\.?)\s*\d+", re.IGNORECASE)
_TRIM = re.compile(r"^[\s\"'<:：]+|[\s\"'>。.；;，,、]+$")
_WRITTEN_APART = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")
_LONGEST = 15
"""Digits of a number, with its country's (E.164)."""


def mobile(text: str, laid_out: bool = False, abroad: bool = False) -> Value:
    """Mainland: 11 digits; elsewhere E.164. `abroad`: a foreign number without + is tried as one."""
    apart = _numbers_apart(text)
    plain = narrow(" / ".join(apart) if apart else text.replace("\n", "" if laid_out else " "))
    written = single_blanks(_LABEL.sub("", plain.strip()))
    if is_nothing(written):
        return missing()
    if _EXCEL.fullmatch(written):
        return _invalid(written, "号码成了科学记数法，后几位已丢失，请写出完整的11位手机号")
    if _EXTENSION.search(written):
        return _invalid(written, "这是带分机的固定电话，请填写手机号（账户以手机号为准）")
    bare = bare_number(written) or written
    pieces = [piece for piece in _SEPARATOR.split(bare) if sum(c.isdigit() for c in piece) >= 5]
    return _several(bare, pieces) if len(pieces) > 1 else _single(bare, abroad)


def has_lost_its_plus(text: str) -> bool:
    """Whether a scan's number is a foreign one if its first digit is a + misread: 416502530849 is +16502530849."""
    digits = re.sub(r"\D", "", text)
    return not text.strip().startswith("+") and _is_valid("+" + digits[1:])


def _numbers_apart(text: str) -> list[str]:
    """The numbers, where blanks or line ends part several; empty where they only group the digits of one."""
    parts = text.split()
    digits = [sum(c.isdigit() for c in part) for part in parts]
    return parts if len(parts) > 1 and min(digits) >= 7 and sum(digits) > _LONGEST else []


def _several(written: str, pieces: list[str]) -> Value:
    mobiles = {_digits_of_mainland(piece) for piece in pieces} - {None}
    if len(mobiles) == 1:
        return Value(written, "doubtful", "此栏不只一个号码，其中一个是手机号", suggestion=str(mobiles.pop()))
    return _invalid(written, "此栏写了不只一个号码，请只填一个手机号")


def _single(written: str, abroad: bool) -> Value:
    value = _alone(written, abroad)
    inner = number_among_words(written) if value.fault == "invalid" else ""
    if not inner or _alone(inner, abroad).fault == "invalid":
        return value
    meant = str(_alone(inner, abroad).normal)
    return Value(written, "invalid", "号码旁另有文字，看不出是否本人的手机号", suggestion=meant)


def _alone(written: str, abroad: bool) -> Value:
    digits = _digits_of_mainland(written)
    if digits and not (abroad and _may_be_american(written, digits)):
        return Value(digits, warning="" if _is_known(digits) else f"号段{digits[:3]}不在已知的手机号段之列")
    if digits:
        return Value(written, "doubtful", "看不出是中国内地手机号还是美国、加拿大号码")
    bare = re.sub(rf"[\s.()（）{re.escape(DASHES)}]", "", written)
    if bare.startswith(("+", "00")):
        return _international(written, "+" + bare.removeprefix("+").removeprefix("00"))
    if abroad and not bare.startswith("0") and _is_valid("+" + bare):
        return _international(written, "+" + bare)
    return _invalid(written, _why_not_a_mobile(bare))


def _digits_of_mainland(written: str) -> str | None:
    bare = re.sub(rf"[\s.()（）{re.escape(DASHES)}]", "", written)
    digits = _DOMESTIC_PREFIX.sub("", bare, count=1)
    return digits if _MAINLAND.fullmatch(digits) and digits.isascii() else None


def _may_be_american(written: str, digits: str) -> bool:
    return re.sub(r"\D", "", written) == digits and _is_valid("+" + digits)


def _international(written: str, number: str) -> Value:
    parsed = _parse(re.sub(r"^(\+\d{1,3}?)0(?=\d)", r"\1", number)) if not _is_valid(number) else _parse(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return _invalid(written, "这不是完整的国际手机号，请连同国家（地区）代码填写，如 +852 后接8位号码")
    normal = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if parsed.country_code == 86:
        return _invalid(written, _why_not_a_mobile(normal.removeprefix("+86")))
    if not phonenumbers.is_valid_number(parsed):
        return Value(normal, "doubtful", "此号码不合该国家（地区）的编号规则")
    if phonenumbers.number_type(parsed) == PhoneNumberType.FIXED_LINE:
        return Value(normal, "doubtful", "这像是固定电话，账户以手机号为准")
    return Value(normal)


def _why_not_a_mobile(bare: str) -> str:
    if not bare.isdigit():
        return "这不是手机号，请填写11位手机号，境外号码请写明国家（地区）代码（如 +852）"
    if _LANDLINE.fullmatch(bare):
        return (
            "这是固定电话（或缺国家、地区代码），请填写11位手机号（账户以手机号为准），境外号码请写明国家（地区）代码"
        )
    if bare.startswith("1"):
        return f"手机号应为11位，此栏是{len(bare)}位" if len(bare) != 11 else "没有以这几位开头的手机号，请核对"
    return "这不是手机号，请填写11位手机号，境外号码请写明国家（地区）代码（如 +852）"


def _parse(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, None)
    except NumberParseException:
        return None


def _is_valid(number: str) -> bool:
    parsed = _parse(number)
    return parsed is not None and phonenumbers.is_valid_number(parsed)


def _is_known(digits: str) -> bool:
    return _is_valid("+86" + digits) or digits.startswith("149")


def _invalid(written: str, reason: str) -> Value:
    return Value(written, "invalid", reason)


def email(text: str, laid_out: bool = False) -> Value:
    """One address, ASCII, its domain in lower case and its local part as written."""
    plain = narrow(text).replace("。", ".") if "@" in narrow(text) else narrow(text)
    if is_nothing(plain):
        return missing()
    line = plain.replace("\n", "") if laid_out else plain.strip()
    named = re.fullmatch(r"[^<>@]*<([^<>]+)>\s*", line)
    address = _TRIM.sub("", re.sub(r"^\s*mailto\s*:\s*", "", bare_address(named[1] if named else line), flags=re.I))
    if address.count("@") > 1:
        return _invalid(single_blanks(address), "此栏不只一个邮箱地址，请只填一个")
    value, inner = _address(address), address_among_words(address)
    if value.fault != "invalid" or not inner or _address(inner).fault:
        return value
    return Value(single_blanks(address), "invalid", "邮箱地址旁另有文字，看不出是否本人的邮箱", suggestion=inner)


def _address(address: str) -> Value:
    bare = without_blanks(address)
    try:
        checked = validate_email(bare, check_deliverability=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return _invalid(single_blanks(address), "这不是有效的邮箱地址，应写成“名称@域名”，如 name@example.cn")
    if not bare.isascii():
        return _invalid(bare, "邮箱地址只能用英文字母、数字和符号")
    # Not the validator's local part: it writes POSTMASTER and its kind in lower case.
    normal = f"{bare.rpartition('@')[0]}@{checked.ascii_domain}"
    if _WRITTEN_APART.search(address):
        return Value(normal, "doubtful", "邮箱地址中间有空格，看不出是否漏了字符")
    return _with_typo(normal, checked.ascii_domain)


def _with_typo(normal: str, domain: str) -> Value:
    meant = slip_of(domain)
    if not meant and has_real_ending(domain):
        return Value(normal)
    suggestion = f"{normal.rpartition('@')[0]}@{meant}" if meant else ""
    return Value(normal, "doubtful", f"邮箱域名“{domain}”像是笔误", suggestion=suggestion)
