"""Without an agent: open, type, tap, expect. Deterministic; every call waits for what it needs."""

from pathlib import Path

from phoneagent import ActionError, ExpectationFailed, Phone

with Phone.connect("virtual") as phone:
    phone.open("Contacts", fresh=True)  # fresh: as if just installed
    phone.tap("Create contact")
    phone.type("Ann", into="First name")
    phone.type("Łukasiewicz 李", into="Last name")  # any script
    phone.expect(field="First name", value="Ann")
    phone.tap("Save")
    phone.expect(text="Ann Łukasiewicz 李", within=5)
    phone.screenshot(Path("contact.png"))

    phone.press("home")
    phone.open("Settings")
    phone.scroll("down", until="System")
    phone.tap("System")
    phone.expect(app="Settings", text="Languages")

    for attempt in (
        lambda: phone.tap("Teleport", within=0.5),
        lambda: phone.expect(text="Mars", within=0.5),
    ):
        try:
            attempt()
        except (ActionError, ExpectationFailed) as error:
            print(error.args[0])  # what happened; error.hint says what the screen shows instead

    print(phone.look().text)  # the screen as the agent reads it
