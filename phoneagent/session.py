"""The composition root: Config to models, memory, crew, gate and loop; runs and journals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from phoneagent import agents, memory, perception, policy, prompts, trace
from phoneagent.config import Config
from phoneagent.core.actions import Ask
from phoneagent.core.chat import ChatModel
from phoneagent.core.protocols import Crew, Device, Human, Shots
from phoneagent.core.result import Ending, Result, Seconds
from phoneagent.core.run import Limits, Run
from phoneagent.core.steps import Note
from phoneagent.core.text import fold
from phoneagent.errors import ActionError, ConfigError, InfraError, StoreError
from phoneagent.log import logger

OnEvent = Callable[[str, Run], None]
ROLES = agents.ROLES


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
        self._secrets = policy.load_secrets(config.secrets)
        needed = self.crew_name == "model" or (self.crew_name != "rules" and config.model)
        self._models = open_models(config) if needed else {}
        self._memory = memory.open_memory(config.memory_path, config.memory)

    def close(self) -> None:
        self._memory.close()
        for model in set(self._models.values()):
            model.close()

    # ---- running -----------------------------------------------------------------------------

    def run(self, goal: str, *, out: Path | None = None) -> Result:
        """Pursue one goal to its ending.

        Args:
            goal: the user's sentence.
            out: the run folder to make; by default a new one under `runs_dir`.

        Raises:
            ConfigError: the goal is empty or the settings do not fit.
        """
        goal = goal.strip()
        if not goal:
            raise ConfigError("The goal is empty.", hint='Say what to do: phoneagent run "..."')
        run_id = out.name if out else trace.new_run_id()
        root = out.parent if out else self.config.runs_dir
        folder = trace.RunFolder.create(root, run_id, self._manifest(goal), self._secrets.redactor)
        with folder:
            return _Drive(self, folder, self.fresh_run(run_id, goal)).to_the_end()

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
        folder = trace.RunFolder.open_existing(path, self._secrets.redactor)
        with folder:
            return _Drive(self, folder, None, answer).to_the_end()

    def fresh_run(self, run_id: str, goal: str) -> Run:
        """A run that has not looked at the phone yet, within the limits of the settings."""
        limits = Limits(
            max_steps=self.config.max_steps,
            max_cost_usd=self.config.max_cost,
            max_time_s=self.config.max_time,
        )
        # The crew knows secrets by name only; the value is filled in below everything else.
        notes = (
            Note(name=name, value=placeholder, kind="told", step=0, where="secrets")
            for name, placeholder in self._secrets.placeholders.items()
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
            secrets=self._secrets,
        )
        return loop.build(crew, device, self._memory, gate, checkpointer)

    def tell(self, node: str, run: Run) -> None:
        self._on_event(node, run)

    @property
    def model_names(self) -> dict[str, str]:
        return {role: model.name for role, model in self._models.items()}


class _Drive:
    """One walk through the loop: journals after every node, ends in a Result."""

    def __init__(
        self, session: Session, folder: trace.RunFolder, run: Run | None, answer: str = ""
    ) -> None:
        from phoneagent import graph

        self._session, self._folder, self._start = session, folder, run
        self._answer = answer
        self._begun = trace.begun_steps(folder) if run is None else frozenset()
        self._checkpoints = graph.Checkpoints(folder.state_db)
        self._device = trace.AtMostOnce(
            session.device,
            folder,
            self._begun,
            session._secrets.fill,
            self._checkpoints.wait_for,
            perception.blot,
        )
        self._crew = session.crew(folder.open_shots(perception.to_webp))
        goal = run.goal if run else str(folder.manifest.get("goal", ""))
        self._graph = session.graph(self._crew, self._device, goal, self._checkpoints.saver, answer)
        self._run = run

    def to_the_end(self) -> Result:
        started = time.perf_counter()
        try:
            ending = self._walk()
            assert self._run is not None
            result = self._result(self._run, ending, time.perf_counter() - started)
            self._write_down(result, self._run)
            return result
        finally:
            self._checkpoints.close()

    def _write_down(self, result: Result, run: Run) -> None:
        """Keep the result; when the disk does not take it, the caller still gets it."""
        try:
            self._folder.append("end", result, durable=True)
            self._folder.write_result(result)
            self._folder.write_report(trace.render_report(self._folder, run, result))
            if result.status not in ("infra", "needs_human"):
                self._checkpoints.compact()
        except StoreError as error:
            logger.warning("The result of run %s could not be kept. %s", run.id, error)

    def _walk(self) -> Ending:
        """Walk until the end; a phone or model that is gone ends it as infra, resumable."""
        try:
            for node, run in self._nodes():
                self._run = run
                self._folder.append(node, trace.event_data(node, run))
                self._session.tell(node, run)
        except InfraError as error:
            return Ending(status="infra", reason=str(error))
        assert self._run is not None
        ending = self._run.ending
        if ending is None:
            raise RuntimeError("the loop came to its end without an ending")
        return ending

    def _nodes(self) -> Iterator[tuple[str, Run]]:
        from phoneagent import graph

        start = self._start or self._pick_up()
        if start is not None:
            self._folder.append("start", start, durable=True)
        run = start or self._run
        assert run is not None
        yield from graph.drive(self._graph, start, run_id=run.id, max_steps=run.limits.max_steps)

    def _pick_up(self) -> Run | None:
        """Load the last checkpoint; the Run to begin with when the run was killed before its first.

        Raises:
            ConfigError: it has ended.
            StoreError: its checkpoints are lost or damaged.
        """
        from phoneagent import graph

        run, todo = graph.last_run(self._graph, self._folder.run_id)
        if run is None:
            goal = str(self._folder.manifest.get("goal", ""))
            if self._begun:
                raise StoreError(
                    f"The checkpoints in {self._folder.state_db} are lost.",
                    hint=f'It has acted already; look at the phone, then: phoneagent run "{goal}"',
                )
            return self._session.fresh_run(self._folder.run_id, goal)
        self._run = run
        ending = run.ending
        if ending and ending.status == "needs_human":
            # A fresh look first: the gate judges by what is on the screen now.
            # The time that the person took does not count.
            run = self._answered(run).but(started_at_s=time.time() - run.elapsed_s)
            graph.replace_run(self._graph, run.id, run, as_node="act")
        elif ending and not todo and self._has_result(ending):
            raise ConfigError(
                f"Run {run.id} has ended: {ending.status}.", hint=f"phoneagent show {run.id}"
            )
        self._folder.append(
            "resume", {"at": list(todo), "answer": bool(self._answer)}, durable=True
        )
        return None

    def _answered(self, run: Run) -> Run:
        """The run with its question open again; a message that answers none goes to the crew."""
        assert run.intention is not None
        asks = isinstance(run.intention.action, Ask)
        if asks or not self._answer or fold(self._answer) in (*policy.YES, *policy.NO):
            return run.but(ruling=None)
        return run.but(intention=None, queue=()).told(self._answer)

    def _has_result(self, ending: Ending) -> bool:
        """Whether this ending was written down; a run may be killed right before."""
        result = self._folder.result
        return result is not None and result.get("status") == ending.status

    def _result(self, run: Run, ending: Ending, total_s: float) -> Result:
        usage, clocks = run.usage, self._device.clocks
        known = clocks.device + clocks.waiting + usage.seconds
        verification = run.verification
        proved = ending.status == "succeeded"
        return Result(
            run_id=run.id,
            goal=run.goal,
            status=ending.status,
            verified=proved,
            answer=run.answer or None,
            reason=ending.reason,
            evidence=verification.evidence if verification else (),
            steps=len(run.steps),
            model_calls={role: run.spent[role].calls if role in run.spent else 0 for role in ROLES},
            tokens={
                "input": usage.input_tokens,
                "output": usage.output_tokens,
                "cached": usage.cached_tokens,
            },
            cost_usd=round(usage.cost_usd, 6),
            seconds=Seconds(
                total=round(total_s, 3),
                model=round(usage.seconds, 3),
                device=round(clocks.device, 3),
                waiting=round(clocks.waiting, 3),
                framework=round(max(0.0, total_s - known), 3),
            ),
            device=self._session.device.describe(),
            crew=self._session.crew_name,
            models=self._session.model_names,
            run_dir=str(self._folder.path),
        )


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


def open_models(config: Config) -> dict[str, ChatModel]:
    """One model per role; a spec without a role serves every role that has none of its own.

    Raises:
        ConfigError: a role is unknown, or one has no model.
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
        base_url=config.base_url or None,
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
