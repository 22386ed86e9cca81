"""A crew of your own: keep four roles, replace one. On the command line: --crew your.module:build

This Manager knows a house rule: "get ready for the night" means airplane mode and an alarm.
"""

from dataclasses import replace

from phoneagent import Phone
from phoneagent.agents import rules

ROUTINES = {"get ready for the night": "turn on airplane mode, then set an alarm for 6:45"}


class HouseManager:
    """Replaces a routine's name by what it stands for; leaves the planning to the other Manager."""

    def __init__(self, manager):
        self.manager = manager

    def plan(self, run):
        return self.manager.plan(run.but(goal=ROUTINES.get(run.goal.casefold(), run.goal)))


def build(models, shots):
    crew = rules.build(shots)
    return replace(crew, manager=HouseManager(crew.manager), name="house")


if __name__ == "__main__":
    with Phone.connect("virtual") as phone:
        result = phone.do("Get ready for the night", crew="05_own_crew:build")
        print(result.status, "-", result.reason)
        phone.expect(text="6:45")
