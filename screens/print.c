/*
 * print.c - see print.h.
 */
#include "screens/print.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "export/book.h"
#include "practice/desk_print.h"
#include "practice/naming.h"
#include "practice/preferences.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/terminal.h"

/* What `chairside COMMAND VERB WHAT` prints; the file is called so, without the end of its name. */
struct paper {
	char *command, *verb, *what, *called;
	int64_t client;		/* whose card may be printed instead; 0: nobody's */
};

/* As NAME.html or NAME.txt in the exports folder; as a page that waits for the printer at the
 * person's desk; as text for the printer beside this terminal, after a test
 * page where none has come out or another is wanted. */
enum to { TO_PAGE, TO_TEXT, TO_DESK, TO_HERE, TO_TEST_HERE };

static void print_paper(struct desk *d, const struct paper *x, enum to to);

static struct paper *
paper_new(const char *command, const char *verb, const char *what, const char *called)
{
	struct paper *x = xmalloc(sizeof(*x));

	*x = (struct paper){ xstrdup(command), xstrdup(verb), xstrdup(what), xstrdup(called), 0 };
	return x;
}

static void
paper_free(void *arg)
{
	struct paper *x = arg;

	free(x->command);
	free(x->verb);
	free(x->what);
	free(x->called);
	free(x);
}

/* Starts the program; `say` NULL: it writes an export. */
static void
start(struct desk *d, const struct paper *x, const char *format, const char *target,
    const struct child_words *say)
{
	const char *words[] = { x->command, x->verb, x->what, "--format", format,
	    say != NULL ? "-o" : NULL, target, NULL };

	if (say == NULL)
		child_write(d, words, target, NULL);
	else
		child_start(d, words, say);
}

/* --- the printer beside the terminal ------------------------------------------------------- */

/* The kind of terminal, where it can be offered; else NULL. */
static const char *
printer_here(const struct desk *d)
{
	return d->terminal != NULL ? terminal_printer(d->terminal) : NULL;
}

static enum printer
printer_is(const struct desk *d)
{
	const char *kind = printer_here(d);

	return kind != NULL ? preferences_printer(d->p, kind) : PRINTER_UNTRIED;
}

static bool
send(struct desk *d, const char *text, bool plain)
{
	if (!terminal_print(d->terminal, text, plain || ui_is_ascii(d->ui))) {
		ui_complain(d->ui, "Not printed: the terminal has not taken the last paper yet, or "
		    "this one is too long for it.");
		return false;
	}
	ui_dirty(d->ui);	/* it may have shown the text */
	return true;
}

static void
written(struct desk *d, int status, UNUSED const char *said)
{
	AUTO_BUF struct buf text = BUF_INIT;
	struct err e;

	if (status != 0)
		return;
	if (!desk_print_take(d->p, &text, &e))
		ui_err(d->ui, &e);
	else
		send(d, text.s, printer_is(d) != PRINTER_GOOD);
}

static void
test_page_answered(struct ui *ui, char key, void *arg)
{
	static const char instead[] =
	    "Either this kind of terminal passes nothing to a printer, or none is chosen in it "
	    "(PuTTY: Terminal, Printing). P and then h try it again.\n\n"
	    "The paper waits for the printer at your desk instead: doc/desk-print.sh (Mac, Linux) "
	    "or doc/desk-print.ps1 (Windows), left running on the desk's own machine with the "
	    "address that is typed behind ssh, fetches it and opens it in the browser, which "
	    "prints it.\n";
	struct desk *d = ui_arg(ui);
	enum printer is = key == 'y' ? PRINTER_GOOD :
	    key == 'a' ? PRINTER_PLAIN : PRINTER_UNTRIED;
	struct err e;

	if (is != printer_is(d) && !preferences_set_printer(d->p, printer_here(d), is, &e)) {
		ui_err(ui, &e);
	} else if (is != PRINTER_UNTRIED) {
		print_paper(d, arg, TO_HERE);
	} else {
		print_paper(d, arg, TO_DESK);
		text_page_push(ui, "Printing at the desk", instead);
	}
}

static void
print_test_page(struct desk *d, const struct paper *x)
{
	static const struct ask_answer answers[] = {
		{ 'y', "yes" }, { 'a', "yes, but its letters with accents are wrong" },
		{ 'n', "no, or it stood on the screen" }, { 0, NULL }
	};
	AUTO_FREE char *text = xasprintf("A test page of chairside\n\n%s\nKind of terminal: %s\n"
	    "Letters with accents: \u00e9 \u00e8 \u00fc \u00f6 \u00f1 \u00e7 \u0161 \u0142\n\n"
	    "Now answer the question on the screen.\n",
	    record_text(d->p->settings, "name"), printer_here(d));

	if (send(d, text, false))
		ask_push(d->ui, "A test page was sent to this terminal's printer. Did the page come "
		    "out of the printer?", answers, test_page_answered,
		    paper_new(x->command, x->verb, x->what, x->called), paper_free);
}

static void
print_here(struct desk *d, const struct paper *x)
{
	AUTO_FREE char *done = xasprintf("Sent to this terminal's printer: %s", x->called);
	AUTO_FREE char *target = NULL;
	struct err e;

	if (printer_is(d) == PRINTER_UNTRIED)
		print_test_page(d, x);
	else if ((target = desk_print_here_path(d->p, &e)) == NULL)
		ui_err(d->ui, &e);
	else
		start(d, x, "text", target, &(struct child_words){ .at_work = "Printing",
		    .done = done, .ended = written });
}

/* --- every way ------------------------------------------------------------------------------- */

