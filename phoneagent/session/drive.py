"""One walk of a run through the loop: picks up, journals after every node, ends in a result."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from phoneagent import agents, perception, policy, trace
from phoneagent.core.actions import Ask
from phoneagent.core.result import Ending, Result, Seconds
from phoneagent.core.run import Run
from phoneagent.core.text import fold
from phoneagent.errors import ConfigError, InfraError, StoreError
from phoneagent.log import logger

if TYPE_CHECKING:
    from phoneagent.session import Session

ROLES = agents.ROLES


class Drive:
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
            session.secrets.fill,
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
