/*
 * Proves that a column goes to the field it names best, wherever it stands: the same
 * plan for every order of the columns; that nothing is left out without a word, also
 * in a dry run; and that what the first release took in is not written again.
 * The clock stands at 2026-03-12 10:00.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

#define COLUMNS_MAX 32

/* --- a file as columns that can be put in any order ------------------------------- */

struct column {
	const char *header, *cell;
};

static char plan[COLUMNS_MAX][160];
static size_t n_plan;

static void
matched(const char *column, const char *field, const char *reason, void *arg)
{
	assert_true(n_plan < COLUMNS_MAX);
	snprintf(plan[n_plan++], sizeof(plan[0]), "%s>%s (%s)", column, field, reason);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The plan of a dry run, its lines in order of the headers. */
static void
plan_of(struct practice *p, const char *kind, const struct column *c,
    const size_t *order, size_t n, struct buf *out)
{
	struct import_options o = { .kind = kind, .dry_run = true, .no_client = true,
	    .matched = matched };
	AUTO_BUF struct buf rows = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(&rows, "%s%s", i > 0 ? "," : "", c[order[i]].header);
	buf_addc(&rows, '\n');
	for (i = 0; i < n; i++)
		buf_addf(&rows, "%s%s", i > 0 ? "," : "", c[order[i]].cell);
	buf_addc(&rows, '\n');
	n_plan = 0;
	importing_as(p, &o, rows.s, rows.len, NULL);
	if (!imported.ok)
		fail_msg("%s: %s", rows.s, imported.e.text);
	qsort(plan, n_plan, sizeof(plan[0]), by_text);
	for (i = 0; i < n_plan; i++)
		buf_addf(out, "%s\n", plan[i]);
}

static void
is_plan(struct practice *p, const char *kind, const struct column *c,
    const size_t *order, size_t n, const char *expected)
{
	AUTO_BUF struct buf got = BUF_INIT;

	plan_of(p, kind, c, order, n, &got);
	assert_string_equal(got.s, expected);
}

/* All orders of the columns from `at` on. */
static void
permute(struct practice *p, const char *kind, const struct column *c, size_t *order,
    size_t at, size_t n, const char *expected)
{
	size_t i, kept;

	if (at + 1 >= n) {
		is_plan(p, kind, c, order, n, expected);
		return;
	}
	for (i = at; i < n; i++) {
		kept = order[at];
		order[at] = order[i];
		order[i] = kept;
		permute(p, kind, c, order, at + 1, n, expected);
		kept = order[at];
		order[at] = order[i];
		order[i] = kept;
	}
}

static size_t
set_order(size_t *order, const struct column *c)
{
	size_t n;

	for (n = 0; c[n].header != NULL; n++)
		order[n] = n;
	return n;
}

/* --- the cases -------------------------------------------------------------------- */

static const struct {
	const char *kind;
	struct column columns[7];
	const char *plan;
} small[] = {
	{ "products", { { "Product Name", "Serum" }, { "Description", "Brightens" },
	    { "SKU", "V1" }, { "Retail Price", "48.00" }, { "Stock", "6" },
	    { NULL, NULL } },
	    "Description> (not kept)\nProduct Name>name (by alias)\n"
	    "Retail Price>price (by alias)\nSKU>code (by alias)\n"
	    "Stock>on_hand (by alias)\n" },
	{ "products", { { "Description", "Serum" }, { "SKU", "V1" }, { NULL, NULL } },
	    "Description>name (by alias)\nSKU>code (by alias)\n" },
	{ "services", { { "Service Name", "Peel" }, { "Description", "Light" },
	    { "Desc", "L" }, { "Duration", "45" }, { NULL, NULL } },
	    "Desc> (not kept)\nDescription> (not kept)\nDuration>minutes (by alias)\n"
	    "Service Name>name (by alias)\n" },
	{ "clients", { { "Last Name", "Lee" }, { "State", "ON" }, { "Mobile", "1" },
	    { "Telephone", "2" }, { "Home Phone", "3" }, { NULL, NULL } },
	    "Home Phone> (kept as a note)\nLast Name>family (by alias)\n"
	    "Mobile>phone (by alias)\nState>region (by alias)\n"
	    "Telephone>phone (where the other is blank, else kept as a note)\n" },
	{ "clients", { { "Last Name", "Lee" }, { "State", "inactive" },
	    { "Province", "Ontario" }, { NULL, NULL } },
	    "Last Name>family (by alias)\nProvince>region (by alias)\n"
	    "State>archived (by content)\n" },
	{ "sessions", { { "Booking Date", "2026-01-01" },
	    { "Start Time", "2026-01-05 14:30" }, { "Client Name", "" },
	    { "Status", "Completed" }, { "State", "NY" }, { NULL, NULL } },
	    "Booking Date>booked_on (by alias)\nClient Name>client (by alias)\n"
	    "Start Time>start (by alias)\nState> (kept as a note)\n"
	    "Status>status (by name)\n" },
	{ "sessions", { { "Booking Date", "2026-01-01" }, { "Start Time", "14:30" },
	    { "Client", "" }, { "State", "Ontario" }, { NULL, NULL } },
	    "Booking Date>date (by alias)\nClient>client (by name)\n"
	    "Start Time>start (by alias)\nState> (kept as a note)\n" },
	{ "sessions", { { "Date", "2026-01-05" }, { "Booking Date", "2026-01-01" },
	    { "Client", "" }, { "State", "arrived" }, { NULL, NULL } },
	    "Booking Date>booked_on (by alias)\nClient>client (by name)\n"
	    "Date>date (by name)\nState>status (by alias)\n" },
	{ "subscribers", { { "Email", "a@example.org" }, { "State", "NY" },
	    { "Status", "active" }, { "City", "Troy" }, { NULL, NULL } },
	    "City> (not kept)\nEmail>email (by name)\nState> (not kept)\n"
	    "Status>state (by alias)\n" },
	{ "receipts", { { "Number", "1" }, { "Date", "2026-01-05" }, { "Amount", "5" },
	    { "State", "Ontario" }, { NULL, NULL } },
	    "Amount>amount (by name)\nDate>date (by name)\nNumber>number (by name)\n"
	    "State> (not kept)\n" },
};

static void
every_order_is_one_plan(void **state)
{
	struct practice *p = importing_new("orders.db");
	size_t order[COLUMNS_MAX], i, n;

	for (i = 0; i < ARRAY_LEN(small); i++) {
		n = set_order(order, small[i].columns);
		permute(p, small[i].kind, small[i].columns, order, 0, n, small[i].plan);
	}
	practice_close(p);
}

static const struct column acuity[] = {
	{ "Start Time", "2020-12-02 9:00 am" }, { "End Time", "2020-12-02 10:45 am" },
	{ "Timezone", "Europe/London" }, { "First Name", "Ann" }, { "Last Name", "Roe" },
	{ "Phone", "1" }, { "Email", "a@example.org" }, { "Type", "Peel" },
	{ "Calendar", "Lin Ng" }, { "Appointment Price", "29.00" }, { "Paid?", "yes" },
	{ "Date Scheduled", "2020-11-25" }, { "Appointment ID", "4870" },
	{ "State", "CA" }, { "Cancelled By", "Lin Ng" }, { "Description", "x" },
	{ NULL, NULL }
};

static void
random_orders_are_one_plan(void **state)
{
	struct practice *p = importing_new("random.db");
	AUTO_BUF struct buf first = BUF_INIT;
	size_t order[COLUMNS_MAX], n = set_order(order, acuity), i, k, kept;
	unsigned long seed = 1;
	int round;

	plan_of(p, "sessions", acuity, order, n, &first);
	assert_non_null(strstr(first.s, "First Name>client (by alias)\n"));
	assert_non_null(strstr(first.s, "Last Name>client (by alias)\n"));
	assert_non_null(strstr(first.s, "Type>service (by alias)\n"));
	assert_non_null(strstr(first.s, "Calendar>staff (by alias)\n"));
	assert_non_null(strstr(first.s, "Date Scheduled>booked_on (by alias)\n"));
	assert_non_null(strstr(first.s, "Appointment ID>external_id (by alias)\n"));
	/* a person's name does not say which side cancelled */
	assert_non_null(strstr(first.s, "Cancelled By> (kept as a note)\n"));
	for (round = 0; round < 40; round++) {
		for (i = n - 1; i > 0; i--) {
			seed = seed * 1103515245 + 12345;
			k = (seed >> 8) % (i + 1);
			kept = order[i];
			order[i] = order[k];
			order[k] = kept;
		}
		is_plan(p, "sessions", acuity, order, n, first.s);
	}
	practice_close(p);
}

static void
one_name_twice(void **state)
{
	struct practice *p = importing_new("twice.db");

	importing(p, "clients", "Last Name,Email,E-Mail,Remark,Remark\n"
	    "Lee,a@example.org,b@example.org,one,two\nPoe,,c@example.org,,\n", NULL);
	counted(2, 2, 0, 0, 0);
	said("noted 0 Columns 2 and 3 are both called \"Email\"");
	is_text("SELECT group_concat(email, ' ') FROM client", "b@example.org c@example.org");
	is_text("SELECT notes FROM client WHERE id = 1",
	    "Remark: one\nRemark (2): two\nEmail: a@example.org");
	/* a mapping that names it takes the first */
	importing(p, "clients", "Name,Mail,Mail\nMoe,d@example.org,e@example.org\n",
	    "[clients]\nfamily = Name\nemail = Mail\n");
	counted(1, 1, 0, 0, 0);
	said("noted 0 Columns 2 and 3 are both called \"Mail\"");
	is_text("SELECT email || notes FROM client WHERE family = 'Moe'",
	    "d@example.orgMail (2): e@example.org");
	practice_close(p);
}

static void
nothing_is_left_out_silently(void **state)
{
	struct practice *p = importing_new("left.db");

	importing(p, "products", "id,Item Name,Description\n7,Serum,Bright\n", NULL);
	counted(1, 1, 0, 0, 0);
	said("noted 0 Not kept: Description.");
	said("noted 0 Left out, since chairside sets it itself: id.");
	/* a whole name beside its parts is kept where it says more */
	importing(p, "clients", "First Name,Last Name,Full Name\nAnn,Lee,Ann Lee\n"
	    "Bo,Poe,Bo Max Poe\n", NULL);
	is_text("SELECT group_concat(coalesce(notes, '-'), '; ') FROM client",
	    "-; Name: Bo Max Poe");
	practice_close(p);
}

/* --- the day of the visit ------------------------------------------------------------ */

static void
the_start_says_the_day(void **state)
{
	struct practice *p = importing_new("day.db");

	importing(p, "sessions", "Client,Date,Start Time\n,2026-01-01,2026-01-05 14:30\n"
	    ",2026-01-06,2026-01-06 9:00\n,2026-01-07,10:00\n", NULL);
	counted(3, 3, 0, 0, 0);
	said("noted 2 The start says 2026-01-05 and the date 2026-01-01: the start's day "
	    "counts.");
	is_text("SELECT group_concat(date || ' ' || start, ';') FROM session",
	    "2026-01-05 870;2026-01-06 540;2026-01-07 600");
	is_text("SELECT notes FROM session WHERE id = 1", "Date: 2026-01-01");
	/* what a mapping names stands */
	importing(p, "sessions", "Client,Day,Start\n,2026-02-01,2026-02-05 14:30\n",
	    "[sessions]\ndate = Day\n");
	is_text("SELECT date FROM session WHERE id = 4", "2026-02-01");
	said("noted 2 The start says 2026-02-05 and the date 2026-02-01: the mapping's "
	    "date counts.");
	practice_close(p);
}

static void
visits_have_a_client(void **state)
{
	static const char rows[] = "Date,Pet Name,Contact Phone\n2026-01-05,Rex,1\n";
	struct practice *p = importing_new("nobody.db");
	struct import_options o = { .kind = "sessions", .no_client = true };
	int64_t before = number_of("SELECT count(*) FROM journal");

	assert_false(importing(p, "sessions", rows, NULL));
	if (strstr(imported.e.text, "it might be Pet Name, Contact Phone.") == NULL ||
	    strstr(imported.e.text, "--no-client") == NULL)
		fail_msg("%s", imported.e.text);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), before);
	importing_as(p, &o, rows, strlen(rows), NULL);
	counted(1, 1, 0, 0, 0);
	/* a mapping may say that there is none */
	importing(p, "sessions", "Date,Pet Name\n2026-01-06,Tom\n",
	    "[sessions]\nclient = \"\"\n");
	counted(1, 1, 0, 0, 0);
	/* the message names the column that another field has taken */
	assert_false(importing(p, "receipts", "Date,Client,Price\n2026-01-05,,5\n",
	    "[receipts]\nnumber = Date + Client\n"));
	if (strstr(imported.e.text, "The file has no column for date: \"Date\" feeds "
	    "number.") == NULL)
		fail_msg("%s", imported.e.text);
	practice_close(p);
}

