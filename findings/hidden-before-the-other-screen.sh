#!/bin/sh
# libvterm 0.1.4 keeps with the main screen whether its cursor is shown.
#
# A full-screen program goes to the other screen (1049 set), shows or hides the cursor there,
# and goes back (1049 reset). xterm's documents say that 1049 saves the cursor as DECSC does,
# and among what that saves is no visibility. libvterm, which the terminals inside Neovim and
# Emacs are made of, saves it: hidden just before the other screen and shown on it, the
# cursor is hidden again after the return, and the person's shell has none. So a program
# hides it on the other screen.
. "$(dirname "$0")/lib.sh"

debian libvterm0=0.1.4-1 libvterm-dev=0.1.4-1

cat >try.c <<'END'
#include <stdio.h>
#include <string.h>
#include <vterm.h>

static int shown = 1;

static int
set_property(VTermProp property, VTermValue *value, void *arg)
{
	(void)arg;
	if (property == VTERM_PROP_CURSORVISIBLE)
		shown = value->boolean;
	return 1;
}

int
main(int argc, char **argv)
{
	static const VTermScreenCallbacks calls = { .settermprop = set_property };
	VTerm *vt = vterm_new(24, 80);
	VTermScreen *screen = vterm_obtain_screen(vt);
	int i;

	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_set_callbacks(screen, &calls, NULL);
	vterm_screen_reset(screen, 1);
	for (i = 1; i < argc; i++) {
		char sequence[32];

		snprintf(sequence, sizeof(sequence), "\033[?%s", argv[i]);
		vterm_input_write(vt, sequence, strlen(sequence));
	}
	puts(shown ? "shown" : "hidden");
	return 0;
}
END
cc -o try try.c -I"$root/usr/include" -L"$libraries" -lvterm

seen 'hidden on the other screen, shown there' shown "$(./try 1049h 25l 25h 1049l)"
seen 'hidden before it, shown there' hidden "$(./try 25l 1049h 25h 1049l)"
told
