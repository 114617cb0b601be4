#!/usr/bin/env python3
"""What a slow, a stalled and a cut line do to a login over a real sshd.

usage: line.py PORT KEYS PRACTICE PROGRAM

Each line is carried by a relay that hands on, holds back, or cuts: what happens is an order of
events, so nothing here depends on how fast anything is. Prints a line for each case: its exit
status and its name; what was seen where one failed, behind "#".
"""
import fcntl
import os
import pty
import re
import select
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import termios
import threading
import time

PORT, KEYS, PRACTICE, PROGRAM = sys.argv[1:]
PATIENCE = 30       # seconds, after which something has gone wrong
QUESTIONS = re.compile(
    rb"\033\[[>=?]?\d*[cn]|\033\[(14|18)t|\033\[>\d*q|\033P|;\?(\a|\033\\)|\033\[\?u|\005")
PAGE = 2000         # bytes of a whole painting, at least
SIZE = (300, 240)   # rows and columns of a window that takes many bytes to paint


class Failed(Exception):
    """A case cannot go on."""


def words(sent):
    """What can be read of it."""
    return re.sub(r"(\033\[[\d;?]*[A-Za-z]|\033\(B|[\s\x08─│])+", " ", sent.decode(errors="replace"))


def until(what, condition):
    """Waits until that is so; what it was."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        if time.monotonic() > end:
            raise Failed("waited in vain: " + what)
        time.sleep(0.005)
    return value


class Way:
    """One direction of a relay: what comes is handed on while it is open."""

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.opened = threading.Event()
        self.opened.set()
        self.pieces = self.bytes = 0    # that were handed on
        self.thread = threading.Thread(target=self.carry, daemon=True)
        self.thread.start()

    def hold(self):
        self.opened.clear()

    def let(self):
        self.opened.set()

    def waits(self):
        """Has something come that is held back?"""
        return bool(select.select([self.source], [], [], 0)[0])

    def step(self):
        """Hands on what has come by now, in one piece."""
        piece = self.source.recv(65536)
        self.target.sendall(piece)
        self.pieces += 1
        self.bytes += len(piece)
        return piece

    def carry(self):
        try:
            while True:
                self.opened.wait()
                if select.select([self.source], [], [], 0.01)[0] and self.opened.is_set() and \
                        not self.step():
                    self.target.shutdown(socket.SHUT_WR)
                    break
        except (OSError, ValueError):   # it was cut
            pass


class Relay:
    """Between a client of ssh and sshd; `up` is to sshd."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.up = self.down = None
        threading.Thread(target=self.meet, daemon=True).start()

    def meet(self):
        near = self.listener.accept()[0]
        far = socket.socket()
        far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)   # soon full, when held
        far.connect(("127.0.0.1", int(PORT)))
        self.down = Way(far, near)
        self.up = Way(near, far)

    def cut(self):
        """As a network does that is gone: both ends are told nothing but that."""
        for way in (self.up, self.down):
            way.source.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            way.source.close()


def programs():
    """The processes that are the program."""
    found = set()
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and os.readlink(f"/proc/{entry}/exe") == os.path.realpath(PROGRAM):
                with open(f"/proc/{entry}/cmdline", "rb") as f:     # others run other tests
                    if os.path.realpath(PRACTICE).encode() in f.read():
                        found.add(int(entry))
        except OSError:
            pass
    return found


def ssh(who, port, *command):
    """The words that log in."""
    return ["ssh", "-F", "none", "-p", str(port), "-i", os.path.join(KEYS, who),
            "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            # newer ones send keys that nobody typed
            "-o", "IgnoreUnknown=ObscureKeystrokeTiming", "-o", "ObscureKeystrokeTiming=no",
            f"{os.environ.get('USER') or os.popen('id -un').read().strip()}@127.0.0.1", *command]


