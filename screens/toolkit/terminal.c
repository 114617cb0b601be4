/*
 * terminal.c - curses into memory, memory to the terminal; bytes to keys.
 */
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/mem.h"
#include "screens/toolkit/cells.h"
#include "screens/toolkit/kind.h"
#include "screens/toolkit/line.h"
#include "screens/toolkit/printed.h"
#include "screens/toolkit/signals.h"
#include "screens/toolkit/terminal.h"

/* after our own headers: term.h defines macros with common names */
#include <curses.h>
#include <term.h>

#define CLIP_MAX 8192	/* bytes: what an old xterm takes at once */
#define PAPER_MAX 500000	/* bytes: nothing is painted until all is sent */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

struct terminal {
	SCREEN *screen;
	FILE *memory;		/* what curses writes to */
	struct line line;
	struct termios before;
	struct keys_in *keys;
	bool flush_keys;
	bool utf8, walls, sync, colours;
	const char *kind;	/* whose description is used; NULL: TERM's own */
	enum theme theme;
	struct { attr_t attributes; short pair; bool fills; } looks[STYLES];
	struct canvas *painted;	/* what the terminal shows; NULL: not known */
	int rows, cols;
	unsigned long bytes_in;
	struct signals signals;
};

static struct terminal *the_terminal;

/* --- styles --------------------------------------------------------------------- */

#define PAIR_OF(style) ((short)((style) + 1))	/* pair 0 is the terminal's own */

static attr_t
attributes_of(unsigned looks)
{
	static const struct { unsigned look; attr_t attribute; } each[] = {
		{ LOOK_BOLD, A_BOLD }, { LOOK_DIM, A_DIM },
		{ LOOK_UNDERLINE, A_UNDERLINE }, { LOOK_REVERSE, A_REVERSE },
	};
	attr_t attributes = A_NORMAL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(each); i++)
		if (looks & each[i].look)
			attributes |= each[i].attribute;
	return attributes;
}

/* Looks each style up, and sets a colour pair for it. */
void
terminal_theme(struct terminal *t, enum theme theme)
{
	int st;

	t->theme = t->colours ? theme : THEME_MONO;
	for (st = 0; st < STYLES; st++) {
		struct look look = theme_look(t->theme, (enum style)st);

		if (t->colours)
			init_pair(PAIR_OF(st), look.colour, look.ground);
		t->looks[st].attributes = attributes_of(look.looks);
		t->looks[st].pair = look.colour == LOOK_PLAIN ? 0 : PAIR_OF(st);
		t->looks[st].fills = (look.looks & LOOK_FILL) != 0;
	}
	terminal_forget(t);
}

static void
begin_colours(struct terminal *t)
{
	const char *no = getenv("NO_COLOR");

	t->colours = has_colors() && (no == NULL || *no == '\0') &&
	    start_color() == OK && COLORS >= 8 && COLOR_PAIRS > PAIR_OF(STYLES) &&
	    use_default_colors() == OK;
}

/* --- sending ----------------------------------------------------------------- */

static bool
empty_memory(const struct terminal *t)
{
	return ftruncate(fileno(t->memory), 0) == 0 && lseek(fileno(t->memory), 0, SEEK_SET) == 0;
}

/* Moves what curses has written to the end of the queue. */
static void
collect(struct terminal *t)
{
	int fd = fileno(t->memory);
	char bytes[8192];
	off_t n, at = 0;
	ssize_t got;

	fflush(t->memory);
	n = lseek(fd, 0, SEEK_CUR);
	while (at < n && (got = pread(fd, bytes, sizeof(bytes), at)) > 0) {
		buf_add(&t->line.out, bytes, (size_t)got);
		at += got;
	}
	/* nothing can be shown any more: ends as a hang-up, which keeps what was
	 * typed */
	if (n > 0 && !empty_memory(t))
		t->line.gone = true;
}

bool
terminal_ready(const struct terminal *t)
{
	return line_ready(&t->line);
}

bool
terminal_sync(struct terminal *t)
{
	if (!terminal_ready(t) || keys_patience(t->keys) > 0)
		return false;
	if (t->sync) {
		buf_addf(&t->line.out, "\033]777;chairside;%lu\a", t->bytes_in);
		line_send(&t->line);
	}
	return true;
}

void
terminal_beep(struct terminal *t)
{
	beep();
	collect(t);
	line_send(&t->line);
}

/* A string from terminfo; NULL when this terminal has none. */
static const char *
capability(const char *name)
{
	const char *s = tigetstr(name);

	return s != (const char *)-1 ? s : NULL;
}

