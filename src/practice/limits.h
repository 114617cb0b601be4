/*
 * limits.h - how deep may be needled: the device's and the licence's maximum, which refuse;
 * the usual depth and the device's label, which warn.
 *
 * All of it is data with a source: the device and its lines of the label, the licence of the
 * person, the template of the chart. Where a practice has not set one, nothing is in the way.
 * Depths are hundredths of a millimetre.
 *
 * A licence's limit is *up to and including* or *below* its number (Utah R156-11a-611: does
 * not exceed 1.5 mm; Scotland asp 2026/13: 1.5 mm or more needs clinical premises), and
 * higher for somebody who has a supervisor where a second one is set.
 */
#ifndef CHAIRSIDE_PRACTICE_LIMITS_H
#define CHAIRSIDE_PRACTICE_LIMITS_H

#include "practice/chart_template.h"

struct limits {
	struct record *staff, *device;	/* NULL: not known */
	struct record **labels;		/* of record_device_label, those in force */
	size_t n_labels;
	int64_t step;			/* by which depth is set */
	int age;			/* on that day; -1: not known */
	char skin[8];			/* "II"; "" not known */
};

/* Of that person (0: none) with that device (0: none), for that client on that day. Free
 * with limits_free(). */
bool limits_read(struct practice *p, int64_t staff, int64_t device, const struct record *client,
    date_day on, int64_t step, struct limits *out, struct err *e);
void limits_free(struct limits *l);

/* "1.50" */
#define DEPTH_SIZE 48
const char *depth_text(int64_t depth, char out[DEPTH_SIZE]);

/* May it be treated so at all? ERR_INVALID with the limit, whose it is and where it
 * stands. */
bool limits_allow(const struct limits *l, int64_t depth, struct err *e);
/* Does the person's licence cover the template's modality? ERR_INVALID alike. */
bool limits_allow_modality(const struct limits *l, const struct chart_template *t,
    struct err *e);

/* Adds the usual depth of that zone for that indication ("" none) where one is known: "usual
 * 0.50 to 1.50", behind "above the " or "below the " where the depth (-1: not typed yet) lies
 * outside, and then is true. */
bool usual_words(const struct chart_template *t, const char *zone, const char *indication,
    int64_t depth, struct buf *out);
/* Adds "up to and including 1.50 (device, licence)": the lowest of them; nothing where there
 * is none. */
void limits_words(const struct limits *l, struct buf *out);
/* The lowest of these, of the deepest that the device's label covers and of an order (-1:
 * none). */
void limits_words_with(const struct limits *l, int64_t order, struct buf *out);

/* Adds in what a line is outside the device's label, unless it stands in `out` already:
 * "neck, skin type V". Nothing where a line of the label covers it, or there is none.
 * `depth` -1: none. */
void limits_off_label(const struct limits *l, const struct chart_template *t,
    const char *indication, const char *zone, int64_t depth, struct buf *out);

#endif