static void
print_at_desk(struct desk *d, const struct paper *x, const char *name)
{
	AUTO_FREE char *target = NULL, *done = NULL;
	struct err e;

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
	done = xasprintf("Waits for the printer at your desk, where doc/desk-print.sh (or .ps1) "
	    "fetches it: %s", name);
	start(d, x, "html", target, &(struct child_words){ .at_work = "Printing", .done = done });
}

static void
print_paper(struct desk *d, const struct paper *x, enum to to)
{
	const char *format = to == TO_TEXT ? "text" : "html";
	AUTO_FREE char *name = xasprintf("%s.%s", x->called, to == TO_TEXT ? "txt" : "html");
	AUTO_FREE char *target = NULL;

	if (to == TO_TEST_HERE)
		print_test_page(d, x);
	else if (to == TO_HERE)
		print_here(d, x);
	else if (to == TO_DESK)
		print_at_desk(d, x, name);
	else if ((target = child_target(d, name)) != NULL)
		start(d, x, format, target, NULL);
}

static enum to
to_where(char key)
{
	return key == 'd' ? TO_DESK : key == 'h' ? TO_HERE : key == 'w' ? TO_TEST_HERE :
	    key == 'p' || key == 'n' ? TO_PAGE : TO_TEXT;
}

static const char page[] = "a page to print", text[] = "plain text";
static const char desk[] = "a page for your desk's printer";
static const char here[] = "plain text on this terminal's printer";
static const char again[] = "the same, after a test page";

/* --- the book of a day ------------------------------------------------------------------------ */

/* The two days that may be printed; the next one with visits may be the day shown, or none. */
struct days {
	date_day shown, next;
	int64_t client;		/* of the selected visit; 0: nobody's */
};

static void
answered(struct ui *ui, char key, void *arg)
{
	const struct days *days = arg;
	char iso[DATE_ISO_SIZE];
	AUTO_FREE char *what = NULL, *called = NULL;
	struct paper *x;

	if (key == 'c') {
		print_card_push(ui_arg(ui), days->client);
		return;
	}
	date_to_iso(key == 'n' || key == 'x' ? days->next : days->shown, iso);
	what = xasprintf("--day=%s", iso);
	called = xasprintf("book-%s", iso);
	x = paper_new("book", "print", what, called);
	print_paper(ui_arg(ui), x, to_where(key));
	paper_free(x);
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
print_push(struct desk *d, date_day day, int64_t client)
{
	static const char next[] = "the next with visits, ";
	static struct ask_answer answers[9];
	static char labels[7][80];
	struct days days = { day, DATE_NONE, client }, *kept;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err none;
	size_t n = 0;

	if (!desk_may(d, ACTION_READ_CLIENTS))
		return;
	answers[n++] = answer('p', "", day, page, labels[0]);
	answers[n++] = answer('t', "", day, text, labels[1]);
	answers[n++] = answer('d', "", day, desk, labels[2]);
	if (printer_here(d) != NULL)
		answers[n++] = answer('h', "", day, here, labels[3]);
	if (printer_is(d) != PRINTER_UNTRIED)
		answers[n++] = (struct ask_answer){ 'w', again };
	if (book_next_day(d->p, &days.next, &none) && days.next != day) {
		answers[n++] = answer('n', next, days.next, page, labels[4]);
		answers[n++] = answer('x', next, days.next, text, labels[5]);
	}
	if (client != 0 && naming_add_id(d->p, &record_client, client, &name)) {
		AUTO_FREE char *label = xasprintf("a card with the next visits of %s", name.s);

		text_copy(labels[6], sizeof(labels[6]), label);
		answers[n++] = (struct ask_answer){ 'c', labels[6] };
	}
	answers[n].key = 0;
	kept = xmalloc(sizeof(*kept));
	*kept = days;
	ask_push(d->ui, "Print the book, with a blank screening form for each who needs one: "
	    "which day?", answers, answered, kept, free);
}

/* --- one paper ------------------------------------------------------------------------------ */

static void
paper_answered(struct ui *ui, char key, void *arg)
{
	const struct paper *x = arg;

	if (key == 'c')
		print_card_push(ui_arg(ui), x->client);
	else
		print_paper(ui_arg(ui), x, to_where(key));
}

static void
ask(struct desk *d, const char *question, struct paper *x)
{
	static struct ask_answer answers[7];
	size_t n = 0;

	answers[n++] = (struct ask_answer){ 'p', page };
	answers[n++] = (struct ask_answer){ 't', text };
	answers[n++] = (struct ask_answer){ 'd', desk };
	if (printer_here(d) != NULL)
		answers[n++] = (struct ask_answer){ 'h', here };
	if (printer_is(d) != PRINTER_UNTRIED)
		answers[n++] = (struct ask_answer){ 'w', again };
	if (x->client != 0)
		answers[n++] = (struct ask_answer){ 'c', "the card with the next visits instead" };
	answers[n].key = 0;
	ask_push(d->ui, question, answers, paper_answered, x, paper_free);
}

void
print_paper_push(struct desk *d, const char *question, const char *command, const char *what,
    const char *name, int64_t client)
{
	struct paper *x = paper_new(command, "print", what, name);

	x->client = client;
	ask(d, question, x);
}

void
print_card_push(struct desk *d, int64_t client)
{
	AUTO_FREE char *what = xasprintf("%lld", (long long)client);
	AUTO_FREE char *called = xasprintf("card-%s", what);

	if (desk_may(d, ACTION_READ_CLIENTS))
		ask(d, "Print the card with the client's next visits: as what?",
		    paper_new("client", "card", what, called));
}
