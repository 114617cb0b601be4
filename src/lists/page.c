/*
 * page.c - reading a page of a list; see page.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "lists/inside.h"
#include "practice/found.h"

#define STEP 50			/* rows read at a time, with words */
#define LOOKED_MAX 1000		/* rows examined at most for a screen */
#define READ_MAX 1000		/* rows' places read at once */
#define MATCHES_MAX 1000	/* of an index, for a screen */

/* --- rows ----------------------------------------------------------------------- */

static void
set_whose(const struct page_list *l, struct stmt *st, const struct page_query *q)
{
	if (l->reader->of)
		stmt_set_int(st, "of", q->of);
	if (l->reader->of_text)
		stmt_set_text(st, "of_text", q->of_text);
}

int
page_by_id(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return one < two ? -1 : one > two;
}

/* Is the row asked for? Other ids need not be read. */
static bool
is_asked(const struct page_query *q, int64_t id)
{
	return q->rows == NULL ||
	    bsearch(&id, q->rows, q->n_rows, sizeof(id), page_by_id) != NULL;
}

/* Reads the record of that id, whose key may be known: 1: found, 0: none, -1: failed.
 * `row` borrows from `r` and `key`. */
static int
read_row(const struct page_list *l, struct page_reading *r, int64_t id, const char *known,
    struct buf *key, struct page_row *row, struct err *e)
{
	struct stmt *st = db_stmt(r->p->db, l->reader->row);
	int found = 0;
	size_t i;

	stmt_set_int(st, "id", id);
	if (l->reader->known)
		stmt_set_text(st, "key", known);
	set_whose(l, st, r->q);
	r->n = 0;
	r->dim = false;
	if (stmt_next(st)) {
		found = 1;
		*row = (struct page_row){ .id = id, .version = stmt_int(st, "version") };
		buf_cut(key, 0);
		buf_adds(key, stmt_text(st, "key"));
		l->reader->cells(r, st);
	}
	if (!stmt_end(st, e) || (found == 1 && !page_read_extra(r, l->type, id, e)))
		return -1;
	for (i = 0; i < r->n; i++)
		row->cells[i] = r->cells[i].s;
	if (found == 1) {
		row->n_cells = r->n;
		row->key = key->s;
		row->dim = r->dim;
		row->typed = r->typed;
	}
	return found;
}

/* --- words ------------------------------------------------------------------------ */

static bool
in_cells(const struct page_row *row, const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < row->n_cells; i++) {
		AUTO_BUF struct buf cell = BUF_INIT;

		text_fold(&cell, row->cells[i]);
		if (memmem(cell.s, cell.len, word, n) != NULL)
			return true;
	}
	return false;
}

/* True when each of the folded words is in some cell. */
static bool
has_words(const struct page_row *row, const char *folded)
{
	const char *at;
	size_t n;

	for (at = folded; *(at += strspn(at, " ")) != '\0'; at += n) {
		n = strcspn(at, " ");
		if (!in_cells(row, at, n))
			return false;
	}
	return true;
}

/* The query, prepared. */
struct page_plan {
	const struct page_list *l;
	struct practice *p;
	const struct page_query *q;
	struct buf folded;	/* words to look for in cells; "" none */
	struct page_search search;
	bool nothing;		/* the words cannot find anything */
};

static void
asking_begin(struct page_plan *a, const struct page_list *l, struct practice *p,
    const struct page_query *q)
{
	const struct page_search none = { l->reader->ahead, l->reader->back, false, NULL,
	    BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT };

	*a = (struct page_plan){ .l = l, .p = p, .q = q, .folded = BUF_INIT,
	    .search = none };
	if (l->reader->search != NULL)
		a->nothing = !l->reader->search(p, q, &a->search);
	else if (q->words != NULL)
		text_fold(&a->folded, q->words);
}

static void
asking_end(struct page_plan *a)
{
	buf_free(&a->folded);
	buf_free(&a->search.from);
	buf_free(&a->search.until);
	buf_free(&a->search.match);
	buf_free(&a->search.word);
	buf_free(&a->search.letter);
}

/* --- places ------------------------------------------------------------------------- */

struct place {
	char *key;		/* NULL: from the end that comes first */
	int64_t id;
};

/* Whether keys ascend in this direction, and their bounds. */
static bool
grows(const struct page_plan *a)
{
	return a->l->newest_first == a->q->backwards;
}

