/*
 * print.c - see print.h.
 */
#include "screens/print.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "export/book.h"
#include "practice/desk_print.h"
#include "practice/naming.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"

/* The two days that may be printed; the next one with visits may be the day shown, or none. */
struct days {
	date_day shown, next;
};

/* What the program prints for these words, as NAME.html or NAME.txt in the exports folder, or
 * as a page that waits for the printer at the person's desk. `words` end with a place for the
 * format, a NULL, and room for two more. */
enum to { TO_PAGE, TO_TEXT, TO_DESK };

static void
print_words(struct desk *d, const char **words, const char *called, enum to to)
{
	AUTO_FREE char *name = xasprintf("%s.%s", called, to == TO_TEXT ? "txt" : "html");
	AUTO_FREE char *target = NULL, *done = NULL;
	size_t n = 0;
	struct err e;

	while (words[n] != NULL)
		n++;
	words[n++] = to == TO_TEXT ? "text" : "html";
	if (to != TO_DESK) {
		target = child_target(d, name);
		if (target != NULL)
			child_write(d, words, target, NULL);
		return;
	}
	if (d->p->room != NULL) {
		ui_complain(d->ui, "The key of a room fetches no papers: log in with a key of your own "
		    "to print at a desk.");
		return;
	}
	target = desk_print_path(d->p, name, &e);
	if (target == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	words[n++] = "-o";
	words[n] = target;
	done = xasprintf("Waits for the printer at your desk, where desk-print fetches it: %s",
	    name);
	child_start(d, words, &(struct child_words){ .at_work = "Printing", .done = done });
}

static void
print_day(struct desk *d, date_day day, enum to to)
{
	char iso[DATE_ISO_SIZE];
	const char *words[10] = { "book", "print", "--day", date_to_iso(day, iso), "--format" };
	AUTO_FREE char *name = xasprintf("book-%s", iso);

	print_words(d, words, name, to);
}

static void
answered(struct ui *ui, char key, void *arg)
{
	const struct days *days = arg;

	print_day(ui_arg(ui), key == 'n' || key == 'x' ? days->next : days->shown,
	    key == 'd' ? TO_DESK : key == 'p' || key == 'n' ? TO_PAGE : TO_TEXT);
}

/* "the next with visits, Tue 24 Nov, as plain text" */
static struct ask_answer
answer(char key, const char *what, date_day day, const char *as, char label[80])
{
	char words[24];

	snprintf(label, 80, "%s%s, as %s", what, naming_day(day, words), as);
	return (struct ask_answer){ key, label };
}

void
print_push(struct desk *d, date_day day)
{
	static const char page[] = "a page to print", text[] = "plain text";
	static const char desk[] = "a page for your desk's printer";
	static const char next[] = "the next with visits, ";
	static struct ask_answer answers[6];
	static char labels[5][80];
	struct days days = { day, DATE_NONE }, *kept;
	struct err none;
	size_t n = 0;

	if (!desk_may(d, ACTION_READ_CLIENTS))
		return;
	answers[n++] = answer('p', "", day, page, labels[0]);
	answers[n++] = answer('t', "", day, text, labels[1]);
	answers[n++] = answer('d', "", day, desk, labels[4]);
	if (book_next_day(d->p, &days.next, &none) && days.next != day) {
		answers[n++] = answer('n', next, days.next, page, labels[2]);
		answers[n++] = answer('x', next, days.next, text, labels[3]);
	}
	answers[n].key = 0;
	kept = xmalloc(sizeof(*kept));
	*kept = days;
	ask_push(d->ui, "Print the book, with a blank screening form for each who needs one: "
	    "which day?", answers, answered, kept, free);
}

/* --- one paper ------------------------------------------------------------------------------ */

struct paper {
	char *command, *what, *name;
};

static void
paper_free(void *arg)
{
	struct paper *x = arg;

	free(x->command);
	free(x->what);
	free(x->name);
	free(x);
}

static void
paper_answered(struct ui *ui, char key, void *arg)
{
	const struct paper *x = arg;
	const char *words[10] = { x->command, "print", x->what, "--format" };

	print_words(ui_arg(ui), words, x->name, key == 'd' ? TO_DESK :
	    key == 'p' ? TO_PAGE : TO_TEXT);
}

void
print_paper_push(struct desk *d, const char *question, const char *command, const char *what,
    const char *name)
{
	static const struct ask_answer answers[] = {
		{ 'p', "a page to print" }, { 't', "plain text" },
		{ 'd', "a page for your desk's printer" }, { 0, NULL }
	};
	struct paper *x = xmalloc(sizeof(*x));

	*x = (struct paper){ xstrdup(command), xstrdup(what), xstrdup(name) };
	ask_push(d->ui, question, answers, paper_answered, x, paper_free);
}
