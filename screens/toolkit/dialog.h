/*
 * dialog.h - questions, choices and pages of text over another screen.
 *
 * Each is a screen of its own with a callback; it has gone when the callback runs,
 * which may push another. Esc and Ctrl-C close it and call nobody.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_H
#define CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_H

#include "screens/toolkit/ui.h"

/* --- a page of text ---------------------------------------------------------- */

/* Scrolls; texts are copied. '\n' begins a line; of `keys TAB what they do` the second
 * part is folded beside the first; a line that begins with TAB is a heading. */
void text_page_push(struct ui *ui, const char *title, const char *text);

/* --- a question with one-key answers ------------------------------------------- */

struct ask_answer {
	char key;		/* a letter or digit; 0 ends a table */
	const char *label;
};
/* `answers` is borrowed for good (a static table). Enter alone answers nothing. */
void ask_push(struct ui *ui, const char *question,
    const struct ask_answer *answers, void (*answered)(struct ui *ui, char key,
    void *arg), void *arg, void (*arg_free)(void *arg));

/* --- one line of text --------------------------------------------------------------- */

/* `text` is trimmed and may be blank; returning false keeps the line open (the
 * callback has said why). `hint` stands below the line. */
void line_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg));

/* The same for a file's name: Tab and Ctrl-P complete it. */
void path_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg));

/* --- one of many, narrowed by typing --------------------------------------------------- */

struct choice_row {
	int64_t id;
	char *text, *note;	/* owned; note may be NULL */
	char *alert;		/* owned, on a row below; NULL: none */
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

struct choose_source {
	const char *title;
	const char *none;	/* what is said when nothing matches */
	/* Fills in the matches of what is typed, best first, a screenful of them. */
	void (*matches)(struct ui *ui, const char *typed, struct choice_rows *into,
	    void *arg);
	void (*chosen)(struct ui *ui, const struct choice_row *row, void *arg);
	void (*arg_free)(void *arg);	/* NULL: nothing */
	/* Ctrl-X on a row; the dialog has gone. NULL: nothing is thrown away here, which
	 * is said. */
	void (*discard)(struct ui *ui, const struct choice_row *row, void *arg);
};
/* `source` is borrowed for good, `arg` until arg_free. */
void choose_push(struct ui *ui, const struct choose_source *source, void *arg);

#endif
