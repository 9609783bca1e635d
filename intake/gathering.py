"""Everything that came with a message, out of nested mails and archives, within the budget.

In: a mail's tree. Out: attachments, what stayed shut, and the words, collected in a Gathering.
A damaged or forbidden thing becomes an Unopened and never stops the next.
Elsewhere: leaves of a mail (`intake.parts`), kinds of container (`intake.containers`).
"""

from dataclasses import dataclass, field

from intake.containers.member import Find, Member, Mime, Words, is_litter
from intake.containers.registry import ARCHIVES, READERS
from intake.filenames import safe_name
from intake.headers import Part, text_of
from intake.html_text import HtmlText, text_of_html
from intake.limits import Budget, NotOpened
from intake.media_type import MAIL, media_type_of
from intake.message import Attachment, Unopened
from intake.names_for_nameless import name_for
from intake.parts import Body, FilePart, Leaf, Nested, leaves
from intake.pictures import is_decoration
from intake.tree import parsed

_MAIL_INSIDE = "-----原始邮件-----"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing lies: the names of what it lies in, and how many archives and mails these are."""

    path: tuple[str, ...] = ()
    archives: int = 0
    mails: int = 0

    def in_archive(self, name: str) -> "Place":
        """The place inside an archive that lies here."""
        return Place((*self.path, name), self.archives + 1, self.mails)

    def in_mail(self, name: str) -> "Place":
        """The place inside a mail that lies here."""
        return Place((*self.path, name), self.archives, self.mails + 1)


@dataclass(slots=True)
class Gathering:
    """What has been found so far. `texts` are the words, `other_texts` the HTML versions of the same words."""

    budget: Budget = field(default_factory=Budget)
    attachments: list[Attachment] = field(default_factory=list)
    unopened: dict[Unopened, None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    other_texts: list[str] = field(default_factory=list)

    def mail(self, tree: Part, place: Place = Place()) -> None:
        """One mail with all that lies in it."""
        if place.mails > self.budget.limits.mail_depth:
            self.shut(place.path[-1], NotOpened("too_deep"))
            return
        found = self._leaves(tree)
        pages = {n: text_of_html(leaf.text) for n, leaf in enumerate(found) if isinstance(leaf, Body) and leaf.html}
        shown = frozenset(identifier for page in pages.values() for identifier in page.shown)
        for number, leaf in enumerate(found):
            self._leaf(leaf, pages.get(number), shown, place)

    def shut(self, name: str, why: NotOpened) -> None:
        """Note that something stays shut; what is too many is noted once."""
        name = "" if why.reason == "too_many" else safe_name(name)
        self.unopened[Unopened(name, why.reason, why.detail)] = None

    def file(self, name: str, octets: bytes, place: Place, inline: bool = False) -> None:
        """One file: an attachment, or a container that is opened."""
        if is_litter(name):
            return
        media_type = media_type_of(octets, name)
        name = safe_name(name) or name_for(media_type, len(self.attachments) + len(self.unopened) + 1)
        if not octets:
            self.shut(name, NotOpened("empty"))
        elif media_type == MAIL:
            self._mail_file(name, octets, place)
        elif media_type in READERS:
            self._container(name, media_type, octets, place)
        else:
            self.attachments.append(Attachment(name, media_type, octets, place.path, inline))

    def _leaves(self, tree: Part) -> list[Leaf]:
        found: list[Leaf] = []
        try:
            for leaf in leaves(tree, self.budget):
                self.budget.count_part()
                found.append(leaf)
        except NotOpened as why:
            self.shut("", why)
        return found

    def _leaf(self, leaf: Leaf, page: HtmlText | None, shown: frozenset[str], place: Place) -> None:
        if isinstance(leaf, Body):
            texts = self.other_texts if leaf.instead else self.texts
            texts.append(page.text if page else leaf.text)
        elif isinstance(leaf, FilePart):
            self._file_part(leaf, shown, place)
        elif isinstance(leaf, Nested):
            self._nested(leaf.tree, leaf.name, place)
        else:
            self.unopened[leaf] = None

    def _file_part(self, part: FilePart, shown: frozenset[str], place: Place) -> None:
        is_shown = bool(shown.intersection(part.content_ids))
        if not part.octets and (not part.name or is_shown or part.related):
            return
        is_picture = media_type_of(part.octets).startswith("image/")
        inline = is_picture and is_decoration(part.octets, is_shown, part.related)
        self.file(part.name, part.octets, place, inline)

    def _nested(self, tree: Part, name: str, place: Place) -> None:
        subject = text_of(tree, "Subject")
        self._say(f"{_MAIL_INSIDE}\n发件人：{text_of(tree, 'From')}\n主题：{subject}\n")
        self.mail(tree, place.in_mail(safe_name(subject) or name or name_for(MAIL, place.mails + 1)))

    def _mail_file(self, name: str, octets: bytes, place: Place) -> None:
        try:
            self._nested(parsed(octets, self.budget), name, place)
        except NotOpened as why:
            self.shut(name, why)

    def _container(self, name: str, media_type: str, octets: bytes, place: Place) -> None:
        if place.archives >= self.budget.limits.archive_depth:
            self.shut(name, NotOpened("too_deep"))
            return
        count = 0
        try:
            for find in READERS[media_type](octets, self.budget):
                count += 1
                self._found(find, name, place)
        except NotOpened as why:
            self.shut(name, why)
        except Exception as error:  # every library has its own errors for damaged octets
            self.shut(name, NotOpened("corrupt", type(error).__name__))
        else:
            if not count and media_type in ARCHIVES:
                self.shut(name, NotOpened("empty"))

    def _found(self, find: Find, name: str, place: Place) -> None:
        inside = place.in_archive(name)
        if isinstance(find, Member):
            self.file(find.name or name.rpartition(".")[0], find.octets, inside)
        elif isinstance(find, Words):
            self._say(f"{_MAIL_INSIDE}\n主题：{find.subject}\n\n{find.text}" if find.subject else find.text)
        elif isinstance(find, Mime):
            self.mail(parsed(find.octets, self.budget), Place(place.path, inside.archives, place.mails + 1))
        else:
            self.shut(find.filename, NotOpened(find.reason, find.detail))

    def _say(self, text: str) -> None:
        if text.strip():
            self.texts.append(text)
