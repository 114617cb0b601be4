/*
 * Proves that a closed receipt is paid, voided and refunded from its page, and what the
 * goodbye after it offers: the next visit, the newsletter, a review.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/reviews.h"
#include "receipt/takings.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/receipt/receipt.h"
#include "tests/support/driven.h"
#include "tests/support/till.h"

#define DAY date_from_iso("2026-03-12")

/* --- closed ------------------------------------------------------------------------------------ */

static int64_t
sold(struct till *t, const char *quantity)
{
	struct receipt *r = till_receipt(t, &record_product, t->spf, quantity);
	int64_t id = till_close(t, r, "card");

	receipt_free(r);
	return id;
}

static int64_t
version_of(struct till *t, int64_t id)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	return r->head->version;
}

/* An import that brought it was taken back meanwhile. */
static void
another_one_from_a_page_whose_receipt_is_gone(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *other = NULL;
	struct err err;

	dbfile_sql(t->path, "INSERT INTO receipt(id, version, number, client, date, state, origin) "
	    "VALUES (70, 1, 'A1', 1, '2026-03-10', 'closed', 'import')");
	driven_begin(t->mara, t->path, false);
	receipt_open(d, 70);
	in_front("receipt");
	dbfile_sql(t->path, "DELETE FROM receipt WHERE id = 70");
	other = receipt_new(t->jon, t->client, &err);
	OK(receipt_save(t->jon, other, NULL, NULL, &err));
	desk_catch_up(d);
	keys("n");
	in_front("checkout");
	driven_end();
}

static void
void_and_refund(void **state)
{
	struct till *t = *state;
	int64_t a = sold(t, "3"), b = sold(t, "1"), c;
	AUTO_RECEIPT struct receipt *r = NULL, *second = NULL;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_open(d, a);
	in_front("receipt");
	keys("e");
	sees("cannot be changed");
	keys("z");
	sees("Receipt 1: void or refund? Selected: ");
	sees("Esc or ^C: go back");
	keys("l ^U 2 Enter b r o k e n Enter");
	driven_full(true);
	keys("a");
	says("The disk is full");
	driven_full(false);
	in_front("line");
	keys("Enter");
	sees("-76.00");
	says("This is the refund: receipt 3 of Lang, Anna, Thu 12 Mar. u voids it.");
	r = till_last(t);
	assert_int_equal(record_int(r->lines[0], "quantity"), -2);
	keys("q q");
	receipt_open(d, b);
	keys("z v Enter");		/* why must be said */
	in_front("line");
	driven_full(true);
	keys("t y p o Enter");
	says("The disk is full");
	driven_full(false);
	in_front("line");
	keys("Enter");
	in_front("receipt");
	says("Void: receipt 2 of Lang, Anna, Thu 12 Mar. What was paid is given back");
	second = till_load(t, b);
	assert_string_equal(record_text(second->head, "state"), "void");
	keys("z");
	sees("is void");
	keys("q");
	/* nothing is asked that would be refused: what was refunded, or is of another day */
	receipt_open(d, a);
	keys("z");
	sees("Receipt 1: what is refunded?");
	sees_not("void:");
	keys("Esc");
	OK(clock_fix("2026-03-13T10:00", &err));
	c = sold(t, "1");
	OK(clock_fix("2026-03-14T10:00", &err));
	receipt_open(d, c);
	keys("z v");
	in_front("question");
	sees("what is refunded?");
	assert_false(receipt_void(t->mara, c, version_of(t, c), "typo", &err));
	assert_non_null(strstr(err.text, "is of Fri 13 Mar 2026, and that day's sales"));
	OK(clock_fix("2026-03-12T10:00", &err));
	driven_end();
}

/* A list says with a word what came back, and what counts no more, in a narrow window
 * too. */
