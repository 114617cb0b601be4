#include "tests/support/clinic.h"

#include <stdarg.h>

#include "base/clock.h"
#include "db/db.h"
#include "practice/screening_override.h"

char *
clinic_new(const char *name)
{
	static struct dbfile_made made;
	struct practice_init init = { .name = "Test practice", .timezone = "UTC",
	    .login = "mara" };
	char *path = test_path("%s", name);
	struct err err;

	OK(clock_fix("2026-03-12T10:00", &err));
	if (!dbfile_again(&made, path)) {
		OK(practice_make(path, &init, &err));
		dbfile_keep(&made, path);
	}
	return path;
}

struct practice *
clinic_open(const char *path, const char *login)
{
	struct err err;
	struct practice *p = practice_open(path, login, &err);

	OK(p != NULL);
	return p;
}

int64_t
clinic_staff(struct practice *p, const char *login, const char *role)
{
	AUTO_RECORD struct record *r = record_new(&record_staff);
	struct err err;

	record_set_text(r, "name", login);
	record_set_text(r, "login", login);
	record_set_text(r, "role", role);
	OK(practice_add(p, ACTION_WRITE_SETTINGS, r, NULL, &err));
	return r->id;
}

int64_t
clinic_client(struct practice *p, ...)
{
	AUTO_RECORD struct record *r = record_new(&record_client);
	const char *name;
	struct err err;
	va_list ap;

	va_start(ap, p);
	while ((name = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &p->context, name, va_arg(ap, const char *),
		    &err));
	va_end(ap);
	OK(client_add(p, r, &err));
	return r->id;
}

bool
clinic_set(struct practice *p, int64_t client, const char *field,
    const char *text, struct err *e)
{
	AUTO_RECORD struct record *base = client_get(p, client, e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	return base != NULL && record_parse(mine, &p->context, field, text, e) &&
	    client_save(p, mine, base, NULL, NULL, e);
}

bool
clinic_override(struct practice *p, int64_t screening, const char *reason, struct err *e)
{
	struct rescreen r = { .screening = NULL };
	struct screening_next next = { .rule = 0 };
	int64_t version = 0;

	if (rescreen_of(p, screening, &r, e)) {
		next = screening_next_override(p, &r);
		version = r.screening->version;
	}
	rescreen_free(&r);
	return screening_override(p, screening, version, next.rule, reason, e);
}
