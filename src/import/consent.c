/*
 * consent.c - reading from a file whether an address may have the newsletter.
 *
 * A file may have several columns on it: a status, an opt-in, an opt-out. All are read
 * and the strictest counts; a blank cell means nothing. Nothing is guessed: a file of
 * subscribers with an unknown word or column of consent is refused as a whole, before
 * anything is written, with the words found.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

#define WORDS_MAX 5		/* words named in the refusal */

/* The strictest first. Unknown is stricter than pending: a pending address is
 * written to once, an unknown one never. */
static const char *const strict[] = { "unsubscribed", "cleaned", "unknown", "pending",
    "subscribed", "" };

static size_t
rank(const char *state)
{
	size_t i;

	for (i = 0; i + 1 < ARRAY_LEN(strict) && strcmp(strict[i], state) != 0; i++)
		;
	return i;
}

/* The stricter of two states; "" is none. */
static const char *
import_consent_stricter(const char *a, const char *b)
{
	return rank(a) <= rank(b) ? a : b;
}

/* The state a cell means under its column's words; "" none, NULL: not understood. */
static const char *
state_of(const struct import_target *t, const struct import_word *words,
    const char *cell)
{
	AUTO_BUF struct buf key = BUF_INIT;

	if (t->mapped != NULL && t->mapped->n_values > 0)
		cell = mapping_value_of(t->mapped, cell);
	import_word_key(&key, cell);
	if (*cell == '\0' || strcmp(cell, "-") == 0)
		return "";
	for (; words != NULL && words->from != NULL; words++)
		if (strcmp(words->from, key.s) == 0)
			return words->to;
	return import_choice_of("subscribers", t->field, cell);
}

/* The i-th column that is read, and its words; NO_COLUMN past the last. */
static size_t
column_at(const struct import_target *t, size_t i, const struct import_word **words)
{
	if (i == 0) {
		*words = t->words;
		return t->parts[0].column;
	}
	if (i > t->n_also)
		return NO_COLUMN;
	*words = t->also[i - 1].words;
	return t->also[i - 1].column;
}

static bool
is_plain(const struct import_target *t)
{
	return t->n_parts == 1 && !t->parts[0].constant;
}

const char *
import_consent(const struct import *im, const struct import_target *t)
{
	const struct import_word *words = NULL;
	const char *cell, *state, *all = "";
	size_t i, column;

	if (t->n_parts == 1 && t->parts[0].constant)
		return t->mapped != NULL ? mapping_value_of(t->mapped,
		    t->parts[0].text) : t->parts[0].text;
	for (i = 0; (column = column_at(t, i, &words)) != NO_COLUMN; i++) {
		cell = import_source_cell(im->source, column);
		state = state_of(t, words, cell);
		if (state == NULL)
			return cell;
		all = import_consent_stricter(all, state);
	}
	return all;
}

/* --- the whole file --------------------------------------------------------------- */

struct unknown {
	struct buf words;	/* "maybe" (line 3), … */
	struct buf keys;	/* those already named, each between two line feeds */
	size_t n;
	size_t column;		/* of the first */
};

static void
add_unknown(struct import *im, struct unknown *u, size_t column, const char *cell)
{
	AUTO_BUF struct buf key = BUF_INIT, cut = BUF_INIT;

	buf_addf(&key, "\n%s\n", cell);
	if (u->n >= WORDS_MAX || (u->n > 0 && column != u->column) ||
	    strstr(u->keys.s, key.s) != NULL)
		return;
	u->column = column;
	buf_adds(&u->keys, key.s);
	text_show_cut(&cut, cell, 40);
	buf_addf(&u->words, "%s\"%s\" (line %ld)", u->n++ == 0 ? "" : ", ", cut.s,
	    import_source_cell_line(im->source, column));
}

