/*
 * bundle.c - see bundle.h.
 */
#include "export/bundle.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/json_record.h"
#include "exchange/tar.h"
#include "export/paper.h"
#include "practice/files.h"
#include "practice/naming.h"
#include "practice/picks.h"

struct bundle {
	struct practice *p;
	int64_t client;
	FILE *tar;
	struct buf sums;	/* SHA256SUMS so far */
	/* the part that is being made */
	char *text;
	size_t size;
	FILE *part;
	struct json json;
	struct paper page;
};

/* --- parts ---------------------------------------------------------------------------------- */

static void
put(struct bundle *b, const char *name, const void *bytes, size_t n)
{
	AUTO_FREE char *path = xasprintf("client-%" PRId64 "/%s", b->client, name);
	char hex[DIGEST_HEX_SIZE];

	buf_addf(&b->sums, "%s  %s\n", digest_sha256(bytes, n, hex), name);
	tar_put(b->tar, path, clock_now(), bytes, n);
}

static void
part_begin(struct bundle *b)
{
	b->part = open_memstream(&b->text, &b->size);
	if (b->part == NULL)
		bug("no memory for a bundle");
}

static void
part_end(struct bundle *b, const char *name)
{
	if (fclose(b->part) != 0)
		bug("no memory for a bundle");
	put(b, name, b->text, b->size);
	free(b->text);
	b->text = NULL;
}

static bool
each_record(struct bundle *b, const struct record_type *t,
    bool (*fn)(struct record *, void *, struct err *), struct err *e)
{
	return db_owned(b->p->db, t, b->client, fn, b, e);
}

/* --- data.json ------------------------------------------------------------------------------ */

static bool
put_json(struct record *r, void *arg, UNUSED struct err *e)
{
	struct bundle *b = arg;

	json_record(&b->json, r, FIELD_SECRET);
	return true;
}

static bool
put_data(struct bundle *b, struct err *e)
{
	char at[CLOCK_ISO_SIZE];
	bool ok = true;
	size_t i;

	part_begin(b);
	json_start(&b->json, b->part, false);
	json_object(&b->json);
	json_key(&b->json, "practice");
	json_text(&b->json, record_text(b->p->settings, "name"));
	json_key(&b->json, "made");
	json_text(&b->json, clock_iso(clock_now(), at));
	for (i = 0; ok && record_types[i] != NULL; i++) {
		if (record_types[i]->client == NULL)
			continue;
		json_key(&b->json, record_types[i]->plural);
		json_array(&b->json);
		ok = each_record(b, record_types[i], put_json, e);
		json_close(&b->json);
	}
	json_close(&b->json);
	json_finish(&b->json);
	part_end(b, "data.json");
	return ok;
}

/* --- who saw and changed what ----------------------------------------------------------------- */

static bool
each_entry(struct bundle *b, void (*fn)(struct bundle *, struct stmt *), struct err *e)
{
	struct stmt *st = db_stmt(b->p->db, "export_journal_of_client");

	stmt_set_int(st, "client", b->client);
	while (stmt_next(st))
		fn(b, st);
	return stmt_end(st, e);
}

static void
put_entry(struct bundle *b, struct stmt *st)
{
	static const char *const texts[] = { "who", "kind", "what", "records" };
	char at[CLOCK_ISO_SIZE];
	size_t i;

	json_object(&b->json);
	json_key(&b->json, "entry");
	json_int(&b->json, stmt_int(st, "n"));
	json_key(&b->json, "at");
	json_text(&b->json, clock_iso(stmt_int(st, "at"), at));
	for (i = 0; i < ARRAY_LEN(texts); i++) {
		json_key(&b->json, texts[i]);
		json_text(&b->json, stmt_text(st, texts[i]));
	}
	json_close(&b->json);
}

static bool
put_journal(struct bundle *b, struct err *e)
{
	bool ok;

	part_begin(b);
	json_start(&b->json, b->part, false);
	json_array(&b->json);
	ok = each_entry(b, put_entry, e);
	json_close(&b->json);
	json_finish(&b->json);
	part_end(b, "journal.json");
	return ok;
}

/* --- index.html ----------------------------------------------------------------------------- */

/* A label and what follows it, a line of the page each. */
static void
show_lines(struct bundle *b, const char *label, const char *text)
{
	AUTO_BUF struct buf line = BUF_INIT;
	size_t n;

	buf_addf(&line, "%s: ", label);
	for (;;) {
		n = strcspn(text, "\n");
		buf_add(&line, text, n);
		paper_line(&b->page, line.s);
		if (text[n] == '\0')
			return;
		text += n + 1;
		buf_cut(&line, 0);
	}
}

