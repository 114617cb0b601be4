/*
 * Proves of what must not meet: each caution that ships warns for each of its ingredients and
 * words, can be looked up, and is silent without them; words are whole; the newest answer
 * counts; an allergy that names an ingredient warns by itself; who may not see medical details
 * is told whom to ask and not why; twenty products are asked for at once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/cautions.h"
#include "practice/history.h"
#include "practice/offer.h"
#include "tests/support/visits.h"

static struct err err;

#define CASE(name) VISITS_CASE(name)

/* --- deciding, in memory ---------------------------------------------------------------------- */

/* A client of whom that field says that; the card is not saved. */
static struct cautions
client_with(const char *field, const char *text)
{
	struct cautions c;

	OK(cautions_read(v.mara, v.anna, &c, &err));
	OK(record_parse(c.card, &field_context_plain, field, text, &err));
	return c;
}

static struct record *
product(const char *name, const char *ingredients, const char *kind, const char *strength)
{
	struct record *r = record_new(&record_product);

	record_set_text(r, "name", name);
	record_set_text(r, "ingredients", ingredients);
	record_set_text(r, "kind", kind);
	OK(record_parse(r, &field_context_plain, "strength", strength, &err));
	return r;
}

/* What is told of a product with these ingredients to a client with these allergies. */
static char *
told(const char *allergies, const char *ingredients)
{
	struct cautions c = client_with("allergies", allergies);
	AUTO_RECORD struct record *r = product("Night cream", ingredients, "retail", "");
	struct buf words = BUF_INIT;

	caution_words(&c, r, &words);
	cautions_free(&c);
	return buf_steal(&words);
}

static void
tells(const char *allergies, const char *ingredients, const char *words)
{
	AUTO_FREE char *is = told(allergies, ingredients);

	assert_string_equal(is, words);
}

static void
words_are_whole_and_folded(void **state)
{
	tells("", "AQUA, RETINOL", "");
	tells("none known", "AQUA, NONE", "");
	tells("shellac", "AQUA, SHELLAC", "allergies, shellac: it is in this product.");
	tells("Shéllac; dust", "aqua, shellac (E904)", "allergies, shellac: it is in this product.");
	tells("shell", "AQUA, SHELLAC", "");
	tells("night shifts", "AQUA", "allergies, night: it is in this product.");
	/* every cream has them */
	tells("fruit acid, oil, water", "WATER, OLIVE OIL, GLYCOLIC ACID", "");
	tells("olive oil", "WATER, OLIVE OIL", "allergies, olive: it is in this product.");
	/* no phrase runs over a comma */
	tells("aspirin", "KOJIC ACID SALICYLIC, ACID", "");
	tells("nut", "COCONUT ALKANES", "");
}

static void
a_caution_says_more_than_the_plain_rule(void **state)
{
	AUTO_FREE char *is = told("propolis", "AQUA, PROPOLIS EXTRACT");

	assert_string_equal(is, "allergies, propolis: Leave out propolis: it often reacts along with "
	    "balsam of Peru.");
}

static void
strength_and_place_count(void **state)
{
	struct cautions c = client_with("conditions", "pregnant, 12 weeks");
	static const struct { const char *strength; bool warns; } cases[] = {
		{ "2", false }, { "2.01", true }, { "30", true }, { "", true },
	};
	struct cautions elsewhere = client_with("allergies", "pregnant women");
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_RECORD struct record *r = product("Peel", "SALICYLIC ACID", "retail",
		    cases[i].strength);
		AUTO_BUF struct buf words = BUF_INIT;

		if (caution_words(&c, r, &words) != cases[i].warns)
			fail_msg("%s %%: %s", cases[i].strength, words.s);
		assert_false(caution_words(&elsewhere, r, &words));
	}
	cautions_free(&c);
	cautions_free(&elsewhere);
}

/* --- what ships ------------------------------------------------------------------------------- */

struct lists {
	char *parts[64];
	size_t n;
};

/* The parts of a list with commas; at least the blank one of a list that is blank. */
static void
split(const char *list, struct lists *out)
{
	const char *part = list;

	out->n = 0;
	do {
		assert_true(out->n < ARRAY_LEN(out->parts));
		out->parts[out->n++] = text_trim(xstrndup(part, strcspn(part, ",")));
		part += strcspn(part, ",");
	} while (*part++ != '\0');
}

static void
split_free(struct lists *l)
{
	while (l->n > 0)
		free(l->parts[--l->n]);
}

/* The caution alone, and a client with that word, and that answer. */
static struct cautions
alone(const struct record *row, const char *field, const char *word, const char *answer)
{
	struct cautions c = client_with(field, word);
	const char *is = record_text(row, "answer");

	while (c.n_rows > 0)
		record_free(c.rows[--c.n_rows]);
	c.rows[c.n_rows++] = record_copy(row);
	if (answer != NULL) {
		c.answers = xcalloc(1, sizeof(*c.answers));
		c.answers[c.n_answers++] = (struct caution_answer){
		    xstrndup(is, strcspn(is, "=")), xstrdup(answer), 20000 };
	}
	return c;
}

