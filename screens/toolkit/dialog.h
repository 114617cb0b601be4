/*
 * dialog.h - questions, choices and pages of text over another screen.
 *
 * Each is a screen with a callback. It is closed before the callback runs, except for a
 * line, so a callback may push another. Esc and Ctrl-C close it without a callback.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_H
#define CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_H

#include "screens/toolkit/ui.h"

/* --- a page of text ---------------------------------------------------------- */

/* A page that scrolls; texts are copied. '\n' ends a line. A line `keys TAB what they
 * do` has two columns, the second wrapped; a line that starts with TAB is a heading. */
void text_page_push(struct ui *ui, const char *title, const char *text);

/* --- a question with one-key answers ------------------------------------------- */

struct ask_answer {
	char key;		/* a letter or digit; 0 ends a table */
	const char *label;
};
/* `answers` is borrowed for good (a static table). Enter is no answer. */
void ask_push(struct ui *ui, const char *question,
    const struct ask_answer *answers, void (*answered)(struct ui *ui, char key,
    void *arg), void *arg, void (*arg_free)(void *arg));

/* Says why something was not done. True: the same can be done in a moment, when nobody else
 * writes or the disk has room again. What was typed or chosen for it stays, or is asked again. */
bool dialog_again(struct ui *ui, const struct err *e);
/* The same for a line of text, as its `done` answers (below). False: what is typed stays, to be
 * taken in a moment, or to be mended: ERR_INVALID of that field, NULL: of any. */
bool dialog_ends(struct ui *ui, const struct err *e, const char *field);

/* --- one line of text --------------------------------------------------------------- */

/* `done` gets the trimmed text, which may be blank; it returns false, after a message,
 * to keep the line open. `hint` is shown below the line. */
void line_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg));

/* The same for what must not be lost: `keep` is called with what is typed as screen_ops.keep
 * is, and when the line is left. */
void line_push_kept(struct ui *ui, const char *title, const char *hint, const char *initial,
    bool (*keep)(struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e),
    bool (*done)(struct ui *ui, const char *text, void *arg), void *arg,
    void (*arg_free)(void *arg));

/* The same for what nobody else may read: it is not shown. */
void secret_push(struct ui *ui, const char *title, const char *hint,
    bool (*done)(struct ui *ui, const char *text, void *arg), void *arg,
    void (*arg_free)(void *arg));

/* The same for a file's name: Tab and Ctrl-P complete it. */
void path_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg));

/* --- one of many, narrowed by typing --------------------------------------------------- */

struct choice_row {
	int64_t id;
	char *text, *note;	/* owned; note may be NULL */
	char *alert;		/* owned, shown on the row below; may be NULL */
};
struct choice_rows {
	struct choice_row *rows;
	size_t n, cap;
	bool more;		/* there are others: keep typing */
};
/* For sources: copies the texts. */
void choice_add(struct choice_rows *rows, int64_t id, const char *text,
    const char *note);
void choice_rows_clear(struct choice_rows *rows);
/* Where the notes begin in rows of that many columns: at `usual`, or further left where a
 * note would else be cut and the texts leave room. */
int choice_rows_notes(const struct choice_rows *rows, int cols, int usual);

struct choose_source {
	const char *title;
	const char *none;	/* shown when nothing matches */
	/* Adds the matches of the text, best first, at most a screenful. */
	void (*matches)(struct ui *ui, const char *typed, struct choice_rows *into,
	    void *arg);
	void (*chosen)(struct ui *ui, const struct choice_row *row, void *arg);
	void (*arg_free)(void *arg);	/* NULL: nothing */
	/* Ctrl-X on a row; the dialog is closed. NULL: a message says that nothing can
	 * be discarded here. */
	void (*discard)(struct ui *ui, const struct choice_row *row, void *arg);
	/* Keeps what is typed, as screen_ops.keep does; `typed` NULL: the dialog closes, and
	 * what was kept ends. NULL: nothing is kept. */
	bool (*keep)(struct ui *ui, const char *typed, enum keep why, void *arg,
	    struct err *e);
};
/* `source` is borrowed for good, `arg` until arg_free. */
void choose_push(struct ui *ui, const struct choose_source *source, void *arg);
/* Is that one in front? */
bool choose_is(const struct ui *ui, const struct choose_source *source);

#endif
