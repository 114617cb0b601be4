/*
 * cautions.c - see cautions.h.
 */
#include "practice/cautions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/words.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/shipped.h"

/* --- words ------------------------------------------------------------------------------------ */

/* The next part of a list with commas, without the blanks around it, as a copy; NULL: no
 * more. */
static char *
next_part(const char **list)
{
	size_t n = strcspn(*list, ",;");
	char *part;

	if (**list == '\0')
		return NULL;
	part = text_trim(xstrndup(*list, n));
	*list += n + ((*list)[n] != '\0');
	return part;
}

/* The first part of `list` that stands in the folded text; NULL: none. The caller frees. */
static char *
part_in(const char *list, const char *text)
{
	char *part;
	size_t size;

	for (; (part = next_part(&list)) != NULL; free(part)) {
		AUTO_BUF struct buf phrase = BUF_INIT;

		text_fold(&phrase, part);
		if (words_find(text, phrase.s, phrase.len, &size) != NULL)
			return part;
	}
	return NULL;
}

/* What a list of ingredients or a product's name has whatever it is made of. */
static bool
is_common(const char *word)
{
	return text_has_word("acid and aqua butter cream extract face flower free fruit gel hair "
	    "leaf oil powder root seed serum skin sodium water with", ' ', word);
}

/* --- deciding --------------------------------------------------------------------------------- */

static bool
is_about(const struct record *caution, const struct record *product, const char *text)
{
	const char *kind = record_text(caution, "kind");
	AUTO_FREE char *part = NULL;

	if (*kind != '\0' && strcmp(kind, record_text(product, "kind")) != 0)
		return false;
	if (!record_is_null(caution, "strength_over") && !record_is_null(product, "strength") &&
	    field_thousandths(record_int(product, "strength")) <=
	    field_thousandths(record_int(caution, "strength_over")))
		return false;
	if (record_is_null(caution, "ingredients"))
		return true;
	part = part_in(record_text(caution, "ingredients"), text);
	return part != NULL;
}

static bool
meets_card(const struct cautions *c, const struct record *caution, struct buf *why)
{
	static const char *const fields[] = { "allergies", "medicines", "conditions" };
	const char *only = record_text(caution, "found_in");
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++) {
		const char *there = record_text(c->card, fields[i]);
		AUTO_BUF struct buf folded = BUF_INIT;
		AUTO_FREE char *part = NULL;

		if ((*only != '\0' && strcmp(only, fields[i]) != 0) || asked_is_none(there))
			continue;
		text_fold(&folded, there);
		part = part_in(record_text(caution, "meets"), folded.s);
		if (part != NULL) {
			buf_addf(why, "%s, %s", fields[i], part);
			return true;
		}
	}
	return false;
}

static bool
meets_answer(const struct cautions *c, const struct record *caution, struct buf *why)
{
	const char *answer = record_text(caution, "answer"), *is = strchr(answer, '=');
	char day[24];
	size_t i;

	for (i = 0; is != NULL && i < c->n_answers; i++) {
		const struct caution_answer *a = &c->answers[i];

		if (strlen(a->item) != (size_t)(is - answer) ||
		    strncmp(a->item, answer, (size_t)(is - answer)) != 0 ||
		    !text_has_word(is + 1, ',', a->answer))
			continue;
		buf_addf(why, "%s, %s on %s", a->item, a->answer,
		    date_to_words(a->on, false, day));
		return true;
	}
	return false;
}

/* An allergy that names an ingredient. */
static bool
allergy_to(const struct cautions *c, const char *product, struct buf *out)
{
	const char *allergies = record_text(c->card, "allergies"), *at;
	AUTO_BUF struct buf has = BUF_INIT;
	size_t n, there;

	if (asked_is_none(allergies))
		return false;
	text_fold(&has, allergies);
	for (at = has.s; (at = words_next(at, &n)) != NULL; at += n) {
		AUTO_FREE char *word = xstrndup(at, n);

		if (text_count(word) < 3 || is_common(word) ||
		    words_find(product, word, n, &there) == NULL)
			continue;
		buf_addf(out, "allergies, %s: it is in this product.", word);
		return true;
	}
	return false;
}

