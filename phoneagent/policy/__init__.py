"""The gate outside the model: rules, grants, the app lock and secrets."""

from phoneagent.policy.gate import build_gate
from phoneagent.policy.grants import Grant, Grants, grant_of
from phoneagent.policy.people import NO, YES, Forewarned, Nobody
from phoneagent.policy.redact import Redactor
from phoneagent.policy.rules import Policy, Rule, load_policy
from phoneagent.policy.secrets import Secrets, load_secrets

__all__ = [
    "NO",
    "YES",
    "Forewarned",
    "Grant",
    "Grants",
    "Nobody",
    "Policy",
    "Redactor",
    "Rule",
    "Secrets",
    "build_gate",
    "grant_of",
    "load_policy",
    "load_secrets",
]
