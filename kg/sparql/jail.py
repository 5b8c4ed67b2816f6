"""What a process gives up before it runs strangers' queries: system calls of Linux, through ctypes.

Its parent's death is its own; it gains no rights; it has no network, by a namespace and by a filter of system calls;
it dumps no core, writes no file, opens few, and goes behind others for the processor. What the system refuses to take
is told, and the rest holds without it; other systems give nothing of this.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import struct
import sys
from collections.abc import Mapping

MEMORY = 512 * 2**20  # bytes of address space beyond what an idle worker has
_FILES = 512  # the store opens its tables at once
_NICENESS = 5  # the front answers first
_NAMESPACE, _FILTER = "network namespace", "filter of system calls"

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def leave_the_world(parent: int) -> list[str]:
    """Give up what a query needs not; returns what the system did not let us give up, in words."""
    if sys.platform != "linux":
        return [_NAMESPACE, _FILTER]
    refused = []
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) != 0 or os.getppid() != parent:
        sys.exit("the parent is gone")
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Root may go at once; anybody else first becomes nobody in a user namespace. Containers often forbid both.
    if libc.unshare(_CLONE_NEWNET) != 0 and libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        refused.append(_NAMESPACE)
    if not _forbid_sockets(libc):
        refused.append(_FILTER)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    os.nice(_NICENESS)
    os.environ.clear()
    os.chdir("/")
    return refused


_SOCKET: Mapping[str, tuple[int, int]] = {  # machine → its AUDIT_ARCH, the number of socket(2)
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
}
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_LOAD, _SKIP_UNLESS_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _forbid_sockets(libc: ctypes.CDLL) -> bool:
    """Have the kernel refuse socket(2) from now on (seccomp(2), "BPF"); returns whether it took the filter."""
    if os.uname().machine not in _SOCKET:
        return False
    machine, socket = _SOCKET[os.uname().machine]
    instructions = (
        (_LOAD, 0, 0, 4),  # the machine that the call is for
        (_SKIP_UNLESS_EQUAL, 0, 3, machine),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_SKIP_UNLESS_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(instructions), b"".join(struct.pack("=HBBI", *each) for each in instructions))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program)) == 0)


def limit_memory(more: int | None = MEMORY) -> None:
    """Let the process grow by so many bytes from now on; None: as it likes, while a store and its threads start."""
    if sys.platform != "linux":
        return
    limit = resource.RLIM_INFINITY
    if more is not None:
        with open("/proc/self/statm") as statm:  # noqa: PTH123  # pathlib takes 10 ms to import
            limit = int(statm.read().split()[0]) * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
