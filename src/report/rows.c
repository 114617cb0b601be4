/*
 * rows.c - the rows behind a figure: the condition that selects them from a detail
 * sheet, for the program and as a formula of the workbook.
 *
 * A condition is made of terms, all of which hold for a row; after a ";" follows
 * another one that may hold instead, for other rows:
 *
 *	status=cancelled late=TRUE
 *	status=booked; status=confirmed
 *	received>=$FIRST received<$NEXT
 *	amount
 *
 * A term is a column of the sheet, one of = <> < <= > >=, and a word, a number, TRUE,
 * FALSE or $FIRST, $LAST, $NEXT (workbook_checks.c); a column alone holds where there is
 * something in it. As in a spreadsheet, an empty cell only fits <>.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/money.h"
#include "report/report.h"

#define TERMS_MAX 4
#define OR_MAX 4

struct term {
	const struct report_sheet_column *column;
	char sign[3];		/* "": the column alone */
	char word[24];
};

struct terms {
	size_t n;
	struct term terms[TERMS_MAX];
};

struct condition {
	const struct report_sheet *sheet;
	size_t n;
	struct terms either[OR_MAX];
};

/* --- reading one ----------------------------------------------------------------- */

const struct report_sheet *
report_figure_sheet(const struct report *r, const struct report_figure *f)
{
	size_t i;

	for (i = 0; f->sheet != NULL && i < r->n_sheets; i++) {
		if (strcmp(r->sheets[i].name, f->sheet) == 0)
			return &r->sheets[i];
	}
	if (f->sheet != NULL)
		bug("figure %s names the sheet %s", f->name, f->sheet);
	return NULL;
}

const struct report_sheet_column *
report_sheet_column(const struct report_sheet *s, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < s->n_columns; i++) {
		if (strlen(s->columns[i].name) == n &&
		    memcmp(s->columns[i].name, name, n) == 0)
			return &s->columns[i];
	}
	bug("the sheet %s has no column %.*s", s->name, (int)n, name);
}

static void
cut(char *to, size_t size, const char *from, size_t n)
{
	BUG_IF(n >= size);
	memcpy(to, from, n);
	to[n] = '\0';
}

/* Adds the terms of a text to `to`. */
static void
read_terms(const struct report_sheet *s, const char *text, size_t len, struct terms *to)
{
	const char *end = text + len;

	for (text += strspn(text, " "); text < end; text += strspn(text, " ")) {
		struct term *t = &to->terms[to->n++];
		size_t n = strcspn(text, " =<>;]"), sign = strspn(text + n, "=<>");
		size_t word = strcspn(text + n + sign, " ;]");

		BUG_IF(to->n > TERMS_MAX || n == 0);
		t->column = report_sheet_column(s, text, n);
		cut(t->sign, sizeof(t->sign), text + n, sign);
		cut(t->word, sizeof(t->word), text + n + sign, word);
		text += n + sign + word;
	}
}

static struct condition
read_condition(const struct report *r, const struct report_figure *f)
{
	struct condition c = { .sheet = report_figure_sheet(r, f) };
	const char *text = f->rows;

	BUG_IF(c.sheet == NULL || text == NULL);
	for (;; text++) {
		size_t len = strcspn(text, ";");

		BUG_IF(c.n == OR_MAX);
		read_terms(c.sheet, text, len, &c.either[c.n++]);
		text += len;
		if (*text == '\0')
			return c;
	}
}

/* --- as a formula ------------------------------------------------------------------- */

static void
add_column(const struct report_sheet *s, const struct report_sheet_column *c,
    struct buf *out)
{
	buf_addf(out, "%s[%s]", s->name, c->name);
}

static bool
is_number(const char *word)
{
	return *word != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static void
add_criterion(const struct term *t, struct buf *out)
{
	const char *sign = strcmp(t->sign, "=") == 0 ? "" : t->sign;

	if (strcmp(t->word, "TRUE") == 0 || strcmp(t->word, "FALSE") == 0 ||
	    (*sign == '\0' && is_number(t->word)))
		buf_adds(out, t->word);
	else if (*t->word == '$')
		buf_addf(out, "\"%s\"&%s", sign, t->word);
	else
		buf_addf(out, "\"%s%s\"", sign, t->word);
}

/* Adds how many rows fit all terms, or the sum of a column over them. */
static void
add_terms(const struct report_sheet *s, const struct terms *all,
    const struct report_sheet_column *sum, struct buf *out)
{
	bool alone = *all->terms[0].sign == '\0';
	size_t i;

	/* a column alone has no criterion: COUNT and SUM pass over what is empty */
	BUG_IF(alone && all->n > 1);
	buf_addf(out, "{%s", sum != NULL ? alone ? "SUM(" : "SUMIFS(" :
	    alone ? "COUNT(" : all->n == 1 ? "COUNTIF(" : "COUNTIFS(");
	if (sum != NULL)
		add_column(s, sum, out);
	else if (alone)
		add_column(s, all->terms[0].column, out);
	for (i = 0; i < all->n && !alone; i++) {
		buf_adds(out, i > 0 || sum != NULL ? "," : "");
		add_column(s, all->terms[i].column, out);
		buf_addc(out, ',');
		add_criterion(&all->terms[i], out);
	}
	buf_adds(out, ")}");
}

/* The same for a condition with further terms, which may be "". */
static void
add_condition(const struct condition *c, const char *more, size_t len,
    const struct report_sheet_column *sum, struct buf *out)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct terms all = c->either[i];

		if (len > 0 && *all.terms[0].sign == '\0')
			all.n = 0;
		read_terms(c->sheet, more, len, &all);
		buf_adds(out, i > 0 ? "+" : "");
		add_terms(c->sheet, &all, sum, out);
	}
}

