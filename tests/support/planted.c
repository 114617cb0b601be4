/*
 * planted.c - every field that is medical, filled from the record table.
 */
#include "tests/support/planted.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/emergency.h"

struct planted planted[PLANTED_MAX];
size_t n_planted;
struct practice *planted_vera;

/* --- values ------------------------------------------------------------------------- */

void
planted_text(size_t k, bool other, char text[40])
{
	switch (planted[k].field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_CODE:
		snprintf(text, 40, "zq%c%02zux", other ? 'b' : 'a', k);
		break;
	case FIELD_DATE:
	case FIELD_BIRTHDAY:
		snprintf(text, 40, "2001-%02d-%02zu", other ? 3 : 2, 1 + k % 28);
		break;
	default:
		*text = '\0';
	}
}

/* A value that the field takes, as typed. */
static void
value_for(size_t k, bool other, struct buf *out)
{
	const struct field *f = planted[k].field;
	char text[40];
	size_t n = 0;

	planted_text(k, other, text);
	if (*text != '\0') {
		buf_adds(out, text);
	} else if (f->type == FIELD_CHOICE) {
		while (f->choices[n].value != NULL)
			n++;
		buf_adds(out, f->choices[n - 1 - (n > 1 && other)].value);
	} else if (f->type == FIELD_LINK) {
		buf_addf(out, "%d", other ? 2 : 1);
	} else if (f->type == FIELD_TIME) {
		buf_adds(out, other ? "10:00" : "11:00");
	} else if (f->type == FIELD_BOOL) {
		buf_adds(out, other ? "yes" : "no");
	} else {
		buf_adds(out, other ? "2" : "3");
	}
}

static int64_t
newest(const char *table)
{
	AUTO_FREE char *sql = xasprintf("SELECT coalesce(max(id), 0) FROM \"%s\"", table);
	int64_t id = dbfile_int(v.path, sql);

	if (id == 0)
		fail_msg("planted_fill() makes no %s in which to plant", table);
	return id;
}

/* Answers are JSON and planted as such; a look in an emergency, a signature, an override,
 * a second look and a use of pictures stay as they were written. */
static bool
is_medical(const struct record_type *t, const struct field *f)
{
	return t != &record_emergency_view && t != &record_signature &&
	    t != &record_permission_use && t != &record_rule_override &&
	    t != &record_second_look &&
	    !(t == &record_screening && strcmp(f->name, "answers") == 0) &&
	    ((f->flags & FIELD_MEDICAL) != 0 ||
	    (t->medical && (f->type == FIELD_TEXT || f->type == FIELD_NOTE)));
}

static void
plant(const struct record_type *t, const struct field *f, bool other)
{
	AUTO_BUF struct buf now = BUF_INIT, before = BUF_INIT;
	int64_t id = t == &record_client ? v.anna : newest(t->name);

	assert_true(n_planted < PLANTED_MAX);
	planted[n_planted] = (struct planted){ .type = t, .field = f };
	value_for(n_planted, other, &now);
	if (f->type == FIELD_TEXT || f->type == FIELD_NOTE) {
		buf_addf(&before, "%s before", now.s);
		visits_set(t, id, f->name, before.s);
	}
	visits_set(t, id, f->name, now.s);
	n_planted++;
}

/* --- the practice ------------------------------------------------------------------- */

/* The same verdict for another reason, answered with another day. */
static void
screen(bool other)
{
	int64_t bert = clinic_client(v.mara, "given", "Bert", "family", "Moor", "born",
	    "1985-05-05", NULL);
	const char *reason = other ? "keloid" : "metal_allergy";

	visits_screen(bert, reason, "yes", NULL);
	visits_add(bert, v.needling, 1, "2026-03-12", "15:00", "booked");
	visits_screen(v.anna, reason, "yes", "toxin_date",
	    other ? "2001-05-17" : "2001-05-16", NULL);
}

