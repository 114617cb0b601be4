/*
 * report.c - reports: asked for by name and month, written in a format.
 */
#include <string.h>

#include "base/file.h"
#include "figures/report.h"
#include "base/mem.h"
#include "figures/reports.h"

static bool
text(const struct report_result *r, struct file_out *o,
    UNUSED const struct report_options *options, struct err *e)
{
	report_text(r, file_out_stream(o));
	return file_out_commit(o, e);
}

static bool
json(const struct report_result *r, struct file_out *o,
    UNUSED const struct report_options *options, struct err *e)
{
	report_json(r, file_out_stream(o));
	return file_out_commit(o, e);
}

static bool
csv(const struct report_result *r, struct file_out *o,
    UNUSED const struct report_options *options, struct err *e)
{
	report_csv(r, file_out_stream(o));
	return file_out_commit(o, e);
}

static bool
workbook(const struct report_result *r, struct file_out *o,
    const struct report_options *options, struct err *e)
{
	return report_workbook(r, o, options->progress, options->arg, e);
}

/* Each writes, commits and frees the file. */
static const struct format {
	const char *name;
	bool (*write)(const struct report_result *r, struct file_out *o,
	    const struct report_options *options, struct err *e);
	bool noted;	/* has personal records: journalled like an export */
} formats[] = {
	{ "text", text, false }, { "json", json, false }, { "csv", csv, false },
	{ "xlsx", workbook, true },
};

static const struct format *
format_find(const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++) {
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	err_set(e, ERR_USAGE, "format",
	    "A report has no format \"%.40s\": choose text, json, csv or xlsx.", name);
	return NULL;
}

static const struct {
	enum report_flags flag;
	enum action action;
} rights[] = {
	{ REPORT_NAMES, ACTION_READ_CLIENTS }, { REPORT_MEDICAL, ACTION_READ_MEDICAL },
};

unsigned
report_hides(const struct practice *p)
{
	unsigned hides = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rights); i++)
		hides |= practice_allows(p, rights[i].action) ? 0 : rights[i].flag;
	return hides;
}

bool
report_may(struct practice *p, unsigned needs, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(rights); i++) {
		if ((needs & rights[i].flag) != 0 && !practice_may(p, rights[i].action, e))
			return false;
	}
	return true;
}

bool
report_asked(struct practice *p, const char *month, struct report_request *q,
    struct err *e)
{
	*q = (struct report_request){
		.db = p->db, .settings = p->settings, .today = clock_today(),
		.minutes = clock_minutes(),
		.hides = report_hides(p), .hours = report_hours, .arg = p,
	};
	if (month == NULL)
		return err_set(e, ERR_USAGE, "month",
		    "Which month? Such as --month 2026-03 or --month \"last month\".");
	if ((!date_month_range(month, &q->first, &q->last) &&
	    (!date_parse_span(month, q->today, true, &q->first, &q->last) ||
	    q->last - q->first >= 31)) || date_add_months(q->first, -1) == DATE_NONE ||
	    date_add_days(q->last, 1) == DATE_NONE)
		return err_set(e, ERR_USAGE, "month",
		    "\"%.40s\" is not a month: write it like 2026-03, nov 2025 or last "
		    "month.", month);
	return true;
}

/* Computes and writes inside the caller's read transaction. */
static bool
write_report(const struct report *r, const struct report_request *q,
    const struct format *f, const struct report_options *o, struct err *e)
{
	struct file_out *out = file_out_open(o->target, e);
	struct report_result *result;
	bool ok;

	if (out == NULL)
		return false;
	result = report_make(r, q, e);
	if (result == NULL) {
		file_out_abort(out);
		return false;
	}
	ok = f->write(result, out, o, e);
	report_free(result);
	return ok;
}

bool
practice_report(struct practice *p, const struct report_options *o,
    struct err *e)
{
	const struct report *r = report_find(o->name);
	const struct format *f = format_find(o->format, e);
	AUTO_FREE char *label = NULL;
	char iso[DATE_ISO_SIZE];
	struct report_request q;
	bool ok;

	if (f == NULL || !practice_may(p, ACTION_REPORT, e))
		return false;
	if (r == NULL)
		return err_set(e, ERR_USAGE, "name",
		    "There is no report \"%.40s\"; report list names them.", o->name);
	if (!report_asked(p, o->month, &q, e))
		return false;
	label = xasprintf("report %s %.7s", r->name, date_to_iso(q.first, iso));
	if ((f->noted && !db_note(p->db, "export", label, e)) ||
	    !db_read_begin(p->db, e))
		return false;
	ok = write_report(r, &q, f, o, e);
	db_read_end(p->db);
	return ok;
}

bool
practice_report_list(size_t i, const char **name, const char **help)
{
	const struct report *r = report_at(i);

	if (r == NULL)
		return false;
	*name = r->name;
	*help = r->help;
	return true;
}
