/*
 * tell.c - reporting how a file's columns were used.
 *
 * The dry run shows every column, and a note names those that do not simply feed a
 * field.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

#define NAMES_MAX 400		/* bytes of headers in one note */

/* The reason in the dry run's table, and the beginning of the note that names the
 * columns; NULL: no note. The second of a pair is for kinds without notes. */
static const struct {
	const char *reason, *plain, *note, *plain_note;
} words[] = {
	[IMPORT_KEPT] = { "kept as a note", "not kept", "Kept as notes", "Not kept" },
	[IMPORT_TIED] = { "kept as a note: it fits two fields alike",
	    "not kept: it fits two fields alike",
	    "Kept as notes, since they fit two fields alike",
	    "Not kept, since they fit two fields alike" },
	[IMPORT_BY_NAME] = { "by name", "by name", NULL, NULL },
	[IMPORT_BY_ALIAS] = { "by alias", "by alias", NULL, NULL },
	[IMPORT_BY_CONTENT] = { "by content", "by content", NULL, NULL },
	[IMPORT_BY_MAPPING] = { "by mapping", "by mapping", NULL, NULL },
	[IMPORT_WHERE_BLANK] = { "where the other is blank, else kept as a note",
	    "where the other is blank",
	    "Read where another column is blank, else kept as notes",
	    "Read only where another column is blank" },
	[IMPORT_STRICTER] = { "read beside the other: the stricter counts",
	    "read beside the other: the stricter counts", NULL, NULL },
	[IMPORT_SAID_ALREADY] = { "left out: other columns hold it",
	    "left out: other columns hold it", "Left out, since other columns hold it",
	    "Left out, since other columns hold it" },
	[IMPORT_IGNORED] = { "ignored by the mapping", "ignored by the mapping",
	    NULL, NULL },
	[IMPORT_OWN] = { "left out: chairside sets it itself",
	    "left out: chairside sets it itself",
	    "Left out, since chairside sets it itself",
	    "Left out, since chairside sets it itself" },
};

static void
note_those(struct import *im, enum import_why why)
{
	const struct import_plan *plan = &im->plan;
	const char *begin = plan->notes >= 0 ? words[why].note : words[why].plain_note;
	AUTO_BUF struct buf names = BUF_INIT;
	size_t i, more = 0;

	for (i = 0; begin != NULL && i < plan->n_columns; i++) {
		if (plan->fates[i].why != why)
			continue;
		if (names.len >= NAMES_MAX) {
			more++;
			continue;
		}
		buf_adds(&names, names.len == 0 ? "" : ", ");
		buf_adds(&names, import_source_header(im->source, i));
	}
	if (names.len > 0 && more > 0)
		import_note(im, 0, "%s: %s and %zu more.", begin, names.s, more);
	else if (names.len > 0)
		import_note(im, 0, "%s: %s.", begin, names.s);
}

/* Notes duplicate headers; they do not refuse a file. */
static void
note_twins(struct import *im)
{
	const struct import_plan *plan = &im->plan;
	AUTO_BUF struct buf one = BUF_INIT, other = BUF_INIT;
	size_t i, k;

	for (i = 0; i < plan->n_columns; i++) {
		buf_cut(&one, 0);
		import_header_key(&one, import_source_header(im->source, i));
		for (k = i + 1; one.len > 0 && k < plan->n_columns; k++) {
			if (plan->fates[i].target < 0 && plan->fates[k].target < 0)
				continue;
			buf_cut(&other, 0);
			import_header_key(&other,
			    import_source_header(im->source, k));
			if (strcmp(one.s, other.s) == 0)
				import_note(im, 0, "Columns %zu and %zu are both "
				    "called \"%.80s\": their position distinguishes "
				    "them.", i + 1, k + 1,
				    import_source_header(im->source, i));
		}
	}
}

static const char *
reason_of(const struct import *im, const struct import_fate *fate)
{
	enum import_why why = fate->why;

	if (why == IMPORT_IGNORED && im->o->preset != NULL)
		return "ignored by the preset";
	if (why == IMPORT_BY_MAPPING && fate->target >= 0 &&
	    im->plan.targets[fate->target].mapped->shipped)
		return "by the preset";
	return im->plan.notes >= 0 ? words[why].reason : words[why].plain;
}

void
import_tell_columns(struct import *im)
{
	const struct import_plan *plan = &im->plan;
	size_t i;
	int why;

	if (im->as_older)
		return;
	note_twins(im);
	for (why = 0; why < (int)ARRAY_LEN(words); why++)
		if (why != IMPORT_OWN || !plan->own_export)
			note_those(im, (enum import_why)why);
	for (i = 0; im->o->matched != NULL && i < plan->n_columns; i++) {
		const struct import_fate *fate = &plan->fates[i];

		im->o->matched(import_source_header(im->source, i),
		    fate->target < 0 || fate->why == IMPORT_TIED ? "" :
		    plan->targets[fate->target].field->name,
		    reason_of(im, fate), im->o->arg);
	}
}
