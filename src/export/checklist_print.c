/*
 * checklist_print.c - see checklist_print.h.
 */
#include "export/checklist_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json.h"
#include "practice/screening_form.h"

/* --- as a file ---------------------------------------------------------------------------- */

/* Fields of a row that are not blank and not as in a new record; its place says the rest. */
static void
write_members(struct json *j, const struct record *r)
{
	AUTO_RECORD struct record *plain = record_new(r->type);
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		const struct value *v = &r->values[i];

		if (f->type == FIELD_LINK || strcmp(f->name, "position") == 0 ||
		    v->kind == VALUE_NULL || (r->type != &record_checklist &&
		    value_equal(v, &plain->values[i])))
			continue;
		json_key(j, f->name);
		if (f->type == FIELD_BOOL)
			json_bool(j, v->i != 0);
		else if (v->kind == VALUE_INT)
			json_int(j, v->i);
		else
			json_text(j, v->s);
	}
}

static void
write_rows(struct json *j, const char *name, struct record *const *rows, size_t n)
{
	size_t i;

	json_key(j, name);
	json_array(j);
	for (i = 0; i < n; i++) {
		json_object(j);
		write_members(j, rows[i]);
		json_close(j);
	}
	json_close(j);
}

bool
checklist_write(const struct checklist *c, const char *target, struct err *e)
{
	struct file_out *out = file_out_open(target, e);
	struct json j;

	if (out == NULL)
		return false;
	json_start(&j, file_out_stream(out), false);
	json_object(&j);
	write_members(&j, c->head);
	write_rows(&j, "items", c->items, c->n_items);
	write_rows(&j, "rules", c->rules, c->n_rules);
	json_close(&j);
	json_finish(&j);
	return file_out_commit(out, e);
}

/* --- evaluated ---------------------------------------------------------------------------- */

static const struct screening_item *
item_named(const struct screening_form *f, const char *code)
{
	int item = checklist_item(f->c, code);
	size_t i;

	for (i = 0; i < f->n_items; i++)
		if ((int)f->items[i].item == item)
			return &f->items[i];
	return NULL;
}

/* "item=answer" into its place among the answers. */
static bool
read_word(struct practice *p, const struct screening_form *f, const char *word, char **answers,
    struct err *e)
{
	size_t n = strcspn(word, "=");
	AUTO_FREE char *code = xstrndup(word, n);
	AUTO_BUF struct buf shown = BUF_INIT;
	const struct screening_item *it = item_named(f, code);

	text_show(&shown, code, false);
	if (word[n] != '=')
		return err_set(e, ERR_USAGE, NULL, "\"%s\" is no answer: it is written ITEM=ANSWER.",
		    shown.s);
	if (it == NULL)
		return err_set(e, ERR_INVALID, NULL, "The checklist %s does not ask for \"%s\".",
		    record_text(f->c->head, "code"), shown.s);
	free(answers[it->item]);
	answers[it->item] = screening_form_parse(f, it, &p->context, word + n + 1, e);
	return answers[it->item] != NULL;
}

static const char *
day_text(date_day day, char iso[DATE_ISO_SIZE])
{
	return day == DATE_NONE ? NULL : date_to_iso(day, iso);
}

/* "Found: warfarin. Do not treat." */
static void
print_why(struct json *j, const struct screening_finding *f)
{
	AUTO_FREE char *why = xasprintf("%s%s%s%s", f->found[0] != '\0' ? "Found: " : "", f->found,
	    f->found[0] != '\0' ? ". " : "", record_text(f->rule, "guidance"));

	json_text(j, why);
}

