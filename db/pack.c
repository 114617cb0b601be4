/*
 * pack.c - a change in the form in which the journal keeps it.
 *
 * SQLite gives each number nine bytes and repeats what the journal has beside the change.
 * Packed, a byte for the operation comes first, then a mark for each value:
 *
 *	00-1f	1 to 32 columns that are not in the change
 *	20-3f	1 to 32 times NULL
 *	40-4f	a number, 0 to 15
 *	50-57	a number of 1 to 8 bytes, the highest first
 *	58, 59	the number of the row, of the entry
 *	5a	a day such as 2026-03-12: 3 bytes
 *	5b	a text that ends in the 22 letters of a digest: length and bytes of what is
 *		before it, 16 bytes
 *	5c	a real: 8 bytes
 *	5d, 5e	a text, a blob: length and bytes
 *	60-7f	a text of 0 to 31 bytes
 *	80-ff	a word of the list below
 *
 * What would not come back byte by byte is kept as it is, behind the byte 0. The marks
 * and the list are frozen: files have them.
 */
#include <string.h>

#include "base/bug.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/order.h"
#include "db/internal.h"

enum {
	PACK_AS_IT_IS = 0, PACK_INSERT = 1, PACK_UPDATE = 2, PACK_DELETE = 3,
	PACK_INDIRECT = 4	/* beside one of the three */
};
enum {
	MARK_NONE = 0x00, MARK_NULL = 0x20, MARK_SMALL = 0x40, MARK_NUMBER = 0x50,
	MARK_ROW = 0x58, MARK_ENTRY, MARK_DAY, MARK_DIGEST, MARK_REAL, MARK_TEXT, MARK_BLOB,
	MARK_SHORT = 0x60, MARK_WORD = 0x80
};
#define RUN_MAX 32
#define SHORT_MAX 31
#define DAY_BYTES 3

/* Sorted. */
static const char *const words[] = {
	"anaesthetic", "anyone", "block", "booked", "bounced", "cancelled", "card",
	"cartridge", "cash", "caution", "chart", "cleaned", "client", "clients", "clinic",
	"closed", "confirmed", "consent_event", "declined", "default", "defer", "desk",
	"done", "draft", "email", "equipment", "facebook", "form", "front_desk", "google",
	"here", "import", "imported", "in_treatment", "incomplete", "light", "no_show",
	"not_treated", "note", "open", "other", "owner", "paper", "payment", "payments",
	"pending", "phone", "practitioner", "product", "products", "published", "receipt",
	"receipt_line", "receipt_lines", "receipts", "refer", "retail", "retired", "review",
	"reviews", "screening", "screenings", "serum", "service", "services", "session",
	"sessions", "sessions.cancelled", "sessions.done", "sessions.no_show",
	"sessions.not_treated", "staff", "subscribed", "subscriber", "subscribers",
	"subscribers.cleaned", "subscribers.subscribed", "subscribers.unsubscribed",
	"transfer", "unknown", "unsubscribed", "unwell", "void", "walk_in", "yelp",
};

_Static_assert(ARRAY_LEN(words) <= 128, "more words than marks");

/* A change being packed or unpacked. */
struct packing {
	struct cursor in;
	struct buf *out;
	int64_t row, entry;
};

/* --- packing ---------------------------------------------------------------- */

static void
add_varint(struct buf *out, uint64_t v)
{
	int part = 0;

	BUG_IF(v >> 56 != 0);	/* the ninth byte of a longer one is another */
	while (v >> (7 * part) >= 0x80)
		part++;
	for (; part > 0; part--)
		buf_addc(out, (char)(unsigned char)((v >> (7 * part) & 0x7f) | 0x80));
	buf_addc(out, (char)(v & 0x7f));
}

static void
add_mark(struct buf *out, int mark)
{
	buf_addc(out, (char)(unsigned char)mark);
}

static void
add_big(struct buf *out, uint64_t v, int n)
{
	while (n-- > 0)
		buf_addc(out, (char)(unsigned char)(v >> (8 * n)));
}