static bool
show_field(struct bundle *b, const struct field *f, const struct value *v, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (v->kind == VALUE_NULL || (f->flags & FIELD_SECRET))
		return true;
	if (f->type != FIELD_LINK)
		field_show(f, &b->p->context, v, &text);
	else if (!pick_name(b->p, record_type_find(f->link), v->i, &text, e))
		return false;
	show_lines(b, f->label, text.s);
	return true;
}

static bool
show_record(struct record *r, void *arg, struct err *e)
{
	struct bundle *b = arg;
	AUTO_FREE char *title = xasprintf("%s %" PRId64, r->type->label, r->id);
	bool ok = true;
	size_t i;

	paper_block(&b->page, "", title, "");
	for (i = 0; ok && i < r->type->n_fields; i++)
		ok = show_field(b, &r->type->fields[i], &r->values[i], e);
	return ok;
}

static void
show_entry(struct bundle *b, struct stmt *st)
{
	AUTO_BUF struct buf line = BUF_INIT;

	naming_add_moment(b->p, stmt_int(st, "at"), &line);
	buf_addf(&line, ", %s: %s", stmt_text(st, "who"), stmt_text(st, "what"));
	paper_line(&b->page, line.s);
}

static bool
put_page(struct bundle *b, struct err *e)
{
	AUTO_RECORD struct record *card = db_get(b->p->db, &record_client, b->client, e);
	AUTO_BUF struct buf name = BUF_INIT, below = BUF_INIT;
	char today[24];
	bool ok = card != NULL;
	size_t i;

	if (!ok)
		return false;
	naming_add(b->p, card, &name);
	buf_addf(&below, "All that %s holds on this person, %s. The same for a program: "
	    "data.json and journal.json; photos and papers: files.",
	    record_text(b->p->settings, "name"), date_to_words(clock_today(), true, today));
	part_begin(b);
	paper_begin(&b->page, paper_format_named("html", NULL), b->part, name.s);
	paper_page(&b->page, name.s, below.s);
	for (i = 0; ok && record_types[i] != NULL; i++)
		ok = each_record(b, record_types[i], show_record, e);
	paper_block(&b->page, "", "Who read, changed or took away what", "");
	ok = ok && each_entry(b, show_entry, e);
	paper_end(&b->page);
	part_end(b, "index.html");
	return ok;
}

/* --- files ---------------------------------------------------------------------------------- */

static bool
put_file(struct record *r, void *arg, struct err *e)
{
	struct bundle *b = arg;
	AUTO_BUF struct buf bytes = BUF_INIT;
	AUTO_FREE char *name = xasprintf("files/%" PRId64 "-%s-%s.%s", r->id,
	    record_text(r, "date"), record_text(r, "kind"), file_ending(r, false));

	err_clear(e);
	if (file_bytes(b->p, r, &bytes, e)) {
		put(b, name, bytes.s, bytes.len);
	} else if (e->code == ERR_IO) {
		AUTO_FREE char *gone = xasprintf("%s.missing.txt", name);

		put(b, gone, e->text, strlen(e->text));
		err_clear(e);
	}
	return e->code == ERR_NONE;
}

/* Frees the file, also on failure. */
static bool
write_all(struct bundle *b, struct file_out *out, struct err *e)
{
	AUTO_FREE char *sums = xasprintf("client-%" PRId64 "/SHA256SUMS", b->client);
	bool ok;

	file_out_private(out);
	b->tar = file_out_stream(out);
	ok = put_page(b, e) && put_data(b, e) && put_journal(b, e) &&
	    each_record(b, &record_attachment, put_file, e);
	if (!ok) {
		file_out_abort(out);
		return false;
	}
	tar_put(b->tar, sums, clock_now(), b->sums.s, b->sums.len);
	tar_end(b->tar);
	return file_out_commit(out, e);
}

bool
bundle_write(struct practice *p, int64_t client, const char *target, struct err *e)
{
	struct bundle b = { .p = p, .client = client };
	AUTO_FREE char *label = xasprintf("export client %" PRId64, client);
	AUTO_RECORD struct record *card = NULL;
	struct file_out *out;
	struct err local;
	bool ok;

	if (e == NULL)
		e = &local;
	if (!practice_may(p, ACTION_EXPORT, e) ||
	    (card = db_get(p->db, &record_client, client, e)) == NULL ||
	    !db_note(p->db, "export", label, e) || !db_read_begin(p->db, e))
		return false;
	out = file_out_open(target, e);
	ok = out != NULL && write_all(&b, out, e);
	db_read_end(p->db);
	buf_free(&b.sums);
	return ok;
}
