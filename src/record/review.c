/*
 * review.c - review requests and the reviews that came.
 *
 * Every completed visit is equally eligible: nothing here records whether a client
 * seemed pleased before being asked (FTC 16 CFR 465, 2024).
 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "record/record.h"

static const struct choice ways[] = {
	{ "desk", "at the desk" }, { "qr", "QR code" }, { "text", "text message" },
	{ "email", "e-mail" }, { NULL, NULL }
};

static const struct choice platforms[] = {
	{ "google", "Google" }, { "facebook", "Facebook" }, { "yelp", "Yelp" },
	{ "other", "other" }, { NULL, NULL }
};

static const struct field review_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .form = 60, .list = 16, .help = "Who wrote it or was asked, where known." },
	{ .name = "session", .label = "Session", .type = FIELD_LINK, .link = "session",
	  .set_by = "a request", .help = "The visit it is about, where known." },
	{ .name = "asked_on", .label = "Asked on", .type = FIELD_DATE,
	  .set_by = "a request", .list = 11, .heading = "Asked",
	  .help = "Day the client was asked, clinic time." },
	{ .name = "asked_by", .label = "Asked by", .type = FIELD_LINK, .link = "staff",
	  .set_by = "a request", .list = 12, .heading = "By", .help = "Who asked." },
	{ .name = "asked_how", .label = "Asked how", .type = FIELD_CHOICE, .choices = ways,
	  .set_by = "a request", .list = 12, .heading = "How", .help = "In which way." },
	{ .name = "received_at", .label = "Received", .type = FIELD_INSTANT,
	  .flags = FIELD_PAST, .form = 50, .list = 11,
	  .help = "When the review was written; the day is enough." },
	{ .name = "platform", .label = "Platform", .type = FIELD_CHOICE,
	  .choices = platforms, .form = 10, .list = 10, .heading = "Where",
	  .help = "Its state." },
	{ .name = "stars", .label = "Stars", .type = FIELD_INTEGER, .min = 1, .max = 5,
	  .form = 20, .list = 5, .help = "1 to 5." },
	{ .name = "author", .label = "Author", .type = FIELD_TEXT, .max = 200, .form = 30,
	  .list = 16, .help = "The name it is signed with; blank for an anonymous one." },
	{ .name = "text", .label = "Text", .type = FIELD_NOTE, .form = 40, .list = 14,
	  .help = "What it says." },
	{ .name = "reply", .label = "Reply", .type = FIELD_NOTE, .form = 70,
	  .help = "The practice's answer; it must not reveal that the writer is a client." },
	{ .name = "replied_at", .label = "Replied", .type = FIELD_INSTANT,
	  .flags = FIELD_PAST, .set_by = "the reply", .list = 11,
	  .help = "When it was answered; the day is enough." },
	{ .name = "external_id", .label = "Other id", .type = FIELD_TEXT,
	  .flags = FIELD_UNIQUE, .max = 400, .set_by = "an import",
	  .help = "The platform's id of the review." },
};

/*
 * Google writes "(Translated by Google) …", a blank line, "(Original)", the text; or
 * the text, a blank line, "(Translated by Google)", the translation. Finds the two
 * parts of a translated text, borrowed; false when it is not one.
 */
static bool
review_parts(const char *text, const char **original, size_t *n, const char **other,
    size_t *n_other)
{
	static const char mark[] = "(Translated by Google)", own[] = "(Original)";
	const char *at = strstr(text, mark);

	if (at == text) {
		at = strstr(text, own);
		if (at == NULL)
			return false;
		*other = text + strlen(mark);
		*n_other = (size_t)(at - *other);
		*original = at + strlen(own);
		*n = strlen(*original);
	} else {
		if (at == NULL || at[-1] != '\n')
			return false;
		*original = text;
		*n = (size_t)(at - text);
		*other = at + strlen(mark);
		*n_other = strlen(*other);
	}
	for (; *n > 0 && strchr(" \r\n", **original) != NULL; --*n)
		++*original;
	for (; *n > 0 && strchr(" \r\n", (*original)[*n - 1]) != NULL; --*n)
		;
	for (; *n_other > 0 && strchr(" \r\n", **other) != NULL; --*n_other)
		++*other;
	for (; *n_other > 0 && strchr(" \r\n", (*other)[*n_other - 1]) != NULL; --*n_other)
		;
	return *n > 0;
}

void
review_original(struct buf *out, const char *text)
{
	const char *original, *other;
	size_t n, n_other;

	if (review_parts(text, &original, &n, &other, &n_other))
		buf_add(out, original, n);
	else
		buf_adds(out, text);
}

bool
review_original_first(struct buf *out, const char *text)
{
	const char *original, *other;
	size_t n, n_other;

	if (!review_parts(text, &original, &n, &other, &n_other))
		return false;
	buf_add(out, original, n);
	buf_adds(out, "\n\n(Translated by Google) ");
	buf_add(out, other, n_other);
	return true;
}

static bool
review_check(const struct record *r, struct err *e)
{
	if (record_is_null(r, "asked_on") && record_is_null(r, "received_at"))
		return err_set(e, ERR_INVALID, "asked_on",
		    "A review needs the day it was asked for or the time it was received.");
	return true;
}

const struct record_type record_review = {
	.name = "review", .plural = "reviews", .label = "Review",
	.help = "A request for a review, the review, and the reply.",
	.fields = review_fields, .n_fields = ARRAY_LEN(review_fields),
	.client = "client", .key = "external_id", .check = review_check,
};
