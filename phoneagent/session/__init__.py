"""The composition root: Config to models, memory, crew, gate and loop; runs and journals."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

from phoneagent import memory, policy, prompts, trace
from phoneagent.config import Config
from phoneagent.core.protocols import Crew, Device, Human, Shots
from phoneagent.core.result import Result
from phoneagent.core.run import Limits, Run
from phoneagent.core.steps import Note
from phoneagent.errors import ActionError, ConfigError, InfraError
from phoneagent.session.drive import Drive
from phoneagent.session.making import build_crew, choose_crew, open_models, spec_for

__all__ = ["Session", "choose_crew", "open_models", "spec_for"]
OnEvent = Callable[[str, Run], None]


class Session:
    """An open phone with models, memory and a crew; runs one goal after the other.

    Args:
        config: every setting.
        device: an open phone; it stays the caller's.
        human: who answers questions and confirmations.
        on_event: called after every node of the loop with its name and the Run.

    Raises:
        ConfigError: no crew can be made of these settings.
    """

    def __init__(
        self,
        config: Config,
        device: Device,
        *,
        human: Human | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        self.config = config
        self.device = device
        self.crew_name = choose_crew(config, device)
        self._human = human or policy.Nobody()
        self._on_event = on_event or (lambda node, run: None)
        self.secrets = policy.load_secrets(config.secrets)
        needed = self.crew_name == "model" or (self.crew_name != "rules" and config.model)
        self._models = open_models(config, device) if needed else {}
        self._memory = memory.open_memory(config.memory_path, config.memory)

    def close(self) -> None:
        self._memory.close()
        for model in set(self._models.values()):
            model.close()

    # ---- running -----------------------------------------------------------------------------

    def run(self, goal: str, *, out: Path | None = None, max_steps: int = 0) -> Result:
        """Pursue one goal to its ending.

        Args:
            goal: the user's sentence.
            out: the run folder to make; by default a new one under `runs_dir`.
            max_steps: for this goal; 0 as in the settings.

        Raises:
            ConfigError: the goal is empty or the settings do not fit.
        """
        goal = goal.strip()
        if not goal:
            raise ConfigError("The goal is empty.", hint='Say what to do: phoneagent run "..."')
        run_id = out.name if out else trace.new_run_id()
        root = out.parent if out else self.config.runs_dir
        folder = trace.RunFolder.create(root, run_id, self._manifest(goal), self.secrets.redactor)
        with folder:
            run = self.fresh_run(run_id, goal, max_steps)
            return Drive(self, folder, run).to_the_end()

    def resume(self, path: Path, *, answer: str = "") -> Result:
        """Go on with a run that was killed, lost its phone, or waits for a person.

        Args:
            path: the run folder.
            answer: what the person says to the open question: "yes" or "no" to a confirmation, the
                answer to a question; anything else is a message to the crew.

        Raises:
            StoreError: there is no such run.
            ConfigError: it has ended.
        """
        folder = trace.RunFolder.open_existing(path, self.secrets.redactor)
        with folder:
            return Drive(self, folder, None, answer).to_the_end()

    def fresh_run(self, run_id: str, goal: str, max_steps: int = 0) -> Run:
        """A run that has not looked at the phone yet, within the limits of the settings."""
        limits = Limits(
            max_steps=max_steps or self.config.max_steps,
            max_cost_usd=self.config.max_cost,
            max_time_s=self.config.max_time,
        )
        # The crew knows secrets by name only; the value is filled in below everything else.
        notes = (
            Note(name=name, value=placeholder, kind="told", step=0, where="secrets")
            for name, placeholder in self.secrets.placeholders.items()
        )
        return Run(
            id=run_id,
            goal=goal,
            limits=limits,
            started_at_s=time.time(),
            apps=self._apps(),
            notes=tuple(notes),
        )

    def _apps(self) -> tuple[str, ...]:
        try:
            return self.device.app_labels()
        except (InfraError, ActionError):
            return ()  # the first look will say that the phone is gone, or what lies over it

    def _manifest(self, goal: str) -> dict[str, Any]:
        config = self.config.model_dump(mode="json", exclude={"api_key", "base_url"})
        return {
            "goal": goal,
            "config": config,
            "crew": self.crew_name,
            "models": {role: model.name for role, model in self._models.items()},
            "device": self.device.describe(),
            "versions": {"phoneagent": metadata.version("phoneagent")},
            "prompts": prompts.fingerprint(),
            "grant": policy.grant_of(goal).describe(),
        }

    # ---- what a drive needs ------------------------------------------------------------------

    def crew(self, shots: Shots) -> Crew:
        return build_crew(self.crew_name, self._models, shots)

    def graph(
        self, crew: Crew, device: Device, goal: str, checkpointer: Any, answer: str = ""
    ) -> Any:
        from phoneagent import loop

        gate = policy.build_gate(
            goal,
            policy_file=self.config.policy,
            allow_apps=self.config.allow_apps,
            human=policy.Forewarned(answer, self._human),
            yes=self.config.yes,
            secrets=self.secrets,
        )
        return loop.build(crew, device, self._memory, gate, checkpointer)

    def tell(self, node: str, run: Run) -> None:
        self._on_event(node, run)

    @property
    def model_names(self) -> dict[str, str]:
        return {role: model.name for role, model in self._models.items()}
