"""The people who use the assistant: one door to the modules around it."""

from assistant.desk.errors import PeopleFileError, PersonNotActiveError, UnknownPersonError
from assistant.desk.people_changes import PeopleChange, confirm, find_waiting
from assistant.desk.people_import import PeopleReport, import_people
from assistant.desk.person import Person, find_people, find_person, get_person, scope_of
from assistant.desk.roles import PersonRole

__all__ = [
    "PeopleChange",
    "PeopleFileError",
    "PeopleReport",
    "Person",
    "PersonNotActiveError",
    "PersonRole",
    "UnknownPersonError",
    "confirm",
    "find_people",
    "find_person",
    "find_waiting",
    "get_person",
    "import_people",
    "scope_of",
]
