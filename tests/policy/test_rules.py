"""Policy files: what they can say, and how a mistake in one is told."""

import pytest

from phoneagent.errors import ConfigError
from phoneagent.policy import load_policy
from phoneagent.policy.rules import shipped_rules
from phoneagent.policy.wording import table, verbs
from tests.policy.builders import page, tapping, thing


def write(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    return path


def test_the_shipped_list_covers_the_contract():
    wanted = {
        "pay", "buy", "order", "transfer", "send", "post", "delete", "install", "uninstall",
        "permission", "security", "reset",
    }  # fmt: skip
    assert wanted <= {rule.verb for rule in shipped_rules()}
    assert {rule.verdict for rule in shipped_rules()} == {"confirm"}
    assert {rule.verb for rule in shipped_rules()} <= set(verbs())


def test_every_verb_has_labels_in_several_languages():
    for name, verb in table().verb.items():
        assert {"en", "de", "zh"} <= set(verb.labels), name


def test_own_rules_come_first(tmp_path):
    path = write(
        tmp_path,
        """
        allow_apps = ["org.sample"]
        [[rule]]
        name = "my own app may delete"
        verdict = "allow"
        verb = "delete"
        packages = ["org.sample"]
        [[rule]]
        name = "no settings"
        verdict = "deny"
        labels = ["danger*"]
        why = "I said so"
        """,
    )
    assert load_policy(path).allow_apps == ("org.sample",)
    seen = page(thing(1, "Delete"), thing(2, "Danger zone"), thing(3, "Send"))
    assert tapping("x", seen, 1, policy_file=path).rule == "my own app may delete"
    denied = tapping("x", seen, 2, policy_file=path)
    assert (denied.verdict, "I said so" in denied.why) == ("deny", True)
    assert tapping("x", seen, 3, policy_file=path).rule == "send"


def test_the_shipped_rules_can_be_left_out(tmp_path):
    path = write(tmp_path, "shipped = false\n")
    assert tapping("x", page(thing(1, "Delete")), 1, policy_file=path).verdict == "allow"


def test_an_own_rule_can_ask_about_typing(tmp_path):
    path = write(tmp_path, '[[rule]]\nname = "t"\nactions = ["tap"]\npackages = ["org.*"]\n')
    assert tapping("x", page(thing(1, "Next")), 1, policy_file=path).rule == "t"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[rule]\n", "not TOML"),
        ('[[rule]]\nverdict = "deny"\nlabels = ["x"]\n', "number 1 name"),
        ('[[rule]]\nname = "a"\nverdict = "maybe"\nlabels = ["x"]\n', "'a' verdict"),
        ('[[rule]]\nname = "a"\nlabel = ["x"]\n', "'a' label"),
        ('[[rule]]\nname = "a"\nactions = ["poke"]\n', "unknown action 'poke'"),
        ('[[rule]]\nname = "a"\nverb = "dance"\n', "unknown verb 'dance'"),
        ('[[rule]]\nname = "a"\nverdict = "deny"\n', "matches everything"),
        ('allow_apps = ["Contacts"]\n', "not a package name"),
        ("rules = 3\n", "rules"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, text, says):
    path = write(tmp_path, text)
    with pytest.raises(ConfigError, match=says) as caught:
        load_policy(path)
    assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_policy(tmp_path / "nothing.toml")
