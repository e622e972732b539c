"""Every tool that a model may call, with the capability that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tools.accounts import account_balance, ageing, find_account
from tools.context import ToolResult
from tools.delivery import delivered_units, makegoods
from tools.disputes import list_disputes
from tools.invoices import invoice_amounts, invoice_spots, invoice_status
from tools.look_up import look_up
from tools.orders import billed_totals, order_terms
from tools.payments import payment_use, unapplied_cash


class Capability(StrEnum):
    """What a person may have done for them; roles grant it."""

    READ_BOOKS = "read_books"


@dataclass(frozen=True)
class Tool:
    """A function of (context, …) and what a caller needs for it. Its docstring is the model's contract."""

    function: Callable[..., ToolResult]
    capability: Capability

    @property
    def name(self) -> str:
        """The name that the model calls."""
        return self.function.__name__


CATALOGUE = tuple(
    Tool(function, Capability.READ_BOOKS)
    for function in (
        look_up,
        find_account,
        invoice_status,
        invoice_amounts,
        invoice_spots,
        account_balance,
        ageing,
        payment_use,
        unapplied_cash,
        delivered_units,
        makegoods,
        list_disputes,
        order_terms,
        billed_totals,
    )
)


def tools_for(capabilities: frozenset[Capability]) -> tuple[Tool, ...]:
    """The tools that a caller with these capabilities is given; others do not exist for their model."""
    return tuple(tool for tool in CATALOGUE if tool.capability in capabilities)
