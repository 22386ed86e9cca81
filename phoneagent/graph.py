"""Plain functions Run -> Run become a checkpointed graph; nobody else knows LangGraph."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.errors import GraphRecursionError
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command

from phoneagent.core.run import Run
from phoneagent.errors import StoreError

Verb = Callable[[Run], Run]
Road = Callable[[Run], str] | str | None
# Nodes one agent step passes through, with room for planning, notes and repairs.
NODES_PER_STEP = 16
# What code finds out again after a crash: by a look at the phone, at the memory, at the rules.
_FOUND_AGAIN = {"seen", "lessons", "ruling"}
STORE_TIMEOUT_S = 30.0


class State(TypedDict):
    """The one channel: with a key per field a misspelt key would be ignored silently."""

    run: Run


def wire(*, start: str, nodes: Sequence[Verb], roads: Mapping[str, Road], checkpointer: Any) -> Any:
    """A compiled graph: each verb a node; a road is the next node, a question, or None (end)."""
    graph = StateGraph(State)
    names = tuple(verb.__name__ for verb in nodes)
    graph.add_edge(START, start)
    for verb in nodes:
        name, road = verb.__name__, roads[verb.__name__]
        graph.add_node(name, _node(verb, road), destinations=names if callable(road) else None)
        if not callable(road):
            graph.add_edge(name, road or END)
    return graph.compile(checkpointer=checkpointer)


def _node(verb: Verb, road: Road) -> Any:
    """The verb; where the road forks it says itself where to go, cheaper than an edge that asks."""

    def node(state: State) -> State | Command[str]:
        run = verb(state["run"])
        return Command(update={"run": run}, goto=road(run)) if callable(road) else {"run": run}

    return node


class _RunSerializer(JsonPlusSerializer):
    """Stores a Run as the JSON that pydantic writes: readable, and checked on the way back."""

    def __init__(self) -> None:
        super().__init__()
        self._last: tuple[Run, bytes] | None = None

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        if isinstance(obj, Run):
            return "run", self._json(obj)
        if isinstance(obj, dict) and isinstance(obj.get("channel_values", {}).get("run"), Run):
            values = dict(obj["channel_values"])
            run = self._json(values.pop("run"))
            return super().dumps_typed({**obj, "channel_values": values, "_run": run})
        return super().dumps_typed(obj)

    def _json(self, run: Run) -> bytes:
        """A Run that passes through several nodes unchanged is serialised once."""
        if self._last is None or self._last[0] is not run:
            self._last = (run, run.model_dump_json().encode())
        return self._last[1]

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        kind, blob = data
        if kind == "run":
            return Run.model_validate_json(blob)
        loaded = super().loads_typed(data)
        if isinstance(loaded, dict) and "_run" in loaded:
            run = Run.model_validate_json(loaded.pop("_run"))
            loaded["channel_values"] = {**loaded["channel_values"], "run": run}
        return loaded


class _Saver(SqliteSaver):
    """Tells who waits which intention is stored; checkpoints are written behind the loop's back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, serde=_RunSerializer())
        self._news = threading.Condition()
        self._intention = 0
        self._failure = ""
        self._stored: Run | None = None
        self._last: Run | None = None

    def put(self, config: Any, checkpoint: Any, metadata: Any, new_versions: Any) -> Any:
        """Store a checkpoint, unless its Run has only learned what code finds out again."""
        run, last = checkpoint["channel_values"].get("run"), self._last
        self._last = run
        if self._stored and run is not last and not _is_news(self._stored, run):
            ids = config["configurable"] | {"checkpoint_id": checkpoint["id"]}
            return {"configurable": ids}
        try:
            stored = super().put(config, checkpoint, metadata, new_versions)
        except sqlite3.Error as error:
            with self._news:
                self._failure = str(error)
                self._news.notify_all()
            raise
        self._stored = run
        self._tell(checkpoint)
        return stored

    def put_writes(self, *_write: Any) -> None:
        """Nothing: they save the parallel siblings of a node that fails, and no node here has one.

        The checkpoint with the same Run follows at once.
        """

    def get_tuple(self, config: Any) -> Any:
        """The last checkpoint; a run that is picked up from it finds its intention stored."""
        found = super().get_tuple(config)
        if found is not None:
            self._tell(found.checkpoint)
        return found

    def _tell(self, checkpoint: Any) -> None:
        run = checkpoint["channel_values"].get("run")
        if isinstance(run, Run) and run.intention is not None:
            with self._news:
                self._intention = run.intention.n
                self._news.notify_all()

    def wait_for(self, n: int) -> None:
        with self._news:
            self._news.wait_for(lambda: self._intention == n or self._failure, STORE_TIMEOUT_S)
            if self._intention != n:
                why = self._failure or f"nothing after {STORE_TIMEOUT_S:.0f} s"
                raise StoreError(
                    f"The checkpoint of step {n} could not be written: {why}.",
                    hint="The step was not begun. Make room on the disk, then resume the run.",
                )


