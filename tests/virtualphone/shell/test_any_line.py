"""Random lines on a real phone: they may fail, the shell may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.shell.test_language import sh, shellish


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    with VirtualPhone(root=tmp_path_factory.mktemp("root")) as phone:
        yield phone


names = st.sampled_from(
    ["echo", "ls", "cat", "[", "test", "printf", "grep", "sed", "head", "cut", "find", "tr",
     "am", "pm", "cmd", "settings", "content", "input", "dumpsys", "wm", "svc", "ime", "date",
     "getprop", "stat", "sort", "wc", "ps", "kill", "monkey", "sqlite3", "run-as", "service",
     "uniq", "xargs", "dd", "base64", "seq", "basename", "du", "df", "expr", "mv", "cp", "ln"]
)  # fmt: skip
args = st.lists(
    st.one_of(
        shellish,
        st.sampled_from(["-a", "-n", "-e", "-c", "list", "get", "put", "start", "-d", "/sdcard",
                         "tap", "1", "-1", "x", "--uri", "content://sms", "window", "query"]),
    ),
    max_size=4,
)  # fmt: skip


@given(name=names, args=args)
@settings(max_examples=300, deadline=None)
def test_a_command_with_any_arguments_returns_a_code(kept, name, args) -> None:
    line = " ".join([name, *("'" + arg.replace("'", "") + "'" for arg in args)])
    _, _, code = sh(kept, line)
    assert 0 <= code <= 255


@given(shellish)
@settings(max_examples=200, deadline=None)
def test_any_text_runs_to_an_end(kept, text) -> None:
    _, _, code = sh(kept, text)
    assert 0 <= code <= 255
