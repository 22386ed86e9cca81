"""Episodes, their journal and their score, with tasks of the test's own: no AndroidWorld needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from phoneagent.benchmarks.androidworld.episode import Attempt, Episode, Task, run_episode
from phoneagent.benchmarks.androidworld.journal import Journal
from phoneagent.benchmarks.androidworld.score import remark, score
from phoneagent.benchmarks.androidworld.suite import Instance
from phoneagent.errors import DeviceLost, StoreError


class Env:
    """As much of an environment as an episode touches."""

    def __init__(self) -> None:
        self.interaction_cache = "left over"
        self.homes: list[bool] = []

    def reset(self, go_home: bool = False) -> None:
        self.homes.append(go_home)
        self.interaction_cache = ""


class Question:
    """A task of AndroidWorld's shape: the answer is the word in its goal."""

    complexity = 1.25
    start_on_home_screen = True
    goal = "not worded yet"

    def __init__(self, fails_in: str = "") -> None:
        self.params: dict[str, Any] = {"word": "tea"}
        self._fails_in = fails_in
        self.torn_down = False

    def _come_to(self, part: str) -> None:
        if part == self._fails_in:
            raise RuntimeError(f"trouble in {part}")

    def initialize_task(self, env: Env) -> None:
        self._come_to("initialize")
        self.goal = f"Say {self.params['word']}."

    def is_successful(self, env: Env) -> float:
        self._come_to("score")
        return float(env.interaction_cache == self.params["word"])

    def tear_down(self, env: Env) -> None:
        self._come_to("teardown")
        self.torn_down = True


class Says:
    """A player with a fixed attempt."""

    def __init__(self, **attempt: Any) -> None:
        self._attempt = Attempt(**attempt)
        self.told: list[Task] = []

    def play(self, task: Task) -> Attempt:
        self.told.append(task)
        return self._attempt


def played(player: Says, fails_in: str = "") -> tuple[Episode, Question]:
    question = Question(fails_in)
    return run_episode(Instance("Question", 30, question), Env(), player), question


def test_the_goal_is_read_after_initialising_and_the_budget_is_upstreams():
    player = Says(done=True, answer="tea", steps=3)
    episode, question = played(player)
    assert player.told[0].goal == "Say tea."
    assert player.told[0].max_steps == episode.max_steps == 12
    assert (episode.score, episode.steps, episode.answer) == (1.0, 3, "tea")
    assert question.torn_down


def test_who_does_not_say_done_scores_nothing():
    assert played(Says(done=False, answer="tea"))[0].score == 0.0


def test_no_answer_is_the_empty_answer():
    assert played(Says(done=True))[0].score == 0.0


@pytest.mark.parametrize("part", ["initialize", "score"])
def test_a_task_that_raises_has_no_score_and_is_torn_down(part: str):
    episode, question = played(Says(done=True, answer="tea"), part)
    assert episode.score is None
    assert f"trouble in {part}" in episode.error
    assert question.torn_down


def test_a_teardown_that_raises_costs_no_score():
    episode, _ = played(Says(done=True, answer="tea"), "teardown")
    assert (episode.score, episode.error) == (1.0, "")
    assert "trouble in teardown" in episode.teardown_error


def test_a_phone_that_is_away_says_nothing_about_the_player():
    class Lost(Says):
        def play(self, task: Task) -> Attempt:
            raise DeviceLost("the phone is gone")

    raised, _ = played(Lost(done=True))
    told, _ = played(Says(done=False, status="infra", reason="no model answers"))
    assert (raised.score, raised.status) == (None, "infra")
    assert (told.score, told.error) == (None, "no model answers")


# ---- the journal -------------------------------------------------------------------------------


def episode(task: str, value: float | None, seed: int = 30, **more: Any) -> Episode:
    return Episode(
        task=task, seed=seed, score=value, error="" if value is not None else "x", **more
    )


def test_the_last_line_of_a_task_and_seed_counts(tmp_path: Path):
    journal = Journal(tmp_path)
    for each in (episode("A", None), episode("B", 0.5), episode("A", 1.0), episode("A", 0.0, 31)):
        journal.append(each)
    assert [(e.task, e.seed, e.score) for e in journal.read()] == [
        ("A", 30, 1.0),
        ("B", 30, 0.5),
        ("A", 31, 0.0),
    ]
    assert len(journal.path.read_text().splitlines()) == 4


def test_a_line_that_a_crash_cut_off_is_forgotten(tmp_path: Path):
    journal = Journal(tmp_path)
    journal.append(episode("A", 1.0))
    with journal.path.open("ab") as file:
        file.write(journal.path.read_bytes()[:40])
    assert [e.task for e in journal.read()] == ["A"]
    journal.append(episode("B", 1.0))
    assert [e.task for e in journal.read()] == ["A", "B"]
    assert all(json.loads(line) for line in journal.path.read_text().splitlines())


def test_a_journal_of_something_else_is_refused(tmp_path: Path):
    journal = Journal(tmp_path)
    journal.path.write_text('{"neither": "task nor seed"}\n')
    with pytest.raises(StoreError, match="line 1"):
        journal.read()


# ---- the score ---------------------------------------------------------------------------------


def test_official_leaves_out_what_raised_and_strict_does_not():
    found = score([episode("A", 1.0, steps=4), episode("B", 0.5, steps=2), episode("C", None)])
    assert found.official == pytest.approx(0.75)
    assert found.strict == pytest.approx(0.5)
    assert (found.episodes, found.solved, found.raised, found.steps) == (3, 1, 1, 2.0)


def test_guessable_tasks_are_named_with_a_reason_and_counted_apart():
    found = score([episode("NotesTodoItemCount", 1.0), episode("A", 0.0)])
    assert (found.strict, found.strict_without_guessable) == (0.5, 0.0)
    assert "3 for every seed" in remark("NotesTodoItemCount")
    assert "holds already" in remark("SystemWifiTurnOnVerify")
    assert remark("SystemWifiTurnOn") == ""


def test_a_score_of_nothing_is_no_rate():
    found = score([])
    assert (found.official, found.strict, found.strict_without_guessable) == (None, 0.0, None)
