/*
 * pictures.c - see pictures.h.
 */
#include "screens/client/pictures.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/files.h"
#include "practice/naming.h"
#include "practice/permissions.h"
#include "practice/pictures.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"

/* What was answered so far. */
struct page {
	int64_t client, before, after;
	const char *purpose;
};

static struct page *
page_copy(const struct page *x)
{
	struct page *copy = xmalloc(sizeof(*copy));

	*copy = *x;
	return copy;
}

static bool
where_typed(struct ui *ui, const char *text, void *arg)
{
	const struct page *x = arg;
	AUTO_FREE char *before = xasprintf("%" PRId64, x->before);
	AUTO_FREE char *after = xasprintf("%" PRId64, x->after);
	AUTO_FREE char *name = xasprintf("before-after-%s-%s.html", before, after);
	const char *words[] = { "photos", "page", before, after, "--for", x->purpose, "--where",
	    text, NULL };
	AUTO_FREE char *target = NULL;

	if (*text == '\0') {
		ui_complain(ui, "Where is it used? It is written down with the permission.");
		return false;
	}
	target = child_target(ui_arg(ui), name);
	if (target != NULL)
		child_write(ui_arg(ui), words, target, NULL);
	return true;
}

/* Who has not permitted it is told before anything is typed. */
static void
purpose_answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct page x = *(const struct page *)arg;
	int64_t permission;
	struct err e;

	x.purpose = key == 'r' ? "record" : key == 't' ? "teach" : "publish";
	if (!permission_need(d->p, x.client, x.purpose, clock_today(), &permission, &e)) {
		ui_err(ui, &e);
		return;
	}
	line_push(ui, "Where is it used?", "Such as a talk, or the practice's page; it stays with "
	    "the permission.", "", where_typed, page_copy(&x), free);
}

static const char *
day_of(const struct record *attachment, char out[24])
{
	return date_to_words(date_from_iso(record_text(attachment, "date")), false, out);
}

void
client_pictures_push(struct desk *d, int64_t attachment)
{
	static const struct ask_answer answers[] = {
		{ 'r', "for the record, with the client's name" },
		{ 't', "to teach, without the name" },
		{ 'p', "to publish, without the name" }, { 0, NULL }
	};
	AUTO_RECORD struct record *r = NULL, *before = NULL, *after = NULL;
	AUTO_BUF struct buf question = BUF_INIT;
	struct page x = { 0 };
	char first[24], second[24];
	struct err e;

	if ((r = file_get(d->p, attachment, &e)) == NULL ||
	    !pictures_pair(d->p, r, &x.before, &x.after, &e) ||
	    (before = file_get(d->p, x.before, &e)) == NULL ||
	    (after = file_get(d->p, x.after, &e)) == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	x.client = record_int(r, "client");
	buf_adds(&question, "A page of two photos of ");
	naming_add_id(d->p, &record_client, x.client, &question);
	buf_addf(&question, ", before on %s and after on %s: for what?", day_of(before, first),
	    day_of(after, second));
	ask_push(d->ui, question.s, answers, purpose_answered, page_copy(&x), free);
}