static void
a_list_says_what_came_back(void **state)
{
	struct till *t = *state;
	int64_t all = sold(t, "1"), part = sold(t, "3"), wrong = sold(t, "1"), back;
	AUTO_RECEIPT struct receipt *r = till_load(t, part);
	struct receipt_part one = { r->lines[0]->id, 1 };
	struct err err;

	driven_begin(t->mara, t->path, false);
	OK(receipt_refund(t->mara, all, version_of(t, all), NULL, 0, "card", "bad", &back,
	    &err));
	OK(receipt_refund(t->mara, part, r->head->version, &one, 1, "card", "bad",
	    &back, &err));
	OK(receipt_void(t->mara, wrong, version_of(t, wrong), "typo", &err));
	receipts_push(d);
	looks_at_each_size("receipts-list");
	ui_resize(d->ui, 20, 60);
	sees("refunded");
	sees("part back");
	sees("void");
	ui_resize(d->ui, 24, 80);
	keys("/ refunded");
	sees("refunded");
	sees("part back");
	sees_not("void ");
	keys("Enter q q");
	client_push(d, t->client);
	keys("Tab Tab Tab");
	sees("part back");
	ui_resize(d->ui, 20, 60);
	sees("refunded");
	driven_end();
}

/* p goes on with what was parked on another day, and says of which; To do names it. */
static void
what_was_parked_earlier_is_found(void **state)
{
	struct till *t = *state;
	struct err err;

	driven_begin(t->mara, t->path, false);
	sees_not("parked");
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	sees("Check-out, Lang, Anna");
	driven_end();
	OK(clock_fix("2026-03-16T10:00", &err));
	driven_begin(t->mara, t->path, false);
	sees("Check-out, Lang, Anna");
	keys("2 p");
	in_front("checkout");
	sees("parked on Thu 12 Mar");
	sees("an earlier day");
	keys("Esc 1 Tab Enter");	/* one is opened as it is */
	in_front("checkout");
	sees("SPF");
	keys("Esc");
	receipt_push(d, 0, clock_today());
	keys("b a l m Enter Esc");
	sees("over the counter");
	sees("12.99 left");
	keys("g Enter");		/* the pane still has the keys */
	in_front("checkout");
	sees("Balm");
	keys("Esc");
	driven_end();
	OK(clock_fix("2026-03-12T10:00", &err));
}

static void
the_goodbye(void **state)
{
	struct till *t = *state;
	struct newsletter_client now;
	struct err err;
	AUTO_RECORD struct record *face = offer_get(t->mara, &record_service, t->face, &err);
	AUTO_RECORD struct record *base = record_copy(face);

	record_set_int(face, "series_days", 28);
	OK(offer_save(t->mara, face, base, NULL, NULL, &err));
	driven_begin(t->mara, t->path, false);
	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, DAY);
	keys("^S a");
	looks_at_each_size("receipt-goodbye");
	keys("P");
	sees("Print the receipt: as what?");
	keys("c");
	sees("Print the card with the client's next visits: as what?");
	keys("Esc w n");
	in_front("line");		/* no address is known */
	keys("a n n a @ x . d e Enter");
	sees("Newsletter: no longer to anna@x.de");
	keys("w y 2 0 2 6 - 1 Enter");
	sees("Newsletter: yes");
	OK(newsletter_of_client(t->mara, t->client, &now, &err));
	assert_int_equal(now.state, NEWSLETTER_SUBSCRIBED);
	keys("b");
	in_front("form");
	keys("Esc u");
	driven_end();
}

/* u takes no closed receipt back: it says which one it is, and a void wants a reason. */
static void
a_closed_receipt_is_voided(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter ^S a u");
	in_front("line");
	sees("Void receipt 1, Lang, Anna, 38.00?");
	keys("Enter");		/* neither Enter nor u alone */
	in_front("line");
	keys("Esc u");
	in_front("line");
	keys("Esc");
	assert_true(till_last_is(t, "closed"));
	keys("u t y p o Enter");
	in_front("receipt");
	assert_true(till_last_is(t, "void"));
	assert_int_equal(till_on_hand(t, t->spf), 10);
	keys("u");			/* void, nothing more is done of it */
	in_front("receipt");
	assert_true(till_last_is(t, "void"));
	keys("e p z n ^X b Esc Enter");	/* nothing breaks */

	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys("^S a u t y p o Enter u u");
	/* the parked one is not undone from under the void */
	assert_true(till_last_is(t, "void"));
	driven_end();
}

