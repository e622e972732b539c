"""The people who use the assistant: one door to the modules around it."""

from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.person import Person, find_people, find_person, get_person, scope_of
from assistant.desk.roles import PersonRole

__all__ = [
    "Person",
    "PersonNotActiveError",
    "PersonRole",
    "UnknownPersonError",
    "find_people",
    "find_person",
    "get_person",
    "scope_of",
]
