/*
 * palette.h - go anywhere, do anything, by name (Ctrl-G, or : in LIST).
 *
 * What works now on the screen beneath is in it by itself, with its key; the
 * program adds tabs, tasks and what it finds by what is typed. A name matches
 * folded: its begin first, then the begin of a word, then what was found, then any
 * part, then letters in order. Enter takes the palette away and runs the entry; Esc
 * leaves all as it was.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_PALETTE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_PALETTE_H

#include "screens/toolkit/ui.h"

struct palette;

/* The palette has gone when it runs. `id` is that of palette_add(). */
typedef void (*palette_run)(struct ui *ui, int64_t id, void *arg);

struct palette_source {
	/* Once, when it opens. NULL: none. */
	void (*always)(struct ui *ui, struct palette *p, void *arg);
	/* Adds what matches what is typed, best first, a screenful: clients. NULL:
	 * none. */
	void (*found)(struct ui *ui, const char *typed, struct palette *p, void *arg);
};

/* Texts are copied; `key` and `help` may be NULL: where both are, the name has the whole
 * line. */
void palette_add(struct palette *p, const char *name, const char *key,
    const char *help, palette_run run, int64_t id);
/* `source` is borrowed for good, `arg` while it is open; source may be NULL. */
void palette_push(struct ui *ui, const struct palette_source *source, void *arg);

/* How well a name or help answers to what was typed: 0 best; -1 not at all. */
int palette_rank(const char *typed, const char *name, const char *help);

#endif
