/*
 * chart_template.h - what a chart asks for: head, products, columns of a line, outcome,
 * ticks and zones, read from JSON. A chart for another treatment is one file of data.
 *
 * A template is one object: code, title, modality (as of a device), step (in hundredths of a
 * millimetre: by which depth is set where the device does not say) and lists of objects,
 * each with a code and a label:
 *
 *	indications	from, to, source, zones: the usual depth in those zones for it
 *	head		an ask (see below), once a chart
 *	uses		kind of product or "any"; needed; numbered (several, which lines
 *			name); single_use; timed (on and off); area; needled (goes on needled
 *			skin); moment ("numbing": used before the treatment); strongest, in
 *			hundredths of a percent, with its source: what is stronger warns; wrap: the
 *			source for asking whether it lay under wrap, which warns
 *	columns		the first is zone. depth, passes and cartridge have columns of their
 *			own in the file; any other is an ask. again: = takes it from last time
 *	outcome		an ask with the id and version of its scale
 *	ticks		hist, consent, screen, zones, lots, outcome, photos, after
 *	angles		from where photos are taken: key (a letter, u is to undo), source; without
 *			any those of db/photos/angles.json
 *	zones		key (a capital letter, M is the map's); from, to, source: its usual
 *			depth; map: "face ROW COLUMN" or "body ROW COLUMN" in the picture
 *
 * An ask has answers, "value=key=label|…", or type number with min and max, or type text
 * with max characters. Depths are hundredths of a millimetre; one without a source is
 * refused. An edition that is published never changes.
 */
#ifndef CHAIRSIDE_PRACTICE_CHART_TEMPLATE_H
#define CHAIRSIDE_PRACTICE_CHART_TEMPLATE_H

#include "practice/practice.h"

enum chart_kind {
	CHART_ZONE, CHART_DEPTH, CHART_CARTRIDGE, CHART_CHOICE, CHART_NUMBER, CHART_TEXT
};

struct chart_answer {
	const char *value, *key, *label;
};

/* An element of a list; what its list does not have is 0 or NULL. Texts are valid UTF-8, not
 * yet harmless for a terminal. */
struct chart_item {
	const char *code, *label;
	const char *source, *zones, *scale, *of, *moment, *wrap;	/* of: kind of product */
	enum chart_kind kind;
	const struct chart_answer *answers;
	size_t n_answers;
	int64_t from, to;	/* usual depth; from > to: none is known */
	int64_t min, max;	/* max < min: no limit is said */
	char key;
	bool again, needed, numbered, single_use, timed, area, needled;
	bool body;		/* where it is on the map: of the body, else of the face; … */
	int row, column;	/* … from 0; row -1: nowhere */
};

struct chart_list {
	struct chart_item *items;
	size_t n, cap;
};

enum chart_part {
	CHART_INDICATIONS, CHART_HEAD, CHART_USES, CHART_COLUMNS, CHART_OUTCOME, CHART_TICKS,
	CHART_ZONES, CHART_ANGLES, CHART_PARTS
};

struct chart_template {
	int64_t id;		/* of its row; 0: not in the file */
	const char *code, *title, *modality;
	int64_t step;
	struct chart_list parts[CHART_PARTS];
	struct arena *arena;
	struct chart_template *next;	/* kept by the practice */
};

/* Reads one. ERR_INVALID: a sentence that names the place, "columns 3, max". Free with
 * chart_template_free(). */
struct chart_template *chart_template_parse(struct db *db, const char *json, struct err *e);
void chart_template_free(struct chart_template *t);	/* NULL is fine */
/* The edition of that number, and the newest published one of a code (ERR_NOTFOUND): read once
 * in a login, since an edition never changes. Borrowed from the practice. */
const struct chart_template *chart_template_kept(struct practice *p, int64_t id, struct err *e);
const struct chart_template *chart_template_newest(struct practice *p, const char *code,
    struct err *e);
void chart_templates_free(struct practice *p);	/* those that it keeps */

/* The item of that code; NULL: there is none. */
const struct chart_item *chart_item(const struct chart_template *t, enum chart_part part,
    const char *code);
/* The zone of that letter, whichever its case; NULL. */
const struct chart_item *chart_zone_of_key(const struct chart_template *t, char key);

/* The stored value of what was typed for an ask: an answer's key, value or label, a number
 * within its limits, or text. Blank is "". The caller frees; NULL and ERR_INVALID. */
char *chart_item_parse(const struct chart_item *ask, const char *typed, struct err *e);
/* The value as people read it: an answer's label, else itself. Borrowed. */
const char *chart_item_show(const struct chart_item *ask, const char *value);

/* Inside db_write() or db_load(): adds each shipped template that has no edition yet, as a
 * published edition. */
bool chart_templates_install(struct db *db, struct err *e);
/* The same of a practice that was made before they shipped, in a write of its own that is
 * not undone; nothing is written where none is lacking. */
bool chart_templates_publish(struct practice *p, struct err *e);

#endif
