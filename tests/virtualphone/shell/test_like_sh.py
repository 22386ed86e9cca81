"""Random scripts do here what they do in the POSIX shell of the host."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.shell.test_language import sh

HOST_SHELL = next(filter(None, map(shutil.which, ("mksh", "dash", "bash"))), None)
pytestmark = pytest.mark.skipif(HOST_SHELL is None, reason="no mksh, dash or bash here")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    with VirtualPhone(root=tmp_path_factory.mktemp("root")) as phone:
        yield phone


names = st.sampled_from(["A", "B", "C"])
numbers = st.integers(0, 12).map(str)
plain = st.text(st.sampled_from("abxyz01 *?.-_:,=+/#%@"), max_size=6)
operators = st.sampled_from(
    ["+", "-", "*", "<", ">", "<=", ">=", "==", "!=", "&&", "||", "&", "|", "^"]
)
sums = st.recursive(
    numbers,
    lambda inner: st.builds("({} {} {})".format, inner, operators, inner),
    max_leaves=4,
)


def quoted(word):
    return st.sampled_from([f"'{word}'", f'"{word}"'])


pieces = st.one_of(
    plain.flatmap(quoted),
    st.sampled_from(["a", "b1", "x.y", "-n1", "7"]),
    names.flatmap(
        lambda name: st.sampled_from(
            [
                f"${name}", f'"${name}"', f"${{{name}}}", f"${{#{name}}}", f"${{{name}:-none}}",
                f"${{{name}-unset}}", f"${{{name}:+set}}", f'"${{{name}%b*}}"', f'"${{{name}#*a}}"',
                f'"${{{name}%%.*}}"', f'"${{{name}##*/}}"',
            ]
        )
    ),
    sums.map(lambda text: f"$(({text}))"),
)  # fmt: skip
words = st.lists(pieces, min_size=1, max_size=3).map("".join)
compares = st.sampled_from(["-eq", "-ne", "-lt", "-ge"])
values = names.map("$".__add__)
tests = st.one_of(
    st.builds("[ {} {} {} ]".format, numbers, compares, numbers),
    st.builds('[ "x{}" {} "x{}" ]'.format, values, st.sampled_from(["=", "!="]), plain),
    st.builds('[ {} "{}" ]'.format, st.sampled_from(["-n", "-z"]), values),
    st.sampled_from(["true", "false", ":"]),
)
simple = st.one_of(
    st.lists(words, max_size=3).map(lambda found: "printf '<%s>\\n' " + " ".join(["w", *found])),
    st.builds("{}={}".format, names, words),
    tests,
    names.map(lambda name: f"unset {name}"),
    st.just("echo $?"),
)


def compound(inner):
    lists = st.lists(inner, min_size=1, max_size=3).map("; ".join)
    return st.one_of(
        st.builds("{} && {} || {}".format, tests, inner, inner),
        st.builds("if {}; then {}; else {}; fi".format, tests, lists, lists),
        st.builds("for A in {} {}; do {}; done".format, words, words, lists),
        st.builds("N=0; while [ $N -lt 3 ]; do N=$((N + 1)); {}; done".format, lists),
        st.builds(
            "case {} in (a*) {};; (*b|x) {};; (*) {};; esac".format, words, inner, inner, inner
        ),
        st.builds("( {} )".format, lists),
        st.builds("{{ {}; }}".format, lists),
        st.builds("B=$( {} )".format, lists),
        st.builds("{{ {}; }} | cat".format, lists),
        st.builds("! {}".format, tests),
        st.builds("{}\n{}".format, inner, inner),
    )


scripts = st.lists(
    st.recursive(simple, compound, max_leaves=5), min_size=1, max_size=4
).map("\n".join)  # fmt: skip


def told_by_host(script, folder):
    done = subprocess.run(
        [HOST_SHELL, "-c", script],
        capture_output=True,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        timeout=20,
        check=False,
    )
    return done.stdout.decode(), done.returncode


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,  # where shells differ is a matter for the one who looks, not for everybody
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(scripts)
def test_a_script_says_and_returns_the_same(kept, tmp_path, script):
    kept.files.make_folder("/sdcard/empty")
    out, _, code = sh(kept, f"cd /sdcard/empty\n{script}")
    assert (out, code) == told_by_host(script, tmp_path)