static void
print_json(const struct checklist *c, const struct screening_result *r)
{
	char iso[DATE_ISO_SIZE];
	struct json j;
	size_t i;

	json_start(&j, stdout, false);
	json_object(&j);
	json_key(&j, "verdict");
	json_text(&j, verdict_name(r->verdict));
	json_key(&j, "until");
	json_text(&j, r->verdict == VERDICT_DEFER ? day_text(r->eligible_on, iso) : NULL);
	json_key(&j, "fired");
	json_array(&j);
	for (i = 0; i < r->n_findings; i++) {
		const struct screening_finding *f = &r->findings[i];

		if (f->rule == NULL)
			continue;
		json_object(&j);
		json_key(&j, "item");
		json_text(&j, c->fields[f->item].name);
		json_key(&j, "verdict");
		json_text(&j, verdict_name(f->verdict));
		json_key(&j, "until");
		json_text(&j, day_text(f->until, iso));
		json_key(&j, "why");
		print_why(&j, f);
		json_key(&j, "source");
		json_text(&j, record_text(f->rule, "source"));
		json_close(&j);
	}
	json_close(&j);
	json_key(&j, "unanswered");
	json_array(&j);
	for (i = 0; i < r->n_findings; i++)
		if (r->findings[i].rule == NULL)
			json_text(&j, c->fields[r->findings[i].item].name);
	json_close(&j);
	json_close(&j);
	json_finish(&j);
}

static void
print_text(const struct checklist *c, const struct screening_result *r)
{
	AUTO_BUF struct buf open = BUF_INIT;
	char words[24];
	size_t i;

	printf("%s", record_field(&record_checklist_rule, "verdict")->choices[r->verdict].label);
	if (r->verdict == VERDICT_DEFER && r->eligible_on != DATE_NONE)
		printf(" until %s", date_to_words(r->eligible_on, false, words));
	printf("\n");
	for (i = 0; i < r->n_findings; i++) {
		const struct screening_finding *f = &r->findings[i];
		AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT, line = BUF_INIT;

		screening_name(c, f, &name);
		if (f->rule == NULL) {
			buf_addf(&open, "%s%s", open.len > 0 ? ", " : "", name.s);
			continue;
		}
		buf_addf(&line, "%s, %s", verdict_name(f->verdict), name.s);
		if (f->until != DATE_NONE)
			buf_addf(&line, ", until %s", date_to_words(f->until, false, words));
		buf_addf(&line, ": %s (%s)", record_text(f->rule, "guidance"),
		    record_text(f->rule, "source"));
		text_show(&shown, line.s, false);
		printf("%s\n", shown.s);
	}
	if (open.len > 0)
		printf("Not answered or not known: %s.\n", open.s);
}

static bool
facts_of(struct practice *p, const struct checklist *c, int64_t client, date_day on,
    struct record **card, struct screening_facts *out, struct err *e)
{
	*out = (struct screening_facts){ .on = on, .born = DATE_NONE, .last_on_area = DATE_NONE };
	if (client != 0 && (!practice_may(p, ACTION_READ_MEDICAL, e) ||
	    (*card = db_get(p->db, &record_client, client, e)) == NULL ||
	    !screening_facts(p->db, c, *card, on, out, e)))
		return false;
	/* answered today, or on that day when it is past */
	out->days_since = on > p->context.today ? (int)(on - p->context.today) : 0;
	return true;
}

bool
checklist_evaluate(struct practice *p, const struct checklist *c, int64_t client, date_day on,
    const char *const *words, size_t n, bool json, struct err *e)
{
	struct screening_form *f = screening_form_new(c);
	char **answers = xcalloc(c->n_items + 1, sizeof(*answers));
	AUTO_RECORD struct record *card = NULL;
	struct screening_facts facts;
	struct screening_result result;
	bool ok = facts_of(p, c, client, on, &card, &facts, e);
	size_t i;

	for (i = 0; ok && i < n; i++)
		ok = read_word(p, f, words[i], answers, e);
	if (ok) {
		screening_evaluate(c, (const char *const *)answers, &facts, &result);
		(json ? print_json : print_text)(c, &result);
		screening_result_free(&result);
	}
	for (i = 0; i < c->n_items; i++)
		free(answers[i]);
	free(answers);
	screening_form_free(f);
	return ok;
}
