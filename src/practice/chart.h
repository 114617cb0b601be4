/*
 * chart.h - the chart of a visit: what was done where and how deep, with what of which lot.
 *
 * A chart is edited whole in memory and saved at once, in one journal entry, so that one undo
 * takes all of it. What it asks for is its template (chart_template.h). Its rows are records
 * of chart, chart_line and chart_product:
 *
 * `more` of a chart holds the head fields and the outcome, `more` of a line the columns that
 * have none of their own in the file: a line each, CODE=VALUE, in the order of the template.
 * A value is an answer's value, a number or one line of text; a code without a value is left
 * out. The scale of an outcome is the template's item of that code.
 *
 * `ticks` holds the template's ticks that are met, a line each: CODE, or CODE=why it is not.
 * One that is neither is left out: it is missing. Hist, photos and after are ticked by hand
 * too (gone through, taken elsewhere, told); the others follow from what is written down:
 * consent and screen are linked, or the service asks for none, each line has a depth where the template asks for one, each
 * use that is needed has a lot and each line its cartridge, each outcome is answered.
 *
 * `off_label` holds in what a line is outside the device's label, in words with commas
 * between them, "neck, skin type V" (limits.h); blank: in nothing. It is made by saving.
 *
 * A row of chart_product is one product of one use (`used_as`, a code of the template's uses)
 * at `position`, from 1 among those of its use: the number by which a line names its
 * cartridge. `quantity` is how many pieces the lot has fewer: 1 of what is used once, 0 of
 * what comes from a bottle that was opened (its lot is traced all the same). `insisted`: used
 * although none were on hand by the book. `more`: wrap=yes or wrap=no, of a use that asks
 * whether it lay under wrap.
 *
 * Reading needs ACTION_READ_MEDICAL, writing ACTION_TREAT. A chart can be written of a visit
 * that is here, in treatment or done.
 */
#ifndef CHAIRSIDE_PRACTICE_CHART_H
#define CHAIRSIDE_PRACTICE_CHART_H

#include "practice/cautions.h"
#include "practice/consents.h"
#include "practice/drafts.h"
#include "practice/limits.h"

#define CHART_LINES_MAX 99
#define CHART_PAST 6		/* charts that are looked back at */

struct chart_rows {
	struct record *head;
	struct record **lines, **products;
	size_t n_lines, n_products;
};

void chart_rows_free(struct chart_rows *rows);
void chart_rows_copy(struct chart_rows *to, const struct chart_rows *from);

/* An earlier chart of the same client by the same template. */
struct chart_past {
	struct chart_rows rows;		/* lines alone */
	date_day date;
	char by[41];			/* who treated; "" not known */
	char healed[121];		/* what was told of it afterwards; "" nothing */
};

struct chart {
	const struct chart_template *t;	/* borrowed from the practice */
	struct record *session, *client, *service;
	struct chart_rows now;		/* as it is typed */
	struct chart_rows base;		/* as it is in the file; head NULL: it is not */
	struct limits limits;
	struct cautions cautions;	/* of the client; read with the first product */
	struct consent_answer consent;
	struct chart_past past[CHART_PAST];	/* the newest first */
	size_t n_past;
	long photos;			/* of this visit */
	bool met;			/* what a colleague saved came in since this was cleared */
	int64_t sheet;			/* the service's aftercare sheet; 0: none is published */
	struct record *short_of;	/* the product ERR_INVALID "insisted" is about; borrowed */
};

/* The chart of a visit; one that is not begun yet has its head from the visit, the screening
 * and the consent of its day, and is for what the last one was for. ERR_INVALID: its state, no client, or a service without a
 * chart. Free with chart_free(). */
struct chart *chart_open(struct practice *p, int64_t session, struct err *e);
void chart_free(struct chart *c);	/* NULL is fine */
/* Reads CHART_PAST earlier charts; chart_open() has read the newest alone. */
bool chart_read_past(struct practice *p, struct chart *c, struct err *e);

/* Counts the photos of the visit anew. */
bool chart_count_photos(struct practice *p, struct chart *c, struct err *e);

/* --- in memory: no file is touched ------------------------------------------------------- */

/* A value: of a field of the record, else of its `more`. Borrowed from `buf`, which is
 * emptied first; depth is "1.00". */
const char *chart_value(const struct record *r, const char *code, struct buf *buf);
/* Sets what was typed for an item of that part (head, outcome or columns): a zone by its
 * letter or code, a depth by digits (50 is 0.50) or with a point, else as
 * chart_item_parse(). ERR_INVALID, and nothing changed. */
bool chart_set(struct chart *c, struct record *r, enum chart_part part, const char *code,
    const char *typed, struct err *e);