class Login:
    """Somebody's ssh in a terminal that answers nothing."""

    def __init__(self, who, relay=None, size=(24, 80), says="LIST"):
        before = programs()
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp("ssh", ssh(who, relay.port if relay else PORT) + ["-tt"])
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.all = self.seen = b""
        self.shows(says)
        self.program = until("the program", lambda: programs() - before).pop()

    def take(self, seconds):
        if select.select([self.line], [], [], seconds)[0]:
            piece = os.read(self.line, 65536)
            self.all += piece
            self.seen += piece

    def shows(self, text):
        """Waits until that is sent, after what was waited for before."""
        end = time.monotonic() + PATIENCE
        while not (at := re.search(text.encode(), self.seen)):
            if time.monotonic() > end:
                raise Failed(f"no {text!r} in {words(self.seen)[-3000:]!r}")
            self.take(0.1)
        sent, self.seen = self.seen[:at.end()], self.seen[at.end():]
        return sent

    def type(self, keys):
        os.write(self.line, keys.encode())

    def paint(self, text):
        """The same, painted anew: a change alone is sent in bits."""
        self.type("\f")
        return self.shows(text)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def ended(self):
        os.waitpid(self.pid, 0)
        os.close(self.line)
        until("its program's end", lambda: self.program not in programs())

    def leave(self):
        self.type("\x03QQ")
        try:
            while True:
                self.take(PATIENCE)
        except OSError:
            self.ended()


def number(sql):
    with sqlite3.connect(PRACTICE) as db:
        return db.execute(sql).fetchone()[0]


def of_program(login, file, word):
    with open(f"/proc/{login.program}/{file}", encoding="ascii") as f:
        return next(int(row.split()[1]) for row in f if row.startswith(word))


# --- a slow line ------------------------------------------------------------------------


def a_key_is_one_round_trip():
    """Once a key has crossed, its whole answer comes while nothing more can cross."""
    relay = Relay()
    login = Login("owner", relay)
    login.type("2")
    login.shows("Aaberg")
    for key, text in (("j", "►"), ("\r", "Visits"), ("e", "Given"), ("\x1b", "LIST")):
        relay.up.hold()
        login.type(key)
        until("the key", relay.up.waits)
        relay.up.step()
        login.shows(text)
        if relay.up.waits():
            raise Failed(f"after {key!r} more was asked")
        relay.up.let()
    login.leave()
    if asked := QUESTIONS.search(login.all):
        raise Failed(f"asked: {asked.group()!r}")


def keys_typed_ahead_are_painted_together():
    """Twenty keys that come together."""
    login = Login("owner")
    login.type("2")
    login.shows("Aaberg")
    login.type("j" * 20)
    sent = login.shows("►") + login.paint("LIST")
    if not 1 <= sent.count("►".encode()) - 1 <= 2:
        raise Failed(f"painted {sent.count('►'.encode()) - 1} times")
    login.leave()


# --- a stalled line ---------------------------------------------------------------------


