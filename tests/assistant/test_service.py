from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.agent.graph import build_graph
from assistant.answers import Answer
from assistant.bootstrap import Books
from assistant.conversations import UnknownConversationError
from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.identity import NOT_PROVED, Actor
from assistant.desk.journal import JournalEntry, find_entries
from assistant.service import Assistant
from tests.conftest import Ask
from tools.catalogue import CATALOGUE
from tools.evidence_store import KeptEvidence

RUTH = Actor("ruth@example.com", NOT_PROVED)
LEO = Actor("leo@example.com", NOT_PROVED)
PRIYA = Actor("priya@example.com", NOT_PROVED)


def last_entry(books: Books, tag: str | None = None) -> JournalEntry:
    with books.engines.transaction() as connection:
        (entry,) = find_entries(connection, last=1, tag=tag, subject=None)
    return entry


def test_question_and_answer_are_on_the_record(ask: Ask, sample: Books) -> None:
    answer = ask("ruth@example.com", "Is INV-104233 paid?")

    entry = last_entry(sample)
    assert (entry.tag, entry.actor, entry.subject) == ("answer:given", "ruth@example.com", answer.conversation)
    assert [item["sha256"] for item in entry.detail["evidence"]] == [item.sha256() for item in answer.evidence]


def test_a_follow_up_is_about_what_was_asked_before(ask: Ask) -> None:
    first = ask("ruth@example.com", "Is INV-104233 paid?")

    second = ask("ruth@example.com", "When is it due?", conversation=first.conversation)

    assert second.turn == 2
    assert "30 Sep 2026" in second.text


def test_a_follow_up_in_anothers_conversation_learns_nothing(ask: Ask) -> None:
    first = ask("ruth@example.com", "Is INV-104233 paid?")

    second = ask("leo@example.com", "When is it due?", conversation=first.conversation)

    assert second.status in ("clarify", "refused")
    assert second.figures == ()


def test_two_questions_at_once_in_a_conversation_are_two_turns(ask: Ask) -> None:
    conversation = ask("ruth@example.com", "Is INV-104233 paid?").conversation

    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(ask, "ruth@example.com", "Is INV-104241 paid?", conversation=conversation) for _ in range(4)
        ]
        turns = sorted(done.result().turn for done in asked)

    assert turns == [2, 3, 4, 5]


def test_an_unknown_conversation_is_not_begun(ask: Ask) -> None:
    with pytest.raises(UnknownConversationError, match="no conversation nope"):
        ask("ruth@example.com", "Is it paid?", conversation="nope")


@pytest.mark.parametrize(
    ("email", "error", "why"),
    [
        ("nobody@example.com", UnknownPersonError, "unknown_person"),
        ("noor@example.com", PersonNotActiveError, "person_not_active"),
    ],
)
def test_people_without_access_are_refused_on_the_record(
    email: str, error: type[Exception], why: str, ask: Ask, sample: Books
) -> None:
    with pytest.raises(error, match="has no access here"):
        ask(email, "Is INV-104233 paid?")

    entry = last_entry(sample)
    assert (entry.tag, entry.actor, entry.detail["why"]) == ("access:denied", email, why)


def test_an_admin_sees_no_amounts(ask: Ask, sample: Books) -> None:
    answer = ask("sam@example.com", "Is INV-104233 paid?")

    assert (answer.status, answer.reason) == ("refused", "no_amounts")
    assert last_entry(sample).detail["why"] == "no_amounts"


@pytest.mark.parametrize("question", ["ageing", "Total unapplied cash", "What is still open?"])
def test_somebody_without_accounts_is_told_so(question: str, ask: Ask) -> None:
    answer = ask("talia@example.com", question)

    assert (answer.status, answer.reason) == ("refused", "no_accounts")
    assert "No account is yours to see yet" in answer.text


