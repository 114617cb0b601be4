/*
 * import.c - `chairside import KIND FILE`: imports a file of another program.
 *
 * Refused rows are printed to standard error as they are found, as FILE:LINE:COLUMN:
 * sentence; with --format json they are part of the output instead.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "import/import.h"
#include "import/log.h"
#include "server/outbox.h"

static const struct option_spec options[] = {
	{ "map", 0, "FILE.ini", "a mapping file: which column is which field" },
	{ "preset", 0, "NAME", "a shipped mapping, such as salon-bookings" },
	{ "status", 0, "STATUS", "sessions: the status all rows have, such as no_show" },
	{ "no-client", 0, NULL, "sessions: accept a file in which no column is the "
	    "client" },
	{ "dry-run", 0, NULL, "read and check everything, write nothing" },
	{ "keep-going", 0, NULL, "go on where a quote seems not to be closed" },
	{ "refused", 0, "FILE.csv", "write the refused rows there, with the reason" },
	{ "format", 0, "text|json", "how to answer" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

/* arg: the file's name */
static void
tell_refused(long line, long column, const char *sentence, void *arg)
{
	AUTO_BUF struct buf text = BUF_INIT;

	buf_addf(&text, "%s:", (const char *)arg);
	if (line > 0)
		buf_addf(&text, "%ld:", line);
	if (column > 0)
		buf_addf(&text, "%ld:", column);
	buf_addf(&text, " %s", sentence);
	progress_end();
	print_shown(stderr, text.s);
	putc('\n', stderr);
}

static void
tell_noted(long line, const char *sentence, void *arg)
{
	AUTO_BUF struct buf text = BUF_INIT;

	buf_adds(&text, "note: ");
	buf_adds(&text, sentence);
	tell_refused(line, 0, text.s, arg);
}

/* In a dry run, prints which field a column became. arg: the file's name */
static void
tell_matched(const char *column, const char *field, const char *reason, UNUSED void *arg)
{
	static const struct { int width; } cells[] = { { 28 }, { 16 } };
	const char *words[] = { column, *field != '\0' ? field : "-" };
	AUTO_BUF struct buf line = BUF_INIT, shown = BUF_INIT;
	size_t i;

	for (i = 0; i < 2; i++) {
		buf_cut(&shown, 0);
		text_show(&shown, words[i], false);
		text_fit(&line, shown.s, cells[i].width, true);
		buf_adds(&line, "  ");
	}
	buf_adds(&line, reason);
	progress_end();
	print_shown(stdout, line.s);
	putchar('\n');
}

static void
add_made(struct buf *out, long n, const char *one, const char *many)
{
	if (n > 0)
		buf_addf(out, "%s%ld %s", out->len > 0 ? ", " : "", n,
		    n == 1 ? one : many);
}

static void
print_summary(const struct import_options *o, const struct import_result *r)
{
	AUTO_BUF struct buf made = BUF_INIT;

	printf("%ld row%s of %s: %ld added, %ld changed, %ld as they were, "
	    "%ld refused.\n", r->rows, text_plural(r->rows), o->kind, r->added,
	    r->changed, r->unchanged, r->refused);
	if (r->passed > 0)
		printf("%ld row%s skipped: the notes say why.\n", r->passed,
		    r->passed == 1 ? " was" : "s were");
	add_made(&made, r->made_clients, "client", "clients");
	add_made(&made, r->made_staff, "member of staff", "members of staff");
	add_made(&made, r->made_services, "service", "services");
	add_made(&made, r->made_products, "product", "products");
	add_made(&made, r->made_rooms, "room", "rooms");
	add_made(&made, r->made_devices, "device", "devices");
	if (made.len > 0)
		printf("Made on the way: %s.\n", made.s);
	if (r->overlaps > 0)
		printf("%ld session%s another of the same practitioner; kept and "
		    "marked.\n", r->overlaps, r->overlaps == 1 ? " overlaps" :
		    "s overlap");
	if (o->dry_run)
		printf("Nothing was written: this was a dry run.\n");
}