/* Adds the sum of the columns that `names` lists, up to a "]". */
static void
add_sums(const struct condition *c, const char *names, struct buf *out)
{
	size_t n;

	for (n = 0; *names != '\0' && *names != ']'; names += n) {
		buf_adds(out, n > 0 ? "+" : "");
		names += strspn(names, " ");
		n = strcspn(names, " ]");
		add_condition(c, "", 0, report_sheet_column(c->sheet, names, n), out);
	}
}

static void
add_own(const struct report_figure *f, const struct condition *c, struct buf *out)
{
	buf_adds(out, f->unit == REPORT_HOURS ? "(" : "");
	if (f->sum != NULL)
		add_sums(c, f->sum, out);
	else
		add_condition(c, "", 0, NULL, out);
	buf_adds(out, f->unit == REPORT_HOURS ? ")/60" : "");
}

/* Adds what a mark stands for: "", "[terms]", "[+columns]" or "[figure+columns]". */
static void
add_mark(const struct report *r, const struct condition *c, const char *in, size_t len,
    struct buf *out)
{
	size_t n = len > 0 ? strcspn(++in, "+]") : 0;
	struct condition other;

	if (len == 0 || in[n] == ']') {
		add_condition(c, in, n, NULL, out);
		return;
	}
	if (n > 0) {
		other = read_condition(r, report_figure_named(r, in, n));
		c = &other;
	}
	add_sums(c, in + n + 1, out);
}

bool
report_formula(const struct report *r, const struct report_figure *f, struct buf *out)
{
	const char *s = f->formula, *mark;
	struct condition c;

	if (f->rows != NULL)
		c = read_condition(r, f);
	if (s == NULL && f->rows != NULL)
		add_own(f, &c, out);
	if (s == NULL)
		return f->rows != NULL;
	while ((mark = strchr(s, '#')) != NULL) {
		size_t len = mark[1] == '[' ? strcspn(mark, "]") + 1 : 1;

		BUG_IF(f->rows == NULL);
		buf_add(out, s, (size_t)(mark - s));
		add_mark(r, &c, mark + 1, len - 1, out);
		s = mark + len;
	}
	buf_adds(out, s);
	return true;
}

/* --- for the program -------------------------------------------------------------------- */

/* The number that a mark or a number means in that column. */
static double
number_of(const struct report_period *p, const struct term *t)
{
	bool seconds = t->column->unit == REPORT_INSTANT;

	if (is_number(t->word))
		return strtod(t->word, NULL) * (t->column->unit == REPORT_MONEY ? MONEY_UNIT : 1);
	if (strcmp(t->word, "$FIRST") == 0)
		return seconds ? (double)p->from : p->first;
	if (strcmp(t->word, "$NEXT") == 0)
		return seconds ? (double)p->until : p->last + 1;
	if (strcmp(t->word, "$LAST") == 0 && !seconds)
		return p->last;
	bug("a condition compares %s with %s", t->column->name, t->word);
}

static bool
fits(const char *sign, double difference)
{
	return (strchr(sign, '=') != NULL && difference == 0) ||
	    (strchr(sign, '<') != NULL && difference < 0) ||
	    (strchr(sign, '>') != NULL && difference > 0);
}

static bool
term_holds(const struct report_period *p, const struct term *t, struct stmt *row)
{
	const char *name = t->column->name;

	if (stmt_is_null(row, name))
		return strcmp(t->sign, "<>") == 0;
	if (*t->sign == '\0')
		return true;
	if (t->column->unit == REPORT_TEXT)
		return fits(t->sign, strcmp(stmt_text(row, name), t->word));
	if (t->column->unit == REPORT_BOOL)
		return fits(t->sign, (stmt_int(row, name) != 0) -
		    (strcmp(t->word, "TRUE") == 0));
	if (t->column->unit == REPORT_DATE)
		return fits(t->sign, stmt_date(row, name) - number_of(p, t));
	return fits(t->sign, stmt_real(row, name) - number_of(p, t));
}

static bool
holds(const struct report_period *p, const struct condition *c, struct stmt *row)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct terms *all = &c->either[i];
		size_t k = 0;

		while (k < all->n && term_holds(p, &all->terms[k], row))
			k++;
		if (k == all->n)
			return true;
	}
	return false;
}

bool
report_rows(const struct report_period *p, const struct report_figure *f,
    bool (*fn)(struct stmt *row, void *), void *arg, struct err *e)
{
	const struct condition c = read_condition(p->report, f);
	struct stmt *st = report_sheet_stmt(p, c.sheet, e);
	bool go_on = true;

	if (st == NULL)
		return false;
	while (go_on && stmt_next(st)) {
		if (holds(p, &c, st))
			go_on = fn(st, arg);
	}
	return stmt_end(st, e);
}

/* --- a figure that is nothing but its rows ------------------------------------------- */

struct tally {
	const char *sum;
	int64_t n;
};

static bool
add_row(struct stmt *row, void *arg)
{
	struct tally *t = arg;
	char name[32];
	size_t n;
	const char *s;

	t->n += t->sum == NULL;
	for (s = t->sum; s != NULL && *s != '\0'; s += n) {
		s += strspn(s, " ");
		n = strcspn(s, " ");
		cut(name, sizeof(name), s, n);
		t->n = money_sum(t->n, stmt_int(row, name));
	}
	return true;
}

bool
report_count(struct report_period *p, const struct report_figure *f, struct err *e)
{
	struct tally t = { .sum = f->sum };

	if (!report_rows(p, f, add_row, &t, e))
		return false;
	report_set(p, f->name, t.n);
	return true;
}
