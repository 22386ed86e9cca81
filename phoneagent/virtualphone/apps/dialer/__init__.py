"""Phone: favourites, recent calls, contacts, a key pad, and the screen of a call that goes on."""

from __future__ import annotations

from phoneagent.virtualphone.apps.dialer.incall import InCallScreen, PlaceCallScreen
from phoneagent.virtualphone.apps.dialer.main import DialerScreen
from phoneagent.virtualphone.apps.dialer.placing import ACTION_HANG_UP, IN_CALL, PACKAGE
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import Intent, answers

_MAIN = "com.google.android.dialer.extensions.GoogleDialtactsActivity"
_PLACE = "com.android.dialer.callintent.CallIntentActivity"
_CALLS = "vnd.android.cursor.dir/calls"


class DialerApp(App):
    """Google's Phone. Calls belong to the system; this app shows and places them."""

    package = PACKAGE
    label = "Phone"
    version = "121.0"
    version_code = 12_100_000
    icon = "call"
    color = "#1a73e8"
    launcher = _MAIN
    activities = {_MAIN: DialerScreen, IN_CALL: InCallScreen, _PLACE: PlaceCallScreen}
    filters = (
        answers(_MAIN, "android.intent.action.DIAL", "android.intent.action.CALL_BUTTON"),
        answers(
            _MAIN,
            "android.intent.action.DIAL",
            "android.intent.action.VIEW",
            schemes=("tel",),
            categories=("android.intent.category.BROWSABLE",),
        ),
        answers(_MAIN, "android.intent.action.VIEW", types=(_CALLS,)),
        answers(_PLACE, "android.intent.action.CALL", schemes=("tel",)),
    )
    receives = frozenset({ACTION_HANG_UP})

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        self.phone.calls.end()
        self.phone.notifications.cancel(self.package, "call")
        return BroadcastResult(-1)
