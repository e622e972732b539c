"""Who is acting, from a token or from a name that proves nothing."""

import pytest

from assistant.desk.errors import AsCannotActError, AsNotAllowedError, NotAdminError, NotSignedInError
from assistant.desk.identity import Actor, as_home_maker, resolve_actor


def resolve(
    as_: str | None = None,
    *,
    acting: bool = False,
    token: str | None = None,
    os_user: str = "maker",
    operators: tuple[str, ...] = (),
    trust_as: bool = False,
) -> Actor:
    return resolve_actor(
        as_,
        acting=acting,
        token_email=token,
        os_user=os_user,
        operators=operators,
        home_maker="maker",
        trust_as=trust_as,
    )


def test_a_token_proves_whose_it_is() -> None:
    assert resolve(token="ann@x.org", acting=True) == Actor("ann@x.org", "token")


def test_naming_oneself_beside_a_token_changes_nothing() -> None:
    assert resolve(" Ann@X.org ", token="ann@x.org", acting=True) == Actor("ann@x.org", "token")


def test_without_token_and_name_nobody_is_acting() -> None:
    with pytest.raises(NotSignedInError, match="billing login"):
        resolve()


def test_the_maker_of_the_home_reads_as_somebody() -> None:
    assert resolve("Ann@x.org") == Actor("ann@x.org", "operator:maker")


def test_a_name_goes_before_somebody_elses_token() -> None:
    assert resolve("bob@x.org", token="ann@x.org") == Actor("bob@x.org", "operator:maker")


def test_another_user_does_not_read_as_somebody() -> None:
    with pytest.raises(AsNotAllowedError, match="The user guest may not use `--as`"):
        resolve("ann@x.org", os_user="guest")


def test_named_operators_read_as_somebody_and_the_maker_then_does_not() -> None:
    assert resolve("ann@x.org", os_user="guest", operators=("guest",)).proved_by == "operator:guest"
    with pytest.raises(AsNotAllowedError):
        resolve("ann@x.org", operators=("guest",))


def test_a_name_alone_does_not_act() -> None:
    with pytest.raises(AsCannotActError, match="proves nothing and is for reading"):
        resolve("ann@x.org", acting=True)


def test_a_name_beside_somebody_elses_token_does_not_act() -> None:
    with pytest.raises(AsCannotActError):
        resolve("bob@x.org", token="ann@x.org", acting=True)


@pytest.mark.parametrize("os_user", ["maker", "guest"])
def test_a_name_acts_in_a_demonstration_as_not_proved(os_user: str) -> None:
    actor = resolve("ann@x.org", acting=True, os_user=os_user, trust_as=True)

    assert (actor, actor.may_act) == (Actor("ann@x.org", "not proved"), True)


def test_who_reads_as_somebody_may_not_act() -> None:
    assert not resolve("ann@x.org").may_act


def test_only_the_maker_of_the_home_passes_as_its_maker() -> None:
    assert as_home_maker("maker", "maker", "invite people").name == "operator:maker"
    with pytest.raises(NotAdminError, match="guest may not invite people"):
        as_home_maker("guest", "maker", "invite people")