static void
work(bool other)
{
	AUTO_BUF struct buf look = BUF_INIT;
	struct err err, unwritten;
	char reason[40];

	visits_add(v.anna, v.needling, 1, "2026-03-12", "14:00", "booked");
	visits_add(v.anna, v.needling, 1, "2026-03-05", "11:00", "done");
	visits_add(v.anna, v.facial, 1, "2026-03-12", "09:30", "here");
	screen(other);
	planted[0] = (struct planted){ .type = &record_emergency_view,
	    .field = record_field(&record_emergency_view, "reason") };
	n_planted = 1;
	planted_text(0, other, reason);
	OK(emergency_view(v.desk, v.anna, reason, &look, &unwritten, &err));
	visits_new(&record_receipt, "number", "77", "client", "1", "date", "2026-03-05", "state",
	    "closed", NULL);
	visits_new(&record_review, "client", "1", "asked_on", "2026-03-06",
	    "platform", "google", "stars", "5", "author", "Anna", "text", "Lovely", NULL);
	visits_new(&record_subscriber, "email", "anna@example.org", "client", "1", "state",
	    "subscribed", NULL);
}

/* A treatment with all that belongs to it. */
static void
chart(void)
{
	visits_new(&record_chart_template, "code", "planted", "edition", "1", "title", "Planted",
	    "state", "published", "body", "{}", NULL);
	visits_new(&record_chart, "session", "1", "template", "1", NULL);
	visits_new(&record_chart_line, "chart", "1", "position", "1", "zone", "cheek_l", NULL);
	visits_new(&record_chart_product, "chart", "1", "position", "1", "used_as", "cartridge",
	    NULL);
	visits_new(&record_attachment, "client", "1", "date", "2026-03-05", "format",
	    "image/jpeg", "size", "10", "digest", "ab", NULL);
	visits_new(&record_permission, "client", "1", "given_on", "2026-03-05", NULL);
	visits_new(&record_permission_use, "permission", "1", "client", "1", "used_on",
	    "2026-03-06", "staff", "1", "what", "a talk", NULL);
	visits_new(&record_treatment_order, "client", "1", "ordered_by", "Dr Roe", "ordered_on",
	    "2026-03-05", NULL);
	visits_new(&record_clearance, "client", "1", "item", "immune", "given_by", "Dr Roe",
	    "given_on", "2026-03-05", NULL);
	visits_new(&record_patch_test, "client", "1", "note", "glue", "tested_on", "2026-03-05", NULL);
	visits_new(&record_rule_override, "screening", "1", "staff", "1", "date", "2026-03-05",
	    "reason", "seen before", NULL);
	visits_new(&record_follow_up, "session", "1", "plan", "7d", "due", "2026-03-12", NULL);
	visits_new(&record_adverse_event, "client", "1", "what", "blisters", "grade", "2",
	    "onset", "2026-03-06", NULL);
	visits_new(&record_event_report, "event", "1", NULL);
}

static void
leave_a_form(bool other)
{
	struct draft draft = DRAFT_INIT;
	struct err err;

	draft_set_string(&draft.form, "client");
	draft_set_string(&draft.type, "client");
	draft_set_string(&draft.title, "Anna Lang");
	draft.record = v.anna;
	draft.base_version = dbfile_int(v.path, "SELECT version FROM client WHERE id = 1");
	draft_set(&draft, "city", "Linz");
	draft_set(&draft, "allergies", other ? "zqb99x" : "zqa99x");
	OK(practice_draft_save(planted_vera, &draft, &err));
	draft_free(&draft);
}

/* Whom the program takes for the login: the account that runs it. */
static int64_t
add_vera(void)
{
	const struct passwd *pw = getpwuid(geteuid());

	assert_non_null(pw);
	return visits_new(&record_staff, "name", "Vera", "login", pw->pw_name, "role",
	    "practitioner", NULL);
}

void
planted_fill(bool other)
{
	int64_t vera = add_vera();
	struct err err;
	size_t t, i;

	work(other);
	chart();
	for (t = 0; record_types[t] != NULL; t++)
		for (i = 0; i < record_types[t]->n_fields; i++)
			if (is_medical(record_types[t], &record_types[t]->fields[i]))
				plant(record_types[t], &record_types[t]->fields[i], other);
	visits_set(&record_screening, newest("screening"), "override_by", "1");
	planted_vera = practice_open(v.path, NULL, &err);
	OK(planted_vera != NULL);
	leave_a_form(other);
	/* what she did herself is hers to take back */
	OK(clinic_set(planted_vera, v.anna, "conditions", other ? "zqb98x" : "zqa98x", &err));
	visits_set(&record_staff, vera, "role", "front_desk");
}

void
planted_end(void)
{
	practice_close(planted_vera);
	planted_vera = NULL;
}