bool
caution_words(const struct cautions *c, const struct record *product, struct buf *out)
{
	AUTO_BUF struct buf has = BUF_INIT;
	size_t before = out->len, i;

	if (c->card == NULL)
		return false;
	text_fold(&has, record_text(product, "name"));
	buf_addc(&has, ',');
	text_fold(&has, record_text(product, "ingredients"));
	for (i = 0; i < c->n_rows; i++) {
		const struct record *row = c->rows[i];
		AUTO_BUF struct buf why = BUF_INIT;

		if (is_about(row, product, has.s) &&
		    (meets_card(c, row, &why) || meets_answer(c, row, &why)))
			buf_addf(out, "%s%s: %s", out->len > before ? "\n" : "", why.s,
			    record_text(row, "guidance"));
	}
	return out->len > before || allergy_to(c, has.s, out);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool
read_rows(struct db *db, struct cautions *c, struct err *e)
{
	struct stmt *st = db_stmt(db, "caution_rows");
	size_t cap = 0;

	while (stmt_next(st)) {
		GROW(c->rows, cap, c->n_rows + 1);
		c->rows[c->n_rows] = record_new(&record_product_caution);
		db_read_record(st, c->rows[c->n_rows++]);
	}
	return stmt_end(st, e);
}

/* Has a newer screening answered it? */
static bool
is_answered(const struct cautions *c, const char *item)
{
	size_t i;

	for (i = 0; i < c->n_answers; i++)
		if (strcmp(c->answers[i].item, item) == 0)
			return true;
	return false;
}

static bool
read_answers(struct db *db, struct cautions *c, struct err *e)
{
	struct stmt *st = db_stmt(db, "caution_answers");
	size_t cap = 0;

	stmt_set_int(st, "client", c->card->id);
	while (stmt_next(st)) {
		const char *item = stmt_text(st, "item");

		if (is_answered(c, item))
			continue;
		GROW(c->answers, cap, c->n_answers + 1);
		c->answers[c->n_answers++] = (struct caution_answer){ xstrdup(item),
		    xstrdup(stmt_text(st, "answer")), stmt_date(st, "date") };
	}
	return stmt_end(st, e);
}

bool
cautions_read(struct practice *p, int64_t client, struct cautions *out, struct err *e)
{
	*out = (struct cautions){ .card = NULL };
	err_clear(e);
	if (client == 0)
		return true;
	out->card = db_get(p->db, &record_client, client, e);
	if (out->card != NULL && read_rows(p->db, out, e) && read_answers(p->db, out, e))
		return true;
	cautions_free(out);
	return false;
}

void
cautions_free(struct cautions *c)
{
	size_t i;

	for (i = 0; i < c->n_rows; i++)
		record_free(c->rows[i]);
	for (i = 0; i < c->n_answers; i++) {
		free(c->answers[i].item);
		free(c->answers[i].answer);
	}
	for (i = 0; i < c->n_told; i++)
		free(c->told[i].words);
	free(c->rows);
	free(c->answers);
	free(c->told);
	record_free(c->card);
	*c = (struct cautions){ .card = NULL };
}

/* --- telling ---------------------------------------------------------------------------------- */

static const struct caution_told *
told_of(const struct cautions *c, int64_t product)
{
	size_t i;

	for (i = 0; i < c->n_told; i++)
		if (c->told[i].product == product)
			return &c->told[i];
	return NULL;
}

const char *
cautions_of(const struct cautions *c, int64_t product)
{
	const struct caution_told *told = told_of(c, product);

	return told != NULL ? told->words : "";
}

static void
tell(struct practice *p, struct cautions *c, const struct record *product)
{
	struct buf words = BUF_INIT;

	if (caution_words(c, product, &words) && !practice_allows(p, ACTION_READ_MEDICAL)) {
		buf_cut(&words, 0);
		buf_adds(&words, "ask the practitioner before selling it.");
	}
	GROW(c->told, c->cap_told, c->n_told + 1);
	c->told[c->n_told++] = (struct caution_told){ product->id, buf_steal(&words) };
}

bool
cautions_look(struct practice *p, int64_t client, struct cautions *c, const int64_t *products,
    size_t n, struct err *e)
{
	AUTO_BUF struct buf ids = BUF_INIT;
	struct stmt *st;
	size_t i;

	err_clear(e);
	for (i = 0; i < n; i++)
		if (told_of(c, products[i]) == NULL)
			buf_addf(&ids, "%s%" PRId64, ids.len > 0 ? "," : "[", products[i]);
	if (ids.len == 0 || client == 0)
		return true;
	if (c->card == NULL && !cautions_read(p, client, c, e))
		return false;
	buf_addc(&ids, ']');
	st = db_stmt(p->db, "caution_products");
	stmt_set_text(st, "ids", ids.s);
	while (stmt_next(st)) {
		AUTO_RECORD struct record *product = record_new(&record_product);

		db_read_record(st, product);
		tell(p, c, product);
	}
	return stmt_end(st, e);
}

/* --- what can never warn ---------------------------------------------------------------------- */

/* Can it be answered so: is it a value of "value=key=label|…"? */
static bool
is_value(const char *answers, const char *value)
{
	size_t n = strlen(value);

	for (; *answers != '\0'; answers += *answers == '|') {
		if (strncmp(answers, value, n) == 0 && answers[n] == '=')
			return true;
		answers += strcspn(answers, "|");
	}
	return false;
}

bool
caution_doubts(struct practice *p, const struct record *caution, struct buf *out, struct err *e)
{
	const char *text = record_text(caution, "answer"), *values = strchr(text, '=');
	AUTO_FREE char *item = values != NULL ? xstrndup(text, (size_t)(values - text)) : NULL;
	AUTO_BUF struct buf answers = BUF_INIT, asked = BUF_INIT;
	struct stmt *st;
	char *value;

	err_clear(e);
	if (item == NULL)
		return true;
	st = db_stmt(p->db, "caution_item");
	stmt_set_text(st, "item", item);
	while (stmt_next(st))
		buf_addf(&answers, "|%s", stmt_text(st, "answers"));
	if (!stmt_end(st, e))
		return false;
	text_show(&asked, item, false);
	if (answers.len == 0)
		buf_addf(out, "No published checklist asks %s: its answer never warns. ", asked.s);
	for (values++; answers.len > 0 && (value = next_part(&values)) != NULL; free(value)) {
		AUTO_BUF struct buf shown = BUF_INIT;

		text_show(&shown, value, false);
		if (strcmp(value, "-") != 0 && !is_value(answers.s + 1, value))
			buf_addf(out, "Nobody can answer %s to %s: that never warns. ", shown.s,
			    asked.s);
	}
	return true;
}

/* --- what ships ------------------------------------------------------------------------------- */

struct shipping {
	struct db *db;
	bool write, active;	/* adds those that are lacking, in force */
	bool lacks, failed;
	struct err err;
};

static bool
is_here(struct db *db, const char *code, bool *here, struct err *e)
{
	struct stmt *st = db_stmt(db, "caution_there");

	stmt_set_text(st, "code", code);
	*here = stmt_next(st);
	return stmt_end(st, e);
}

static bool
read_shipped(struct db *db, const char *json, struct record *r, struct err *e)
{
	struct stmt *st = db_stmt(db, "caution_of_json");

	stmt_set_text(st, "json", json);
	if (stmt_next(st))
		db_read_record(st, r);
	return stmt_end(st, e);
}

static bool
ship(const char *json, void *arg)
{
	struct shipping *s = arg;
	AUTO_RECORD struct record *r = record_new(&record_product_caution);
	bool here = false;

	s->failed = !read_shipped(s->db, json, r, &s->err) ||
	    !is_here(s->db, record_text(r, "code"), &here, &s->err);
	if (here || s->failed)
		return !s->failed;
	s->lacks = true;
	if (!s->write)
		return false;
	record_set_int(r, "active", s->active);
	s->failed = !db_insert(s->db, r, &s->err);
	return !s->failed;
}

static bool
ship_list(UNUSED const char *code, const char *json, void *arg, struct err *e)
{
	struct shipping *s = arg;

	if (!db_json_items(s->db, json, "$", ship, s, e))
		return false;
	if (s->failed)
		*e = s->err;
	return !s->failed;
}

static bool
each_shipped(struct shipping *s, struct err *e)
{
	return shipped_each("cautions/", ship_list, s, e);
}

bool
cautions_install(struct db *db, struct err *e)
{
	return each_shipped(&(struct shipping){ .db = db, .write = true, .active = true }, e);
}

static bool
offer_inside(struct db *db, UNUSED void *arg, struct err *e)
{
	return each_shipped(&(struct shipping){ .db = db, .write = true }, e);
}

bool
cautions_offer(struct practice *p, struct err *e)
{
	struct shipping s = { .db = p->db };

	return each_shipped(&s, e) && (!s.lacks || db_write(p->db, "note",
	    "add cautions, switched off", offer_inside, NULL, e));
}