static void
reviews_go_to(struct till *t, const char *link)
{
	AUTO_RECORD struct record *mine = record_copy(t->mara->settings);
	AUTO_RECORD struct record *base = record_copy(t->mara->settings);
	struct err err;

	record_set_text(mine, "review_link", link);
	OK(settings_save(t->mara, mine, base, NULL, NULL, &err));
}

/* Where the window has no room for the code, words and link are shown, and only these are
 * written down as asked; a link is on a line
 * of its own however long, and a long one still fits 80 columns and 24 rows. */
static void
only_what_is_shown_was_asked(void **state)
{
	static const char link[] = "https://search.google.com/local/writereview?placeid="
	    "ChIJN1t_tDeuEmsRUsoyG83frY4";
	struct till *t = *state;
	AUTO_FREE char *line = xasprintf("\n%s\n", link);
	struct err err;

	driven_begin(t->mara, t->path, false);
	reviews_go_to(t, link);
	driven_size(20, 60);
	client_review(d, t->client, 0);
	keys("q");
	in_front("request");
	sees("The window has no room for the QR code");
	sees("a card to print.");
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM review WHERE "
	    "asked_how = 'desk'"), 1);
	keys("u q");
	OK(review_may_ask(t->mara, t->client, &err));
	driven_size(24, 80);
	client_review(d, t->client, 0);
	keys("q");
	in_front("request");
	sees("Please scan this");
	assert_false(review_may_ask(t->mara, t->client, &err));
	keys("Tab");
	sees(line);
	driven_end();
}

/* A link wider than the window is whole on a card, its signs as HTML has them. */
static void
a_card_has_what_the_window_has_not(void **state)
{
	struct till *t = *state;
	AUTO_FREE char *path = NULL, *card = NULL;

	driven_begin(t->mara, t->path, false);
	reviews_go_to(t, "https://search.google.com/local/writereview?"
	    "placeid=ChIJN1t_tDeuEmsRUsoyG83frY4&hl=en");
	client_review(d, t->client, 0);
	keys("d");
	in_front("request");
	sees("The link is wider than the window: x writes it whole on a card to print.");
	keys("x");
	sees("Written, to print:");
	path = child_target(d, "review-card-2026-03-12.html");
	card = test_read(path, NULL);
	assert_non_null(strstr(card, "placeid=ChIJN1t_tDeuEmsRUsoyG83frY4&#38;hl=en</p>"));
	assert_non_null(strstr(card, "Thank you for coming to Test practice."));
	assert_non_null(strstr(card, "<path d=\"M4 4h1v1h-1zM5 4h1v1h-1z"));
	driven_end();
}

static void
a_review_is_asked_for(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	client_review(d, t->client, 0);
	sees("Not asked:");	/* there is no link yet */
	sees_not("QR code");
	keys("Esc");
	reviews_go_to(t, "https://g.page/r/abc/review");
	client_review(d, t->client, 0);
	in_front("question");
	keys("q");
	in_front("request");	/* the code alone, without what is not for the client */
	sees_not("Test practice · Review request");
	sees("was asked today");
	looks_at_each_size("request");
	keys("Tab");
	sees("\n  https://g.page/r/abc/review");
	looks_at_each_size("request-words");
	keys("Enter");
	in_front("today");
	client_review(d, t->client, 0);	/* not twice */
	sees("was asked on 12 Mar 2026");
	keys("w");			/* but one that came is written down */
	in_front("form");
	driven_end();
}

static void
roles_are_asked(void **state)
{
	struct till *t = *state;
	int64_t id = sold(t, "1");
	struct practice *reader;

	clinic_staff(t->mara, "rea", "read_only");
	reader = clinic_open(t->path, "rea");
	driven_begin(reader, t->path, true);
	receipt_push(d, t->client, DAY);
	in_front("today");
	receipt_open(d, id);
	in_front("receipt");
	keys("z v n o Enter");
	assert_true(till_last_is(t, "closed"));
	client_newsletter(d, t->client);
	client_review(d, t->client, 0);
	driven_end();
	practice_close(reader);
}

