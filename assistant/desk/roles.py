"""The roles that people hold, and what each lets them see. Not here: who may decide what."""

from enum import StrEnum
from typing import Final


class PersonRole(StrEnum):
    """What somebody is at work; one person may be several."""

    SALES = "sales"
    COLLECTIONS = "collections"
    SPECIALIST = "specialist"
    BILLING_LEAD = "billing_lead"
    BILLING_MANAGER = "billing_manager"
    SENIOR_MANAGER = "senior_manager"
    DIRECTOR = "director"
    CONTROLLER = "controller"
    CFO = "cfo"
    REVENUE_ACCOUNTING = "revenue_accounting"
    CREDIT = "credit"
    POSTER = "poster"
    AUDITOR = "auditor"
    ADMIN = "admin"


SEE_THEIR_ACCOUNTS: Final = frozenset({PersonRole.SALES, PersonRole.COLLECTIONS})
"""They see the accounts that their row of the people's file names."""

SEE_NO_AMOUNTS: Final = frozenset({PersonRole.ADMIN})
"""They see people and settings."""

SEE_EVERYTHING: Final = frozenset(PersonRole) - SEE_THEIR_ACCOUNTS - SEE_NO_AMOUNTS
"""They see every account, whatever their row names."""