def a_stalled_line_holds_nobody():
    """One's terminal takes nothing more, in the middle of paintings."""
    relay = Relay()
    stalled = Login("owner", relay, SIZE)
    colleague = Login("dora")
    stalled.type("2")
    stalled.shows("Aaberg")
    stalled.paint("LIST")
    relay.down.hold()
    same, wrote = 0, 0
    while same < 3:     # keys that were taken, and nothing painted
        woke = of_program(stalled, "status", "voluntary_ctxt")
        stalled.type("\f")
        stalled.take(0)
        until("the key", lambda: of_program(stalled, "status", "voluntary_ctxt") > woke)
        now = of_program(stalled, "io", "wchar:")
        same = same + 1 if now < wrote + PAGE else 0
        wrote = now
    # what is typed there is saved all the same
    stalled.type("nStill\tStalled\x13")
    until("the stalled one's save",
          lambda: number("SELECT count(*) FROM client WHERE family = 'Stalled'"))
    os.kill(stalled.pid, signal.SIGSTOP)
    with open(PRACTICE + ".lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    colleague.type("2")
    colleague.shows("Aaberg")
    colleague.type("nBea\tAaacolleague\x13")
    colleague.shows("u undoes it")
    colleague.leave()
    os.kill(stalled.pid, signal.SIGCONT)
    relay.down.let()
    stalled.type("qg")  # from the page of who was added to the first of the list
    stalled.paint("Aaacolleague")
    stalled.leave()


# --- a cut line -------------------------------------------------------------------------


def what_was_typed_is_offered(keys, ready, cut, texts):
    """A line is gone in the middle of something; the next login goes on with it."""
    relay = Relay()
    login = Login("owner", relay)
    login.type(keys)
    login.shows(ready)
    if cut:
        relay.cut()
        login.ended()
    else:
        login.kill()
    login = Login("owner", says="1 draft kept: ")
    login.type("\r")
    for text in texts:
        login.paint(text)
    login.type("\x18")
    login.shows("Thrown")
    login.leave()


def a_form_is_kept():
    what_was_typed_is_offered("2nNgozi\tOkafor\t\t3/4/99x\t555-01", "555-01", True,
                              ("Ngozi", "Okafor", "3/4/99x", "555-01"))


def a_chart_is_kept():
    what_was_typed_is_offered("1of50\r5", "forehead", False, ("forehead",))


def a_screening_is_kept():
    what_was_typed_is_offered("2cnynn", "4 of ", False, ("4 of ",))


# --- a file that comes in parts -----------------------------------------------------------


def rest(folder):
    """What lies there, its folders' files too; not what SQLite keeps while a file is open."""
    return {os.path.join(at, name) for at, _, names in os.walk(folder) for name in names
            if not name.endswith(("-wal", "-shm"))}


def a_part_is_not_taken(command, part, counted, cut):
    """The line is gone before the file's end."""
    had, count = rest(os.path.dirname(PRACTICE)), number(counted)
    before = programs()
    relay = Relay()
    line = subprocess.Popen(ssh("owner", relay.port, command), stdin=subprocess.PIPE,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    line.stdin.write(part)
    line.stdin.flush()
    until("the part", lambda: relay.up and relay.up.bytes > len(part))
    program = until("the program", lambda: programs() - before).pop()
    if cut:
        relay.cut()
    else:
        line.kill()
    until("its end", lambda: program not in programs())
    line.wait()
    line.stdin.close()
    if number(counted) != count:
        raise Failed("a part was taken")
    if (left := rest(os.path.dirname(PRACTICE))) != had:
        raise Failed(f"left: {left ^ had}")


def half_an_import_is_not_taken():
    a_part_is_not_taken("import clients -",
                        b"given,family\n" + b"".join(b"A,Part%d\n" % n for n in range(500)) +
                        b"Half", "SELECT count(*) FROM client", True)


def half_a_paper_is_not_taken():
    a_part_is_not_taken("attach --client 1 - --kind form", b"%PDF-1.4\n" + b"x" * 50000,
                        "SELECT count(*) FROM attachment", False)


CASES = (
    ("a key is one round trip, and the terminal is asked nothing", a_key_is_one_round_trip),
    ("keys typed ahead are painted together", keys_typed_ahead_are_painted_together),
    ("a stalled line holds nobody", a_stalled_line_holds_nobody),
    ("a form is kept when the line is cut", a_form_is_kept),
    ("a chart is kept when ssh is killed", a_chart_is_kept),
    ("a screening is kept when ssh is killed", a_screening_is_kept),
    ("half an import is not taken", half_an_import_is_not_taken),
    ("half a paper is not taken", half_a_paper_is_not_taken),
)

for name, case in CASES:
    try:
        case()
        print(0, name)
    except (Failed, OSError, sqlite3.Error) as failure:
        print(1, name)
        print("#", repr(failure))
    sys.stdout.flush()
