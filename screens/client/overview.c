/*
 * overview.c - a client at a glance: who they are, alerts, visits and money.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/asked.h"
#include "practice/client_merge.h"
#include "practice/consents.h"
#include "practice/emergency.h"
#include "practice/events.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/sessions.h"
#include "receipt/receipts.h"
#include "screens/client/page.h"

#define LABEL 11		/* columns of a label */
#define TWO_COLS 80		/* from here on, two columns */
#define GAP 2
#define LAST_VISITS 5

/* --- lines ------------------------------------------------------------------------- */

static void
add(struct client_pane *p, const char *label, enum style st, const char *text)
{
	GROW(p->lines, p->cap, p->n + 1);
	p->lines[p->n++] = (struct overview_line){ xstrdup(label), xstrdup(text),
	    st };
}

static void
heading(struct client_pane *p, const char *label)
{
	add(p, label, STYLE_STRONG, "");
}

/* Adds a field of the card, under a shorter label where its own is too long here; if it
 * is blank, `none`, or no line when that is NULL. */
static void
field_of(struct client_pane *p, const struct practice *pr, const struct record *card,
    const char *name, const char *label, const char *none)
{
	const struct field *f = record_field(&record_client, name);
	AUTO_BUF struct buf b = BUF_INIT;

	if (label == NULL)
		label = f->label;
	field_show(f, &pr->context, record_value(card, name), &b);
	if (b.len > 0)
		add(p, label, STYLE_TEXT, b.s);
	else if (none != NULL)
		add(p, label, STYLE_DIM, none);
}

/* Allergies, medicines: the answer, when, and who asked. */
static void
asked_of(struct client_pane *p, struct practice *pr, const struct record *card,
    const char *name)
{
	AUTO_BUF struct buf b = BUF_INIT;
	bool asked = asked_words(pr, card, name, &b);

	add(p, record_field(&record_client, name)->label, asked ? STYLE_TEXT : STYLE_WARN, b.s);
}

static void
pane_free(struct client_pane *p)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		free(p->lines[i].label);
		free(p->lines[i].text);
	}
	free(p->lines);
	*p = (struct client_pane){ NULL, 0, 0 };
}

void
client_overview_free(struct client_page *c)
{
	pane_free(&c->left);
	pane_free(&c->right);
}

/* --- who they are --------------------------------------------------------------------- */

static void
add_born(struct client_pane *p, const struct practice *pr, const struct record *card,
    int age)
{
	AUTO_BUF struct buf b = BUF_INIT;

	field_show(record_field(&record_client, "born"), &pr->context,
	    record_value(card, "born"), &b);
	if (age >= 0)
		buf_addf(&b, "%s%d years", b.len > 0 ? ", " : "", age);
	add(p, "Born", b.len > 0 ? STYLE_TEXT : STYLE_DIM,
	    b.len > 0 ? b.s : "not known");
}

static void
add_address(struct client_pane *p, const struct record *card)
{
	static const char *const parts[] = { "address", "postcode", "city", "region",
	    "country" };
	AUTO_BUF struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(parts); i++)
		if (!record_is_null(card, parts[i]))
			buf_addf(&b, "%s%s", b.len > 0 ? ", " : "",
			    record_text(card, parts[i]));
	if (b.len > 0)
		add(p, "Address", STYLE_TEXT, b.s);
}

/* Whose cards became this one. */
static void
add_merged(struct client_pane *p, struct practice *pr, int64_t client)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct err e;

	if (client_merged_words(pr, client, true, &b, &e) && b.len > 0)
		add(p, "Merged", STYLE_DIM, b.s);
}

static void
who_they_are(struct client_page *c, struct practice *pr,
    const struct record *card)
{
	struct client_pane *p = &c->left;

	heading(p, "\tWho they are");
	field_of(p, pr, card, "given", "Given", NULL);
	field_of(p, pr, card, "family", "Family", NULL);
	field_of(p, pr, card, "preferred", "Preferred", NULL);
	add_born(p, pr, card, c->standing.age);
	field_of(p, pr, card, "phone", NULL, "none");
	field_of(p, pr, card, "email", NULL, "none");
	add_address(p, card);
	field_of(p, pr, card, "emergency", "Emergency", NULL);
	field_of(p, pr, card, "referral", "Came by", NULL);
	field_of(p, pr, card, "tags", NULL, NULL);
	add_merged(p, pr, card->id);
	if (c->standing.archived)
		add(p, "Archived", STYLE_DIM, "yes; d brings them back");
}

