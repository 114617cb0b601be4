#include "tests/support/visits.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

struct visits v;

int64_t
visits_new(const struct record_type *t, ...)
{
	AUTO_RECORD struct record *r = record_new(t);
	const char *name;
	struct err err;
	va_list ap;

	va_start(ap, t);
	while ((name = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &v.mara->context, name, va_arg(ap, const char *),
		    &err));
	va_end(ap);
	OK(practice_add(v.mara, ACTION_WRITE_SETTINGS, r, NULL, &err));
	return r->id;
}

int
visits_begin(void **state)
{
	sheet_begin(state);
	v = (struct visits){ .path = sheet_path, .mara = sheet_clinic };
	visits_set(&record_staff, v.mara->staff->id, "code", "MR");
	visits_new(&record_staff, "name", "Ruth Aoki", "login", "ruth", "role",
	    "practitioner", NULL);
	clinic_staff(v.mara, "desk", "front_desk");
	clinic_staff(v.mara, "books", "bookkeeper");
	v.needling = visits_new(&record_service, "name", "Microneedling", "code", "MN",
	    "price", "300", "minutes", "60", "checklist", "microneedling",
	    "series_count", "3", "series_days", "28", NULL);
	v.facial = visits_new(&record_service, "name", "Facial", "minutes", "45", NULL);
	v.anna = clinic_client(v.mara, "given", "Anna", "family", "Lang", "born",
	    "1985-05-05", "fitzpatrick", "II", NULL);
	v.ruth = clinic_open(v.path, "ruth");
	v.desk = clinic_open(v.path, "desk");
	v.books = clinic_open(v.path, "books");
	return 0;
}

int
visits_end(void **state)
{
	practice_close(v.ruth);
	practice_close(v.desk);
	practice_close(v.books);
	return sheet_end(state);
}

void
visits_now(const char *now)
{
	struct err err;

	OK(clock_fix(now, &err));
}

int64_t
visits_add(int64_t client, int64_t service, int64_t staff, const char *date,
    const char *time, const char *status)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	struct err err;

	if (client != 0)
		record_set_int(r, "client", client);
	if (service != 0)
		record_set_int(r, "service", service);
	if (staff != 0)
		record_set_int(r, "staff", staff);
	record_set_text(r, "date", date);
	OK(record_parse(r, &field_context_plain, "start", time, &err));
	record_set_int(r, "minutes", 60);
	record_set_text(r, "status", status);
	OK(practice_add(v.mara, ACTION_WRITE_SESSIONS, r, NULL, &err));
	return r->id;
}

struct record *
visits_get(int64_t id)
{
	struct err err;
	struct record *r = session_get(v.mara, id, &err);

	OK(r != NULL);
	return r;
}

int64_t
visits_version(int64_t id)
{
	AUTO_RECORD struct record *r = visits_get(id);

	return r->version;
}

void
visits_is(int64_t id, const char *field, const char *text)
{
	AUTO_RECORD struct record *r = visits_get(id);
	AUTO_BUF struct buf is = BUF_INIT;

	field_format(record_field(r->type, field), record_value(r, field), &is);
	assert_string_equal(is.s, text);
}

void
visits_set(const struct record_type *t, int64_t id, const char *field,
    const char *text)
{
	struct err err;
	AUTO_RECORD struct record *base = db_get(v.mara->db, t, id, &err), *mine = NULL;

	OK(base != NULL);
	mine = record_copy(base);
	OK(record_parse(mine, &field_context_plain, field, text, &err));
	OK(practice_save(v.mara, ACTION_WRITE_SETTINGS, mine, base, NULL, NULL, &err));
}

int64_t
visits_screen(int64_t client, ...)
{
	struct sheet s = well_sheet();
	enum verdict verdict;
	const char *item;
	struct err err;
	int64_t id;
	va_list ap;

	va_start(ap, client);
	while ((item = va_arg(ap, const char *)) != NULL)
		put(&s, item, va_arg(ap, const char *));
	va_end(ap);
	OK(screening_save(v.mara, sheet_shipped, client, 0, clock_today(), s.answers, &id, &verdict, NULL,
	    &err));
	return id;
}

int64_t
visits_chart(int64_t session)
{
	AUTO_FREE char *template = xasprintf("%" PRId64, dbfile_int(v.path, "SELECT max(id) FROM "
	    "chart_template WHERE code = 'microneedling'"));
	AUTO_FREE char *device = xasprintf("%" PRId64, visits_new(&record_device, "name",
	    "Dermapen", NULL));
	AUTO_FREE char *product = xasprintf("%" PRId64, visits_new(&record_product, "name",
	    "Cartridge 12", NULL));
	AUTO_FREE char *lot = xasprintf("%" PRId64, visits_new(&record_lot, "product", product,
	    "number", "24K118", NULL));
	AUTO_FREE char *of = xasprintf("%" PRId64, session);
	int64_t id = visits_new(&record_chart, "session", of, "template", template, "device",
	    device, "ticks", "hist\nconsent\nscreen\nzones\nlots\noutcome\nafter", "note",
	    "red; even\\calm", NULL);
	AUTO_FREE char *chart = xasprintf("%" PRId64, id);

	visits_new(&record_chart_line, "chart", chart, "position", "2", "zone", "chin", NULL);
	visits_new(&record_chart_line, "chart", chart, "position", "1", "zone", "cheek_l", "depth",
	    "100", "passes", "4", NULL);
	visits_new(&record_chart_product, "chart", chart, "position", "1", "used_as", "cartridge",
	    "product", product, "lot", lot, NULL);
	return id;
}

void
visits_label(const char *label)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM journal WHERE label = "
	    "'%s' AND n = (SELECT max(n) FROM journal)", label);

	if (dbfile_int(v.path, sql) != 1)
		fail_msg("the newest entry is not \"%s\"", label);
}
