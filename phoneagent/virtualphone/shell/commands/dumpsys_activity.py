"""The activity part of `dumpsys`."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import Invocation
from phoneagent.virtualphone.system.activities import ActivityRecord, Task


def activity(run: Invocation, args: list[str]) -> str:
    """`dumpsys activity [activities|top|recents|services|processes|broadcasts|...]`."""
    verb = next((arg for arg in args if not arg.startswith("-")), "activities")
    if verb in ("top",):
        return _top(run)
    if verb in ("recents", "r"):
        return _recents(run)
    if verb in ("activities", "a", "containers", "starter"):
        return _activities(run)
    if verb in ("services", "s"):
        return "ACTIVITY MANAGER SERVICES (dumpsys activity services)\n  (nothing)\n"
    if verb in ("processes", "p"):
        return _processes(run)
    if verb in ("broadcasts", "b", "intents", "i", "providers", "prov", "oom", "o", "lru"):
        return f"ACTIVITY MANAGER {verb.upper()} (dumpsys activity {verb})\n  (nothing)\n"
    return f"ACTIVITY MANAGER: no output for {verb}\n"


def _hash(record: ActivityRecord) -> str:
    return f"{0x3F7C000 + record.id * 0x11:x}"


def _record(record: ActivityRecord, task: Task) -> str:
    return f"ActivityRecord{{{_hash(record)} u0 {record.component.short} t{task.id}}}"


def _top(run: Invocation) -> str:
    front = run.phone.activities.front
    if front is None:
        return "TASK null\n"
    record = front.top
    process = run.phone.processes.get(record.component.package)
    pid = process.pid if process else 1
    return (
        f"TASK {front.id}:{front.affinity} id={front.id} userId=0\n"
        f"  ACTIVITY {record.component.short} {_hash(record)} pid={pid}\n"
        f"    Local Activity {_hash(record)} State:\n"
        "      mResumed=true mStopped=false mFinished=false\n"
    )


def _activities(run: Invocation) -> str:
    tasks = list(reversed(run.phone.activities.tasks))
    lines = [
        "ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)",
        "Display #0 (activities from top to bottom):",
    ]
    for task in tasks:
        front = task is run.phone.activities.front
        visible = str(front).lower()
        lines.append(
            f"  * Task{{{0xA51000 + task.id:x} #{task.id} type=standard A=10100:{task.affinity} "
            f"U=0 visible={visible} visibleRequested={visible} mode=fullscreen translucent=false "
            f"sz={len(task.records)}}}"
        )
        if front:
            lines.append(f"    mResumedActivity: {_record(task.top, task)}")
        for number, record in reversed(list(enumerate(task.records))):
            state = "RESUMED" if front and record is task.top else "STOPPED"
            lines += [
                f"    * Hist  #{number}: {_record(record, task)}",
                f"        packageName={record.component.package} processName="
                f"{record.component.package}",
                f"        state={state} finishing=false",
            ]
    front_task = run.phone.activities.front
    if front_task is not None:
        shown = _record(front_task.top, front_task)
        lines += ["", f"  topResumedActivity={shown}", f"  ResumedActivity: {shown}",
                  f"  mFocusedApp={shown}"]  # fmt: skip
    locked = str(run.phone.power.locked).lower()
    lines += ["  KeyguardController:", f"    mKeyguardShowing={locked}"]
    return "\n".join(lines) + "\n"


def _recents(run: Invocation) -> str:
    lines = ["ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)", "  Recent tasks:"]
    for number, task in enumerate(run.phone.activities.recents()):
        lines.append(
            f"  * Recent #{number}: Task{{{0xA51000 + task.id:x} #{task.id} type=standard "
            f"A=10100:{task.affinity}}}"
        )
        lines.append(f"    id={task.id} userId=0 effectiveUid=u0a100 mCallingUid=2000")
        lines.append(f"    realActivity={{{task.top.component}}}")
    return "\n".join(lines) + "\n"


def _processes(run: Invocation) -> str:
    lines = ["ACTIVITY MANAGER RUNNING PROCESSES (dumpsys activity processes)"]
    for process in run.phone.processes.list():
        lines.append(
            f"  *APP* UID 10100 ProcessRecord{{a1b2c3 {process.pid}:{process.package}/u0a100}}"
        )
    return "\n".join(lines) + "\n"