void
terminal_wipe(struct terminal *t)
{
	buf_adds(&t->line.out, capability("E3"));
	line_send(&t->line);
}

/* --- the clipboard ---------------------------------------------------------------- */

/* Terminals that take it and whose description does not say so. */
static bool
is_known_to_copy(void)
{
	static const char *const names[] = { "foot", "xterm-kitty", "wezterm", "contour",
	    "screen" /* an older tmux */ };
	const char *name = getenv("TERM");
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

bool
terminal_copy(struct terminal *t, const char *text)
{
	size_t n = strlen(text);

	if (n > CLIP_MAX || (capability("Ms") == NULL && !is_known_to_copy()))
		return false;
	buf_adds(&t->line.out, "\033]52;c;");
	digest_base64(text, n, &t->line.out);
	buf_adds(&t->line.out, "\a");
	line_send(&t->line);
	return true;
}

/* --- the printer beside it --------------------------------------------------------- */

const char *
terminal_printer(const struct terminal *t)
{
	return t->kind == NULL && capability("mc5") != NULL && capability("mc4") != NULL ?
	    getenv("TERM") : NULL;
}

static int
to_line(int ch)
{
	buf_addc(&the_terminal->line.out, (char)ch);
	return ch;
}

/* A login that was cut off may have left it printing all it gets. */
static void
stop_printing(struct terminal *t)
{
	line_end_paper(&t->line);
	if (terminal_printer(t) != NULL)
		tputs(capability("mc4"), 1, to_line);
}

bool
terminal_print(struct terminal *t, const char *text, bool plain)
{
	if (t->line.paper_end != 0 || strlen(text) > PAPER_MAX)
		return false;
	t->line.paper = t->line.out.len;
	tputs(capability("mc5"), 1, to_line);
	printed_add(&t->line.out, text, plain || !t->utf8);
	stop_printing(t);
	t->line.paper_end = t->line.out.len;
	line_send(&t->line);
	terminal_forget(t);
	return true;
}

/* --- painting ------------------------------------------------------------------ */

/* A spacing vowel sign goes into the next cell, as terminals place it; what the canvas
 * gave no room for is left out. */
static void
paint_cell(const struct terminal *t, int y, int x, const struct cell *cell,
    enum style style, int cols, bool wall)
{
	wchar_t all[CANVAS_CLUSTER], wide[CCHARW_MAX + 1];
	size_t n = cells_wide(cell->text, t->utf8, all, CANVAS_CLUSTER), at = 0;
	int end = x + cols, width;
	cchar_t cc;

	if (wall)
		wcscpy(all, CELLS_WALL);
	while (x < end) {
		if (at < n)
			at += cells_take(all + at, n - at, wide, CCHARW_MAX);
		else
			wcscpy(wide, L" ");
		width = wcwidth(wide[0]);
		if (width < 1 || width > end - x) {
			wcscpy(wide, L"?");
			width = 1;
		}
		if (setcchar(&cc, wide, t->looks[style].attributes, t->looks[style].pair,
		    NULL) == OK)
			mvadd_wch(y, x, &cc);
		x += width;
	}
}

static bool
is_blank(const struct cell *row, int cols, int x)
{
	return x >= cols || strcmp(row[x].text, " ") == 0;
}

/* Blanks after a text are sent without its style, in fewer bytes, unless it is a
 * band. */
static enum style
style_at(const struct terminal *t, const struct cell *row, int cols, int x)
{
	enum style st = (enum style)row[x].style;

	return !t->looks[st].fills && is_blank(row, cols, x) && is_blank(row, cols, x + 1) ?
	    STYLE_TEXT : st;
}

static int
to_memory(int ch)
{
	return fputc(ch, the_terminal->memory);
}

/* Do the bytes in memory end with these? */
static bool
ends_with(FILE *memory, const char *bytes)
{
	char last[32];
	size_t n = strlen(bytes);
	off_t end = lseek(fileno(memory), 0, SEEK_CUR);

	return n <= sizeof(last) && end >= (off_t)n &&
	    pread(fileno(memory), last, n, end - (off_t)n) == (ssize_t)n &&
	    memcmp(last, bytes, n) == 0;
}

/* Sends what is painted so far and sets the cursor explicitly, where curses has not: where it
 * really is depends on the widths the terminal gave to the text. */
static void
show_so_far(int y, int x)
{
	const char *there;

	move(y, x);
	wnoutrefresh(stdscr);
	doupdate();
	fflush(the_terminal->memory);
	there = tiparm(cursor_address, y, x);
	if (ends_with(the_terminal->memory, there))
		return;
	tputs(there, 1, to_memory);
	fflush(the_terminal->memory);
}

/* From the first cluster of unsure width the row is cleared first: a cell the terminal
 * did not use would keep its old text. Up to there curses is given what has changed, a
 * column whose next one has changed too: that decides in which style a blank is. */
static void
paint_row(struct terminal *t, const struct canvas *c, int y, bool whole)
{
	struct area all = canvas_area(c);
	const struct cell *row = canvas_cell(c, y, 0), *was = canvas_cell(t->painted, y, 0);
	int x, cols, last = y == all.rows - 1 ? all.cols - 1 : all.cols;
	int before = cells_first_unsure(was, all.cols);
	int unsure = cells_first_unsure(row, all.cols);
	bool walls[TERMINAL_COLS_MAX], were[TERMINAL_COLS_MAX];

	unsure = unsure < before ? unsure : before;
	if (unsure < all.cols) {
		move(y, unsure);
		clrtoeol();
		show_so_far(y, unsure);
	}
	cells_find_walls(row, all.cols, walls);
	cells_find_walls(was, all.cols, were);
	for (x = 0; x < last; x += cols) {
		size_t two = x + 1 < all.cols ? 2 : 1;

		cols = two == 2 && row[x + 1].text[0] == '\0' ? 2 : 1;
		if (!whole && x < unsure && walls[x] == were[x] &&
		    memcmp(&row[x], &was[x], two * sizeof(*row)) == 0)
			continue;
		paint_cell(t, y, x, &row[x], style_at(t, row, all.cols, x), cols,
		    t->walls && walls[x]);
		if (x >= unsure && cells_unsure(row[x].text))
			show_so_far(y, x + cols < all.cols ? x + cols : all.cols - 1);
	}
}

/* What flows is sent once more, in one piece: the terminal goes on in the next row by itself,
 * remembers that, and copies one line. A terminal that stops at the margin gets nothing more,
 * as one without the letters. */
static void
send_flow(const struct terminal *t, const struct canvas *c)
{
	int y;
	const char *s = canvas_flowing(c, &y), *at;

	if (s == NULL || tigetflag("am") <= 0)
		return;
	for (at = s; *at != '\0' && !t->utf8; at++)
		if ((unsigned char)*at >= 0x80)
			return;
	tputs(tiparm(cursor_address, y, 0), 1, to_memory);
	for (; *s != '\0'; s++) {
		if (*s == '\n')
			to_memory('\r');
		to_memory((unsigned char)*s);
	}
}

static void
place_cursor(const struct canvas *c)
{
	int y, x;

	if (canvas_where(c, &y, &x)) {
		curs_set(1);
		move(y, x);
	} else {
		curs_set(0);
		move(canvas_area(c).rows - 1, 0);
	}
}

void
terminal_paint(struct terminal *t, const struct canvas *c)
{
	struct area all = canvas_area(c);
	bool whole;
	int y, x;

	/* a row that flowed on would be copied with the next one for ever */
	if (t->painted != NULL && !canvas_same_flow(c, t->painted))
		terminal_forget(t);
	whole = t->painted == NULL;
	if (whole) {
		resizeterm(all.rows, all.cols);
		erase();
		clearok(stdscr, TRUE);
		t->painted = canvas_new(all.rows, all.cols, false);
	}
	BUG_IF(canvas_area(t->painted).rows != all.rows ||
	    canvas_area(t->painted).cols != all.cols);
	for (y = 0; y < all.rows; y++)
		if (whole || !canvas_same_row(c, t->painted, y))
			paint_row(t, c, y, whole);
	canvas_copy(t->painted, c);
	place_cursor(c);
	getyx(stdscr, y, x);
	if (whole) {
		wnoutrefresh(stdscr);
		doupdate();
		send_flow(t, c);
	}
	show_so_far(y, x);
	collect(t);
	line_send(&t->line);
}

void
terminal_forget(struct terminal *t)
{
	canvas_free(t->painted);
	t->painted = NULL;
}

static int
clamp(int n, int most)
{
	return n < 1 ? 1 : n > most ? most : n;
}

void
terminal_size(struct terminal *t, int *rows, int *cols)
{
	struct winsize w = { .ws_row = 0, .ws_col = 0 };

	if (ioctl(t->line.fd, TIOCGWINSZ, &w) != 0 || w.ws_row == 0 || w.ws_col == 0) {
		w.ws_row = 24;
		w.ws_col = 80;
	}
	*rows = clamp(w.ws_row, TERMINAL_ROWS_MAX);
	*cols = clamp(w.ws_col, TERMINAL_COLS_MAX);
	if (*rows != t->rows || *cols != t->cols)
		terminal_forget(t);
	t->rows = *rows;
	t->cols = *cols;
}

/* --- waiting and keys ----------------------------------------------------------- */

static void
read_in(struct terminal *t)
{
	char bytes[65536];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n > 0) {
		t->bytes_in += (unsigned long)n;
		keys_feed(t->keys, bytes, (size_t)n);
		t->flush_keys = false;
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		t->line.gone = true;
	}
}