/* --- alerts ---------------------------------------------------------------------- */

static void
add_screening(struct client_pane *p, const struct client_standing *s)
{
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24];
	bool old = s->expired || s->changed != NULL;
	bool good = s->verdict == VERDICT_OK || s->verdict == VERDICT_CAUTION;

	if (s->screening == 0) {
		add(p, "Screening", STYLE_WARN, "never; c asks the checklist");
		return;
	}
	buf_adds(&b, s->what);
	if (s->overridden)
		buf_adds(&b, ", overridden");
	if (s->changed != NULL)
		buf_addf(&b, ", %s changed since; c asks again", s->changed);
	else
		buf_addf(&b, s->expired ? ", expired %s; c asks again" : ", until %s",
		    date_to_words(s->valid_until, false, day));
	add(p, "Screening", old ? STYLE_WARN : good ? STYLE_GOOD :
	    s->overridden ? STYLE_WARN : STYLE_BAD, b.s);
}

/* The oldest adverse event that is open. */
static void
add_event(struct client_pane *p, struct practice *pr, int64_t client)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct err none;
	int64_t id;

	if (event_open(pr->db, client, clock_today(), &id, &words, &none) && id != 0)
		add(p, "Event open", STYLE_BAD, words.s);
}

/* The consent of what is booked next, else of the series; no line where it needs none. */
static void
add_consent(struct client_pane *p, struct practice *pr, const struct record *card,
    const struct client_standing *s)
{
	struct err none;
	AUTO_RECORD struct record *visit = s->next_session != 0 ? session_get(pr,
	    s->next_session, &none) : NULL;
	int64_t id = visit != NULL ? record_int(visit, "service") : s->series;
	AUTO_RECORD struct record *service = id != 0 ? offer_get(pr, &record_service, id,
	    &none) : NULL;
	struct consent_answer answer;
	const char *words;

	if (service == NULL || !consent_of(pr, card, service, clock_today(), &answer, &none) ||
	    answer.state == CONSENT_NOT_ASKED)
		return;
	/* the label says it */
	words = answer.sentence + (strncmp(answer.sentence, "consent ", 8) == 0 ? 8 : 0);
	add(p, "Consent", answer.met ? STYLE_TEXT : STYLE_WARN, words);
}

/* The emergency looks, newest first. */
static void
add_looks(struct client_pane *p, struct practice *pr, int64_t client)
{
	AUTO_BUF struct buf looks = BUF_INIT;
	char *line, *rest;
	struct err e;

	if (!emergency_list(pr, client, &looks, &e) || looks.len == 0)
		return;
	for (line = strtok_r(looks.s, "\n", &rest); line != NULL;
	    line = strtok_r(NULL, "\n", &rest))
		add(p, line == looks.s ? "Emergency" : "", STYLE_WARN, line);
}

static void
not_to_be_missed(struct client_page *c, struct practice *pr,
    const struct record *card)
{
	static const struct {
		const char *name, *none;
		bool asked;	/* with the day and who asked */
	} fields[] = {
		{ "alert", NULL, false }, { "allergies", NULL, true },
		{ "medicines", NULL, true }, { "conditions", "not said", false },
		{ "fitzpatrick", "not said", false }, { "notes", NULL, false },
	};
	struct client_pane *p = &c->right;
	size_t i;

	heading(p, "\tMust not be missed");
	if (*c->standing.do_not_book != '\0')
		add(p, "Do not book", STYLE_BAD, c->standing.do_not_book);
	if (!practice_allows(pr, ACTION_READ_MEDICAL)) {
		add_consent(p, pr, card, &c->standing);
		add(p, "", *c->standing.alerts != '\0' ? STYLE_BAD : STYLE_DIM,
		    *c->standing.alerts != '\0' ?
		    "There is an alert: ask a practitioner before any treatment." :
		    "Nothing is noted.");
		return;
	}
	for (i = 0; i < ARRAY_LEN(fields); i++)
		if (fields[i].asked)
			asked_of(p, pr, card, fields[i].name);
		else
			field_of(p, pr, card, fields[i].name, NULL, fields[i].none);
	add_screening(p, &c->standing);
	add_consent(p, pr, card, &c->standing);
	add_event(p, pr, card->id);
	add_looks(p, pr, card->id);
}

