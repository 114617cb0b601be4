/*
 * files.c - see files.h. Where the bytes lie is files_kept.c.
 */
#include "practice/files_inside.h"

#include <inttypes.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/client_papers.h"
#include "practice/naming.h"
#include "practice/permissions.h"

/* --- what may be said of one ---------------------------------------------------------------- */

static bool
is_picture(const struct record *r)
{
	return strcmp(record_text(r, "kind"), "before") == 0 ||
	    strcmp(record_text(r, "kind"), "after") == 0;
}

static enum action
to_write(const char *kind)
{
	return strcmp(kind, "before") == 0 || strcmp(kind, "after") == 0 ?
	    ACTION_WRITE_SCREENINGS : ACTION_WRITE_CLIENTS;
}

/* "before, front", "form" */
static void
add_words(const struct record *r, struct buf *out)
{
	text_show(out, record_text(r, "kind"), false);
	if (!record_is_null(r, "angle")) {
		buf_adds(out, ", ");
		text_show(out, record_text(r, "angle"), false);
	}
}

void
file_size_words(int64_t bytes, struct buf *out)
{
	if (bytes < 1000)
		buf_addf(out, "%" PRId64 " byte%s", bytes, text_plural(bytes));
	else if (bytes < 1000000)
		buf_addf(out, "%" PRId64 " KB", (bytes + 500) / 1000);
	else
		buf_addf(out, "%.1f MB", (double)bytes / 1e6);
}

/* Of another client, the scan of a paper would be a stranger's. */
static bool
ask_whose(struct practice *p, const struct record *next, const struct record *was,
    struct err *e)
{
	struct stmt *st;
	bool linked;

	if (was == NULL || record_int(was, "client") == record_int(next, "client"))
		return true;
	st = db_stmt(p->db, "file_is_scan");
	stmt_set_int(st, "client", record_int(was, "client"));
	stmt_set_int(st, "file", was->id);
	linked = stmt_next(st);
	return stmt_end(st, e) && (!linked || err_set(e, ERR_INVALID, "client",
	    "It is the scan of a paper of this client."));
}

const char *
file_ending(const struct record *r, bool copy)
{
	return photo_ending(copy ? PHOTO_JPEG : photo_format_of(record_text(r, "format")));
}

/* The day it is of has come, and the visit is the client's. */
static bool
ask_file(struct practice *p, struct record *next, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *visit = NULL;

	if (!ask_whose(p, next, was, e))
		return false;
	if (date_from_iso(record_text(next, "date")) > clock_today())
		return err_set(e, ERR_INVALID, "date", "That day is still to come.");
	if (record_is_null(next, "session"))
		return true;
	visit = db_get(p->db, &record_session, record_int(next, "session"), e);
	return visit != NULL && (record_int(visit, "client") == record_int(next, "client") ||
	    err_set(e, ERR_INVALID, "session", "That visit is another client's."));
}

/* --- taking in -------------------------------------------------------------------------------- */

struct taking {
	struct practice *p;
	const struct take *take;
	struct record *r;
	struct buf bytes;
	struct stat was;	/* in the inbox */
	struct photo photo;
	char unshown[160];	/* why it cannot be shown; "" it can, or is no picture */
};

/* Whose it is, of which visit and of which day. */
static bool
begin(struct taking *x, struct err *e)
{
	const struct take *t = x->take;
	AUTO_RECORD struct record *visit = NULL;
	const struct field_context *context = &x->p->context;
	date_day day = t->date;

	BUG_IF(t->client == 0 && t->session == 0);
	x->r = record_new(&record_attachment);
	if (!record_parse(x->r, context, "kind", t->kind, e) ||
	    !record_parse(x->r, context, "angle", t->angle != NULL ? t->angle : "", e) ||
	    !record_parse(x->r, context, "note", t->note != NULL ? t->note : "", e))
		return false;
	if (t->session != 0) {
		visit = db_get(x->p->db, &record_session, t->session, e);
		if (visit == NULL)
			return false;
		record_set_int(x->r, "session", t->session);
		if (day == DATE_NONE)
			day = date_from_iso(record_text(visit, "date"));
	}
	record_set_int(x->r, "client", t->client != 0 || visit == NULL ? t->client :
	    record_int(visit, "client"));
	/* a photo for a visit to come is of today */
	if (t->date == DATE_NONE && day > clock_today())
		day = clock_today();
	record_set_day(x->r, "date", day);
	return true;
}

