"""Files that stayed away and are only linked: 超大附件, 文件中转站, 云附件, cloud drives, documents kept online.

In: the text of a mail, addresses of links. Out: one Unopened(reason "link") for each file that stays away.
The file cannot be fetched (it needs a log-in, and it expires); the sender must attach it.
Elsewhere: the text itself (`intake.html_text` keeps such links in angle brackets), `intake.quoting`.
"""

import re
from urllib.parse import urlsplit

from intake.filenames import safe_name
from intake.message import Unopened
from intake.quoting import own_words

_DOWNLOADS = re.compile(
    r"(?:wx\.|en\.|i\.|m\.|exmail\.)?mail\.qq\.com/(?:ftn|cgi-bin/ftn|cgi-bin/ftnExs)"
    r"|(?:wx\.|i\.)?mail\.ftn\.qq\.com|[\w.-]*\.ftn\.qq\.com|exmail\.qq\.com/(?:ftn|cgi-bin/ftn)"
    r"|(?:[\w-]+\.)?mail\.(?:163|126|yeah|188|qiye\.163)\.(?:com|net)/(?:large-attachment-download|filehub|bigfile)"
    r"|(?:[\w-]+\.)*(?:163|126)\.com/(?:large-attachment-download|filehub/)"
    r"|(?:dashi|d|u)\.163\.com|(?:pan|yun|eyun)\.baidu\.com|cloud\.189\.cn|(?:www\.)?(?:aliyundrive|alipan)\.com"
    r"|pan\.quark\.cn|(?:[\w-]+\.)?lanzou\w?\.com|share\.weiyun\.com|(?:www\.)?wenshushu\.cn|(?:[\w-]+\.)?cowtransfer\.com"
    r"|[\w.-]+/coremail/\S*(?:nf|netfolder|largefile)"
    r"|(?:[\w-]+\.)?kdocs\.cn/\w|(?:drive|f|365)\.(?:wps|kdocs)\.cn/|docs?\.(?:weixin\.)?qq\.com/\w"
    r"|(?:[\w-]+\.)?(?:feishu\.cn|larksuite\.com)/(?:docx?|docs|file|drive|wiki|sheets|base)/|shimo\.im/\w"
    r"|(?:alidocs|docs)\.dingtalk\.com/|(?:www\.)?123pan\.com/s|115\.com/s|pan\.xunlei\.com/|(?:yun|caiyun)\.139\.com/"
    r"|drive\.google\.com/|docs\.google\.com/|1drv\.ms/|(?:www\.)?dropbox\.com/|we\.tl/|(?:[\w-]+\.)?wetransfer\.com/",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s<>\"'，。；）]{4,2000}", re.IGNORECASE)
_NOTICE = re.compile(r"超大附件|文件中转站|云附件|大附件")
_EXPIRY = re.compile(r"到期|过期|有效期|无限期|进入下载|下载页")
_FILE = re.compile(
    r"[^\s/\\:*?\"<>|，。；]{1,100}\.(?:docx?|wps|pdf|zip|rar|7z|jpe?g|png|tiff?|ofd|rtf|xlsx?|pptx?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MAX_LINKS = 20
_NEAR_CHARACTERS = 300


def is_download(address: str) -> bool:
    """Whether a link leads to a mail host's or cloud drive's page for downloading a file."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _DOWNLOADS.match(f"{parts.netloc}{parts.path}") is not None


def kept_back(text: str) -> tuple[Unopened, ...]:
    """The files behind download links in the writer's own words; a quoted earlier mail's links do not count."""
    own = own_words(text)
    linked = {match.start(): match[0] for match in _LINK.finditer(own) if is_download(match[0])}
    if linked:
        found = [Unopened(_name_near(own, place), "link", urlsplit(link).netloc) for place, link in linked.items()]
        return tuple(dict.fromkeys(found))[:_MAX_LINKS]
    notice = _NOTICE.search(own)
    if notice and _EXPIRY.search(own):
        names = dict.fromkeys(safe_name(name) for name in _FILE.findall(own[notice.start() :]))
        return tuple(Unopened(name, "link", notice[0]) for name in names)[:_MAX_LINKS]
    return ()


def _name_near(text: str, place: int) -> str:
    """The last file name before the link, where the hosts print it; else the first after it."""
    before = _FILE.findall(text[max(0, place - _NEAR_CHARACTERS) : place])
    after = _FILE.findall(_LINK.sub(" ", text[place : place + _NEAR_CHARACTERS * 2]))
    return safe_name((before[-1:] or after[:1] or [""])[0])
