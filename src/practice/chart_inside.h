/*
 * chart_inside.h - what the files of a chart share.
 */
#ifndef CHAIRSIDE_PRACTICE_CHART_INSIDE_H
#define CHAIRSIDE_PRACTICE_CHART_INSIDE_H

#include "practice/chart.h"

void chart_row_add(struct record ***rows, size_t *n, struct record *r);
void chart_row_drop(struct record **rows, size_t *n, size_t at);

/* A whole number from 0 to 1000000. */
bool chart_read_number(const char *text, int64_t *out);

/* Writes the ticks as they are now; the other values of a head or line in the template's order. */
void chart_settle_ticks(struct chart *c);
void chart_settle_more(const struct chart *c, struct record *r);
/* Of lines CODE=VALUE that of the code; NULL. *size: of its value, which is at *value (NULL: a
 * code alone). */
const char *chart_find_line(const char *text, const char *code, const char **value, size_t *size);

/* The newest entry of the journal that wrote a row of it. */
int64_t chart_newest_entry(const struct chart_rows *rows);
/* That by which `base` became `now`; 0: rows were only taken out, which no row tells. */
int64_t chart_entry_since(const struct chart_rows *base, const struct chart_rows *now);
/* The number by which lines name that cartridge; 0: it is another product. */
int64_t chart_cartridge(const struct chart_rows *rows, const struct record *row);
/* The cartridge of that number goes: the number that the line has then. True: it named that one. */
bool chart_without_cartridge(struct record *line, int64_t number);
/* Brings theirs into what is typed, both made from `base`. How many values both changed: mine
 * stays, words of a text are put behind it; `first` gets one of theirs, "Forehead, Depth 0.75". */
size_t chart_merge(struct practice *p, struct chart *c, const struct chart_rows *theirs,
    struct buf *first);

/* Before the write: what each row needs. Inside it: what only the lock makes sure of. */
bool chart_check_lots(struct practice *p, const struct chart *c, struct err *e);
bool chart_check_on_hand(struct practice *p, struct chart *c, struct err *e);

#endif