static bool
read_bytes(struct taking *x, struct err *e)
{
	const struct take *t = x->take;

	BUG_IF((t->inbox == NULL) == (t->path == NULL));
	if (t->inbox != NULL)
		return inbox_read(x->p, t->inbox, &x->bytes, &x->was, e);
	return file_read(t->path, INBOX_FILE_MAX, &x->bytes, e) && (x->bytes.len > 0 ||
	    err_set(e, ERR_INVALID, NULL, "There is nothing in it: it is empty."));
}

/* The client's visit of the day. */
static bool
find_visit(struct taking *x, date_day day, struct err *e)
{
	struct stmt *st = db_stmt(x->p->db, "file_visit");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", record_int(x->r, "client"));
	stmt_set_text(st, "date", date_to_iso(day, iso));
	if (stmt_next(st))
		record_set_int(x->r, "session", stmt_int(st, "id"));
	return stmt_end(st, e);
}

/* What the bytes say. */
static bool
describe(struct taking *x, struct err *e)
{
	AUTO_BUF struct buf copy = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];
	struct err why;
	date_day day = DATE_NONE;
	int minutes, seconds;
	instant at;

	photo_look(x->bytes.s, x->bytes.len, &x->photo);
	record_set_text(x->r, "format", photo_media_type(x->photo.format));
	record_set_int(x->r, "size", (int64_t)x->bytes.len);
	record_set_text(x->r, "digest", digest_sha256(x->bytes.s, x->bytes.len, hex));
	if (photo_copy(x->bytes.s, x->bytes.len, 0, &copy, &why))
		record_set_text(x->r, "picture", digest_sha256(copy.s, copy.len, hex));
	else
		text_copy(x->unshown, sizeof(x->unshown), why.text);
	if (inbox_taken(&x->photo, &at)) {
		record_set_int(x->r, "taken", at);
		clock_local(at, &day, &minutes, &seconds);
	}
	if (day == DATE_NONE || day > clock_today())
		day = clock_today();
	if (record_is_null(x->r, "date"))
		record_set_day(x->r, "date", day);
	return !x->take->by_day || x->take->session != 0 || find_visit(x, day, e);
}

/* Is it here already, or the same picture in another file? */
static bool
ask_again(struct practice *p, const struct record *r, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "file_again");
	AUTO_BUF struct buf words = BUF_INIT;
	AUTO_RECORD struct record *other = NULL;
	char day[24];
	int64_t id;

	stmt_set_int(st, "client", record_int(r, "client"));
	stmt_set_text(st, "digest", record_text(r, "digest"));
	stmt_set_text(st, "picture", record_text(r, "picture"));
	id = stmt_next(st) ? stmt_int(st, "id") : 0;
	if (!stmt_end(st, e))
		return false;
	if (id == 0)
		return true;
	other = db_get(p->db, &record_attachment, id, e);
	if (other == NULL)
		return false;
	add_words(other, &words);
	return err_set(e, ERR_INVALID, "again", "%s here already: %s, %s.",
	    strcmp(record_text(other, "digest"), record_text(r, "digest")) == 0 ?
	    "This file is" : "The same picture, in another file, is", words.s,
	    naming_day(date_from_iso(record_text(other, "date")), day));
}

static bool
ask_taken(struct practice *p, struct record *next, const struct record *was, void *arg,
    struct err *e)
{
	const struct taking *x = arg;

	return ask_file(p, next, was, NULL, e) && (x->take->again || ask_again(p, next, e));
}

/* The scan of a consent or a clearance. */
static bool
link_paper(struct practice *p, const struct record *now, UNUSED const struct record *was,
    void *arg, struct err *e)
{
	const struct take *t = ((const struct taking *)arg)->take;
	AUTO_RECORD struct record *paper = NULL;

	if (t->paper == NULL)
		return true;
	paper = db_get(p->db, t->paper, t->paper_id, e);
	if (paper == NULL)
		return false;
	if (record_int(paper, "client") != record_int(now, "client"))
		return err_set(e, ERR_INVALID, NULL, "That paper is another client's.");
	if (!record_is_null(paper, "attachment"))
		return err_set(e, ERR_INVALID, NULL, "It has its scan already.");
	record_set_int(paper, "attachment", now->id);
	return db_update(p->db, paper, e);
}

