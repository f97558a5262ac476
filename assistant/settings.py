"""Settings: what the environment and one TOML file say, checked when an assistant is opened.

Environment variables are `NEWS_ASSISTANT_` and the setting's name in capitals; the file is
`settings.toml` in the user's configuration folder, or the file `NEWS_ASSISTANT_SETTINGS` names.
Arguments win over the environment, the environment over the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import NewsAssistantError

APPLICATION = "news-assistant"


class Settings(BaseSettings):
    """Every setting with its default; `Settings()` reads the environment and the file."""

    model_config = SettingsConfigDict(env_prefix="NEWS_ASSISTANT_", extra="forbid")

    library: Path = Field(
        default_factory=lambda: user_data_path(APPLICATION) / "library",
        description="Folder of the embedded library.",
    )
    database_url: str = Field("", description="SQLAlchemy URL of the library, instead of SQLite.")
    chroma_url: str = Field("", description="Address of a Chroma server, instead of the embedded.")
    embedding_model: str = Field("", description="Another sentence-transformers model: a folder.")
    passages_found: int = Field(20, ge=1, le=200, description="Passages found for a question.")
    passages_read: int = Field(
        8, ge=1, le=200, description="How many of them, the most promising, the reader reads."
    )
    abstain_below: float | None = Field(
        None, ge=0.0, le=1.0, description="Abstain under this probability; empty: calibrated."
    )
    threads: int = Field(0, ge=0, description="Threads of the models; 0: one for each core.")
    writer: str = Field(
        "auto", pattern="^(auto|extractive|model)$", description="Who writes prose."
    )
    unsupported: str = Field(
        "repair",
        pattern="^(repair|show|remove)$",
        description="What becomes of a sentence of a model that the passages do not bear out.",
    )
    llm_url: str = Field("", description="Base URL of an OpenAI-compatible endpoint.")
    llm_model: str = Field("", description="Name of its model, or of a pulled local model.")
    llm_key: SecretStr = Field(SecretStr(""), description="Its key; from the environment or file.")
    condense_within: float = Field(
        0.7, ge=0.0, description="Seconds a model may take to word a follow-up; 0: it never does."
    )
    llm_timeout: float = Field(60.0, gt=0, description="Seconds to wait for the endpoint.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # not read, on purpose
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the TOML file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def settings_file() -> Path:
    """Return the path of the settings file, whether or not it exists."""
    named = os.environ.get("NEWS_ASSISTANT_SETTINGS")
    return Path(named) if named else user_config_path(APPLICATION) / "settings.toml"


def load_settings(**given: Any) -> Settings:
    """Return the settings with `given` (where not `None`) on top.

    Raises:
        NewsAssistantError: a value is missing its bounds, or a name is not a setting; the message
            names the setting and what it may be.

    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise NewsAssistantError(
            f"The setting {name!r} is not right: {first['msg'].lower()}. "
            f"See the environment (NEWS_ASSISTANT_…) and {settings_file()}."
        ) from error
    except ValueError as error:  # a TOML file that does not parse
        raise NewsAssistantError(f"{settings_file()} can't be read as TOML: {error}.") from error
