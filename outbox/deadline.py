"""Until when an answer is in time, in words.

In: Deadline, when the letter is written. Out: sentences.
Elsewhere: what is late (`rules.decide`), the dates (`data/notices`).
"""

from datetime import datetime, time, timedelta

from rules.notice import Deadline


def deadline_words(deadline: Deadline, at: datetime) -> tuple[str, ...]:
    """The notice's date; the other one, printed under the form, only where it could mislead: shortly before it and
    after it."""
    zone = deadline.late_from.tzinfo
    if at >= deadline.late_from:
        return (f"通知规定的报送时间（{deadline.words}前）已过，请您尽快补正，是否受理由工作人员确定。",)
    midnight = deadline.late_from.astimezone(zone).time() == time()
    exactly = "（当日24时前收到均为按时，以北京时间为准）" if midnight else ""
    said = f"通知要求于{deadline.words}前报送{exactly}，请您尽快补正。"
    day = deadline.day_on_form
    if day is None or day >= deadline.late_from.date() or at.astimezone(zone).date() < day - timedelta(days=1):
        return (said,)
    return (said, f"信息表下方的注中所印“{deadline.words_on_form}”与通知正文不同，以正文的日期为准。")