/* What is worth a word although it was done. */
static void
add_said(const struct taking *x, struct buf *out)
{
	const struct record *r = x->r;
	enum permission_state state;
	struct err e;
	date_day day;
	int minutes, seconds;
	char words[24];

	if (!record_is_null(r, "taken")) {
		clock_local(record_int(r, "taken"), &day, &minutes, &seconds);
		if (day != date_from_iso(record_text(r, "date")))
			buf_addf(out, " It was taken on another day, %s.", naming_day(day, words));
	}
	if (!is_picture(r))
		return;
	if (*x->unshown != '\0')
		buf_addf(out, " %s", x->unshown);
	else if (x->photo.turn != 1 && x->photo.format != PHOTO_JPEG)
		buf_adds(out, " It is shown turned, as the file says and not every program does; V "
		    "turns it on.");
	if (permission_of(x->p, record_int(r, "client"), "record", clock_today(), &state, &e) &&
	    state != PERMISSION_GIVEN)
		buf_adds(out, state == PERMISSION_ENDED ? " The permission for photos has ended." :
		    " No permission for photos is written down.");
}

static bool
take_in(struct taking *x, struct err *e)
{
	struct save_rules rules = { .ask = ask_taken, .then = link_paper, .arg = x,
	    .draft = x->take->draft };

	if (!begin(x, e) || !read_bytes(x, e) || !describe(x, e))
		return false;
	/* asked here too: bytes that are not wanted are not kept */
	return ask_taken(x->p, x->r, NULL, x, e) &&
	    kept_put(x->p, &x->bytes, record_text(x->r, "digest"), e) &&
	    practice_add(x->p, to_write(x->take->kind), x->r, &rules, e);
}

bool
files_take(struct practice *p, const struct take *t, int64_t *id, struct buf *said,
    struct err *e)
{
	struct taking x = { .p = p, .take = t, .bytes = BUF_INIT };
	struct err local;
	bool ok;

	if (e == NULL)
		e = &local;
	if (!practice_may(p, to_write(t->kind), e) || (t->paper != NULL &&
	    !practice_may(p, client_paper_write(client_paper_kind(t->paper)), e)))
		return false;
	ok = take_in(&x, e);
	if (ok && t->inbox != NULL)
		inbox_remove(p, t->inbox, &x.was);
	if (ok && said != NULL)
		add_said(&x, said);
	if (ok && id != NULL)
		*id = x.r->id;
	record_free(x.r);
	buf_free(&x.bytes);
	return ok;
}

/* --- one that was taken in ----------------------------------------------------------------- */

struct record *
file_get(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) ? db_get(p->db, &record_attachment, id, e) :
	    NULL;
}

bool
file_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_file, .draft = draft };

	return practice_save(p, to_write(record_text(mine, "kind")), mine, base, m, &rules, e);
}

static bool
turn_inside(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_attachment, *(const int64_t *)arg, e);

	if (r == NULL)
		return false;
	if (record_is_null(r, "picture"))
		return err_set(e, ERR_INVALID, NULL, "It cannot be shown, so it is not turned.");
	record_set_int(r, "turn", (record_int(r, "turn") + 1) & 3);
	return db_update(db, r, e);
}

bool
file_turn(struct practice *p, int64_t id, struct err *e)
{
	AUTO_FREE char *label = xasprintf("turn attachment %" PRId64, id);

	return practice_may(p, ACTION_WRITE_SCREENINGS, e) &&
	    db_write(p->db, "change", label, turn_inside, &id, e);
}

bool
files_list(struct practice *p, int64_t client, int64_t session,
    bool (*fn)(const struct file_line *, void *), void *arg, struct err *e)
{
	struct stmt *st;
	bool more = true;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	st = db_stmt(p->db, session != 0 ? "files_of_visit" : "files_of_client");
	stmt_set_int(st, session != 0 ? "session" : "client", session != 0 ? session : client);
	while (more && stmt_next(st))
		more = fn(&(struct file_line){ .id = stmt_int(st, "id"),
		    .session = stmt_int(st, "session"), .date = stmt_date(st, "date"),
		    .kind = stmt_text(st, "kind"), .angle = stmt_text(st, "angle"),
		    .format = stmt_text(st, "format"), .note = stmt_text(st, "note"),
		    .service = stmt_text(st, "service"), .size = stmt_int(st, "size"),
		    .shown = stmt_int(st, "shown") != 0 }, arg);
	return stmt_end(st, e);
}