static bool
import_file(struct practice *p, struct import_options *o, bool json,
    struct err *e)
{
	struct import_log log = IMPORT_LOG_INIT;
	struct import_result r = { .rows = 0 };
	bool ok;

	if (o->dry_run && !json) {
		tell_matched("COLUMN", "FIELD", "WHY", o->arg);
		o->matched = tell_matched;
	}
	if (json) {
		o->refused = import_log_refused;
		o->noted = import_log_noted;
		o->matched = import_log_matched;
		o->arg = &log;
	}
	ok = practice_import(p, o, &r, e);
	progress_end();
	if (json && (ok || r.rows > 0))
		import_log_json(&log, o, &r, ok ? NULL : e->text, stdout);
	else if (ok || r.rows > 0)
		print_summary(o, &r);
	import_log_free(&log);
	if (ok && r.refused > 0)
		return err_set(e, ERR_REFUSED, NULL, r.refused == 1 ?
		    "%ld row was refused." : "%ld rows were refused.", r.refused);
	return ok;
}

static void
show_progress(int permille, UNUSED void *arg)
{
	static char doing[] = "importing";

	progress_show(permille, doing);
}

static volatile sig_atomic_t stop;

/* The alarm a second later ends a read that had not begun to wait when the signal came. */
static void
on_signal(int number)
{
	if (number == SIGALRM)
		return;
	stop = number;
	alarm(1);
}

/* On a signal the import stops in order, with a message. A read that waits is
 * interrupted. */
static void
catch_signals(void)
{
	static const int ends[] = { SIGTERM, SIGINT, SIGHUP, SIGALRM };
	struct sigaction sa = { .sa_handler = on_signal };
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < ARRAY_LEN(ends); i++)
		sigaction(ends[i], &sa, NULL);
}

static bool
import_run(struct call *c, struct err *e)
{
	struct import_options o = {
		.kind = c->words[0], .path = c->words[1],
		.map = call_option(c, "map"), .preset = call_option(c, "preset"),
		.status = call_option(c, "status"),
		.no_client = call_option(c, "no-client") != NULL,
		.refused_to = call_option(c, "refused"),
		.dry_run = call_option(c, "dry-run") != NULL,
		.keep_going = call_option(c, "keep-going") != NULL,
		.stop = &stop, .progress = show_progress, .refused = tell_refused,
		.noted = tell_noted, .arg = (char *)(uintptr_t)c->words[1],
	};
	AUTO_FREE char *kept = NULL;	/* where the mapping lies */
	struct practice *p;
	bool json, ok;

	if (!call_json(c, &json, e) || !progress_begin(c, o.path, e))
		return false;
	if (o.map != NULL && o.preset != NULL)
		return err_set(e, ERR_USAGE, NULL,
		    "--map and --preset are two ways to say the same; give one.");
	if (c->over_ssh && o.map != NULL &&
	    (o.map = kept = outbox_mapping(c->db, o.map, e)) == NULL)
		return false;
	if ((p = call_open(c, e)) == NULL)
		return false;
	catch_signals();
	ok = import_file(p, &o, json, e);
	practice_close(p);
	return ok;
}

const struct command command_import = {
	.name = "import", .words = "KIND FILE|-",
	.help = "Import a file from another program.",
	.more = "  KIND is clients, staff, services, products, sessions, receipts, subscribers,\n"
	    "  reviews, rooms, devices, waiting (client, service, staff, days, from, before,\n"
	    "  until, urgent, note), hours (staff, days, from, to, since), blocks (time\n"
	    "  off: staff, date, from, to, reason), lots (product, code, expiry, received,\n"
	    "  on hand, recalled), consents (client, document, treatment, signed on),\n"
	    "  charts (a row a zone: client, date, zone, depth in mm, passes, lot) or\n"
	    "  allergies, medicines, conditions (a row each: client, description, ended).\n"
	    "  Sessions and blocks are read from a calendar file (.ics) too.\n"
	    "  Columns that are called like a field match by themselves; a mapping says the\n"
	    "  rest. A row that is refused is reported and skipped, the others go in; the\n"
	    "  exit status is then 4. Importing a file again changes nothing.\n",
	.min_words = 2, .max_words = 2, .options = options, .run = import_run,
};