/* The new line, behind the last; NULL: there are too many. */
struct record *chart_add_line(struct chart *c);
void chart_remove_line(struct chart *c, size_t at);
/* Puts the line one place up or down; false: it is the first, the last. */
bool chart_move_line(struct chart *c, size_t at, int by);
/* The line of the same zone in the newest earlier chart; NULL: none. The `nth` of them. */
const struct record *chart_last_line(const struct chart *c, const char *zone, size_t nth);
/* The same zone's how-manieth line it is, from 0. */
size_t chart_nth_of_zone(const struct chart *c, size_t at);
/* Takes the values of last time for that line: the columns with `again` that are blank.
 * False: there is no such line. */
bool chart_again(struct chart *c, size_t at);
/* Copies what is blank in line `at` from the line above, but for zone, depth and notes. */
void chart_as_above(struct chart *c, size_t at);

/* Has each of the first n lines a zone and, where the template asks for one, a depth? */
bool chart_lines_are_whole(const struct chart *c, size_t n);
/* May a hand tick it: is it done elsewhere, or told? */
bool chart_tick_by_hand(const char *tick);
/* Is it met, and why not; NULL: no reason is given. */
bool chart_ticked(const struct chart *c, const char *tick, const char **why);
/* Ticks by hand, with a reason why not ("" none), or takes that back. Aftercare is given by
 * the sheet of the service, where it has one. */
void chart_tick(struct chart *c, const char *tick, bool on, const char *why);

/* --- products ------------------------------------------------------------------------------ */

/* How many rows of a use there are; the row at `position`, from 1; NULL. */
size_t chart_used(const struct chart *c, const char *use);
struct record *chart_product_at(const struct chart_rows *rows, const char *use,
    int64_t position);
/* Lines that named the cartridge name none any more; how many there were. Those behind it have
 * other numbers, in their lines too. */
size_t chart_remove_product(struct chart *c, struct record *row);
/* Did it lie under wrap? "yes", "no", "" not known; chart_value() gives it, as "wrap". */
void chart_set_wrap(struct record *row, const char *answer);
/* Adds what it is, of which lot, to which day: "Cartridge 12, lot 24K118, to Aug 2027". */
void chart_product_words(struct practice *p, const struct record *row, struct buf *out);

/* A lot that may be taken: in date, not recalled, on hand; what expires first comes first. */
struct chart_lot {
	int64_t id, product, on_hand;
	const char *number, *product_name;	/* borrowed until the callback returns */
	date_day expires;			/* DATE_NONE: not known */
};
bool chart_lots(struct practice *p, const struct chart *c, const struct chart_item *use,
    bool (*fn)(const struct chart_lot *, void *), void *arg, struct err *e);
/*
 * Takes a lot for a use: typed or scanned; blank: the first that chart_lots() offers. In
 * place of `row`, or (NULL) of the row of a use that has one, or as one more. *taken is the
 * row. `note` gets what is worth a warning. ERR_NOTFOUND at "lot": it is not here yet; at
 * "product": none has that code; ERR_INVALID: it is of another kind of product, expired,
 * recalled, used up by its serial, or the code is wrong or can be read in two ways.
 */
bool chart_take(struct practice *p, struct chart *c, const struct chart_item *use,
    struct record *row, const char *typed, struct record **taken, struct buf *note,
    struct err *e);
/* The same of one of chart_lots(). */
bool chart_take_lot(struct practice *p, struct chart *c, const struct chart_item *use,
    struct record *row, int64_t lot, struct record **taken, struct buf *note, struct err *e);

/* --- saving -------------------------------------------------------------------------------- */

/*
 * Saves it. What a colleague saved meanwhile comes in, value by value; where both changed the
 * same it is ERR_STALE with a sentence that has who, when and theirs, and nothing is written:
 * what is typed is on top of theirs then, words that both wrote one behind the other, and saved
 * again it is as it is seen. ERR_INVALID with the field for a limit, a lot or a value. `note` gets what is worth a warning: outside the label.
 */
bool chart_save(struct practice *p, struct chart *c, struct draft *draft, struct buf *note,
    struct err *e);

/* What is typed, for a draft, and what it was typed over; and back. *newer: somebody has saved it
 * since: theirs comes in when this is saved. */
void chart_keep(const struct chart *c, struct draft *draft);
void chart_take_up(struct chart *c, const struct draft *draft, bool *newer);
/* Is anything typed that is not saved? */
bool chart_is_changed(const struct chart *c);
/* Has nobody written it between the two? */
bool chart_same(const struct chart_rows *a, const struct chart_rows *b);
/* Has somebody saved it since it was opened? *entry: of the journal, that wrote it. */
bool chart_is_behind(struct practice *p, const struct chart *c, int64_t *entry);

#endif
