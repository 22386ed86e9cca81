"""The shell language: quoting, expansion, lists, pipes, control flow, redirection."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phoneagent.virtualphone.shell import commands
from phoneagent.virtualphone.shell.channels import Buffer, Bytes, Channels
from phoneagent.virtualphone.shell.interpreter import Shell
from phoneagent.virtualphone.shell.lexer import ShellSyntaxError
from phoneagent.virtualphone.shell.parser import parse


def sh(phone, line: str, stdin: bytes = b"") -> tuple[str, str, int]:
    out, err = Buffer(), Buffer()
    code = Shell(phone).run(line, Channels(Bytes(stdin), out, err))
    return out.value().decode(), err.value().decode(), code


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("echo a  b   c", "a b c\n"),
        ("echo 'a  b' \"c  d\"", "a  b c  d\n"),
        ("echo 'it'\"'\"'s'", "it's\n"),
        (r"echo a\ b \$HOME \\", "a b $HOME \\\n"),
        ("X='a  b'; echo $X \"$X\"", "a b a  b\n"),
        ("echo \"${X:-none}\" ${Y:=set} $Y", "none set set\n"),
        ("F=/a/b.tar.gz; echo ${F##*/} ${F%.*} ${F%%.*} ${#F}", "b.tar.gz /a/b.tar /a/b 11\n"),
        ("echo $(echo one; echo two) `echo three`", "one two three\n"),
        ('echo "$(echo "a  b")"', "a  b\n"),
        ("echo $((2 + 3 * (4 - 1))) $((7 / -2)) $((1 << 4 | 1))", "11 -3 17\n"),
        ("true && echo yes || echo no; false && echo yes || echo no", "yes\nno\n"),
        ("false; echo $?; nosuch 2>/dev/null; echo $?", "1\n127\n"),
        ("! true; echo $?", "1\n"),
        ("false; A=$?; echo $A; A=$(exit 3); echo $?; A=x; echo $?", "1\n3\n0\n"),
        ("if false; then :; else echo $?; fi; false; case x in *) echo $?; esac", "1\n1\n"),
        ("echo b a | tr ' ' '\\n' | sort | head -n 1", "a\n"),
        ("if [ -d /sdcard ]; then\n  echo Exists\nelse\n  echo Does not exist\nfi", "Exists\n"),
        ("if false; then echo a; elif true; then echo b; fi", "b\n"),
        ("for i in 1 2 3; do echo -n $i; done; echo", "123\n"),
        ("for i in a b c; do [ $i = b ] && continue; echo $i; done", "a\nc\n"),
        ("i=0; while [ $i -lt 3 ]; do echo $i; i=$((i + 1)); done", "0\n1\n2\n"),
        ("until true; do echo never; done; echo end", "end\n"),
        ("case abc in a*) echo A;; *) echo other;; esac", "A\n"),
        ("case b in a|b) echo hit;; esac", "hit\n"),
        ("(cd /sdcard; pwd); pwd", "/sdcard\n/\n"),
        ("{ echo a; echo b; } | wc -l", "2\n"),
        ("X=1 sh -c 'echo $X'; echo [$X]", "1\n[]\n"),
        ("sh -c 'echo $0 $1 $#' name one two", "name one 2\n"),
        ("cat <<EOF\nhi $((1+1))\nEOF\necho after", "hi 2\nafter\n"),
        ("cat <<'EOF'\n$HOME\nEOF", "$HOME\n"),
        ("echo 'line one\nline two' > /sdcard/f; cat /sdcard/f", "line one\nline two\n"),
        ("echo 1 > /sdcard/f; echo 2 >> /sdcard/f; cat < /sdcard/f", "1\n2\n"),
        ("ls /nothing 2>&1 | grep -c such", "1\n"),
        ("ls /nothing 2>/dev/null; echo $?", "1\n"),
        ("nosuch > /sdcard/e 2>&1; cat /sdcard/e",
         "/system/bin/sh: nosuch: inaccessible or not found\n"),
        ("touch /sdcard/Music/a.mp3 /sdcard/Music/b.mp3; cd /sdcard/Music; echo *.mp3",
         "a.mp3 b.mp3\n"),
        ("echo /sdcard/zzz*", "/sdcard/zzz*\n"),
        ("echo '*' \"/sdcard/*\" \\*", "* /sdcard/* *\n"),
        ("echo /sdcard/Mus?c /sdcard/[DM]ov*", "/sdcard/Music /sdcard/Movies\n"),
        ("echo ~~~RESET~~~", "~~~RESET~~~\n"),
        ("echo '' a \"\" b | cat", " a  b\n"),
        ("printf '%s-%03d\\n' a 7 b 8", "a-007\nb-008\n"),
        ("set -- ; echo done # a comment", "done\n"),
        ("echo a; # comment\necho b", "a\nb\n"),
        ("exec echo gone; echo never", "gone\n"),
        ("export A=\"''\"; exec echo \"$A\"", "''\n"),
        ("yes | head -n 2", "y\ny\n"),
        ("read A B <<X\none two three\nX\necho $B-$A", "two three-one\n"),
        ("sleep 0.01 & echo started", "started\n"),
        ("[ 'a b' = 'a b' -a 3 -gt 2 ] && echo both", "both\n"),
        ("test ! -e /nothing && echo absent", "absent\n"),
        ("eval 'X=3; echo $X'", "3\n"),
    ],
)  # fmt: skip
def test_line(phone, line, expected) -> None:
    assert sh(phone, line)[0] == expected


@pytest.mark.parametrize(
    "line", ["'open", "a ||", "if true", "echo $(", "( a", "a | | b", "; ;", "fi", "for 1 in a; do"]
)
def test_syntax_error_is_told_and_nothing_runs(phone, line) -> None:
    out, err, code = sh(phone, f"{line}")
    assert (out, code) == ("", 1)
    assert err.startswith("/system/bin/sh: syntax error") or "unterminated" in err


def test_exit_code_of_the_last_command(phone) -> None:
    assert sh(phone, "true; exit 42; echo no") == ("", "", 42)
    assert sh(phone, "(exit 3) || exit $?")[2] == 3
    assert sh(phone, "false | true")[2] == 0


def test_both_ends_of_a_pipe_may_need_the_phone(phone) -> None:
    phone.receive_sms("+1555", "hi")
    path = "/data/data/com.android.providers.telephony/databases/mmssms.db"
    line = f"content query --uri content://sms | sed 's/.*/SELECT 1+1;/' | sqlite3 {path}"
    assert sh(phone, line)[0] == "2\n"
    lines = sh(phone, "dumpsys battery | dd of=/sdcard/b; wc -l < /sdcard/b")[0]
    assert int(lines) > 10


def test_redirect_into_a_missing_folder_fails_and_the_rest_goes_on(phone) -> None:
    out, err, _ = sh(phone, "echo x > /sdcard/no/such/file; echo $?")
    assert out == "1\n"
    assert err == "/system/bin/sh: can't create /sdcard/no/such/file: No such file or directory\n"


def test_a_written_file_carries_the_device_time(phone) -> None:
    sh(phone, "echo x > /sdcard/a")
    moment = phone.files.host("/sdcard/a").stat().st_mtime
    assert abs(moment - phone.clock.now().timestamp()) < 5


def test_every_command_has_a_name_that_can_be_typed() -> None:
    assert len(commands.__all__) > 20
    assert all(name and " " not in name for name in commands.builtins.COMMANDS)


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(words, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_single_quotes_carry_any_text(values) -> None:
    line = "echo " + " ".join("'" + value.replace("'", "'\"'\"'") + "'" for value in values)
    script = parse(line)
    parts = script.steps[0].first.commands[0].words[1:]
    assert ["".join(part.text for part in word) for word in parts] == values


shellish = st.text(st.sampled_from("ab1 \n\t'\"\\$(){}[]|&;<>=*?#!-`~/%:."), max_size=40)


@given(shellish)
@settings(max_examples=400, deadline=None)
def test_the_parser_answers_anything_with_a_tree_or_a_syntax_error(text) -> None:
    with contextlib.suppress(ShellSyntaxError):
        assert parse(text).steps is not None
