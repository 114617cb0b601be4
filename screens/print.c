/*
 * print.c - see print.h.
 */
#include "screens/print.h"

#include "base/clock.h"
#include "base/mem.h"
#include "export/book.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"

static const struct ask_answer answers[] = {
	{ 'n', "the next day with visits, as a page to print" },
	{ 't', "today, as a page to print" },
	{ 'p', "the next day with visits, as plain text" },
	{ 'd', "today, as plain text" },
	{ 0, NULL }
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
answered(struct ui *ui, char key, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);
	date_day day = clock_today();
	struct err e;

	if ((key == 'n' || key == 'p') && !book_next_day(d->p, &day, &e))
		ui_err(ui, &e);
	else
		print_day(d, day, key == 'n' || key == 't');
}

void
print_push(struct desk *d)
{
	if (desk_may(d, ACTION_READ_CLIENTS))
		ask_push(d->ui, "Print the book, with a blank screening form for each who needs "
		    "one: which day?", answers, answered, NULL, NULL);
}
