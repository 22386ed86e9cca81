"""Conversations as the app lists them, and what it remembers about them beside the messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.system.providers.telephony import DRAFT, Message, digits, same_number
from phoneagent.virtualphone.timetext import clock_text, moment_of

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.simplemobiletools.smsmessenger"
_PINNED, _ARCHIVED, _BLOCKED = "pinned_conversations", "archived_conversations", "blocked_numbers"


@dataclass(frozen=True)
class Conversation:
    """One line of the list: with whom, the latest message or draft, and its marks."""

    number: str
    title: str
    snippet: str
    date_ms: int
    read: bool
    is_draft: bool
    pinned: bool
    archived: bool


class Store:
    """Reads and writes what the app shows; nothing is kept between calls."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone
        self.prefs = Preferences(phone.files, PACKAGE)

    def conversations(self) -> list[Conversation]:
        """Every conversation, pinned ones first, then newest first."""
        pinned, archived = self._numbers(_PINNED), self._numbers(_ARCHIVED)
        latest = self.phone.messages.conversations()
        found = [self._conversation(message, pinned, archived) for message in latest]
        return sorted(found, key=lambda conversation: not conversation.pinned)

    def _conversation(
        self, latest: Message, pinned: frozenset[str], archived: frozenset[str]
    ) -> Conversation:
        number = latest.address
        return Conversation(
            number=number,
            title=self.title(number),
            snippet=latest.body,
            date_ms=latest.date_ms,
            read=latest.read or not latest.incoming,
            is_draft=latest.kind == DRAFT,
            pinned=digits(number) in pinned,
            archived=digits(number) in archived,
        )

    def title(self, number: str) -> str:
        """The contact's name, else the number."""
        contact = self.phone.contacts.by_number(number)
        return contact.name if contact else number

    def messages(self, number: str) -> list[Message]:
        """What was said with a number, oldest first, without the draft."""
        return [m for m in self.phone.messages.with_number(number) if m.kind != DRAFT]

    def search(self, wanted: str) -> list[tuple[Message, str]]:
        """Messages whose text or whose partner contains `wanted`, with the partner's title."""
        folded, found = wanted.casefold(), []
        for conversation in self.conversations():
            for message in reversed(self.messages(conversation.number)):
                if folded in f"{conversation.title}\n{message.body}".casefold():
                    found.append((message, conversation.title))
        return found

    # Drafts

    def take_draft(self, number: str) -> str:
        """The text left in a conversation; it is no draft any more."""
        drafts = [m for m in self.phone.messages.with_number(number) if m.kind == DRAFT]
        for draft in drafts:
            self.phone.messages.delete(draft.id)
        return drafts[-1].body if drafts else ""

    def keep_draft(self, number: str, body: str) -> None:
        """Leave a text in a conversation."""
        self.phone.messages.add(number, body, DRAFT)

    # Marks

    def mark_unread(self, number: str) -> None:
        """Make the latest received message of a conversation unread."""
        received = [m for m in self.messages(number) if m.incoming]
        if received:
            values = {"read": 0, "seen": 0}
            self.phone.providers.update(f"content://sms/{received[-1].id}", values)

    def pin(self, number: str, *, pinned: bool) -> None:
        """Keep a conversation on top, or no longer."""
        self._mark(_PINNED, number, on=pinned)

    def archive(self, number: str, *, archived: bool) -> None:
        """Move a conversation into the archive, or back."""
        self._mark(_ARCHIVED, number, on=archived)

    def block(self, number: str, *, blocked: bool) -> None:
        """Drop what will come from a number, or no longer."""
        self._mark(_BLOCKED, number, on=blocked)

    def blocked(self) -> list[str]:
        """The blocked numbers, sorted."""
        return sorted(self._numbers(_BLOCKED))

    def is_blocked(self, number: str) -> bool:
        return any(same_number(number, other) for other in self._numbers(_BLOCKED))

    def forget(self, number: str) -> None:
        """Delete a conversation with its marks."""
        self.phone.messages.delete_conversation(number)
        self.pin(number, pinned=False)
        self.archive(number, archived=False)

    def _numbers(self, key: str) -> frozenset[str]:
        return self.prefs.get(key, frozenset[str]())

    def _mark(self, key: str, number: str, *, on: bool) -> None:
        marked = self._numbers(key)
        wanted = marked | {digits(number)} if on else marked - {digits(number)}
        if wanted != marked:
            self.prefs.put(key, wanted)
            self.phone.changes.note()


def when_text(phone: VirtualPhone, epoch_ms: int, *, with_time: bool) -> str:
    """The time of day for today, else the date, with the time behind it where it is wanted."""
    moment, now = moment_of(phone, epoch_ms), phone.clock.now()
    time = clock_text(phone, epoch_ms)
    if moment.date() == now.date():
        return time
    day = f"{moment:%b} {moment.day}"
    day = day if moment.year == now.year else f"{day}, {moment.year}"
    return f"{day}, {time}" if with_time else day


def count_text(count: int, noun: str) -> str:
    """1 message, 5 messages."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