unsigned
terminal_wait(struct terminal *t, int ms)
{
	struct pollfd fds[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = t->line.fd, .events = POLLOUT },
	};
	int patience = keys_patience(t->keys), n;
	bool esc = patience > 0 && (ms < 0 || ms > patience);
	int wait = esc ? patience : ms;
	struct timespec limit = { wait / 1000, (long)(wait % 1000) * 1000000L };
	unsigned flags;

	n = ppoll(fds, terminal_ready(t) ? 1 : 2, wait < 0 ? NULL : &limit,
	    &t->signals.waiting);
	flags = signals_take();
	if (n == 0 && esc) {
		t->flush_keys = true;
		flags |= WAIT_INPUT;
	}
	if (n > 0 && (fds[0].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL))) {
		read_in(t);
		flags |= WAIT_INPUT;
	}
	if (n > 0 && !terminal_ready(t) && fds[1].revents != 0)
		line_send(&t->line);
	return t->line.gone ? flags | WAIT_HANGUP : flags;
}

bool
terminal_is_driven(const struct terminal *t)
{
	return t->sync;
}

bool
terminal_key(struct terminal *t, struct key *key)
{
	return keys_next(t->keys, t->flush_keys, key);
}

void
terminal_drop_keys(struct terminal *t)
{
	struct key key;

	while (terminal_key(t, &key))
		;
}

