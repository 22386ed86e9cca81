"""One typed tree of settings: file < environment < flags; knows where each value came from."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict
from pydantic_settings import PydanticBaseSettingsSource as Source

from phoneagent.errors import ConfigError

ENV_PREFIX = "PHONEAGENT_"


class Config(BaseSettings):
    """Every setting; each has a flag, an environment twin `PHONEAGENT_<NAME>` and a file key."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_prefix=ENV_PREFIX)

    device: str = Field("", description="which phone: virtual, virtual:HOST:PORT, or an adb serial")
    model: tuple[str, ...] = Field(
        (),
        description="which mind: openai:NAME, cassette:FILE, scripted:FILE, manual:DIR; "
        "ROLE=SPEC gives one role its own",
    )
    fallback: tuple[str, ...] = Field(
        (), description="the model to use when the first cannot be reached"
    )
    base_url: str = Field(
        "", description="address of an OpenAI-compatible server; adb:PORT: one on the phone itself"
    )
    api_key: SecretStr = Field(SecretStr(""), description="key for that server (or OPENAI_API_KEY)")
    model_timeout_s: float = Field(120.0, gt=0, description="seconds one model call may take")
    crew: str = Field("auto", description="model, rules (no model), or auto")
    max_steps: int = Field(40, ge=1, le=1000, description="steps a run may take")
    max_cost: float | None = Field(None, gt=0, description="US dollars a run may cost")
    max_time: float | None = Field(None, gt=0, description="seconds a run may take")
    memory: Literal["off", "read", "write"] = Field(
        "write", description="use and extend what is known"
    )
    memory_path: Path = Field(
        default_factory=lambda: user_data_path("phoneagent") / "memory.db",
        description="the memory file",
    )
    runs_dir: Path = Field(
        default_factory=lambda: user_data_path("phoneagent") / "runs",
        description="where run folders lie",
    )
    policy: Path | None = Field(None, description="a policy file (TOML) beside the shipped rules")
    secrets: Path | None = Field(None, description="a secrets file (TOML)")
    allow_apps: tuple[str, ...] = Field(
        (), description="app lock: only these packages may be touched"
    )
    yes: bool = Field(False, description="answer confirmations with yes, never denials")
    record: Path | None = Field(None, description="write every model call to this cassette")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: Source,
        env_settings: Source,
        dotenv_settings: Source,
        file_secret_settings: Source,
    ) -> tuple[Source, ...]:
        """Only what `load` hands over: it has read file and environment and knows the origins."""
        return (init_settings,)

    @field_validator("model", "fallback", "allow_apps", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any, info: ValidationInfo) -> Any:
        """In the environment and on one line several values are divided by spaces.

        Packages may be divided by commas, too; in a model spec a comma means something else.
        """
        if not isinstance(value, str):
            return value
        return tuple(
            (value.replace(",", " ") if info.field_name == "allow_apps" else value).split()
        )


@dataclass(frozen=True)
class Setting:
    """One setting as `phoneagent config show` prints it."""

    name: str
    value: str
    origin: str  # "default", the config file's path, the environment variable, or the flag
    description: str


def config_file() -> Path:
    """Where the config file is looked for; `PHONEAGENT_CONFIG` moves it."""
    named = os.environ.get(ENV_PREFIX + "CONFIG")
    return Path(named) if named else user_config_path("phoneagent") / "config.toml"


def load(flags: Mapping[str, Any] | None = None) -> Config:
    """The settings in force.

    Args:
        flags: values given on the command line or by a caller; None values do not count.

    Raises:
        ConfigError: the file is damaged, a key is unknown, or a value does not fit.
    """
    values = {name: value for name, (value, _) in _layers(flags or {}).items()}
    try:
        return Config(**values)
    except ValidationError as error:
        raise _explained(error, flags or {}) from error


def settings(flags: Mapping[str, Any] | None = None) -> tuple[Setting, ...]:
    """Every setting with its value and where it came from; keys are masked."""
    layers, config = _layers(flags or {}), load(flags)
    found = []
    for name, field in Config.model_fields.items():
        origin = layers[name][1] if name in layers else "default"
        value = getattr(config, name)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        found.append(
            Setting(name, shown if value is not None else "", origin, field.description or "")
        )
    return tuple(found)


def _layers(flags: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    """Each given setting with its origin; later layers win."""
    path = config_file()
    merged: dict[str, tuple[Any, str]] = {k: (v, str(path)) for k, v in _read(path).items()}
    for name, value in _environment().items():
        merged[name] = (value, f"${ENV_PREFIX}{name.upper()}")
    if "base_url" not in merged and os.environ.get("OPENAI_BASE_URL"):
        merged["base_url"] = (os.environ["OPENAI_BASE_URL"], "$OPENAI_BASE_URL")
    if "api_key" not in merged and os.environ.get("OPENAI_API_KEY"):
        merged["api_key"] = (os.environ["OPENAI_API_KEY"], "$OPENAI_API_KEY")
    for name, value in flags.items():
        if value is not None and value != ():
            merged[name] = (value, f"--{name.replace('_', '-')}")
    return merged


def _environment() -> dict[str, Any]:
    source = EnvSettingsSource(Config, env_prefix=ENV_PREFIX)
    found = {}
    for name, field in Config.model_fields.items():
        value, _, _ = source.get_field_value(field, name)
        if value is not None:
            found[name] = value
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"The config file {path} cannot be read: {error}",
            hint="Mend it, or move it away to go on with the defaults.",
        ) from error


def _explained(error: ValidationError, flags: Mapping[str, Any]) -> ConfigError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    if first["type"] == "extra_forbidden":
        return ConfigError(
            f"Unknown setting '{name}'.", hint=f"Known: {', '.join(Config.model_fields)}"
        )
    origin = _layers(flags).get(name, ("", "default"))[1]
    return ConfigError(f"Setting '{name}' (from {origin}): {first['msg']}.")
