"""The accessibility forest as AndroidWorld's evaluators read it, from a real screen's dump."""

from __future__ import annotations

from phoneagent.benchmarks.androidworld.forest import forest_of
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent


def forest(phone: VirtualPhone) -> dict:
    return forest_of(parse_hierarchy(phone.dump_xml()))


def test_a_form_shows_its_hints_texts_and_editable_fields():
    with VirtualPhone() as phone:
        phone.activities.start(
            Intent(
                "android.intent.action.INSERT",
                type="vnd.android.cursor.dir/contact",
                extras={"name": "Ann Lee", "phone": "555-0100"},
            )
        )
        found = forest(phone)
        nodes = [node for window in found["windows"] for node in window["tree"]["nodes"]]
    fields = {node["hint_text"]: node for node in nodes if node["is_editable"]}
    assert fields["First name"]["text"] == "Ann"
    assert fields["Phone"]["text"] == "555-0100"
    assert fields["Company"]["text"] == "Company"  # an empty field says its hint, as on Android
    assert {node["package_name"] for node in fields.values()} == {"com.google.android.contacts"}


def test_numbers_of_children_lead_from_the_root_to_every_node_once():
    with VirtualPhone() as phone:
        phone.activities.start(Intent("android.settings.SETTINGS"))
        found = forest(phone)
    assert found["windows"][0]["is_active"]
    for number, window in enumerate(found["windows"]):
        nodes = window["tree"]["nodes"]
        assert [node["unique_id"] for node in nodes] == list(range(len(nodes)))
        assert {node["window_id"] for node in nodes} == {number}
        below = [child for node in nodes for child in node["child_ids"]]
        assert sorted(below) == list(range(1, len(nodes)))
        for node in nodes:
            assert all(nodes[c]["depth"] == node["depth"] + 1 for c in node["child_ids"])
