"""How alike phrases are, and what counts as reading a text on a screen."""

from __future__ import annotations

from phoneagent.agents.rules.words import NEAR_ENOUGH, SAME, likeness, reads, vocabulary


def test_likeness_ranks_same_contained_and_foreign_labels():
    assert likeness("wifi", "Wi‑Fi") == 1
    assert likeness("contact", "Contacts") == 1
    assert SAME > likeness("brightness", "Display brightness") >= NEAR_ENOUGH
    assert likeness("brightness", "Dark theme") == 0


def test_reads_needs_whole_words_and_whole_numbers():
    assert reads("Ann Lee", "Ann Lee, Mobile")
    assert not reads("Ann Lee", "Joann Leeds")
    assert not reads("7:30", "17:30")
    assert reads("555-0100", "(555) 0100")
    assert not reads("555-0100", "1555-01009")
    assert reads("milk\nbread", "milk bread")
    assert not reads("", "anything")


def test_settings_are_found_by_any_of_their_names():
    words = vocabulary()
    assert words.setting_called("the flight mode") == words.setting_called("Airplane mode")
    assert words.setting_called("flux capacitor") is None
    assert words.leads_to_settings("Battery")
    assert not words.leads_to_settings("Blorpify")
