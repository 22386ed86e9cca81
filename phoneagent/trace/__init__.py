"""What a run leaves behind: the run folder, its journal, its screens, its report."""

from phoneagent.trace.events import event_data
from phoneagent.trace.once import AtMostOnce, begun_steps
from phoneagent.trace.report import render_report
from phoneagent.trace.runfolder import RunFolder, RunSummary, list_runs, new_run_id
from phoneagent.trace.shots import ShotStore

__all__ = [
    "AtMostOnce",
    "RunFolder",
    "RunSummary",
    "ShotStore",
    "begun_steps",
    "event_data",
    "list_runs",
    "new_run_id",
    "render_report",
]
