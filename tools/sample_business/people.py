"""People in every role, as the file that sets up who may see and decide what."""

import csv
from pathlib import Path

HEADER = (
    "email", "name", "slack_user_id", "roles", "manager", "accounts", "approval_limit", "approval_currency",
    "valid_from", "valid_to", "person", "time_zone",
)  # fmt: skip
NY, LONDON, BERLIN, KOLKATA = "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Kolkata"

# address, name, roles, manager, accounts, limit, currency, valid from, valid to, person, time zone
PEOPLE = (
    ("ruth", "Ruth Adeyemi", "sales", "dana", "A-1001", "", "", "", "", "", LONDON),
    ("leo", "Leo Marchetti", "sales", "dana", "A-1005;A-1006;A-1008", "", "", "", "", "", NY),
    ("anneke", "Anneke Vos", "sales", "dana", "A-1002;A-1007", "", "", "", "", "", BERLIN),
    ("sanjay", "Sanjay Iyer", "sales", "dana", "A-1009;A-1010;A-1011", "", "", "", "", "", KOLKATA),
    ("noor", "Noor Haddad", "sales", "dana", "A-1003;A-1004", "", "", "", "2026-08-31", "", NY),
    ("owen", "Owen Pritchard", "sales", "dana", "A-1003;A-1004;A-1012", "", "", "2026-09-01", "", "", NY),
    ("talia", "Talia Brookes", "sales", "dana", "", "", "", "2026-10-26", "", "", NY),
    ("tomas", "Tomas Varga", "collections", "grace", "A-1001;A-1002;A-1003;A-1007", "", "", "", "", "", LONDON),
    ("ines", "Ines Ferreira", "collections", "grace", "A-1004;A-1005;A-1006;A-1008;A-1012", "", "", "", "", "", NY),
    ("mei", "Mei Tanigawa", "collections", "grace", "A-1009;A-1010;A-1011", "", "", "", "", "", "Asia/Tokyo"),
    ("grace", "Grace Okafor", "collections;credit", "marcus", "*", "2500", "USD", "", "", "", NY),
    ("priya", "Priya Raman", "specialist", "lena", "*", "", "", "", "", "priya-raman", LONDON),
    ("priya.raman", "Priya Raman", "specialist", "lena", "*", "", "", "", "", "priya-raman", LONDON),
    ("jonas", "Jonas Feld", "specialist", "lena", "*", "", "", "", "", "", BERLIN),
    ("camille", "Camille Dufour", "specialist", "lena", "*", "", "", "", "", "", NY),
    ("lena", "Lena Sørby", "billing_lead", "helena", "*", "1000", "USD", "", "", "", LONDON),
    ("helena", "Helena Brandt", "billing_manager", "marcus", "*", "10000", "USD", "", "", "", BERLIN),
    ("marcus", "Marcus Ellery", "senior_manager", "dana", "*", "50000", "USD", "", "", "", NY),
    ("dana", "Dana Whitlock", "director", "victor", "*", "250000", "USD", "", "", "", NY),
    ("victor", "Victor Osei", "controller", "astrid", "*", "1000000", "USD", "", "", "", NY),
    ("astrid", "Astrid Lindqvist", "cfo", "", "*", "10000000", "USD", "", "", "", NY),
    ("hugo", "Hugo Beltrán", "revenue_accounting", "victor", "*", "250000", "USD", "", "", "", NY),
    ("farah", "Farah Siddiqui", "credit", "victor", "*", "50000", "USD", "", "", "", KOLKATA),
    ("peter", "Peter Nakamura", "poster", "victor", "*", "", "", "", "", "", NY),
    ("iris", "Iris Calloway", "auditor", "", "*", "", "", "", "", "", LONDON),
    ("sam", "Sam O'Neal", "admin", "", "", "", "", "", "", "", NY),
    ("kofi", "Kofi Mensah", "admin", "", "", "", "", "", "", "", LONDON),
)


def write_people(path: Path) -> None:
    """Writes `people.csv`; addresses are at example.com."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number, (local, name, roles, manager, *rest) in enumerate(PEOPLE, start=1):
            boss = f"{manager}@example.com" if manager else ""
            writer.writerow([f"{local}@example.com", name, f"U0SAMPLE{number:02}", roles, boss, *rest])
