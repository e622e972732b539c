"""The people: every role, small and large scopes, two addresses of one human being, one who left."""

from tests.tools.sample_business.sample_files import Rows, Sample

HEADER = [
    "email", "name", "slack_user_id", "roles", "manager", "accounts", "approval_limit", "approval_currency",
    "valid_from", "valid_to", "person", "time_zone",
]  # fmt: skip
ROLES = {
    "sales", "collections", "specialist", "billing_lead", "billing_manager", "senior_manager", "director", "controller",
    "cfo", "revenue_accounting", "credit", "poster", "auditor", "admin",
}  # fmt: skip


def with_role(sample: Sample, role: str) -> Rows:
    return [row for row in sample["people"] if role in row["roles"].split(";")]


def test_the_header_is_the_documented_one(sample: Sample) -> None:
    assert list(sample["people"][0]) == HEADER


def test_every_role_is_held(sample: Sample) -> None:
    assert {role for row in sample["people"] for role in row["roles"].split(";")} == ROLES


def test_addresses_are_of_nobody_real_and_come_once(sample: Sample) -> None:
    addresses = [row["email"] for row in sample["people"]]

    assert len(addresses) == len(set(addresses)) == len({row["slack_user_id"] for row in sample["people"]})
    assert all(address.endswith("@example.com") for address in addresses)


def test_managers_are_people_of_the_file(sample: Sample) -> None:
    assert {row["manager"] for row in sample["people"]} - {row["email"] for row in sample["people"]} == {""}


def test_accounts_are_those_of_the_books(sample: Sample) -> None:
    known = {row["account_number"] for row in sample["account"]} | {"*", ""}

    assert {number for row in sample["people"] for number in row["accounts"].split(";")} <= known


def test_sales_see_few_accounts_and_collections_more(sample: Sample) -> None:
    sales = [row["accounts"].split(";") for row in with_role(sample, "sales")]
    collections = [row["accounts"].split(";") for row in with_role(sample, "collections")]

    assert max(len(numbers) for numbers in sales) <= 3 < max(len(numbers) for numbers in collections)
    assert {number for numbers in sales for number in numbers} >= {f"A-10{number:02}" for number in range(1, 13)}


def test_two_addresses_are_one_human_being(sample: Sample) -> None:
    twins = [row["email"] for row in sample["people"] if row["person"] == "priya-raman"]

    assert twins == ["priya@example.com", "priya.raman@example.com"]


def test_somebody_has_left(sample: Sample) -> None:
    assert [row["name"] for row in sample["people"] if row["valid_to"]] == ["Noor Haddad"]


def test_an_admin_sees_no_account(sample: Sample) -> None:
    assert {row["accounts"] for row in with_role(sample, "admin")} == {""}


def test_names_in_the_books_are_people(sample: Sample) -> None:
    names = {row["name"] for row in sample["people"]}

    mentioned = {row["collector"] for row in sample["account"]} | {row["owner"] for row in sample["dispute_case"]}
    mentioned |= {row["agreed_by"] for row in sample["makegood"]}
    mentioned |= {row[column] for row in sample["erp_adjustment"] for column in ("created_by", "approved_by")} - {""}
    assert mentioned <= names