bool
terminal_gives_up(struct terminal *t)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	bool more = poll(&in, 1, 0) > 0;

	line_send(&t->line);
	if (more)
		read_in(t);
	/* an ESC with which a piece ends may begin a sequence */
	if (!keys_end_with(t->keys, '\003') && (more || !keys_end_with(t->keys, '\033')))
		return t->line.gone;
	t->flush_keys = true;
	terminal_drop_keys(t);
	return true;
}

/* --- opening and closing ---------------------------------------------------------- */

static const struct {
	const char *capability;
	enum keys code;
} learned[] = {
	{ "kcuu1", KEYS_UP }, { "kcud1", KEYS_DOWN }, { "kcub1", KEYS_LEFT },
	{ "kcuf1", KEYS_RIGHT }, { "khome", KEYS_HOME }, { "kend", KEYS_END },
	{ "kpp", KEYS_PAGE_UP }, { "knp", KEYS_PAGE_DOWN }, { "kdch1", KEYS_DELETE },
	{ "kich1", KEYS_INSERT }, { "kcbt", KEYS_BACKTAB }, { "kf1", KEYS_F1 },
	{ "kf2", KEYS_F2 }, { "kf3", KEYS_F3 }, { "kf4", KEYS_F4 },
	{ "kf5", KEYS_F5 }, { "kf6", KEYS_F6 }, { "kf7", KEYS_F7 },
	{ "kf8", KEYS_F8 }, { "kf9", KEYS_F9 }, { "kf10", KEYS_F10 },
	{ "kf11", KEYS_F11 }, { "kf12", KEYS_F12 },
};

static void
learn_keys(struct terminal *t)
{
	size_t i;

	t->keys = keys_in_new();
	for (i = 0; i < ARRAY_LEN(learned); i++)
		keys_learn(t->keys, capability(learned[i].capability), learned[i].code);
}

/* An earlier program may have left the keypad and arrows in application mode. */
static void
keypad_types_digits(struct terminal *t)
{
	buf_adds(&t->line.out, capability("rmkx"));
}

static bool
is_described(const char *name)
{
	int status = 0;

	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return false;
	del_curterm(cur_term);	/* newterm() makes its own */
	return true;
}

/* Can this kind of terminal place text? *kind gets the nearest one that can be used, where
 * the machine does not know TERM. */