@contextmanager
def _as_store_error() -> Iterator[None]:
    """Turn what sqlite says into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"The checkpoints in state.db cannot be used: {error}.") from error


def _is_news(before: Run, after: Run) -> bool:
    """Whether something changed that a crash must not lose; what a person answered is such."""
    asked = after.ruling is not None and bool(after.ruling.question)
    others = Run.model_fields.keys() - _FOUND_AGAIN
    return asked or any(getattr(before, name) != getattr(after, name) for name in others)


class Checkpoints:
    """The graph's checkpoints in one sqlite file; close it when the run is over."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        with _as_store_error():
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self.saver = _Saver(self._connection)
            self.saver.setup()

    def wait_for(self, n: int) -> None:
        """Return once a checkpoint holds the intention number `n`.

        Raises:
            StoreError: it cannot be written, or was not in time.
        """
        self.saver.wait_for(n)

    def compact(self) -> None:
        """Keep only the last checkpoint: a run that has ended needs no others."""
        last = "(SELECT max(checkpoint_id) FROM checkpoints)"
        with _as_store_error(), self._connection:
            for table in ("checkpoints", "writes"):
                self._connection.execute(f"DELETE FROM {table} WHERE checkpoint_id < {last}")  # noqa: S608
        with _as_store_error():
            self._connection.execute("VACUUM")

    def close(self) -> None:
        self._connection.close()


def drive(graph: Any, run: Run | None, *, run_id: str, max_steps: int) -> Iterator[tuple[str, Run]]:
    """Walk the graph from `run`, or from the last checkpoint when it is None.

    Yields:
        (name of the node that just finished, the Run it returned).
    """
    config = _config(run_id, max_steps)
    start = {"run": run} if run is not None else None
    try:
        for update in graph.stream(start, config, stream_mode="updates", durability="async"):
            for node, state in update.items():
                if "run" in state:  # LangGraph adds a note of its own to a node it had stored
                    yield node, state["run"]
    except sqlite3.Error as error:
        raise StoreError(f"The run could not be written to state.db: {error}.") from error
    except GraphRecursionError as error:
        raise RuntimeError("the loop passed more nodes than its steps allow") from error


def last_run(graph: Any, run_id: str) -> tuple[Run | None, tuple[str, ...]]:
    """The Run of the last checkpoint and the nodes that would come next."""
    with _as_store_error():
        state = graph.get_state(_config(run_id, 1))
    return state.values.get("run"), tuple(state.next)


def replace_run(graph: Any, run_id: str, run: Run, *, as_node: str) -> None:
    """Write a changed Run (an answered question) as if `as_node` had just returned it.

    Args:
        graph: as made by `wire`.
        run_id: whose last checkpoint it follows.
        run: the changed one.
        as_node: a node whose road does not fork.
    """
    graph.update_state(_config(run_id, 1), {"run": run}, as_node=as_node)


def _config(run_id: str, max_steps: int) -> dict[str, Any]:
    # LangGraph counts nodes, not agent steps.
    return {
        "configurable": {"thread_id": run_id},
        "recursion_limit": max_steps * NODES_PER_STEP + 50,
    }
