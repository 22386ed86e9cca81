"""A test with the `phone` fixture: pytest examples/03_contacts_test.py -v

--phone-device emulator-5554    your phone instead of the built-in one; repeat it for a pool
--phone-trace on                keep the run folder with its report, also when a test passes
"""

import pytest


@pytest.mark.phone(app="Contacts", reset="data", max_steps=20)
def test_the_agent_adds_a_contact(phone):
    result = phone.do("add a contact named Ann Lee with number 555-0100")
    assert result.verified, result.reason
    phone.expect(text="Ann Lee")


@pytest.mark.phone(app="Contacts", reset="data")
def test_a_fresh_app_has_no_contacts(phone):
    phone.expect(text="No contacts yet", gone="Ann Lee")