static uint64_t
read_big(const unsigned char *at, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = (v << 8) | *at++;
	return v;
}

static void
pack_number(struct packing *p, int64_t i)
{
	int n = 1;

	if (i == p->row) {
		add_mark(p->out, MARK_ROW);
	} else if (i == p->entry) {
		add_mark(p->out, MARK_ENTRY);
	} else if (i >= 0 && i < MARK_NUMBER - MARK_SMALL) {
		add_mark(p->out, MARK_SMALL + (int)i);
	} else {
		while (n < 8 && (i < -(INT64_C(1) << (8 * n - 1)) ||
		    i >= INT64_C(1) << (8 * n - 1)))
			n++;
		add_mark(p->out, MARK_NUMBER + n - 1);
		add_big(p->out, (uint64_t)i, n);
	}
}

static int
word_of(const char *text, size_t n)
{
	size_t low = 0, high = ARRAY_LEN(words), at;
	int c;

	if (memchr(text, '\0', n) != NULL)
		return -1;
	while (low < high) {
		at = (low + high) / 2;
		c = strncmp(words[at], text, n);
		if (c == 0 && words[at][n] == '\0')
			return (int)at;
		if (c >= 0)
			high = at;
		else
			low = at + 1;
	}
	return -1;
}

static bool
pack_day(struct packing *p, const char *text, size_t n)
{
	char iso[DATE_ISO_SIZE], again[DATE_ISO_SIZE];
	date_day day;

	if (n != DATE_ISO_SIZE - 1 || text[4] != '-')
		return false;
	memcpy(iso, text, n);
	iso[n] = '\0';
	day = date_from_iso(iso);
	if (day == DATE_NONE || strcmp(date_to_iso(day, again), iso) != 0)
		return false;
	add_mark(p->out, MARK_DAY);
	add_big(p->out, (uint64_t)(int64_t)day, DAY_BYTES);
	return true;
}

static bool
pack_digest(struct packing *p, const char *text, size_t n)
{
	unsigned char bytes[DIGEST_SHORT_SIZE];
	size_t before = n - DIGEST_LETTERS;

	if (n < DIGEST_LETTERS || !digest_from_letters(text + before, bytes))
		return false;
	add_mark(p->out, MARK_DIGEST);
	add_varint(p->out, before);
	buf_add(p->out, text, before);
	buf_add(p->out, bytes, sizeof(bytes));
	return true;
}

static void
pack_text(struct packing *p, const char *text, size_t n)
{
	int word;

	if (pack_day(p, text, n) || pack_digest(p, text, n))
		return;
	if ((word = word_of(text, n)) >= 0) {
		add_mark(p->out, MARK_WORD + word);
		return;
	}
	if (n <= SHORT_MAX) {
		add_mark(p->out, MARK_SHORT + (int)n);
	} else {
		add_mark(p->out, MARK_TEXT);
		add_varint(p->out, n);
	}
	buf_add(p->out, text, n);
}

/* Marks of a run of `n` columns of type 0 (not there) or NULL. */
static void
pack_run(struct packing *p, int type, uint64_t n)
{
	uint64_t part;

	for (; n > 0; n -= part) {
		part = n < RUN_MAX ? n : RUN_MAX;
		add_mark(p->out, (type == 0 ? MARK_NONE : MARK_NULL) + (int)part - 1);
	}
}

static void
pack_value(struct packing *p, int type)
{
	const unsigned char *at;
	uint64_t n = 8;

	if (type == SQLITE_TEXT || type == SQLITE_BLOB)
		n = cursor_varint(&p->in);
	at = p->in.at;
	cursor_skip(&p->in, n);
	if (p->in.bad)
		return;
	if (type == SQLITE_INTEGER) {
		pack_number(p, (int64_t)read_big(at, 8));
	} else if (type == SQLITE_TEXT) {
		pack_text(p, (const char *)at, (size_t)n);
	} else if (type == SQLITE_FLOAT) {
		add_mark(p->out, MARK_REAL);
		buf_add(p->out, at, (size_t)n);
	} else {
		add_mark(p->out, MARK_BLOB);
		add_varint(p->out, n);
		buf_add(p->out, at, (size_t)n);
	}
}

