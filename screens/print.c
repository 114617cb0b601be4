/*
 * print.c - see print.h.
 */
#include "screens/print.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "export/book.h"
#include "practice/naming.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"

/* The two days that may be printed; the next one with visits may be the day shown, or none. */
struct days {
	date_day shown, next;
};

static void
print_day(struct desk *d, date_day day, bool page)
{
	char iso[DATE_ISO_SIZE];
	const char *words[] = { "book", "print", "--day", date_to_iso(day, iso), "--format",
	    page ? "html" : "text", NULL };
	AUTO_FREE char *name = xasprintf("book-%s.%s", iso, page ? "html" : "txt");
	AUTO_FREE char *target = child_target(d, name);

	if (target != NULL)
		child_write(d, words, target, NULL);
}

static void
answered(struct ui *ui, char key, void *arg)
{
	const struct days *days = arg;

	print_day(ui_arg(ui), key == 'n' || key == 'x' ? days->next : days->shown,
	    key == 'p' || key == 'n');
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
	static const char next[] = "the next with visits, ";
	static struct ask_answer answers[5];
	static char labels[4][80];
	struct days days = { day, DATE_NONE }, *kept;
	struct err none;
	size_t n = 0;

	if (!desk_may(d, ACTION_READ_CLIENTS))
		return;
	answers[n++] = answer('p', "", day, page, labels[0]);
	answers[n++] = answer('t', "", day, text, labels[1]);
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
	bool page = key == 'p';
	const char *words[] = { x->command, "print", x->what, "--format", page ? "html" : "text",
	    NULL };
	AUTO_FREE char *name = xasprintf("%s.%s", x->name, page ? "html" : "txt");
	AUTO_FREE char *target = child_target(ui_arg(ui), name);

	if (target != NULL)
		child_write(ui_arg(ui), words, target, NULL);
}

void
print_paper_push(struct desk *d, const char *question, const char *command, const char *what,
    const char *name)
{
	static const struct ask_answer answers[] = {
		{ 'p', "a page to print" }, { 't', "plain text" }, { 0, NULL }
	};
	struct paper *x = xmalloc(sizeof(*x));

	*x = (struct paper){ xstrdup(command), xstrdup(what), xstrdup(name) };
	ask_push(d->ui, question, answers, paper_answered, x, paper_free);
}
