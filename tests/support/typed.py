#!/usr/bin/env python3
"""Types into the program in a terminal of its own, of 60 rows and 140 columns.

usage: typed.py PROGRAM FILE KEYS WORDS [KEYS WORDS]...

Each KEYS are sent when the WORDS before them were painted. Ends with 1 where words are
not painted within a minute.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios


def wait_for(line, words, seen):
    """Reads on until the words are there; returns what came after them."""
    while words not in seen:
        if not select.select([line], [], [], 60)[0]:
            sys.exit(f"{words!r} is not in {seen!r}")
        seen += os.read(line, 65536)
    return seen[seen.index(words) + len(words):]


def main():
    pid, line = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 140, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execv(sys.argv[1], [sys.argv[1], "--db", sys.argv[2]])
    seen = wait_for(line, b"Clients", b"")
    for keys, words in zip(sys.argv[3::2], sys.argv[4::2]):
        os.write(line, keys.encode())
        seen = wait_for(line, words.encode(), seen)
    os.close(line)


if __name__ == "__main__":
    main()
