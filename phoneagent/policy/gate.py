"""The gate between choosing and acting: rules, grants, app lock and secrets, never a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from phoneagent.core.actions import Ask, OpenApp, OpenLink, Press, Type, Wait
from phoneagent.core.protocols import Human
from phoneagent.core.run import Run
from phoneagent.core.steps import Intention, Ruling
from phoneagent.policy.coverage import covering, covers_link
from phoneagent.policy.grants import Grant, Grants, grant_of
from phoneagent.policy.matching import Match, any_glob, matches_of
from phoneagent.policy.repeats import ONCE, done_before
from phoneagent.policy.rules import Policy, Rule, check_app, load_policy
from phoneagent.policy.scene import is_dialog, link_of, touches
from phoneagent.policy.secrets import NAME, Secrets

# Where everybody must be able to pass: home, the shade, the system's own dialogs.
_EVERYBODYS = (
    "android",
    "com.android.systemui",
    "*.launcher",
    "*.launcher3",
    "*.nexuslauncher",
    "*.launcher.*",
    "*.permissioncontroller",
    "*.inputmethod.*",
)


class PolicyGate:
    """Implements `core.protocols.Gate`.

    Args:
        policy: the rules and the app lock.
        grants: what the goal itself allows.
        human: who may be asked.
        yes: every confirmation is given without asking; denials stay.
        secrets: what may be typed where.
    """

    def __init__(
        self, policy: Policy, grants: Grants, human: Human, *, yes: bool, secrets: Secrets
    ) -> None:
        self._policy = policy
        self._grants = grants
        self._human = human
        self._yes = yes
        self._secrets = secrets
        # What a person has just agreed to: verb, package and number of the step.
        self._agreed: tuple[str, str, int] | None = None

    def check(self, run: Run) -> Ruling:
        """Whether the intention may be done: allow, deny, or only a person can say."""
        intention = run.intention
        if intention is None:
            return Ruling(verdict="allow")
        if isinstance(intention.action, Ask):
            return self._ask(intention.action.question)
        refusal = self._locked(run) or self._secret_misused(run)
        if refusal is not None:
            return refusal
        matches = list(matches_of(self._policy.rules, run))
        verdicts = {match.rule.verdict: match for match in reversed(matches)}
        if "deny" in verdicts:
            rule = verdicts["deny"].rule
            return Ruling(verdict="deny", rule=rule.name, why=_because(rule, intention))
        if "allow" in verdicts:
            return Ruling(verdict="allow", rule=verdicts["allow"].rule.name)
        return self._confirm(matches, run)

    def _ask(self, question: str) -> Ruling:
        answer = self._human.ask(question)
        if answer is None:
            return Ruling(verdict="human", rule="ask", question=question, why="nobody answered")
        return Ruling(verdict="allow", rule="ask", question=question, answer=answer)

    def _locked(self, run: Run) -> Ruling | None:
        """The app lock goes by the package in front; leaving it is always allowed."""
        allowed = self._policy.allow_apps
        assert run.intention is not None
        action = run.intention.action
        if not allowed or not action.on_device or isinstance(action, OpenApp | Wait):
            return None
        if isinstance(action, Press) and action.key in ("back", "home", "recents"):
            return None
        link = link_of(run)
        packages = link.packages if link else (run.seen.package if run.seen else "",)
        outside = [p for p in packages if not any_glob(p, (*allowed, *_EVERYBODYS))]
        if not outside:
            return None
        why = f"{outside[0] or 'the app in front'} is not among the apps that may be used"
        return Ruling(verdict="deny", rule="allow_apps", why=why)

    def _secret_misused(self, run: Run) -> Ruling | None:
        assert run.intention is not None
        action, seen = run.intention.action, run.seen
        if not isinstance(action, Type) or not NAME.search(action.text):
            return None
        found = touches(run)
        field = next((t.element for t in found if t.element and t.role == "field"), None)
        anchor = run.intention.anchors.get("into")
        package = (anchor.package if anchor else "") or (seen.package if seen else "")
        why = self._secrets.objection(action.text, package, field or anchor)
        return Ruling(verdict="deny", rule="secrets", why=why) if why else None

    def _confirm(self, matches: list[Match], run: Run) -> Ruling:
        """Ask a person about whatever the goal does not grant, or grants only once."""
        again = next((m for m in matches if m.rule.verb in ONCE), None)
        if again and (earlier := done_before(run)):
            return self._put(again, run, f" once more: step {earlier.n} may have done it")
        open_matches = []
        granted: list[tuple[Rule, Grant]] = []
        for match in matches:
            grant = self._granted(match, run)
            if grant is None:
                open_matches.append(match)
            else:
                granted.append((match.rule, grant))
        if not matches:
            return Ruling(verdict="allow")
        if not open_matches:
            rule, grant = granted[0]
            why = f'the goal says so: "{grant.clause}"'
            return Ruling(verdict="allow", rule=rule.name, why=why)
        return self._put(open_matches[0], run)

    def _granted(self, match: Match, run: Run) -> Grant | None:
        rule = match.rule
        if not rule.verb:
            return None
        if match.link is not None:
            return covers_link(self._grants, rule.verb, match.link.data)
        return covering(self._grants, rule.verb, match.touch, run) if match.touch else None

    def _put(self, match: Match, run: Run, again: str = "") -> Ruling:
        """Put one question to the person; `--yes` does not answer whether to do it `again`."""
        assert run.intention is not None
        rule = match.rule
        question = f"{_what(match, run)}{again} ({rule.why or rule.name}). May it?"
        asked = Ruling(verdict="allow", rule=rule.name, question=question)
        if self._agreed_just_before(rule, run) and not again:
            return asked.but(answer="yes (to the step before)")
        if self._yes and not again:
            return asked.but(answer="yes (--yes)")
        answer = self._human.confirm(question)
        if answer is None:
            return asked.but(verdict="human", why="nobody was there to confirm it")
        if answer:
            package = run.seen.package if run.seen else ""
            self._agreed = (rule.verb, package, run.intention.n)
            return asked.but(answer="yes")
        return asked.but(verdict="deny", answer="no", why=f"the person said no: {question}")

    def _agreed_just_before(self, rule: Rule, run: Run) -> bool:
        """Whether this is the app's own question about what a person has just agreed to."""
        if self._agreed is None or run.seen is None or run.intention is None or not rule.verb:
            return False
        now = (rule.verb, run.seen.package, run.intention.n - 1)
        return self._agreed == now and is_dialog(run.seen)


