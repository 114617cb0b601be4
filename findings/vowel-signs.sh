#!/bin/sh
# ncurses 6.4 and kitty 0.26.5 count the cells of an Indic name differently, so a letter of
# the name before stays on the screen.
#
# Debian's C library gives the vowel sign in कि a cell of its own, and ncurses, which asks
# it, writes as many blanks behind the name as are left by that count. kitty draws the sign
# within the cell of its letter: all that follows lies one cell further left than ncurses
# takes it to be, and the last cell, where nothing was written, keeps what was there. A list
# of clients then shows a name with the end of another. A program has to empty the row
# first and to place the cursor anew behind such a name.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || cannot 'python3 is not installed'
debian kitty=0.26.5-5+deb12u1 libncursesw6=6.4-4

cat >list.py <<'END'
import curses, os, pty

def show():
    s = curses.initscr()
    s.addstr(0, 0, 'Bill Miller   416 555 0134')
    s.refresh()
    s.addstr(0, 0, '%s       ' % os.environ['NAME'])
    s.refresh()
    os._exit(0)

child, line = pty.fork()
if child == 0:
    show()
out = b''
while True:
    try:
        out += os.read(line, 65536)
    except OSError:
        break
os.waitpid(child, 0)
open('written', 'wb').write(out)
END
cat >screen.py <<'END'
from kitty.fast_data_types import Screen, parse_bytes

class Nobody:
    def __getattr__(self, name):
        return lambda *words, **more: None

screen = Screen(Nobody(), 24, 80, 0, 10, 20, 0, Nobody())
parse_bytes(screen, open('written', 'rb').read())
print(screen.line(0))
END

shown()
{
	NAME=$1 TERM=xterm-256color python3 list.py || cannot 'curses did not begin'
	env -u PYTHONPATH kitty +runpy "exec(open('screen.py').read())" 2>kitty.log ||
	    cannot "kitty: $(tail -n 1 kitty.log)"
}

width='import ctypes, locale; locale.setlocale(locale.LC_ALL, "")
print(ctypes.CDLL(None).wcwidth(0x93F))'
seen 'cells of the sign, to the C library' 1 "$(python3 -c "$width")"
seen 'a name of four letters' 'Kira          416 555 0134' "$(shown Kira)"
seen 'a name of three, and one sign' 'किरण       r   416 555 0134' "$(shown किरण)"
told