static bool
known_terminal(const char **kind, struct err *e)
{
	const char *name = getenv("TERM");
	bool can_place;
	int status = 0;

	*kind = NULL;

	if (name == NULL || *name == '\0')
		return err_set(e, ERR_USAGE, NULL, "The variable TERM is not set: "
		    "the screens need to know the kind of terminal (TERM=xterm).");
	/* 0 and not found, or a kind of no terminal in particular */
	if (setupterm(name, STDOUT_FILENO, &status) == OK) {
		can_place = capability("cup") != NULL;
		del_curterm(cur_term);
	} else if (status == 0 && strcmp(name, "unknown") != 0) {
		*kind = kind_nearest(name, is_described);
		if (*kind == NULL)
			return err_set(e, ERR_USAGE, NULL, "This machine has no description of "
			    "any terminal, nor of \"%.40s\" (TERM).", name);
		can_place = true;
	} else {
		can_place = false;
	}
	if (!can_place)
		return err_set(e, ERR_USAGE, NULL, "The terminal \"%.40s\" (TERM) "
		    "cannot place text on the screen; the commands work without it: "
		    "chairside help.", name);
	return true;
}

/* The Linux console and rxvt do not reorder letters, and lack the glyph of
 * CELLS_WALL. */
static bool
turns_letters(void)
{
	const char *name = getenv("TERM");

	return strncmp(name, "linux", 5) != 0 && strncmp(name, "rxvt", 4) != 0;
}

static void
restore_after_bug(void)
{
	if (the_terminal != NULL)
		terminal_close(the_terminal);
}

static bool
begin_curses(struct terminal *t, struct err *e)
{
	int fd = memfd_create("chairside", MFD_CLOEXEC);

	t->memory = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (t->memory == NULL)
		return err_set(e, ERR_IO, NULL, "There is no memory for the "
		    "screen: %s.", strerror(errno));
	use_env(FALSE);
	use_tioctl(TRUE);	/* "linux" has no size in terminfo: start with 24×80 */
	t->screen = newterm(t->kind, t->memory, stdin);
	if (t->screen != NULL && t->kind != NULL)
		repeat_char = NULL;	/* only nearly that kind: see kind.c */
	if (t->screen != NULL)
		endwin();	/* until it has ended once, curses writes each movement alone */
	if (t->screen == NULL || !empty_memory(t))
		return err_set(e, ERR_IO, NULL, "The terminal could not be set up.");
	doupdate();	/* begins again: the cursor is hidden on the other screen, not before */
	nonl();
	typeahead(-1);	/* what was typed has been handled: a painting is whole */
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	idlok(stdscr, FALSE);
	idcok(stdscr, FALSE);	/* Konsole fills a short row at the wrong place */
	return true;
}

struct terminal *
terminal_open(bool sync, struct err *e)
{
	struct terminal *t;
	struct termios raw;
	const char *kind;

	BUG_IF(the_terminal != NULL);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(e, ERR_USAGE, NULL, "The screens need a terminal; "
		    "`chairside help` lists the commands that do without.");
		return NULL;
	}
	if (!known_terminal(&kind, e))
		return NULL;
	t = xcalloc(1, sizeof(*t));
	t->kind = kind;
	t->sync = sync;
	t->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	t->walls = t->utf8 && turns_letters();
	tcgetattr(STDIN_FILENO, &t->before);
	if (!begin_curses(t, e)) {
		if (t->memory != NULL)
			fclose(t->memory);
		free(t);
		return NULL;
	}
	raw = t->before;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	line_open(&t->line);
	learn_keys(t);
	begin_colours(t);
	terminal_theme(t, THEME_DEFAULT);
	signals_catch(&t->signals);
	the_terminal = t;
	bug_set_hook(restore_after_bug);
	stop_printing(t);
	keypad_types_digits(t);
	buf_adds(&t->line.out, PASTE_ON);
	return t;
}

void
terminal_close(struct terminal *t)
{
	if (t == NULL)
		return;
	stop_printing(t);
	the_terminal = NULL;
	bug_set_hook(NULL);
	curs_set(1);
	erase();	/* mosh has no alternate screen: the text would stay */
	refresh();
	endwin();
	collect(t);
	buf_adds(&t->line.out, PASTE_OFF);
	line_drain(&t->line);
	tcsetattr(STDIN_FILENO, TCSANOW, &t->before);
	signals_release(&t->signals);
	delscreen(t->screen);
	fclose(t->memory);
	keys_in_free(t->keys);
	canvas_free(t->painted);
	line_close(&t->line);
	free(t);
}

bool
terminal_wants_ascii(const struct terminal *t)
{
	return !t->utf8;
}

bool
terminal_is_mono(const struct terminal *t)
{
	return t->theme == THEME_MONO;
}

const char *
terminal_kind(const struct terminal *t)
{
	return t->kind;
}

const char *
terminal_library(void)
{
	return curses_version();
}