/* --- a day's takings ----------------------------------------------------------------------------- */

/* Counts of receipts, then sales, both taxes, left, others, cash, card, transfer, collected. */
static void
brought(struct till *t, const char *day, const char *sums)
{
	AUTO_BUF struct buf is = BUF_INIT;
	char text[MONEY_SIZE];
	struct takings k;
	struct err err;
	size_t i;

	OK(takings_of(t->mara, date_from_iso(day), &k, &err));
	assert_int_equal(k.collected, k.sales + k.tax + k.tax2 + k.rounding - k.left + k.others);
	assert_non_null(takings_method(TAKINGS_METHODS - 1));
	assert_null(takings_method(TAKINGS_METHODS));	/* there is room for each */
	buf_addf(&is, "%ld %ld %ld %ld", k.closed, k.refunds, k.voids, k.open);
	for (i = 0; i < 9; i++)
		buf_addf(&is, " %s", money_format2((const money[]){ k.sales, k.tax, k.tax2, k.left,
		    k.others, k.methods[0], k.methods[1], k.methods[2], k.collected }[i], text));
	assert_string_equal(is.s, sums);
}

/* What was sold and what was paid agree, whatever was owed, voided, parked, paid later or
 * refunded. */
static void
a_days_takings_agree(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *owed = NULL, *parked = NULL;
	int64_t a, c, refund;
	struct err err;

	till_taxes(t, "6.25", "1.5");
	a = sold(t, "1");
	owed = till_receipt(t, &record_product, t->spf, "2");
	OK(receipt_close(t->mara, owed, NULL, true, NULL, &err));
	c = sold(t, "3");
	OK(receipt_void(t->mara, c, version_of(t, c), "typo", &err));
	parked = till_receipt(t, &record_product, t->balm, "1");
	receipt_add_payment(parked, "cash", MONEY(1000));
	OK(receipt_save(t->mara, parked, NULL, NULL, &err));
	brought(t, "2026-03-12", "2 0 1 1 114.00 7.13 1.71 81.89 10.00 10.00 40.95 0.00 50.95");
	driven_begin(t->mara, t->path, false);
	keys("^G t a k i n g s Enter");
	in_front("takings");
	sees("Thu 12 Mar: 2 receipts closed, 1 void, 1 still open");
	driven_size(20, 60);
	looks("takings-60x20");
	driven_size(24, 80);
	keys(".");
	says("That day is still to come.");
	/* another day brings the rest, and money back */
	OK(clock_fix("2026-03-13T10:00", &err));
	OK(receipt_pay(t->mara, owed->head->id, version_of(t, owed->head->id), "transfer",
	    MONEY(8189), &err));
	OK(receipt_refund(t->mara, a, version_of(t, a), NULL, 0, "cash", "broken", &refund, &err));
	brought(t, "2026-03-12", "2 0 1 1 114.00 7.13 1.71 81.89 10.00 10.00 40.95 0.00 50.95");
	brought(t, "2026-03-13", "1 1 0 0 -38.00 -2.38 -0.57 0.00 81.89 -40.95 0.00 81.89 40.94");
	keys(".");
	sees("Fri 13 Mar: 1 receipt closed, 1 of them a refund");
	sees("paid for receipts of other days, or open         81.89");
	driven_end();
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, till_end)

TEST_MAIN(
    CASE(another_one_from_a_page_whose_receipt_is_gone),
    CASE(void_and_refund),
    CASE(a_list_says_what_came_back),
    CASE(what_was_parked_earlier_is_found),
    CASE(the_goodbye),
    CASE(a_closed_receipt_is_voided),
    CASE(only_what_is_shown_was_asked),
    CASE(a_card_has_what_the_window_has_not),
    CASE(a_review_is_asked_for),
    CASE(a_days_takings_agree),
    CASE(roles_are_asked))
