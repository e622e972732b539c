"""What the playbook decided about a question."""

from dataclasses import dataclass

from assistant.agent.playbook.plays import Play

MOST_ALIKE = 5
"""Things that one question may ask the same of."""


@dataclass(frozen=True)
class Outcome:
    """A play with its slots, or what to say instead."""

    play: Play | None
    slots: dict[str, object]
    text: str
    """What to say at once; empty when tools are to be called."""
    status: str
    reason: str | None
    guesses: tuple[tuple[str, str], ...] = ()
    """Names as written and as read: said with the answer."""
    also: tuple[tuple[str, str], ...] = ()
    """Further things that the same is asked of."""

    def slot_sets(self) -> list[dict[str, object]]:
        """The slots once for each thing that the question is about."""
        return [self.slots, *({**self.slots, kind: meant} for kind, meant in self.also[: MOST_ALIKE - 1])]