static void
set_words(const struct page_plan *a, struct stmt *st)
{
	stmt_set_text(st, "match", a->search.match.s);
	if (a->search.word.len > 0)
		stmt_set_text(st, "word", a->search.word.s);
	if (a->search.letter.len > 0)
		stmt_set_text(st, "letter", a->search.letter.s);
}

static void
set_place(const struct page_plan *a, struct stmt *st, const struct place *from)
{
	bool up = grows(a);
	const struct buf *low = &a->search.from, *high = &a->search.until;
	const struct buf *here = up ? low : high, *there = up ? high : low;
	const char *key = from->key;
	int64_t id = from->id;

	/* a place outside the bounds becomes the bound */
	if (here->len > 0 && (key == NULL ||
	    (up ? strcmp(key, here->s) < 0 : strcmp(key, here->s) > 0))) {
		key = here->s;
		id = 0;
	}
	stmt_set_text(st, "key", key);
	stmt_set_int(st, "id", id);
	if (there->len > 0)
		stmt_set_text(st, "bound", there->s);
	if (a->search.match.len == 0)
		return;
	stmt_set_int(st, "up", up);
	stmt_set_int(st, "most", a->q->file ? -1 : MATCHES_MAX);
	set_words(a, st);
}

struct places {
	struct place *at;
	size_t n, cap;
};

static bool
add_place(int64_t id, const char *key, void *arg)
{
	struct places *to = arg;

	GROW(to->at, to->cap, to->n + 1);
	to->at[to->n++] = (struct place){ xstrdup(key), id };
	return true;
}

static struct found_query
found_query(const struct page_plan *a)
{
	return (struct found_query){ .match = a->search.match.s, .begins = a->search.word.s,
	    .archived = a->q->all, .backwards = a->q->backwards };
}

/* The next ids and keys after a place, in order. */
static bool
read_places(const struct page_plan *a, const struct place *from, long limit,
    struct places *to, struct err *e)
{
	const struct page_search *s = &a->search;
	struct stmt *st;

	*to = (struct places){ NULL, 0, 0 };
	if (s->clients) {
		struct found_query found = found_query(a);

		found.key = from->key;
		found.id = from->id;
		found.limit = limit;
		return found_clients(a->p->db, &found, add_place, to, e);
	}
	st = db_stmt(a->p->db, a->q->backwards ? s->back : s->ahead);
	set_place(a, st, from);
	set_whose(a->l, st, a->q);
	if (a->l->reader->all)
		stmt_set_int(st, "all", a->q->all);
	if (a->l->reader->bind != NULL)
		a->l->reader->bind(st, a->q);
	stmt_set_int(st, "limit", limit);
	while (stmt_next(st))
		add_place(stmt_int(st, "id"), stmt_text(st, "key"), to);
	return stmt_end(st, e);
}

static void
free_places(struct places *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		free(p->at[i].key);
	free(p->at);
}

/* Sets where the query starts; to include the row there, one id earlier. */
static struct place
first_place(const struct page_plan *a)
{
	const struct page_query *q = a->q;
	struct place at = { NULL, 0 };

	if (q->key != NULL) {
		at.key = xstrdup(q->key);
		at.id = q->id + (q->with ? (grows(a) ? -1 : 1) : 0);
	}
	return at;
}

/* --- walking ------------------------------------------------------------------------ */

struct walk {
	const struct page_plan *a;
	struct page_reading reading;
	struct buf key;
	bool (*fn)(const struct page_row *, void *);
	void *arg;
	long given, looked;
	bool *more;
	bool over;
};

/* Calls fn for a row if it matches. */
static bool
give(struct walk *w, const struct place *at, struct err *e)
{
	const struct page_plan *a = w->a;
	struct page_row row;
	int found;

	if (!is_asked(a->q, at->id))
		return true;
	if (a->folded.len == 0 && w->given == a->q->limit) {	/* it is there: enough */
		*w->more = w->over = true;
		return true;
	}
	found = read_row(a->l, &w->reading, at->id, at->key, &w->key, &row, e);
	w->looked++;
	if (found <= 0)
		return found == 0;	/* deleted meanwhile */
	if (a->folded.len > 0 && !has_words(&row, a->folded.s))
		return true;
	row.key = at->key;
	if (w->given++ == a->q->limit)
		*w->more = w->over = true;
	else
		w->over = !w->fn(&row, w->arg);
	return true;
}

