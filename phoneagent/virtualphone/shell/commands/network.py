"""Network facts: ip, ifconfig, ping, netstat."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_ADDRESS, _MAC = "10.0.2.16", "02:15:b2:00:00:00"
_LOOPBACK = (
    "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n"
    "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
    "    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n"
)
_WLAN = (
    "2: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP "
    "group default qlen 3000\n"
    f"    link/ether {_MAC} brd ff:ff:ff:ff:ff:ff\n"
    f"    inet {_ADDRESS}/24 brd 10.0.2.255 scope global wlan0\n"
    "       valid_lft forever preferred_lft forever\n"
)


@command("ip")
def ip(run: Invocation) -> int:
    words = [arg for arg in run.args if not arg.startswith("-")]
    up = run.phone.radios.wifi
    kind = words[0] if words else ""
    if kind in ("a", "addr", "address", "link", "l"):
        if "wlan0" not in words:
            run.out(_LOOPBACK)
        if up and "lo" not in words[1:]:
            run.out(_WLAN)
    elif kind in ("r", "route", "ro"):
        if up:
            run.line(f"10.0.2.0/24 dev wlan0 proto kernel scope link src {_ADDRESS}")
    else:
        raise run.unknown_option()
    return 0


@command("ifconfig")
def ifconfig(run: Invocation) -> int:
    names = [arg for arg in run.args if not arg.startswith("-")]
    known = ("lo", "wlan0") if run.phone.radios.wifi else ("lo",)
    for name in names or known:
        if name not in known:
            raise CommandError(f"{name}: No such device")
        address = _ADDRESS if name == "wlan0" else "127.0.0.1"
        mask = "255.255.255.0" if name == "wlan0" else "255.0.0.0"
        link = f"Ethernet  HWaddr {_MAC}" if name == "wlan0" else "Local Loopback"
        brd = "  Bcast:10.0.2.255" if name == "wlan0" else ""
        run.line(f"{name:9} Link encap:{link}\n          inet addr:{address}{brd}  Mask:{mask}")
        run.line("          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n")
    return 0


@command("ping", "ping6")
def ping(run: Invocation) -> int:
    """The phone has no way out; only itself answers."""
    host = run.args[-1] if run.args else ""
    if host in ("127.0.0.1", "localhost", _ADDRESS):
        run.line(f"PING {host} ({host}) 56(84) bytes of data.")
        run.line(f"64 bytes from {host}: icmp_seq=1 ttl=64 time=0.05 ms\n")
        run.line(f"--- {host} ping statistics ---")
        run.line("1 packets transmitted, 1 received, 0% packet loss, time 0ms")
        return 0
    raise CommandError(f"unknown host {host}", 2)


@command("netstat", "ss")
def netstat(run: Invocation) -> int:
    run.line("Active Internet connections (w/o servers)")
    run.line("Proto Recv-Q Send-Q Local Address           Foreign Address         State")
    return 0
