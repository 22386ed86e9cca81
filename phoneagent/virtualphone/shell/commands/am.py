"""`am`: start and stop activities, send broadcasts, list tasks."""

from __future__ import annotations

from phoneagent.virtualphone.shell.commands.intent_args import ParsedIntent, parse_intent, show
from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command
from phoneagent.virtualphone.system.activities import StartResult, Task
from phoneagent.virtualphone.system.intents import FLAG_NEW_TASK, Intent

_RECEIVER_INCLUDES_STOPPED = 0x00400000
_START_FLAGS = frozenset(
    (
        "-W",
        "-S",
        "-D",
        "-N",
        "--streaming",
        "--track-allocation",
        "--lock-task",
        "--dismiss-keyguard",
    )
)
_START_VALUED = frozenset(
    ("-R", "-P", "--start-profiler", "--sampling", "--user", "--display", "--windowingMode",
     "--activityType", "--task", "--receiver-permission")
)  # fmt: skip


@command("am")
def am(run: Invocation) -> int:
    verbs = {
        "start": _start,
        "start-activity": _start,
        "startservice": _start_background,
        "start-service": _start_background,
        "start-foreground-service": _start_background,
        "stopservice": _start_background,
        "stop-service": _start_background,
        "broadcast": _broadcast,
        "force-stop": _force_stop,
        "kill": _force_stop,
        "stop-app": _force_stop,
        "kill-all": _nothing,
        "stack": _stack,
        "task": _task,
        "get-current-user": lambda run: _print(run, "0"),
        "switch-user": _nothing,
        "unlock-user": _nothing,
        "wait-for-broadcast-idle": lambda run: _print(run, "All broadcast queues are idle!"),
        "get-config": lambda run: _print(run, "config: mcc310-mnc260-en-rUS-ldltr-sw411dp"),
        "set-debug-app": _nothing,
        "clear-debug-app": _nothing,
        "instrument": _instrument,
    }
    verb = run.args[0] if run.args else ""
    if verb not in verbs:
        run.phone.unknown.append(f"am {' '.join(run.args)}")
        raise CommandError(f"Unknown command: {verb}", code=255, bare=True)
    return verbs[verb](run)


def _nothing(run: Invocation) -> int:
    return 0


def _print(run: Invocation, text: str) -> int:
    run.line(text)
    return 0


def _instrument(run: Invocation) -> int:
    target = run.args[-1] if len(run.args) > 1 else ""
    raise CommandError(
        f"INSTRUMENTATION_STATUS: Error=Unable to find instrumentation info for: "
        f"ComponentInfo{{{target}}}\nINSTRUMENTATION_STATUS_CODE: -1\n"
        f"android.util.AndroidException: INSTRUMENTATION_FAILED: {target}",
        bare=True,
    )


def _start(run: Invocation) -> int:
    asked = parse_intent(list(run.args[1:]), _START_FLAGS, _START_VALUED)
    intent = asked.intent
    if not (intent.action or intent.data or intent.component or intent.package):
        raise CommandError("Error: No intent supplied\n", code=255, bare=True)
    if "-S" in asked.options and intent.component:
        run.line(f"Stopping: {intent.component.package}")
        run.phone.force_stop(intent.component.package)
    run.line(f"Starting: {show(intent)}")
    running = intent.component and run.phone.processes.get(intent.component.package)
    result = run.phone.activities.start(_with_launcher(run, intent))
    if not result.ok:
        return _not_found(run, intent)
    if result.status == "brought_to_front":
        run.error_line(
            "Warning: Activity not started, its current task has been brought to the front"
        )
    elif result.status == "delivered":
        run.error_line(
            "Warning: Activity not started, intent has been delivered to currently running "
            "top-most instance."
        )
    if "-W" in asked.options:
        _report_wait(run, asked, result, cold=not running)
    return 0


