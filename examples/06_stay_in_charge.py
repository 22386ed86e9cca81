"""Staying in charge: a rule of your own asks before saving, and an app lock holds.

Whatever a model or a screen says, the gate decides by rules, between choosing and acting.
"""

from pathlib import Path

from phoneagent import Phone

RULE = """
[[rule]]
name = "ask before saving"
verdict = "confirm"
labels = ["Save"]
"""


def ask(question):
    print(f"asked: {question}")
    return "yes"


Path("policy.toml").write_text(RULE)
goal = "add a contact named Ann Lee with number 555-0100"
with Phone.connect("virtual") as phone:
    asked = phone.do(goal, policy="policy.toml", ask_human=ask)
    alone = phone.do(goal, policy="policy.toml")  # nobody to ask: never taken as a yes
    locked = phone.do(goal, allow_apps=["com.google.android.deskclock"])

for result in (asked, alone, locked):
    print(f"{result.status}: {result.reason}")
