"""Settings: BILLING_* in the environment, read once in an entry point and passed on. Thresholds of the trade are data."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set."""

    model_config = SettingsConfigDict(env_prefix="BILLING_", frozen=True, extra="ignore")

    home: Path | None = Field(None, description="Folder of the embedded database, secrets and files.")
    database_url: SecretStr | None = Field(None, description="A PostgreSQL server to use instead of the embedded one.")
    token: SecretStr | None = Field(None, description="Your personal token from `billing login`.")
    operators: str = Field("", description="Operating-system users who may read with --as, separated by commas.")
    trust_as: bool = Field(False, description="Let --as act without proof, as in a demo home; never in production.")
    model: str = Field("playbook", description="The chat model: `playbook`.")