/* True when the key has one of these words; those of two letters only at its end. */
static bool
has_one(const char *key, const char *const *words)
{
	size_t i, n, all = strlen(key);

	for (i = 0; words[i] != NULL; i++) {
		n = strlen(words[i]);
		if (n > 2 ? strstr(key, words[i]) != NULL :
		    all > n && strcmp(key + all - n, words[i]) == 0)
			return true;
	}
	return false;
}

/* True for an unused column about consent to mail, by its header or by a cell that
 * cannot mean anything else. */
static bool
tells_of_consent(const struct import *im, size_t column, const char *cell)
{
	static const char *const headers[] = { "consent", "optin", "optout", "optedin",
	    "optedout", "subscri", "newsletter", "marketing", "unsub", "gdpr", "casl",
	    "permission", "donotemail", "donotcontact", "mailinglist", "blacklist",
	    "blocklist", "suppress", "mailok", "oktomail", "oktoemail", "allowemail",
	    "canemail", NULL };
	static const char *const others[] = { "sms", "phone", "text", "whatsapp", "call",
	    "push", "postal", "directmail", "mobile", "date", "time", "stamp", "source",
	    "method", "reason", "url", "campaign", "count", "address", "channel",
	    "version", "wording", "language", "id", "ip", "by", "at", NULL };
	static const char *const cells[] = { "subscribed", "unsubscribed", "optedin",
	    "optedout", "optin", "optout", NULL };
	enum import_why why = im->plan.fates[column].why;
	AUTO_BUF struct buf key = BUF_INIT;

	if (*cell == '\0' || (why != IMPORT_KEPT && why != IMPORT_TIED))
		return false;
	import_word_key(&key, import_source_header(im->source, column));
	if (has_one(key.s, others))
		return false;
	if (has_one(key.s, headers))
		return true;
	buf_cut(&key, 0);
	import_word_key(&key, cell);
	return key.len < 20 && has_one(key.s, cells);
}

static void
look_at_row(struct import *im, const struct import_target *t, bool decided,
    struct unknown *u)
{
	const struct import_word *words = NULL;
	const char *cell;
	size_t i, column;

	for (i = 0; is_plain(t) && (column = column_at(t, i, &words)) != NO_COLUMN; i++) {
		cell = import_source_cell(im->source, column);
		if (state_of(t, words, cell) == NULL)
			add_unknown(im, u, column, cell);
	}
	for (i = 0; !decided && i < im->plan.n_columns; i++) {
		cell = import_source_cell(im->source, i);
		if (tells_of_consent(im, i, cell))
			add_unknown(im, u, i, cell);
	}
}

bool
import_consent_check(struct import *im, struct err *e)
{
	struct unknown u = { .words = BUF_INIT, .keys = BUF_INIT };
	const struct import_target *t;
	enum import_next got = IMPORT_ROW;
	AUTO_BUF struct buf header = BUF_INIT;

	if (im->plan.kind->type != &record_subscriber)
		return true;
	t = &im->plan.targets[import_target_find(&im->plan, "state")];
	while (u.n < WORDS_MAX && got != IMPORT_END) {
		got = import_source_next(im->source, e);
		if (got == IMPORT_FAIL)
			break;
		/* a mapping that names the consent column decides */
		if (got == IMPORT_ROW)
			look_at_row(im, t, t->mapped != NULL && t->n_parts > 0 &&
			    t->mapped->n_parts > 0, &u);
	}
	if (u.n > 0)
		text_show(&header, import_source_header(im->source, u.column), false);
	if (got != IMPORT_FAIL && u.n > 0)
		err_set(e, ERR_INVALID, NULL, "The column \"%.80s\" shows who may have "
		    "the newsletter, and chairside does not understand it: it holds "
		    "%s. Nothing was imported. A mapping file can say what the words "
		    "mean "
		    "(state = %.80s, and its words under [subscribers.values.state]), "
		    "or leave the column out (ignore =).", header.s, u.words.s,
		    header.s);
	buf_free(&u.words);
	buf_free(&u.keys);
	if (u.n > 0 || got == IMPORT_FAIL)
		return false;
	err_clear(e);
	return import_source_rewind(im->source, e);
}
