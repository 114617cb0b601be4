/*
 * review.c - reviews: stars, places, translations and replies in the platforms'
 * formats.
 *
 * Stars are 1 to 5: "5/5", "4 stars", "8 out of 10" and rows of star signs are read;
 * halves are rounded up, and a note says so. An unknown platform becomes "other". A
 * reply that was rejected or deleted is ignored. If the platform translated a text,
 * both are kept, the original first.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

const struct field import_review_extra[IMPORT_REVIEW_EXTRA] = {
	{ .name = "updated_at", .label = "Updated", .type = FIELD_INSTANT,
	  .help = "When the review was last edited: an older row does not replace a "
	  "newer one." },
	{ .name = "reply_state", .label = "Reply state", .type = FIELD_TEXT,
	  .help = "The platform's state of the reply; a rejected or deleted reply is "
	      "left out." },
};

/* --- stars ---------------------------------------------------------------------- */

/* Full stars of a row of star signs; 0: there are none. */
static long
count_signs(const char *s)
{
	long n = 0;

	while ((s = strstr(s, "\xe2\x98\x85")) != NULL) {
		n++;
		s += 3;
	}
	return n;
}

/* A number with a point or comma in hundredths, with *end after it; -1: none. */
static long
hundredths(const char *s, const char **end)
{
	char *rest;
	long n, part = 0;

	if (*s < '0' || *s > '9')
		return -1;
	n = strtol(s, &rest, 10);
	if (n > 1000)
		return -1;
	if ((*rest == '.' || *rest == ',') && rest[1] >= '0' && rest[1] <= '9') {
		part = (rest[1] - '0') * 10;
		part += rest[2] >= '0' && rest[2] <= '9' ? rest[2] - '0' : 0;
		rest += 1 + strspn(rest + 1, "0123456789");
	}
	*end = rest;
	return n * 100 + part;
}

/* Parses the maximum: "/10", "out of 10", "of 10"; 5 if there is nothing. False for any
 * other text. */
static bool
read_scale(const char *s, long *scale)
{
	static const char *const words[] = { "stars", "star", "points", "out", "of", "/",
	    NULL };
	size_t i;

	*scale = 500;
	while (*s != '\0') {
		s += strspn(s, " ");
		if (*s >= '0' && *s <= '9') {
			*scale = hundredths(s, &s);
			continue;
		}
		for (i = 0; words[i] != NULL &&
		    strncmp(s, words[i], strlen(words[i])) != 0; i++)
			;
		if (words[i] == NULL)
			return *s == '\0';
		s += strlen(words[i]);
	}
	return *scale > 0;
}

static const char *
clean_stars(struct import *im, const char *text)
{
	AUTO_BUF struct buf folded = BUF_INIT, shown = BUF_INIT;
	const char *end = "";
	long n, scale, stars;

	text_fold(&folded, text);
	stars = count_signs(text);
	if (stars == 0) {
		n = hundredths(folded.s, &end);
		if (n < 0 || (*end == '\0' && n % 100 == 0))
			return text;
		if (!read_scale(end, &scale) || n > scale)
			return text;
		stars = (n * 5 + scale / 2) / scale;
		if (stars * scale != n * 5) {
			text_show(&shown, text, false);
			import_note(im, import_source_line(im->source), "\"%.40s\" is "
			    "kept as %ld stars: halves are rounded up.", shown.s,
			    stars);
		}
	}
	buf_cut(&shown, 0);
	buf_addf(&shown, "%ld", stars);
	return arena_strdup(im->row.arena, shown.s);
}

/* --- where it stands -------------------------------------------------------------- */

static const char *
clean_platform(struct import *im, const struct import_target *t, const char *text)
{
	static const char *const known[] = { "google", "facebook", "yelp", NULL };
	AUTO_BUF struct buf key = BUF_INIT, shown = BUF_INIT;
	size_t i;

	if (import_choice_of("reviews", t->field, text) != NULL)
		return text;
	import_word_key(&key, text);
	for (i = 0; known[i] != NULL; i++)
		if (strstr(key.s, known[i]) != NULL)
			return known[i];
	text_show(&shown, text, false);
	import_note(im, import_source_line(im->source),
	    "\"%.60s\" is kept as another platform.", shown.s);
	return "other";
}

const char *
import_clean_review(struct import *im, const struct import_target *t, const char *text)
{
	if (*text == '\0' || im->as_older)
		return text;
	return text_is(t->field->name, "stars") ? clean_stars(im, text) :
	    text_is(t->field->name, "platform") ? clean_platform(im, t, text) : text;
}

/* --- text and reply ------------------------------------------------------------------ */

static bool
is_no_reply(const char *state)
{
	static const char *const words[] = { "rejected", "deleted", "removed", "declined",
	    "denied", "blocked", "yes", "true", "1", NULL };
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i, n;

	import_word_key(&key, state);
	for (i = 0; words[i] != NULL; i++) {
		n = strlen(words[i]);
		/* REPLY_STATE_REJECTED too */
		if (strcmp(key.s, words[i]) == 0 || (n > 4 && key.len > n &&
		    strcmp(key.s + key.len - n, words[i]) == 0))
			return true;
	}
	return false;
}

bool
import_finish_review(struct import *im, UNUSED struct import_row *row, UNUSED struct err *e)
{
	struct import_value *reply = import_value(im, "reply");
	struct import_value *text = import_value(im, "text");
	AUTO_BUF struct buf whole = BUF_INIT;

	if (is_no_reply(import_text(im, "reply_state")) &&
	    reply->v.kind != VALUE_NULL) {
		import_note(im, import_source_line(im->source), "The platform did not "
		    "keep the reply, so it is left out.");
		value_clear(&reply->v);
		value_clear(&import_value(im, "replied_at")->v);
	}
	if (text->v.kind == VALUE_TEXT && review_original_first(&whole, text->v.s))
		value_set_text(&text->v, whole.s);
	return true;
}
