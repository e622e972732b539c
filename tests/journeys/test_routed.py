"""What is not answered but routed: changes of contacts go to the people who make them, with the rule."""

import pytest

from tests.conftest import Ask

CONTACT_CHANGES = (
    "please resend to new AP mailbox",
    "pls update the billing contact for Acme UK",
    "acme uk has a new accounts payable email, can you change it",
    "new billing contact at Acme UK",
    "change the invoice email of acme uk",
    "send invoices to a different email address from now on",
    "they moved, new postal address for Acme UK",
    "can u add our new AP contact to the distribution list",
    "update AP contact",
    "swap the billing contact at acme uk",
)


@pytest.mark.parametrize("question", CONTACT_CHANGES)
def test_a_change_of_contact_is_routed_with_the_rule(ask: Ask, question: str) -> None:
    answer = ask("ruth@example.com", question)

    assert (answer.status, answer.reason) == ("refused", "route")
    assert "POL-07" in answer.text
