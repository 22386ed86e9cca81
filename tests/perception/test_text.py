"""The compact text: header, warnings, toasts, shortening, and its price in tokens."""

from __future__ import annotations

from phoneagent.perception import observe
from tests.perception.screens import (
    capture,
    lines,
    listing,
    preference,
    see,
    switch,
    text,
    toolbar,
    v,
    window,
)

SETTINGS = {
    "Network & internet": "Mobile, Wi-Fi, hotspot",
    "Connected devices": "Bluetooth, pairing",
    "Apps": "Assistant, recent apps, default apps",
    "Notifications": "Notification history, conversations",
    "Battery": "85%, about 2 days left",
    "Storage": "41% used, 75 GB free",
    "Sound & vibration": "Volume, haptics, Do Not Disturb",
    "Display": "Dark theme, font size, brightness",
    "Wallpaper & style": "Colors, themed icons, app grid",
    "Accessibility": "Display, interaction, audio",
    "Security & privacy": "App security, device lock, permissions",
    "Location": "On, 4 apps have access",
    "Safety & emergency": "Emergency SOS, medical info, alerts",
    "Passwords & accounts": "Saved passwords, autofill",
    "Digital Wellbeing": "Screen time, app timers",
    "Google": "Services & preferences",
    "System": "Languages, gestures, time, backup",
    "About phone": "Pixel 8",
    "Tips & support": "Help articles, phone & chat",
}


def test_the_form_of_a_screen():
    page = window(
        v(
            "LinearLayout",
            (40, 100, 1040, 230),
            text("Search settings", (80, 120, 900, 210)),
            flags="C",
        ),
        listing(
            preference("Network & internet", 300, "Mobile, Wi-Fi, hotspot"),
            preference("Wi-Fi", 2200, widget=switch(2200, on=True)),
            scrolls=True,
        ),
    )
    seen = observe(
        capture(page, package="com.android.settings", activity="com.android.settings.Settings"),
        label="Settings",
    )
    assert seen.text == (
        "Settings\n"
        "1 Search settings\n"
        "2 Network & internet — Mobile, Wi-Fi, hotspot\n"
        "3 Wi-Fi [on]\n"
        "↓ more below"
    )


def test_the_title_stands_in_the_header_and_not_again_below():
    seen = see(toolbar("Display"), listing(preference("Dark theme", 240)))
    assert seen.title == "Display"
    assert seen.text.split("\n") == [
        "Example · Display",
        "1 Navigate up",
        "3 Dark theme",
    ]


def test_a_settings_list_of_twenty_rows_costs_at_most_300_tokens():
    rows = [
        preference(title, 240 + 105 * n, about, height=105)
        for n, (title, about) in enumerate(SETTINGS.items())
    ]
    rows.append(
        preference("Airplane mode", 240 + 105 * 19, widget=switch(2235, on=False), height=105)
    )
    seen = see(toolbar("Settings"), listing(*rows))
    assert sum(line[0].isdigit() for line in lines(seen)) == 21
    assert len(seen.text) / 4 <= 300


def test_long_texts_are_cut_in_the_text_and_kept_in_the_element():
    words = " ".join(f"word{n}" for n in range(200))
    seen = see(text(words, (0, 300, 1080, 2000)))
    assert seen.elements[0].label == words
    assert len(lines(seen)[0]) < 260
    assert lines(seen)[0].endswith('…"')


def test_toasts_are_quoted_and_warnings_are_a_line():
    seen = see(text("Hello", (0, 300, 500, 400)), toasts=("Message sent",), problems=("unsettled",))
    assert lines(seen) == [
        "! the screen was still changing",
        'toast "Message sent"',
        '1 "Hello"',
    ]
    assert seen.warnings == ("unsettled",)
    assert seen.says("message sent")


def test_numbers_are_those_of_the_elements_without_gaps_in_the_tuple():
    rows = [preference(f"Row {top}", top) for top in range(240, 1240, 200)]
    seen = see(toolbar("Display"), listing(*rows))
    assert [e.index for e in seen.elements] == list(range(1, len(seen.elements) + 1))
    for line in lines(seen):
        number, _, label = line.partition(" ")
        assert seen.element(int(number)).label == label


def test_the_locator_finds_the_node_again():
    page = capture(window(listing(preference("Internet", 240), preference("SIMs", 440, id="sims"))))
    row = observe(page).called("SIMs")
    node = page.root
    for step in row.locator.path:
        node = node.children[step]
    assert node.resource_id == row.locator.resource_id == "com.example.app:id/sims"
    assert node.bounds == row.locator.bounds == row.bounds
