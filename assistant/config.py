"""Settings: BILLING_* in the environment, read in an entry point and passed on. Thresholds of the trade are data."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import AssistantError


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""

    code = "settings"

    def __init__(self, names: Sequence[str], why: str) -> None:
        self.names = tuple(names)
        super().__init__(f"{' and '.join(names)} cannot be used: {why}.")


class Settings(BaseSettings):
    """What an operator may set."""

    model_config = SettingsConfigDict(env_prefix="BILLING_", frozen=True, extra="ignore", env_ignore_empty=True)

    home: Path | None = Field(None, description="Folder of the embedded database, secrets and files.")
    database_url: SecretStr | None = Field(None, description="A PostgreSQL server to use instead of the embedded one.")
    token: SecretStr | None = Field(None, description="Your personal token from `billing login`.")
    operators: str = Field("", description="Operating-system users who may read with --as, separated by commas.")
    trust_as: bool = Field(False, description="Let --as act without proof, as in a demo home; never in production.")
    model: str = Field("playbook", description="The chat model: `playbook`.")

    @field_validator("database_url")
    @classmethod
    def _is_a_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or _names_postgres(value.get_secret_value()):
            return value
        raise ValueError("it has to look like postgresql://user:password@host/database")


def _names_postgres(url: str) -> bool:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).drivername.startswith("postgres")
    except (ArgumentError, ValueError):
        return False


def read_settings() -> Settings:
    """The settings of the environment.

    Raises: SettingsError: without the value, which may be a secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = [f"BILLING_{str(problem['loc'][0]).upper()}" for problem in error.errors()]
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(names, why[:1].lower() + why[1:]) from None
