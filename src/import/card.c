/*
 * card.c - allergies, medicines and conditions, a row each, as health records have them.
 *
 * Each goes into the list of its kind on the client's card, which is screened and stands in the
 * alert line. What is there is not added again. What has ended is passed over, and nothing is
 * taken off a card: whether somebody still takes a medicine is asked. A card that has no room
 * refuses the row, for nothing of such a list may be cut.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

const struct field import_card_extra[IMPORT_CARD_EXTRA] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .help = "Whose it is." },
	{ .name = "what", .label = "Description", .type = FIELD_TEXT, .max = 200,
	  .help = "The allergy, medicine or condition in words." },
	{ .name = "reaction", .label = "Reaction", .type = FIELD_TEXT, .max = 200,
	  .help = "What an allergy does." },
	{ .name = "ended", .label = "Ended", .type = FIELD_DATE,
	  .help = "The last day of it; blank: it goes on." },
};

/* Is it an entry of the list, one of these signs between two? */
static bool
is_in(const char *list, const char *signs, const char *what)
{
	AUTO_FREE char *entries = xstrdup(list);
	char *rest = entries, *one;

	while ((one = strsep(&rest, signs)) != NULL)
		if (text_fold_cmp(text_trim(one), what) == 0)
			return true;
	return false;
}

/* Adds it to the card's list; *changed when it was not there. */
static bool
add(struct record *card, const char *list, const char *what, bool *changed, struct err *e)
{
	const char *old = record_text(card, list);
	AUTO_BUF struct buf text = BUF_INIT;

	*changed = !is_in(old, ";\n", what) && !is_in(old, ",;\n", what);
	if (!*changed)
		return true;
	buf_addf(&text, "%s%s%s", old, *old == '\0' ? "" : "; ", what);
	record_set_text(card, list, text.s);
	return field_check(record_field(&record_client, list), record_value(card, list), e);
}

static bool
has_ended(struct import *im)
{
	const struct value *v = &import_value(im, "ended")->v;

	return v->kind == VALUE_TEXT && date_from_iso(v->s) < clock_today();
}

bool
import_apply_card(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *card = NULL;
	AUTO_BUF struct buf what = BUF_INIT;
	bool changed;
	int64_t id;

	if (!import_link_of(im, &record_client, &id, e))
		return false;
	if (id == 0)
		return err_set(e, ERR_INVALID, "client", "Client is missing");
	if (!import_given(im, "what"))
		return err_set(e, ERR_INVALID, "what", "Description is missing");
	if (has_ended(im)) {
		im->r->passed++;
		im->told.ended++;
		return true;
	}
	buf_adds(&what, import_text(im, "what"));
	if (import_given(im, "reaction"))
		buf_addf(&what, " (%s)", import_text(im, "reaction"));
	card = db_get(im->db, &record_client, id, e);
	return card != NULL && add(card, im->plan.kind->name, what.s, &changed, e) &&
	    import_save(im, card, changed, e);
}