def test_evidence_opens_for_who_asked_and_not_for_another(ask: Ask, assistant: Assistant, sample: Books) -> None:
    answer = ask("ruth@example.com", "Is INV-104233 paid?")

    mine = assistant.open_evidence(RUTH, answer.conversation, 1, "E1")
    assert last_entry(sample).tag == "evidence:opened"
    anothers = assistant.open_evidence(LEO, answer.conversation, 1, "E1")

    assert mine is not None
    assert mine.fields["result_sha256"] == answer.evidence[0].sha256()
    assert mine.columns["balance"] == "money"
    assert anothers is None
    assert last_entry(sample).tag == "access:denied"


@pytest.fixture
def a_long_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """An answer with a list of more rows than are held."""
    monkeypatch.setattr("tools.reader.MAX_ROWS", 5)
    answer = ask("priya@example.com", "What is still open on all accounts?")
    assert any(item.truncated for item in answer.evidence)
    return answer


def test_a_list_that_was_cut_off_is_exported_whole(a_long_answer: Answer, assistant: Assistant, sample: Books) -> None:
    with assistant.whole_lists(PRIYA, a_long_answer) as lists:
        counted = {item.name: len([*item.rows]) for item in lists}

    assert last_entry(sample).tag == "evidence:exported"
    assert counted == {f"{e.label} {e.query.name}": e.total_rows for e in a_long_answer.evidence if e.rows}


def test_who_exports_gets_what_they_may_see_at_that_moment(a_long_answer: Answer, assistant: Assistant) -> None:
    with assistant.whole_lists(RUTH, a_long_answer) as lists:
        accounts = {row["account"] for item in lists if "open_items" in item.name for row in item.rows}

    assert accounts == {"Acme UK"}


def test_evidence_that_was_cut_off_is_exported_whole_while_the_books_say_the_same(
    a_long_answer: Answer, assistant: Assistant
) -> None:
    held = next(item for item in a_long_answer.evidence if item.truncated)
    kept = assistant.open_evidence(PRIYA, a_long_answer.conversation, 1, held.label)
    assert kept is not None

    with assistant.whole_evidence(PRIYA, kept) as whole:
        rows = [*whole.rows]
    changed = KeptEvidence({**kept.fields, "result_sha256": "of other rows"})
    with assistant.whole_evidence(PRIYA, changed) as partly:
        kept_rows = [*partly.rows]

    assert len(rows) == held.total_rows
    assert kept_rows == [{c: row[c] for c in kept.columns} for row in rows[:5]]


def test_the_day_of_a_question_is_said_with_a_refusal(ask: Ask) -> None:
    early = ask("ruth@example.com", "Is INV-104233 paid?", as_of=date(2026, 1, 1))
    never = ask("ruth@example.com", "Is INV-999999 paid?", as_of=date(2026, 1, 1))

    assert early.text == never.text.replace("INV-999999", "INV-104233")
    assert early.text.endswith("Asked as of 1 Jan 2026.")


def test_a_model_that_goes_astray_is_an_incident_without_its_details(assistant: Assistant, sample: Books) -> None:
    broken = GenericFakeChatModel(messages=iter([]))
    graph = build_graph(broken, CATALOGUE[:0], None)
    astray = Assistant(**{**vars(assistant), "graph": graph})

    answer = astray.ask("Is INV-104233 paid?", RUTH)

    assert (answer.status, str(answer.reason)[:8]) == ("unavailable", "incident")
    assert "Traceback" not in answer.text
    assert last_entry(sample).detail["status"] == "unavailable"


def test_a_figure_that_a_model_makes_up_is_not_printed_from_a_reference(assistant: Assistant) -> None:
    inventing = GenericFakeChatModel(messages=iter([AIMessage("Open: [[E1.1.balance]]")]))
    astray = Assistant(**{**vars(assistant), "graph": build_graph(inventing, CATALOGUE[:0], None)})

    answer = astray.ask("Is INV-104233 paid?", RUTH)

    assert answer.text.startswith("Open: ")
    assert answer.figures == ()
