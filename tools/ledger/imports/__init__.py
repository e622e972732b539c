"""Extracts of billing systems brought into the books. Not here: the command line, and the profiles themselves."""

from tools.ledger.imports.batches import (
    DocumentException,
    FileRead,
    ImportReport,
    Reject,
    find_batches,
    find_exceptions,
    find_rejects,
    get_batch,
)
from tools.ledger.imports.importing import import_extract
from tools.ledger.imports.profile import Profile, builtin_profiles, load_profile

__all__ = [
    "DocumentException",
    "FileRead",
    "ImportReport",
    "Profile",
    "Reject",
    "builtin_profiles",
    "find_batches",
    "find_exceptions",
    "find_rejects",
    "get_batch",
    "import_extract",
    "load_profile",
]