/* How many places to read at once; a search of an index is only run once. */
static long
step_of(const struct page_plan *a)
{
	if (a->q->file && a->search.match.len > 0)
		return -1;
	if (a->folded.len > 0)
		return STEP;
	return a->q->limit < READ_MAX ? a->q->limit + 1 : READ_MAX;
}

static bool
walk_on(struct walk *w, struct err *e)
{
	const struct page_plan *a = w->a;
	struct place at = first_place(a);
	struct places read;
	long step = step_of(a);
	bool ok = true;
	size_t i;

	while (ok && !w->over && (w->looked < LOOKED_MAX || a->q->file ||
	    a->folded.len == 0)) {
		ok = read_places(a, &at, step, &read, e);
		for (i = 0; ok && !w->over && i < read.n; i++)
			ok = give(w, &read.at[i], e);
		if (read.n > 0) {
			free(at.key);
			at = read.at[read.n - 1];
			at.key = xstrdup(at.key);
		}
		i = read.n;
		free_places(&read);
		if (step < 0 || (long)i < step)
			break;
	}
	free(at.key);
	return ok;
}

/* --- lists that are read whole -------------------------------------------------------- */

void
page_whole_add(struct page_whole *w, const struct page_row *row, size_t n_cells)
{
	struct page_row *to;
	size_t i;

	GROW(w->rows, w->cap, w->n + 1);
	to = &w->rows[w->n++];
	*to = *row;
	to->key = xstrdup(row->key);
	to->n_cells = n_cells;
	for (i = 0; i < n_cells; i++)
		to->cells[i] = xstrdup(row->cells[i] != NULL ? row->cells[i] : "");
}

static void
whole_free(struct page_whole *w)
{
	union { const char *in; char *out; } text;
	size_t i, j;

	for (i = 0; i < w->n; i++) {
		text.in = w->rows[i].key;
		free(text.out);
		for (j = 0; j < w->rows[i].n_cells; j++) {
			text.in = w->rows[i].cells[j];
			free(text.out);
		}
	}
	free(w->rows);
}

/* Reads all rows and calls `each` for those with the words, numbered from 0. */
static bool
whole_each(const struct page_plan *a, bool (*each)(const struct page_row *, size_t i,
    void *), void *arg, struct err *e)
{
	struct page_whole all = { NULL, 0, 0 };
	bool ok = a->l->reader->whole(a->p, a->q, &all, e), go_on = true;
	size_t i, j = 0;

	for (i = 0; ok && go_on && i < all.n; i++) {
		size_t at = a->q->backwards ? all.n - 1 - i : i;

		if (is_asked(a->q, all.rows[at].id) &&
		    has_words(&all.rows[at], a->folded.s))
			go_on = each(&all.rows[at], j++, arg);
	}
	whole_free(&all);
	return ok;
}

struct slice {
	struct walk *w;
	bool begun;
};

static bool
slice_row(const struct page_row *row, UNUSED size_t i, void *arg)
{
	struct slice *s = arg;
	const struct page_query *q = s->w->a->q;
	bool here = q->key != NULL && row->id == q->id;

	if (!s->begun && !here)
		return true;
	if (!s->begun) {
		s->begun = true;
		if (!q->with)
			return true;
	}
	if (s->w->given++ == q->limit) {
		*s->w->more = true;
		return false;
	}
	return s->w->fn(row, s->w->arg);
}

bool
page_rows(const struct page_list *l, struct practice *p, const struct page_query *q,
    bool (*fn)(const struct page_row *, void *), void *arg, bool *more,
    struct err *e)
{
	struct page_plan a;
	bool others, ok = true;
	struct walk w = { .a = &a, .key = BUF_INIT, .fn = fn, .arg = arg,
	    .more = more != NULL ? more : &others };
	struct slice s = { &w, q->key == NULL };

	*w.more = false;
	asking_begin(&a, l, p, q);
	page_reading_begin(&w.reading, l, p, q);
	if (l->reader->whole != NULL)
		ok = whole_each(&a, slice_row, &s, e);
	else if (!a.nothing)
		ok = walk_on(&w, e);
	page_reading_end(&w.reading);
	buf_free(&w.key);
	asking_end(&a);
	return ok;
}

/* Each statement alone would lock the file and let go of it. */
static bool
reading_begin(const struct page_list *l, struct practice *p, struct err *e)
{
	return (l->may == ACTIONS || practice_may(p, l->may, e)) &&
	    db_read_begin(p->db, e);
}

bool
page_read(const struct page_list *l, struct practice *p, const struct page_query *q,
    bool (*fn)(const struct page_row *, void *), void *arg, bool *more,
    struct err *e)
{
	bool ok;

