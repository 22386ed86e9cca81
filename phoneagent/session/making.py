"""From settings to a crew and its models: which one, of what, for which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

from phoneagent import agents
from phoneagent.config import Config
from phoneagent.core.chat import ChatModel
from phoneagent.core.protocols import Crew, Device, Shots
from phoneagent.errors import ConfigError

ROLES = agents.ROLES


def choose_crew(config: Config, device: Device) -> str:
    """Which crew these settings mean.

    Raises:
        ConfigError: a real phone and no model, the model crew without a model, or no such crew.
    """
    if config.crew not in ("auto", "model"):
        if config.crew != "rules" and ":" not in config.crew:
            raise _unknown_crew(config.crew)
        return config.crew
    if config.model:
        return "model"
    if config.crew == "auto" and device.spec.startswith("virtual"):
        return "rules"
    raise ConfigError(
        "No model is configured.",
        hint="Give one: --model openai:NAME (any compatible server, --base-url ADDRESS), "
        "--model manual:DIR (answer by hand), or --crew rules (no model at all).",
    )


def build_crew(name: str, models: Mapping[str, ChatModel], shots: Shots) -> Crew:
    """The crew called "model" or "rules", or a stranger's, named as package:function."""
    if name == "model":
        from phoneagent.agents import crew

        return crew.build(models, shots)
    if name == "rules":
        from phoneagent.agents import rules

        return rules.build(shots)
    module, _, attribute = name.partition(":")
    try:
        return getattr(import_module(module), attribute)(models, shots)  # type: ignore[no-any-return]
    except (ImportError, AttributeError) as error:
        raise _unknown_crew(name) from error


def _unknown_crew(name: str) -> ConfigError:
    return ConfigError(
        f"Unknown crew '{name}'.", hint="Known: auto, model, rules, or package.module:function"
    )


def open_models(config: Config, device: Device | None) -> dict[str, ChatModel]:
    """One model per role; a spec without a role serves every role that has none of its own.

    Args:
        config: the specs and what goes with them.
        device: the phone that a server at `adb:PORT` runs on.

    Raises:
        ConfigError: a role is unknown, or one has no model.
        DeviceError: the phone does not let its server be reached.
    """
    from phoneagent import models

    first, second = _by_role(config.model), _by_role(config.fallback)
    missing = [role for role in ROLES if role not in first]
    if missing:
        raise ConfigError(
            f"No model for: {', '.join(missing)}.",
            hint="Give one for all roles beside those with their own: --model openai:NAME",
        )
    # The models room tries several specs in turn when they are divided by commas.
    specs = {role: ",".join(filter(None, (first[role], second.get(role)))) for role in ROLES}
    options = models.ModelOptions(
        base_url=_reachable(config.base_url, device) or None,
        api_key=config.api_key.get_secret_value() or None,
        timeout_s=config.model_timeout_s,
    )
    if config.max_time is not None:
        # One call with its retries may not outlast the whole run.
        options = replace(
            options,
            timeout_s=min(options.timeout_s, config.max_time),
            retry_for_s=min(options.retry_for_s, config.max_time),
        )
    return models.open_models(specs, options, record=config.record)


def spec_for(config: Config, role: str) -> str:
    """The model spec that these settings give a role; "" for none.

    Raises:
        ConfigError: the settings name an unknown role.
    """
    return _by_role(config.model).get(role, "")


def _reachable(base_url: str, device: Device | None) -> str:
    """The address itself; for `adb:PORT[/PATH]` one that leads to that port of the phone."""
    if not base_url.startswith("adb:"):
        return base_url
    port, slash, path = base_url.removeprefix("adb:").partition("/")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ConfigError(f"'{base_url}' names no port of the phone.", hint="For example: adb:8080")
    if device is None:
        raise ConfigError(f"There is no phone to reach '{base_url}' on.")
    return f"http://127.0.0.1:{device.forward(int(port))}/{path if slash else 'v1'}"


def _by_role(specs: tuple[str, ...]) -> dict[str, str]:
    """Each `ROLE=SPEC` under its role; a bare spec under every role that has none."""
    named, common = {}, ""
    for spec in specs:
        role, equals, rest = spec.partition("=")
        if equals and role in ROLES:
            named[role] = rest
        elif equals and role.isidentifier() and ":" not in role:
            raise ConfigError(f"Unknown role '{role}'.", hint=f"Roles: {', '.join(ROLES)}")
        else:
            common = spec
    return {role: named.get(role, common) for role in ROLES if named.get(role, common)}