static void
warns(const struct record *row, const char *ingredient, const char *word, const char *answer,
    bool wanted)
{
	const char *field = record_is_null(row, "found_in") ? "conditions" :
	    record_text(row, "found_in");
	struct cautions c = alone(row, field, word, answer);
	AUTO_RECORD struct record *r = product("X", ingredient,
	    record_is_null(row, "kind") ? "retail" : record_text(row, "kind"), "");
	AUTO_BUF struct buf words = BUF_INIT;

	caution_words(&c, r, &words);
	if ((strstr(words.s, record_text(row, "guidance")) != NULL) != wanted)
		fail_msg("%s: \"%s\" with \"%s\", \"%s\" tells \"%s\"", record_text(row, "code"),
		    ingredient, word, answer != NULL ? answer : "", words.s);
	cautions_free(&c);
}

static void
tries(const struct record *row)
{
	const char *answer = record_text(row, "answer"), *source = record_text(row, "source");
	AUTO_BUF struct buf doubts = BUF_INIT;
	struct lists has, meets, answers;
	size_t i, k;

	split(record_text(row, "ingredients"), &has);
	split(record_text(row, "meets"), &meets);
	split(*answer != '\0' ? strchr(answer, '=') + 1 : "", &answers);
	for (i = 0; i < has.n; i++) {
		for (k = 0; k < meets.n; k++)
			warns(row, has.parts[i], meets.parts[k], NULL, *meets.parts[k] != '\0');
		for (k = 0; k < answers.n; k++)
			warns(row, has.parts[i], "", answers.parts[k], *answers.parts[k] != '\0');
		warns(row, has.parts[i], "chamomile", "elsewhere", false);
	}
	if (!record_is_null(row, "ingredients"))
		warns(row, "AQUA", meets.parts[0], answers.parts[0], false);
	OK(caution_doubts(v.mara, row, &doubts, &err));
	assert_string_equal(doubts.s, "");
	if (strstr(source, "https://") == NULL && strstr(source, "http://") == NULL)
		fail_msg("%s has no address: %s", record_text(row, "code"), source);
	if (strstr(source, ", checked ") == NULL)
		fail_msg("%s: nobody looked it up: %s", record_text(row, "code"), source);
	split_free(&has);
	split_free(&meets);
	split_free(&answers);
}

static void
each_that_ships_warns(void **state)
{
	struct cautions c;
	size_t i;

	OK(cautions_read(v.mara, v.anna, &c, &err));
	assert_int_equal(c.n_rows, dbfile_int(v.path, "SELECT count(*) FROM product_caution"));
	assert_true(c.n_rows > 0);
	for (i = 0; i < c.n_rows; i++)
		tries(c.rows[i]);
	cautions_free(&c);
}

