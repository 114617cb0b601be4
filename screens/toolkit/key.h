/*
 * key.h - bytes of a terminal to keys. Pure: no terminal is needed.
 *
 * Bytes go in as they arrive, in pieces of any length; keys come out. The sequences of
 * the terminal in use come from terminfo (keys_learn); those of xterm and vt100 are
 * always known. Invalid UTF-8 becomes KEYS_NONE, one byte at a time; what a terminal
 * sends by itself (focus, the mouse, answers) is KEYS_NONE too, and an unknown sequence
 * is one KEYS_UNKNOWN. An ESC and a character that come together are one key, KEYS_ALT
 * or KEYS_UNKNOWN, which no action uses; if the character comes later they are Esc and
 * that character. A bracketed paste is one KEYS_PASTE of at most KEYS_PASTE_MAX bytes;
 * more is dropped, and `cut` set.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_KEY_H
#define CHAIRSIDE_SCREENS_TOOLKIT_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum keys {
	KEYS_NONE,
	KEYS_TEXT,	/* a printable character, in `text` */
	KEYS_CTRL,	/* Ctrl and a letter, in `letter` ('a' … 'z') */
	KEYS_ENTER, KEYS_TAB, KEYS_BACKTAB, KEYS_ESC, KEYS_BACKSPACE, KEYS_DELETE,
	KEYS_UP, KEYS_DOWN, KEYS_LEFT, KEYS_RIGHT, KEYS_HOME, KEYS_END,
	KEYS_PAGE_UP, KEYS_PAGE_DOWN, KEYS_INSERT,
	KEYS_F1, KEYS_F2, KEYS_F3, KEYS_F4, KEYS_F5, KEYS_F6, KEYS_F7, KEYS_F8,
	KEYS_F9, KEYS_F10, KEYS_F11, KEYS_F12,
	KEYS_PASTE,	/* `paste`, `n_paste` bytes: any bytes, '\r' and '\n' as sent */
	KEYS_ALT,	/* Alt and a character of ASCII, in `text` */
	KEYS_SEPARATOR,	/* GS, between the parts of a scan */
	KEYS_UNKNOWN	/* an unknown sequence */
};
#define KEYS_SEPARATOR_TEXT "^]"	/* as it stands in a field */

#define KEYS_PASTE_MAX (4 * 1024 * 1024)

struct key {
	enum keys code;
	char text[8];		/* KEYS_TEXT, KEYS_ALT: one code point, UTF-8 */
	char letter;		/* KEYS_CTRL */
	const char *paste;	/* borrowed until the next keys_next() */
	size_t n_paste;
	bool cut;		/* KEYS_PASTE: longer than KEYS_PASTE_MAX */
};

struct keys_in;

struct keys_in *keys_in_new(void);
void keys_in_free(struct keys_in *k);
/* Adds the terminal's own sequence for a key; NULL and "" are ignored. */
void keys_learn(struct keys_in *k, const char *sequence, enum keys code);
/* Adds bytes that arrived together. */
void keys_feed(struct keys_in *k, const char *bytes, size_t n);
/* Gets the next complete key. `flush`: nothing more came for a while, so a lone ESC is
 * the Esc key. False when there is none, or more bytes are needed. */
bool keys_next(struct keys_in *k, bool flush, struct key *key);
/* How many ms to wait before flushing bytes that are not a complete key yet (a lone
 * ESC, half a character); 0: there are none. */
int keys_patience(const struct keys_in *k);

/* Is that byte the last of those that are not a key yet? */
bool keys_end_with(const struct keys_in *k, char byte);

/* A key's label, "^G", "Enter", "PgDn", "F1", "n", and the key of a label. Ctrl-H is
 * Backspace, Ctrl-I Tab, Ctrl-M and Ctrl-J Enter, Ctrl-[ Esc. */
const char *key_label(const struct key *key, char out[16]);
bool key_named(const char *name, struct key *key);
bool key_same(const struct key *a, const struct key *b);	/* without pastes */

#endif