/* --- visits and money ------------------------------------------------------------ */

static void
add_series(struct client_pane *p, const struct client_standing *s)
{
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24];

	if (s->series_planned == 0)
		return;
	buf_addf(&b, "%s %d of %d", s->series_service, s->series_done,
	    s->series_planned);
	if (s->series_last != DATE_NONE)
		buf_addf(&b, ", last %s", date_to_words(s->series_last, false, day));
	add(p, "Series", STYLE_TEXT, b.s);
}

static void
add_next(struct client_pane *p, const struct practice *pr,
    const struct client_standing *s)
{
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE];

	if (s->next_session == 0) {
		add(p, "Next visit", STYLE_DIM, "none; b books one");
		return;
	}
	buf_adds(&b, date_to_words(s->next_visit, true, day));
	if (s->next_start >= 0)
		buf_addf(&b, " %s", date_format_time(s->next_start,
		    pr->context.twelve_hour, time));
	if (*s->next_service != '\0')
		buf_addf(&b, ", %s", s->next_service);
	add(p, "Next visit", STYLE_TEXT, b.s);
}

static void
add_counted(struct buf *b, int64_t n, const char *one, const char *many)
{
	if (n > 0)
		buf_addf(b, ", %lld %s", (long long)n, n == 1 ? one : many);
}

static void
add_counts(struct client_pane *p, const struct client_standing *s)
{
	AUTO_BUF struct buf b = BUF_INIT;

	buf_addf(&b, "%lld done", (long long)s->sessions_done);
	add_counted(&b, s->no_shows, "no-show", "no-shows");
	add_counted(&b, s->late_cancels, "late cancellation", "late cancellations");
	add(p, "Visits", s->no_shows > 0 ? STYLE_WARN : STYLE_TEXT, b.s);
}

static bool
add_owed(struct client_pane *p, struct practice *pr, int64_t client, struct err *e)
{
	char text[MONEY_SIZE];
	money owed;

	if (!client_unpaid(pr, client, &owed, e))
		return false;
	if (owed > 0)
		add(p, "Owed", STYLE_WARN, money_format2(owed, text));
	else
		add(p, "Owed", STYLE_DIM, "nothing");
	return true;
}

static bool
add_newsletter(struct client_pane *p, struct practice *pr, int64_t client,
    struct err *e)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct newsletter_client n;
	date_day day;
	int minutes, seconds;
	char words[24];

	if (!newsletter_of_client(pr, client, &n, e))
		return false;
	buf_adds(&b, newsletter_state_name(n.state));
	if (n.since != 0) {
		clock_local(n.since, &day, &minutes, &seconds);
		buf_addf(&b, " since %s", date_to_words(day, false, words));
	}
	add(p, "Newsletter", n.state == NEWSLETTER_UNKNOWN ? STYLE_DIM : STYLE_TEXT,
	    b.s);
	return true;
}

static bool
where_they_stand(struct client_page *c, struct practice *pr, struct err *e)
{
	struct client_pane *p = &c->left;

	heading(p, "\tVisits and series");
	add_next(p, pr, &c->standing);
	add_series(p, &c->standing);
	add_counts(p, &c->standing);
	return add_owed(p, pr, c->client, e) &&
	    add_newsletter(p, pr, c->client, e);
}

static const char *
cell_of(const struct page_row *row, const char *column)
{
	const struct page_list *l = &page_client_visits;
	size_t i;

	for (i = 0; i < l->n_columns; i++)
		if (strcmp(l->columns[i].name, column) == 0)
			return row->cells[i];
	return "";
}