def build_gate(
    goal: str,
    *,
    human: Human,
    policy_file: Path | None = None,
    allow_apps: Iterable[str] = (),
    yes: bool = False,
    secrets: Secrets | None = None,
) -> PolicyGate:
    """The gate for one goal.

    Args:
        goal: the user's sentence, which grants what it names.
        human: who may be asked; answers None when there is nobody.
        policy_file: a user's rules; they come before the shipped ones.
        allow_apps: packages the agent may act in, as globs; none: all.
        yes: answer every confirmation with yes.
        secrets: what may be typed where.

    Raises:
        ConfigError: the policy file is not usable, or `allow_apps` has no package name.
    """
    policy = load_policy(policy_file)
    apps = tuple(allow_apps)
    for app in apps:
        check_app(app)
    policy = policy.but(allow_apps=(*policy.allow_apps, *apps))
    return PolicyGate(policy, grant_of(goal), human, yes=yes, secrets=secrets or Secrets())


# ---- words for the person --------------------------------------------------------------------


def _what(match: Match, run: Run) -> str:
    assert run.intention is not None
    app = (run.seen.app or run.seen.package) if run.seen else ""
    action = run.intention.action
    if isinstance(action, OpenLink):
        return f"The agent wants to open {action.uri}"
    if match.touch is not None:
        return f'The agent wants to press "{match.touch.label}" in {app}'
    return f"The agent wants to {action.kind.replace('_', ' ')} in {app}"


def _because(rule: Rule, intention: Intention) -> str:
    return f"{intention.action.describe()}: {rule.why or 'the policy forbids it'} ({rule.name})"