/* --- what the first release took in ---------------------------------------------------- */

/* A mapping says what the first release understood by itself. */
static void
taken_in_before(void **state)
{
	static const struct {
		const char *kind, *rows, *as_then;
	} files[] = {
		{ "products", "Product Name,Description,SKU,Stock\nSerum,Bright,V1,6\n"
		    "Balm,Soft,B1,3\nBalm,Soft,,3\nBalm,Soft,,3\n",
		    "[products]\nname = Description\ncode = SKU\non_hand = Stock\n" },
		{ "sessions", "Booking Date,Client Name,Start Time,Status\n"
		    "2026-01-01,,2026-01-05 14:30,Completed\n"
		    "2026-01-01,,2026-01-05 14:30,Completed\n",
		    "[sessions]\ndate = Booking Date\nclient = Client Name\n"
		    "start = Start Time\nstatus = Status\n" },
		{ "subscribers", "Email,Accepts Email Marketing\na@example.org,yes\n"
		    "b@example.org,no\n", "[subscribers]\nemail = Email\nstate = \"\"\n" },
		{ "clients", "Last Name,Phone,Mobile\nLee,,1\nPoe,2,3\n",
		    "[clients]\nfamily = Last Name\nphone = Phone\n" },
	};
	struct practice *p = importing_new("before.db");
	int64_t entries;
	size_t i;
	long n;

	for (i = 0; i < ARRAY_LEN(files); i++) {
		importing(p, files[i].kind, files[i].rows, files[i].as_then);
		n = imported.r.rows;
		assert_int_equal(imported.r.added, n);
		entries = number_of("SELECT count(*) FROM journal");
		importing(p, files[i].kind, files[i].rows, NULL);
		counted(n, 0, 0, n, 0);
		said("an earlier version took in stay");
		assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	}
	/* a row that is new is read as today */
	importing(p, "products", "Product Name,Description,SKU,Stock\nSerum,Bright,V1,6\n"
	    "Oil,Rich,O1,1\n", NULL);
	counted(2, 1, 0, 1, 0);
	is_text("SELECT name FROM product WHERE code = 'O1'", "Oil");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(every_order_is_one_plan),
    cmocka_unit_test(random_orders_are_one_plan),
    cmocka_unit_test(one_name_twice),
    cmocka_unit_test(nothing_is_left_out_silently),
    cmocka_unit_test(the_start_says_the_day),
    cmocka_unit_test(visits_have_a_client),
    cmocka_unit_test(taken_in_before))