	if (!reading_begin(l, p, e))
		return false;
	ok = page_rows(l, p, q, fn, arg, more, e);
	db_read_end(p->db);
	return ok;
}

/* --- one row, and how many ------------------------------------------------------------- */

struct page_target {
	int64_t id;
	bool found;
	bool (*fn)(const struct page_row *, void *);
	void *arg;
};

static bool
find_in_whole(const struct page_row *row, UNUSED size_t i, void *arg)
{
	struct page_target *f = arg;

	if (row->id != f->id)
		return true;
	f->found = true;
	f->fn(row, f->arg);
	return false;
}

/* True when the list has a row at that place. */
static bool
walk_finds(const struct page_plan *a, int64_t id, const char *key, bool *found,
    struct err *e)
{
	struct place before = { xstrdup(key), grows(a) ? id - 1 : id + 1 };
	struct places next;
	bool ok = read_places(a, &before, 1, &next, e);

	*found = ok && next.n == 1 && next.at[0].id == id;
	free_places(&next);
	free(before.key);
	return ok;
}

static bool
find_row(const struct page_plan *a, struct page_target *f, struct err *e)
{
	struct page_reading r;
	AUTO_BUF struct buf key = BUF_INIT;
	struct page_row row;
	int found;
	bool ok;

	page_reading_begin(&r, a->l, a->p, a->q);
	found = read_row(a->l, &r, f->id, NULL, &key, &row, e);
	ok = found >= 0;
	f->found = found > 0 && (a->folded.len == 0 ||
	    has_words(&row, a->folded.s)) &&
	    (a->q->all || !a->l->reader->all || !row.dim);
	if (f->found && a->nothing)
		f->found = false;
	else if (f->found && a->l->reader->search != NULL)
		ok = walk_finds(a, f->id, key.s, &f->found, e);
	if (ok && f->found)
		f->fn(&row, f->arg);
	page_reading_end(&r);
	return ok;
}

bool
page_find(const struct page_list *l, struct practice *p, const struct page_query *q,
    int64_t id, bool (*fn)(const struct page_row *, void *), void *arg,
    struct err *e)
{
	struct page_target f = { .id = id, .fn = fn, .arg = arg };
	struct page_plan a;
	bool ok;

	if (!reading_begin(l, p, e))
		return false;
	asking_begin(&a, l, p, q);
	ok = l->reader->whole != NULL ? whole_each(&a, find_in_whole, &f, e) :
	    find_row(&a, &f, e);
	asking_end(&a);
	db_read_end(p->db);
	if (ok && !f.found)
		return err_set(e, ERR_NOTFOUND, NULL, "That row is not there.");
	return ok;
}

static bool
count_matches(const struct page_plan *a, long max, long *n, struct err *e)
{
	struct found_query found = found_query(a);
	struct stmt *st;

	if (a->search.clients)
		return found_count(a->p->db, &found, max, n, e);
	st = db_stmt(a->p->db, a->search.count);
	if (a->search.match.len > 0) {
		set_words(a, st);
	} else {
		stmt_set_text(st, "from", a->search.from.s);
		stmt_set_text(st, "until", a->search.until.s);
	}
	if (a->l->reader->all)
		stmt_set_int(st, "archived", a->q->all);
	stmt_set_int(st, "most", max);
	if (stmt_next(st))
		*n = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}

static bool
count_row(UNUSED const struct page_row *row, void *arg)
{
	++*(long *)arg;
	return true;
}

bool
page_count(const struct page_list *l, struct practice *p, const struct page_query *q,
    long max, long *n, struct err *e)
{
	struct page_query all = *q;
	struct place start = { NULL, 0 };
	struct places found;
	struct page_plan a;
	bool ok = true;

	*n = 0;
	all.key = NULL;
	all.backwards = false;
	all.limit = max;
	if (!reading_begin(l, p, e))
		return false;
	asking_begin(&a, l, p, &all);
	if (l->reader->whole != NULL || a.folded.len > 0) {
		ok = page_rows(l, p, &all, count_row, n, NULL, e);
	} else if (!a.nothing && (a.search.clients || a.search.count != NULL)) {
		ok = count_matches(&a, max, n, e);
	} else if (!a.nothing) {
		ok = read_places(&a, &start, max, &found, e);
		*n = (long)found.n;
		free_places(&found);
	}
	asking_end(&a);
	db_read_end(p->db);
	return ok;
}