/* One that was made before they shipped is offered them, switched off, once. */
static void
an_older_practice_is_offered_them(void **state)
{
	int64_t n = dbfile_int(v.path, "SELECT count(*) FROM product_caution"), before;

	dbfile_sql(v.path, "DELETE FROM product_caution WHERE code <> 'latex'");
	OK(cautions_offer(v.mara, &err));
	visits_label("add cautions, switched off");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM product_caution"), n);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM product_caution WHERE active"), 1);
	before = dbfile_int(v.path, "SELECT max(n) FROM journal");
	OK(cautions_offer(v.mara, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT max(n) FROM journal"), before);
}

/* --- saving one ------------------------------------------------------------------------------- */

static struct record *
caution(const char *ingredients, const char *meets, const char *answer)
{
	struct record *r = record_new(&record_product_caution);

	record_set_text(r, "ingredients", ingredients);
	record_set_text(r, "meets", meets);
	record_set_text(r, "answer", answer);
	record_set_text(r, "guidance", "No.");
	record_set_text(r, "source", "K1");
	return r;
}

/* The words of a caution are found as those of a checklist's rule are. */
static void
a_star_ends_what_begins_so(void **state)
{
	AUTO_RECORD struct record *r = caution("PARABEN, SALICYL*", "salicyl*, bee venom", "");

	warns(r, "AQUA, SALICYLIC ACID", "salicylates", NULL, true);
	warns(r, "METHYL SALICYLATE", "bee-venom", NULL, true);
	warns(r, "METHYLPARABEN", "salicylates", NULL, false);
	warns(r, "PARABEN", "acetylsalicylates", NULL, false);
}

static void
what_can_never_warn_is_refused_or_told(void **state)
{
	static const struct {
		const char *ingredients, *meets, *answer, *says;
		bool refused;
	} cases[] = {
		{ "", "nickel", "", "Which products is it about?", true },
		{ "GOLD", "", "", "What must it not meet?", true },
		{ "GOLD", "", "metal_allergy", "An answer is item=answer", true },
		{ "GOLD", "", "=yes", "An answer is item=answer", true },
		{ "GOLD", "", "metal_allergy=", "An answer is item=answer", true },
		{ "GOLD", "", "metal_alergy=yes", "No published checklist asks metal_alergy", false },
		{ "GOLD", "", "metal_allergy=yes,often", "Nobody can answer often to metal_allergy",
		  false },
		{ "GOLD", "", "metal_allergy=yes", "", false },
		{ "GOLD", "nickel", "", "", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_RECORD struct record *r = caution(cases[i].ingredients, cases[i].meets,
		    cases[i].answer);
		AUTO_BUF struct buf doubts = BUF_INIT;

		if (cases[i].refused) {
			REFUSED(offer_add(v.mara, r, NULL, &err), ERR_INVALID, cases[i].says);
			continue;
		}
		OK(offer_add(v.mara, r, NULL, &err));
		OK(caution_doubts(v.mara, r, &doubts, &err));
		if (strncmp(doubts.s, cases[i].says, strlen(cases[i].says)) != 0 ||
		    (doubts.len > 0) != (*cases[i].says != '\0'))
			fail_msg("%s: %s", cases[i].answer, doubts.s);
	}
}

/* --- of a client in the file ------------------------------------------------------------------ */

static const char *
of(struct practice *p, struct cautions *c, int64_t id)
{
	OK(cautions_look(p, v.anna, c, &id, 1, &err));
	return cautions_of(c, id);
}

static void
the_newest_answer_counts(void **state)
{
	int64_t serum = visits_new(&record_product, "name", "Serum", "kind", "serum",
	    "ingredients", "AQUA, RETINOL", NULL);
	struct cautions c = { .card = NULL };

	assert_string_equal(of(v.mara, &c, serum), "");
	cautions_free(&c);
	visits_screen(v.anna, "pregnancy", "pregnant", NULL);
	assert_string_equal(of(v.mara, &c, serum), "pregnancy, pregnant on 12 Mar 2026: Leave "
	    "out vitamin A products in pregnancy, as a precaution.");
	cautions_free(&c);
	visits_now("2026-12-12T10:00");
	visits_screen(v.anna, "pregnancy", "no", NULL);
	assert_string_equal(of(v.mara, &c, serum), "");
	cautions_free(&c);
}

/* Nobody in particular has nothing, and asks nothing of the file. */
static void
who_may_not_see_it_is_told_whom_to_ask(void **state)
{
	int64_t balm = visits_new(&record_product, "name", "Balm", "ingredients", "PROPOLIS", NULL);
	struct cautions c = { .card = NULL };

	OK(clinic_set(v.mara, v.anna, "allergies", "propolis", &err));
	assert_string_equal(of(v.desk, &c, balm), "ask the practitioner before selling it.");
	cautions_free(&c);
	assert_non_null(strstr(of(v.ruth, &c, balm), "propolis"));
	cautions_free(&c);
	db_work(v.desk->db);
	OK(cautions_look(v.desk, 0, &c, &balm, 1, &err));
	assert_int_equal(db_work(v.desk->db).statements, 0);
	assert_string_equal(cautions_of(&c, balm), "");
}

static void
twenty_products_are_asked_for_at_once(void **state)
{
	struct cautions c = { .card = NULL };
	int64_t products[20];
	size_t i;

	OK(clinic_set(v.mara, v.anna, "allergies", "propolis", &err));
	for (i = 0; i < ARRAY_LEN(products); i++) {
		AUTO_FREE char *name = xasprintf("Balm %zu", i);

		products[i] = visits_new(&record_product, "name", name, "ingredients",
		    i % 2 == 0 ? "PROPOLIS" : "AQUA", NULL);
	}
	db_work(v.mara->db);
	OK(cautions_look(v.mara, v.anna, &c, products, ARRAY_LEN(products), &err));
	/* the card, the cautions, the answers, the products */
	assert_int_equal(db_work(v.mara->db).statements, 4);
	for (i = 0; i < ARRAY_LEN(products); i++)
		assert_int_equal(*cautions_of(&c, products[i]) != '\0', i % 2 == 0);
	OK(cautions_look(v.mara, v.anna, &c, products, ARRAY_LEN(products), &err));
	assert_int_equal(db_work(v.mara->db).statements, 0);
	cautions_free(&c);
}

TEST_MAIN(
    CASE(words_are_whole_and_folded), CASE(a_caution_says_more_than_the_plain_rule),
    CASE(strength_and_place_count), CASE(each_that_ships_warns),
    CASE(an_older_practice_is_offered_them), CASE(a_star_ends_what_begins_so),
    CASE(what_can_never_warn_is_refused_or_told),
    CASE(the_newest_answer_counts), CASE(who_may_not_see_it_is_told_whom_to_ask),
    CASE(twenty_products_are_asked_for_at_once))