/* "12 Mar 2026 done, Microneedling" */
static bool
add_visit(const struct page_row *row, void *arg)
{
	struct client_pane *p = arg;
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24];

	buf_adds(&b, cell_of(row, "status"));
	if (*cell_of(row, "service") != '\0')
		buf_addf(&b, ", %s", cell_of(row, "service"));
	if (*cell_of(row, "insisted") != '\0')
		buf_addf(&b, "; unusual: %s", cell_of(row, "insisted"));
	add(p, date_to_words(date_from_iso(row->key), false, day), STYLE_TEXT, b.s);
	return true;
}

static bool
last_visits(struct client_page *c, struct practice *pr, struct err *e)
{
	struct page_query q = { .of = c->client, .limit = LAST_VISITS };
	size_t before;

	heading(&c->right, "\tVisits, newest first");
	before = c->right.n;
	if (!page_read(&page_client_visits, pr, &q, add_visit, &c->right, NULL, e))
		return false;
	if (c->right.n == before)
		add(&c->right, "", STYLE_DIM, "none yet");
	return true;
}

static bool
load(struct client_page *c, struct practice *pr, const struct record *card,
    struct err *e)
{
	who_they_are(c, pr, card);
	not_to_be_missed(c, pr, card);
	return where_they_stand(c, pr, e) && last_visits(c, pr, e);
}

bool
client_overview_load(struct client_page *c, struct err *e)
{
	struct practice *pr = practice_of(&c->screen);
	struct client_pane left = c->left, right = c->right;
	AUTO_RECORD struct record *card = client_get(pr, c->client, e);
	bool ok;

	if (card == NULL || !client_standing(pr, c->client, &c->standing, e))
		return false;
	c->left = c->right = (struct client_pane){ NULL, 0, 0 };
	ok = load(c, pr, card, e);
	if (!ok) {
		client_overview_free(c);
		c->left = left;
		c->right = right;
		return false;
	}
	pane_free(&left);
	pane_free(&right);
	return true;
}

/* --- painting --------------------------------------------------------------------------------- */

/* Draws a pane; returns the row after it. With `c` NULL its rows are only counted. */
static int
draw_pane(const struct client_pane *p, struct canvas *c, struct area a, int y)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct overview_line *l = &p->lines[i];
		int x = *l->label != '\0' ? LABEL + 1 : 0, rows;

		if (*l->label == '\t') {
			y += i > 0;
			if (c != NULL)
				canvas_fit(c, a, y, 0, a.cols, STYLE_STRONG, l->label + 1);
			y++;
			continue;
		}
		if (c != NULL)
			canvas_fit(c, a, y, 0, LABEL, STYLE_DIM, l->label);
		rows = canvas_fold(c, a, y, x, a.cols - x, 60, l->style, l->text);
		y += rows > 0 ? rows : 1;
	}
	return y;
}

/* Draws a pane from row `y`, which may be above the area; returns the row after it. */
static int
draw_at(const struct client_page *p, struct canvas *c, struct area a, int y)
{
	struct area left = a, right;
	int l, r;

	left.x += GAP;
	left.cols = a.cols - 2 * GAP;
	right = left;
	if (a.cols < TWO_COLS) {
		/* the pane with the alerts comes first */
		y = draw_pane(&p->right, c, left, y);
		return draw_pane(&p->left, c, left, y + 1);
	}
	left.cols = a.cols / 2 - GAP - 1;
	right.x = a.x + a.cols / 2 + 1;
	right.cols = a.cols - a.cols / 2 - 1 - GAP;
	l = draw_pane(&p->left, c, left, y);
	r = draw_pane(&p->right, c, right, y);
	return l > r ? l : r;
}

void
client_overview_draw(const struct client_page *p, struct canvas *c, struct area a)
{
	draw_at(p, c, a, -p->top);
	if (a.cols >= TWO_COLS)
		canvas_vline(c, a, 0, a.cols / 2 - 1, a.rows);
	canvas_cursor(c, a, 0, 0);
}

int
client_overview_rows(const struct client_page *p, struct area a)
{
	struct area all = { 0, 0, 0, a.cols > 0 ? a.cols : 1 };

	return draw_at(p, NULL, all, 0);
}