static void
pack_record(struct packing *p, uint64_t columns)
{
	uint64_t i, run = 0;
	int type, running = 0;

	for (i = 0; i < columns && !p->in.bad; i++) {
		type = p->in.at < p->in.end ? *p->in.at++ : 0xff;
		if (run > 0 && type != running) {
			pack_run(p, running, run);
			run = 0;
		}
		if (type == 0 || type == SQLITE_NULL) {
			running = type;
			run++;
		} else {
			pack_value(p, type);
		}
	}
	pack_run(p, running, run);
}

void
change_pack(const struct change *ch, int64_t entry, struct buf *out)
{
	AUTO_BUF struct buf back = BUF_INIT;
	struct packing p = { .in = { ch->body + 2, ch->body + ch->n_body, false },
	    .out = out, .row = ch->row, .entry = entry };
	uint64_t columns = changeset_columns(ch->bytes, ch->n_header);

	buf_cut(out, 0);
	add_mark(out, (ch->op == 'I' ? PACK_INSERT : ch->op == 'U' ? PACK_UPDATE :
	    PACK_DELETE) | (ch->body[1] != 0 ? PACK_INDIRECT : 0));
	pack_record(&p, columns);
	if (ch->op == 'U')
		pack_record(&p, columns);
	if (!p.in.bad && change_unpack(ch->bytes, ch->n_header, out->s, out->len, ch->row,
	    entry, &back) && back.len == ch->n_header + ch->n_body &&
	    memcmp(back.s + ch->n_header, ch->body, ch->n_body) == 0)
		return;
	buf_cut(out, 0);
	add_mark(out, PACK_AS_IT_IS);
	buf_add(out, ch->body, ch->n_body);
}

/* --- unpacking ---------------------------------------------------------------- */

static void
put_number(struct packing *p, int64_t i)
{
	uint64_t big = order_big(i);
	char *at = buf_grow(p->out, 1 + sizeof(big));

	*at = SQLITE_INTEGER;
	memcpy(at + 1, &big, sizeof(big));
}

/* Type and length of n bytes, which the caller writes to where this returns. */
static char *
put_room(struct packing *p, int type, size_t n)
{
	char *at;

	if (n < 0x80) {
		at = buf_grow(p->out, n + 2);
		*at++ = (char)type;
		*at++ = (char)n;
		return at;
	}
	add_mark(p->out, type);
	add_varint(p->out, n);
	return buf_grow(p->out, n);
}

static void
put_bytes(struct packing *p, int type, const void *bytes, size_t n)
{
	memcpy(put_room(p, type, n), bytes, n);
}

/* The next n bytes; NULL, and bad, when there are fewer. */
static const unsigned char *
take(struct packing *p, uint64_t n)
{
	const unsigned char *at = p->in.at;

	cursor_skip(&p->in, n);
	return p->in.bad ? NULL : at;
}

/* A number of n bytes, with its sign. */
static int64_t
take_number(struct packing *p, int n)
{
	const unsigned char *at = take(p, (uint64_t)n);
	uint64_t v = at != NULL ? read_big(at, n) : 0;

	if (n < 8 && (v >> (8 * n - 1)) != 0)
		v |= UINT64_MAX << (8 * n);
	return (int64_t)v;
}

static void
unpack_text(struct packing *p, int type, uint64_t n)
{
	const unsigned char *at = take(p, n);

	if (at != NULL)
		put_bytes(p, type, at, (size_t)n);
}

static void
unpack_day(struct packing *p)
{
	char iso[DATE_ISO_SIZE];
	int64_t day = take_number(p, DAY_BYTES);

	if (p->in.bad || day < date_make(1, 1, 1) || day > date_make(9999, 12, 31))
		p->in.bad = true;
	else
		put_bytes(p, SQLITE_TEXT, date_to_iso((date_day)day, iso), DATE_ISO_SIZE - 1);
}

