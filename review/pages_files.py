"""Pictures, attachments and mails of a case: shown safely, or handed over as downloads and nothing else.

In: a Visit. Out: octets with headers under which nothing in them can run. Closed to people who may only look.
Elsewhere: cleaning HTML (`review.original`), headers of every answer (`review.safety`).
"""

from urllib.parse import quote

from starlette.responses import Response

from data.review_case import answer_octets, attachment_of, picture
from data.review_edits import happened
from review.original import document, letter_html, shown_html
from review.safety import FILE_POLICY, LETTER_POLICY
from review.visit import Visit, refusal

PICTURES = ("image/png", "image/jpeg")
A_YEAR = "private, max-age=31536000, immutable"


def show_picture(visit: Visit) -> Response:
    """A page's or a cell's picture, by its digest."""
    found = picture(visit.database, str(visit.request.path_params["digest"]))
    if found is None or found[0] not in PICTURES:
        return refusal(visit, 404, "没有这张图片。")
    headers = {"Cache-Control": A_YEAR, "Content-Security-Policy": FILE_POLICY}
    return Response(found[1], media_type=found[0], headers=headers)


def download_attachment(visit: Visit) -> Response:
    """An attachment, as a download."""
    number = visit.number()
    row = attachment_of(visit.database, visit.number("file"), number)
    files = visit.place.submission(number).attachments if row else ()
    found = next((file for file in files if row and file.digest == row["digest"]), None)
    if found is None:
        return refusal(visit, 404, "没有这个附件，或它没能从压缩包中取出。")
    happened(visit.database, visit.hand(number), "downloaded", found.filename)
    return as_download(found.octets, found.filename)


def download_part(visit: Visit) -> Response:
    """A file of a mail on which the program failed, by its place."""
    number, place = visit.number(), visit.number("place")
    files = visit.place.submission(number).attachments
    if place >= len(files):
        return refusal(visit, 404, "没有这个附件。")
    happened(visit.database, visit.hand(number), "downloaded", files[place].filename)
    return as_download(files[place].octets, files[place].filename)


def download_mail(visit: Visit) -> Response:
    """The mail as it came, as a download."""
    number = visit.number()
    happened(visit.database, visit.hand(number), "downloaded", "原始邮件")
    return as_download(visit.place.store().original(number).octets, f"{number}.eml")


def show_mail(visit: Visit) -> Response:
    """The mail's HTML, harmless, for a frame."""
    text = shown_html(visit.place.store().original(visit.number()).octets)
    return letter_answer(text or document("<p>这封来信没有网页格式的正文。</p>"))


def show_sent(visit: Visit) -> Response:
    """An answer as it goes out, for a frame."""
    octets = answer_octets(visit.database, visit.number("answer"))
    return letter_answer(letter_html(octets)) if octets else refusal(visit, 404, "没有这封答复。")


def letter_answer(text: str) -> Response:
    """A letter or mail shown in a frame of our own page."""
    return Response(text, media_type="text/html", headers={"Content-Security-Policy": LETTER_POLICY})


def as_download(octets: bytes, filename: str) -> Response:
    """A file that the browser saves and never shows."""
    named = f"attachment; filename=\"file\"; filename*=UTF-8''{quote(filename, safe='')}"
    headers = {"Content-Disposition": named, "Content-Security-Policy": FILE_POLICY}
    return Response(octets, media_type="application/octet-stream", headers=headers)
