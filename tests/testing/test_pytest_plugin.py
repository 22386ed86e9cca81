"""The pytest plugin, in real inner sessions: fixtures, options, marker, artefacts, reports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.chat_server import ChatServer, Say

# Plugins of others that take a second to import, or shuffle.
_FEW = " ".join(f"-p no:{name}" for name in ("langsmith_plugin", "hypothesispytest", "randomly"))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANN = {"first_name": "Ann", "last_name": "Lee", "phones": ["555-0100"]}


@dataclass(frozen=True)
class Session:
    """An inner pytest session that ended: where it ran, what it printed, its JUnit report."""

    folder: Path
    code: int
    out: str
    cases: dict[str, ElementTree.Element]

    def told(self, test: str) -> dict[str, str]:
        """The user properties of a test."""
        return {str(p.get("name")): str(p.get("value")) for p in self.cases[test].iter("property")}

    def outcome(self, test: str) -> str:
        """passed, failed, or error, as the terminal said."""
        found = re.search(rf"^(PASSED|FAILED|ERROR) \S+::{re.escape(test)}(?!\S)", self.out, re.M)
        assert found, self.out
        return found[1].lower()


def _run(folder: Path, source: str, *args: str) -> Session:
    (folder / "test_inner.py").write_text(dedent(source))
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = --strict-markers {_FEW}\n")
    command = [sys.executable, "-m", "pytest", "-rA", "--junitxml=report.xml", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = ElementTree.parse(folder / "report.xml")
    cases = {str(case.get("name")): case for case in report.iter("testcase")}
    return Session(folder, done.returncode, done.stdout + done.stderr, cases)


@pytest.fixture(scope="module")
def servers(private_world: object) -> Iterator[tuple[PhoneServer, PhoneServer]]:
    with (
        VirtualPhone(now=NOW, state={"contacts": [ANN]}) as one,
        VirtualPhone(now=NOW, state={"contacts": [ANN]}) as two,
        PhoneServer(one, like_the_jar=True) as first,
        PhoneServer(two, like_the_jar=True) as second,
    ):
        yield first, second


@pytest.fixture(scope="module")
def phone_flag(servers: tuple[PhoneServer, PhoneServer]) -> str:
    return f"--phone-device=virtual:{servers[0].serial}"


MAIN = """
    import pytest
    from phoneagent import DeviceError

    GOAL = "add a contact named Cid Moe with number 555-0155"

    @pytest.fixture(scope="session")
    def phone_config():
        return {"max_steps": 25}

    @pytest.fixture(scope="session")
    def phone_secrets(tmp_path_factory):
        path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
        path.write_text('[[secret]]\\nname = "pin"\\nvalue = "1234"\\npackage = "com.a"\\n')
        path.chmod(0o600)
        return path

    @pytest.mark.phone(app="Contacts", reset="data")
    def test_agent(phone):
        assert phone.do("add a contact named Bob Ray with number 555-0199").verified
        phone.expect(text="Bob Ray")

    def test_starts_at_home(phone):
        phone.expect(text="All apps", gone="Bob Ray")

    def test_device(phone, phone_device):
        assert phone.device is phone_device

    def test_settings(phone, phone_secrets):
        assert phone.config.secrets == phone_secrets
        assert (phone.config.max_steps, phone.config.memory) == (25, "off")

    @pytest.mark.phone(max_steps=2)
    def test_budget(phone):
        assert phone.do(GOAL).status == "budget"

    @pytest.mark.phone(allow=["com.android.settings"])
    def test_lock(phone):
        assert phone.do(GOAL).status == "refused"

    @pytest.mark.phone(app="Contacts", reset="data")
    def test_fails(phone):
        phone.expect(text="Mars", within=0.1)

    def test_lost(phone):
        raise DeviceError("the cable fell out")

    @pytest.mark.phone(colour="red")
    def test_unknown(phone): pass

    @pytest.mark.phone(reset="data")
    def test_reset_of_nothing(phone): pass

    @pytest.mark.phone(app="Nosuch")
    def test_no_such_app(phone): pass
    """


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory, phone_flag: str) -> Session:
    """One session with everything that needs no option of its own."""
    return _run(tmp_path_factory.mktemp("main"), MAIN, phone_flag)


@pytest.mark.parametrize(
    "test",
    [
        "test_agent",
        "test_starts_at_home",
        "test_device",
        "test_settings",
        "test_budget",
        "test_lock",
    ],
)
def test_fixtures_and_marker_do_what_they_say(main: Session, test: str):
    assert main.outcome(test) == "passed"


def test_a_report_tells_what_a_test_took(main: Session, servers: tuple[PhoneServer, PhoneServer]):
    told = main.told("test_agent")
    assert told["phone.device"] == servers[0].serial
    assert told["phone.android"] == "14"
    assert told["phone.status"] == "succeeded"
    assert int(told["phone.steps"]) > 2
    assert told["phone.model_calls"] == "0"
    assert "phone.steps" not in main.told("test_starts_at_home")


def test_a_failure_keeps_the_screen_it_failed_on(main: Session):
    assert main.outcome("test_fails") == "failed"
    (folder,) = (main.folder / "test-results").glob("*test_fails")
    assert main.told("test_fails")["phone.trace"] == str(folder)
    assert (folder / "last.png").read_bytes().startswith(b"\x89PNG")
    assert "Create contact" in (folder / "last.txt").read_text()
    assert "ExpectationFailed: After 0.1 s" in main.out
    assert "phone.py" not in main.out.partition("test_fails ___")[2].partition("- phone -")[0]


def test_what_passes_leaves_nothing_behind(main: Session):
    assert not list((main.folder / "test-results").glob("*test_agent*"))


def test_a_fault_of_the_phone_is_an_error_not_a_failure(main: Session):
    assert main.outcome("test_lost") == "error"
    assert "ERROR at call of test_lost" in main.out
    assert main.code == 1


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("test_unknown", "does not know colour"),
        ("test_reset_of_nothing", "'data' together with app"),
        ("test_no_such_app", "no app is called 'Nosuch'"),
    ],
)
def test_a_marker_that_cannot_be_is_an_error(main: Session, test: str, message: str):
    assert main.outcome(test) == "error"
    assert message in main.out


GOAL = """
    def test_goal(phone):
        result = phone.do("open the Clock app")
        assert result.status == "succeeded"
        assert FINE
    """


def test_with_trace_on_the_report_of_a_run_stays(tmp_path: Path, phone_flag: str):
    flags = (phone_flag, "--phone-trace=on", "--phone-output=artefacts")
    session = _run(tmp_path, GOAL.replace("FINE", "True"), *flags)
    assert session.outcome("test_goal") == "passed"
    (report,) = (tmp_path / "artefacts").rglob("report.html")
    assert session.told("test_goal")["phone.trace"] == str(report.parents[1])


def test_with_trace_off_nothing_stays(tmp_path: Path, phone_flag: str):
    session = _run(tmp_path, GOAL.replace("FINE", "False"), phone_flag, "--phone-trace=off")
    assert session.outcome("test_goal") == "failed"
    assert not (tmp_path / "test-results").exists() or not any(
        (tmp_path / "test-results").iterdir()
    )


ALONE = """
    import os
    import pytest

    @pytest.mark.parametrize("n", range(6))
    def test_alone(phone, n, record_property):
        record_property("worker", os.environ["PYTEST_XDIST_WORKER"])
        phone.open("Contacts")
        phone.expect(app="Contacts")
        phone.press("home")
        phone.expect(text="All apps")
    """


def test_two_workers_never_share_a_phone(tmp_path: Path, servers: tuple[PhoneServer, PhoneServer]):
    flags = [f"--phone-device=virtual:{server.serial}" for server in servers]
    session = _run(tmp_path, ALONE, "-n2", *flags)
    assert session.code == 0, session.out
    used: dict[str, set[str]] = {}
    for test in session.cases:
        told = session.told(test)
        used.setdefault(told["worker"], set()).add(told["phone.device"])
    assert len(used) == 2
    assert sorted(map(sorted, used.values())) == sorted([server.serial] for server in servers)


def test_more_workers_than_phones_is_said(tmp_path: Path, phone_flag: str):
    session = _run(tmp_path, ALONE, "-n2", "--dist=each", phone_flag)
    assert session.out.count("\nPASSED") == 6
    assert session.out.count("\nERROR") == 6
    assert "Run with fewer workers than phones" in session.out


ASKS = """
    import pytest
    from pydantic import BaseModel

    class Card(BaseModel):
        name: str

    @pytest.mark.parametrize("fine", FINE)
    def test_asks(phone, fine):
        phone.open("Contacts", fresh=True)
        phone.tap("Ann Lee")
        phone.expect(text="555-0100")
        assert phone.ask(Card).name == "Ann Lee"
        assert fine
    """
MODEL = "--phone-model=openai:gpt-4.1-mini"
REPLY = Say(json.dumps({"values": {"name": "Ann Lee"}, "quotes": {"name": ["Ann Lee"]}}))


def test_model_calls_are_kept_and_replayed(
    tmp_path: Path, phone_flag: str, monkeypatch: pytest.MonkeyPatch
):
    with ChatServer(REPLY) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        both = ASKS.replace("FINE", "[True, False]")
        first = _run(tmp_path, both, phone_flag, MODEL, "--phone-cache=read-write")
        assert first.outcome("test_asks[True]") == "passed"
        assert first.outcome("test_asks[False]") == "failed"
        assert len(server.requests) == 2
        (kept,) = (tmp_path / "phone-cache").iterdir()
        assert "True" in kept.name, "a failed test keeps no recording"
        good = ASKS.replace("FINE", "[True]")
        flags = (phone_flag, "--phone-cache=read", "--phone-offline")
        assert _run(tmp_path, good, *flags).outcome("test_asks[True]") == "passed"
        assert len(server.requests) == 2


def test_offline_is_kept_to_and_a_missing_recording_says_how_to_make_one(
    tmp_path: Path, phone_flag: str
):
    source = ASKS.replace("FINE", "[True]")
    online = _run(tmp_path, source, phone_flag, MODEL, "--phone-offline")
    assert online.outcome("test_asks[True]") == "error"
    assert "would be called over the network" in online.out
    missing = _run(tmp_path, source, phone_flag, MODEL, "--phone-offline", "--phone-cache=read")
    assert missing.outcome("test_asks[True]") == "failed"
    assert "There is no cassette" in missing.out


def test_the_plugin_costs_sessions_without_phones_nothing():
    code = (
        "import pytest, sys, time; before = set(sys.modules); start = time.process_time()\n"
        "import phoneagent.testing.pytest_plugin\n"
        "print((time.process_time() - start) * 1000)\n"
        "print(sorted(set(sys.modules) - before))"
    )
    spent = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        spent.append(float(done.stdout.split()[0]))
    assert min(spent) < 20
    assert not re.search("pydantic|adbutils|uiautomator2|PIL|openai", done.stdout)
