/*
 * palette.h - go anywhere, do anything, by name (Ctrl-G, or : in LIST).
 *
 * The actions of the screen beneath are always in it, with their keys; the program adds
 * tabs, tasks and whatever it finds for the text typed. Case and accents are ignored.
 * Best matches first: the start of a name, the start of a word, what the program found,
 * any part, letters in order. Enter closes the palette and runs the entry; Esc closes
 * it.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_PALETTE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_PALETTE_H

#include "screens/toolkit/ui.h"

struct palette;

/* Runs after the palette has closed. `id` is that of palette_add(). */
typedef void (*palette_run)(struct ui *ui, int64_t id, void *arg);

struct palette_source {
	/* Adds entries once, when the palette opens; may be NULL. */
	void (*always)(struct ui *ui, struct palette *p, void *arg);
	/* Adds entries that match the text, best first, at most a screenful (clients);
	 * may be NULL. */
	void (*found)(struct ui *ui, const char *typed, struct palette *p, void *arg);
	/* As that of struct choose_source. */
	bool (*keep)(struct ui *ui, const char *typed, enum keep why, void *arg,
	    struct err *e);
};

/* Texts are copied; `key` and `help` may be NULL: with neither, the name fills the
 * line. */
void palette_add(struct palette *p, const char *name, const char *key,
    const char *help, palette_run run, int64_t id);
/* `source` (may be NULL) is borrowed for good, `arg` while the palette is open; `typed`
 * stands in it already. Where it is open nothing is done. */
void palette_push(struct ui *ui, const struct palette_source *source, const char *typed,
    void *arg);

/* How well a name or help matches the text: 0 is best, -1 no match. */
int palette_rank(const char *typed, const char *name, const char *help);

#endif
