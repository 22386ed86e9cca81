"""A test with the `phone` fixture: pytest examples/03_clock_test.py -v

--phone-device emulator-5554    your phone instead of the built-in one; repeat it for a pool
--phone-trace on                keep the run folder with its report, also when a test passes
"""

import pytest


@pytest.mark.phone(app="Clock", reset="data", max_steps=20)
def test_the_agent_sets_an_alarm(phone):
    result = phone.do("set an alarm for 6:45")
    assert result.verified, result.reason
    phone.expect(text="6:45")


@pytest.mark.phone(app="Clock", reset="data")
def test_a_fresh_clock_has_no_such_alarm(phone):
    phone.tap("Alarms")
    phone.expect(text="Alarms", gone="6:45")