static void
unpack_digest(struct packing *p)
{
	uint64_t n = cursor_varint(&p->in);
	const unsigned char *before = take(p, n), *bytes = take(p, DIGEST_SHORT_SIZE);
	char letters[DIGEST_LETTERS + 1], *at;

	if (before == NULL || bytes == NULL)
		return;
	at = put_room(p, SQLITE_TEXT, (size_t)n + DIGEST_LETTERS);
	memcpy(at, before, (size_t)n);
	memcpy(at + n, digest_letters(bytes, letters), DIGEST_LETTERS);
}

/* A mark that is not one of a range. */
static void
unpack_other(struct packing *p, int mark)
{
	const unsigned char *at;

	switch (mark) {
	case MARK_ROW:
		put_number(p, p->row);
		return;
	case MARK_ENTRY:
		put_number(p, p->entry);
		return;
	case MARK_DAY:
		unpack_day(p);
		return;
	case MARK_DIGEST:
		unpack_digest(p);
		return;
	case MARK_REAL:
		at = take(p, 8);
		add_mark(p->out, SQLITE_FLOAT);
		if (at != NULL)
			buf_add(p->out, at, 8);
		return;
	case MARK_TEXT:
		unpack_text(p, SQLITE_TEXT, cursor_varint(&p->in));
		return;
	case MARK_BLOB:
		unpack_text(p, SQLITE_BLOB, cursor_varint(&p->in));
		return;
	}
	p->in.bad = true;
}

static void
unpack_value(struct packing *p, int mark)
{
	if (mark < MARK_NUMBER)
		put_number(p, mark - MARK_SMALL);
	else if (mark < MARK_ROW)
		put_number(p, take_number(p, mark - MARK_NUMBER + 1));
	else if (mark < MARK_SHORT)
		unpack_other(p, mark);
	else if (mark < MARK_WORD)
		unpack_text(p, SQLITE_TEXT, (uint64_t)(mark - MARK_SHORT));
	else if ((size_t)(mark - MARK_WORD) < ARRAY_LEN(words))
		put_bytes(p, SQLITE_TEXT, words[mark - MARK_WORD],
		    strlen(words[mark - MARK_WORD]));
	else
		p->in.bad = true;
}

static void
unpack_record(struct packing *p, uint64_t columns)
{
	uint64_t i;
	int mark, n;

	for (i = 0; i < columns && !p->in.bad; i++) {
		if (p->in.at >= p->in.end) {
			p->in.bad = true;
			return;
		}
		mark = *p->in.at++;
		if (mark >= MARK_SMALL) {
			unpack_value(p, mark);
			continue;
		}
		n = mark % RUN_MAX;
		i += (uint64_t)n;
		memset(buf_grow(p->out, (size_t)n + 1), mark < MARK_NULL ? 0 : SQLITE_NULL,
		    (size_t)n + 1);
	}
	if (i != columns)
		p->in.bad = true;
}

bool
change_unpack(const void *header, size_t n_header, const void *packed, size_t n,
    int64_t row, int64_t entry, struct buf *out)
{
	static const int ops[] = { 0, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE };
	const unsigned char *begin = packed;
	struct packing p = { .in = { begin, begin + n, n == 0 }, .out = out, .row = row,
	    .entry = entry };
	uint64_t columns = changeset_columns(header, n_header);
	int head;

	buf_cut(out, 0);
	if (columns == 0 || p.in.bad)
		return false;
	head = *p.in.at++;
	buf_add(out, header, n_header);
	if (head == PACK_AS_IT_IS) {
		buf_add(out, p.in.at, n - 1);
		return true;
	}
	if ((head & ~PACK_INDIRECT) < PACK_INSERT || (head & ~PACK_INDIRECT) > PACK_DELETE)
		return false;
	add_mark(out, ops[head & ~PACK_INDIRECT]);
	add_mark(out, (head & PACK_INDIRECT) != 0);
	unpack_record(&p, columns);
	if ((head & ~PACK_INDIRECT) == PACK_UPDATE)
		unpack_record(&p, columns);
	return !p.in.bad && p.in.at == p.in.end;
}