def _with_launcher(run: Invocation, intent: Intent) -> Intent:
    """`am start PACKAGE` means the launcher activity of the package."""
    package = run.phone.packages.get(intent.package) if intent.package else None
    bare = not (intent.action or intent.data or intent.component)
    return intent.to(package.launcher) if bare and package and package.launcher else intent


def _not_found(run: Invocation, intent: Intent) -> int:
    if intent.component:
        run.error_line("Error type 3")
        run.error_line(f"Error: Activity class {{{intent.component}}} does not exist.")
    else:
        run.error_line(
            "Error: Activity not started, unable to resolve "
            f"{show(intent, intent.flags | FLAG_NEW_TASK)}"
        )
    return 1


def _report_wait(run: Invocation, asked: ParsedIntent, result: StartResult, *, cold: bool) -> None:
    state = "COLD" if cold else "HOT" if result.status != "started" else "WARM"
    component = result.component or asked.intent.component
    run.line("Status: ok")
    run.line(f"LaunchState: {state}")
    run.line(f"Activity: {component.short if component else ''}")
    run.line("TotalTime: 1\nWaitTime: 2\nComplete")


def _start_background(run: Invocation) -> int:
    """No app here has a service; the answer is Android's for a component it cannot find."""
    asked = parse_intent(list(run.args[1:]), frozenset(), frozenset(("--user",)))
    stopping = run.args[0].startswith("stop")
    run.line(f"{'Stopping' if stopping else 'Starting'} service: {show(asked.intent)}")
    if stopping:
        run.line("Service not stopped: was not running.")
        return 0
    run.error_line("Error: Not found; no service started.")
    return 255


def _broadcast(run: Invocation) -> int:
    asked = parse_intent(list(run.args[1:]), frozenset(("--async",)), _START_VALUED)
    if not (asked.intent.action or asked.intent.component):
        raise CommandError("Error: No intent supplied\n", code=255, bare=True)
    flags = asked.intent.flags | _RECEIVER_INCLUDES_STOPPED
    run.line(f"Broadcasting: {show(asked.intent, flags)}")
    result = run.phone.broadcast(asked.intent)
    data = "" if result.data is None else f', data="{result.data}"'
    run.line(f"Broadcast completed: result={result.code}{data}")
    return 0


def _force_stop(run: Invocation) -> int:
    names = [arg for arg in run.args[1:] if not arg.startswith("-") and not arg.isdecimal()]
    if not names:
        raise CommandError("Error: Argument expected", code=255, bare=True)
    for name in names:
        run.phone.force_stop(name)
    return 0


def _stack(run: Invocation) -> int:
    verb = run.args[1] if len(run.args) > 1 else "list"
    if verb == "list":
        for task in reversed(run.phone.activities.tasks):
            run.out(_show_task(run, task))
    elif verb == "remove" and len(run.args) > 2 and run.args[2].isdecimal():
        run.phone.activities.remove_task(int(run.args[2]))
    elif verb != "info":
        raise CommandError(f"Error: unknown command '{verb}'", code=255, bare=True)
    return 0


def _show_task(run: Invocation, task: Task) -> str:
    width_px, height_px = run.phone.size_px
    bounds = f"[0,0][{width_px},{height_px}]"
    top = task.top.component
    visible = str(task is run.phone.activities.front).lower()
    return (
        f"RootTask id={task.id} bounds={bounds} displayId=0 userId=0\n"
        f" configuration={{1.0 310mcc260mnc [en_US] ldltr sw411dp w411dp h890dp 420dpi nrml long "
        f"port finger -keyb/v/h -nav/h winConfig={{ mBounds=Rect(0, 0 - {width_px}, "
        f"{height_px}) mWindowingMode=fullscreen mActivityType=standard }} s.1}}\n"
        f"  taskId={task.id}: {top.short} bounds={bounds} userId=0 visible={visible} "
        f"topActivity=ComponentInfo{{{top}}}\n\n"
    )


def _task(run: Invocation) -> int:
    if list(run.args[1:2]) == ["lock"]:
        return 0
    raise CommandError("Error: unknown command 'task'", code=255, bare=True)
