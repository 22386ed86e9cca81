"""What a person sees while a run goes on: one line per step on stderr, and the verdict."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from phoneagent.cli.words import cut, say

if TYPE_CHECKING:
    from phoneagent.core.result import Result
    from phoneagent.core.run import Run
    from phoneagent.core.steps import Step
    from phoneagent.session import Session

MARKS = {
    "succeeded": "[green]✓[/]",
    "no_change": "[yellow]=[/]",
    "wrong_page": "[yellow]↩[/]",
    "failed": "[red]✗[/]",
    "unknown": "[yellow]?[/]",
}
DOING = {
    "perceive": "looking",
    "recall": "thinking",
    "plan": "looking",
    "choose": "acting",
    "guard": "acting",
    "act": "looking",
    "reflect": "thinking",
    "note": "thinking",
    "verify": "noting what was learned",
    "learn": "writing the report",
}
RESUMABLE = ("infra", "needs_human")


class Progress:
    """Prints to stderr; a spinner only on a terminal, plain lines elsewhere."""

    def __init__(self, goal: str, *, quiet: bool, stderr: bool = True) -> None:
        self.console = Console(stderr=stderr, quiet=quiet, highlight=False)
        self._goal = goal
        self._status = self.console.status("connecting") if self.console.is_terminal else None
        self._steps = 0
        self._subgoals: dict[int, str] = {}
        self.run_id = ""  # known once the phone has been looked at: from then on it can be resumed

    def __enter__(self) -> Self:
        self.goal()
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._status:
            self._status.stop()

    def goal(self) -> None:
        """What is pursued."""
        self._head("Goal", cut(self._goal, 400))

    def opened(self, session: Session) -> None:
        """The phone is there and the crew is known."""
        device = session.device.describe()
        name = device.get("model") or device.get("serial", "")
        android = f", Android {device['android']}" if device.get("android") else ""
        self._head("Phone", f"{name} ({device['spec']}{android})")
        names = ", ".join(sorted(set(session.model_names.values()))) or "no model"
        self._head("Crew", f"{session.crew_name} ({names})")

    def _head(self, name: str, text: str) -> None:
        row = Table.grid(padding=(0, 1))
        row.add_column(min_width=6, style="bold")
        row.add_row(name, escape(text))
        self.console.print(row)

    def on_event(self, node: str, run: Run) -> None:
        """One node of the loop is done."""
        self.run_id = run.id
        if self._status:
            self._status.update(DOING.get(node, node))
        if node in ("plan", "choose", "reflect", "note"):
            self._show_subgoals(run)
        for step in run.steps[self._steps :]:
            self.show_step(step)
        self._steps = len(run.steps)

    def _show_subgoals(self, run: Run) -> None:
        for subgoal in run.plan.subgoals:
            if subgoal.status == "active" and self._subgoals.get(subgoal.id) != subgoal.text:
                self._subgoals[subgoal.id] = subgoal.text
                self.console.print(f"[bold cyan]»[/] {escape(cut(subgoal.text, 300))}")

    def show_step(self, step: Step) -> None:
        """One line: the verdict, the step in words, and why when it went wrong."""
        why = "" if step.good else f"  [dim]{escape(cut(step.outcome.why, 160))}[/]"
        mark = MARKS.get(step.outcome.verdict, "?")
        self.console.print(f"  {mark} {step.n:>2} {escape(cut(say(step), 120))}{why}")

    def ended(self, result: Result) -> None:
        """The verdict, its evidence, what it cost, and where to look."""
        if self._status:
            self._status.stop()
        colour = {"succeeded": "green", "unverified": "yellow"}.get(result.status, "red")
        proof = "verified" if result.verified else "not verified"
        self.console.print()
        self.console.print(f"[bold {colour}]{result.status}[/] ({proof})  {escape(result.reason)}")
        if result.answer:
            self.console.print(f"[bold]Answer[/] {escape(result.answer)}")
        if result.evidence:
            table = Table.grid(padding=(0, 1))
            for item in result.evidence:
                place = ",".join(map(str, item.bounds)) if item.bounds else item.kind
                table.add_row(
                    "•", f"step {item.step}", escape(cut(item.text, 200)), f"[dim]{place}[/]"
                )
            self.console.print(Padding(table, (0, 0, 0, 2)))
        calls = sum(result.model_calls.values())
        tokens = result.tokens.get("input", 0) + result.tokens.get("output", 0)
        cost = f", {result.cost_usd:.4f} USD" if result.cost_usd else ""
        self.console.print(
            f"[dim]{result.steps} steps, {calls} model calls, {tokens} tokens{cost}, "
            f"{result.seconds.total:.1f} s[/]"
        )
        self.console.print(f"[dim]Report: {escape(result.run_dir)}/report.html[/]", soft_wrap=True)
        if result.status in RESUMABLE:
            self.console.print(f"Go on: {escape(resume_hint(result.run_id, result.status))}")


def resume_hint(run_id: str, status: str = "") -> str:
    """The command that goes on with a run."""
    answer = ' --answer "..."' if status == "needs_human" else ""
    return f"phoneagent resume {run_id}{answer}"


class Terminal:
    """The person at the terminal, when there is one."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    @property
    def present(self) -> bool:
        return sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str | None:
        """The answer typed on the terminal; None when there is nobody, or they give none."""
        if not self.present:
            return None
        status = self._progress._status
        if status:
            status.stop()
        answer = self._progress.console.input(f"[bold yellow]?[/] {escape(question)} ")
        if status:
            status.start()
        return answer.strip() or None

    def confirm(self, question: str) -> bool | None:
        """True for y or yes; None when there is nobody to ask."""
        answer = self.ask(f"{question} [y/N]")
        if answer is None:
            return False if self.present else None
        return answer.casefold() in ("y", "yes")
