/*
 * zipcheck.c - reads a finished workbook back before it is trusted.
 */
#include "exchange/zipcheck.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/mem.h"

enum {
	END_SIZE = 22,		/* end-of-directory record */
	ENTRY_SIZE = 46,	/* directory entry without its name */
	LOCAL_SIZE = 30,	/* header before a part, without its name */
	NAME_SIZE = 128,
	BLOCK = 32 * 1024,
	DEPTH = 48,		/* nesting of elements; charts reach about 12 */
	METHOD_DEFLATE = 8
};

/* Parts without which a spreadsheet refuses the file. */
static const char *const needed[] = {
	"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels",
	"xl/workbook.xml", "xl/styles.xml", "xl/theme/theme1.xml",
	"docProps/core.xml", "docProps/app.xml"
};

struct entry {
	char name[NAME_SIZE];
	unsigned method;
	uint32_t crc, packed, size, offset;
};

/* The state of a part's XML, which comes in blocks. */
struct xml {
	uint32_t open[DEPTH];	/* hashes of the names of open elements */
	int depth;
	bool rooted;		/* the root element has begun */
	long rows;
	int64_t at;		/* offset of the block in the part */
	int64_t data_from;	/* offset after <sheetData> */
	int64_t data_bytes;
};

struct archive {
	int fd;
	int64_t size;
	unsigned char *directory;
	uint32_t directory_size, directory_at;
	unsigned entries;
	const struct zipcheck_sheet *want;
	size_t nwant;
	size_t sheets_seen;
	unsigned needed_seen;	/* one bit for each of needed[] */
	unsigned char in[BLOCK], out[BLOCK];
};

static unsigned
le16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint32_t
le32(const unsigned char *p)
{
	return le16(p) | (uint32_t)le16(p + 2) << 16;
}

static bool
read_at(const struct archive *a, void *into, size_t n, int64_t at)
{
	char *p = into;

	while (n > 0) {
		ssize_t got = pread(a->fd, p, n, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
		at += got;
	}
	return true;
}

static bool
damaged(struct err *e, const char *part, const char *how)
{
	return err_set(e, ERR_IO, NULL,
	    "The workbook does not read back after writing (is the disk full?): "
	    "%s %s.", part, how);
}

/* Reads the directory; the end record must be last in the file and point at it. */
static bool
read_directory(struct archive *a, struct err *e)
{
	unsigned char end[END_SIZE];

	if (a->size < END_SIZE ||
	    !read_at(a, end, END_SIZE, a->size - END_SIZE) ||
	    memcmp(end, "PK\5\6", 4) != 0)
		return damaged(e, "its directory", "is missing");
	a->entries = le16(end + 10);
	a->directory_size = le32(end + 12);
	a->directory_at = le32(end + 16);
	if ((int64_t)a->directory_at + a->directory_size + END_SIZE != a->size ||
	    le16(end + 8) != a->entries)
		return damaged(e, "its directory", "is cut short");
	a->directory = xmalloc(a->directory_size + 1);
	if (!read_at(a, a->directory, a->directory_size, a->directory_at))
		return damaged(e, "its directory", "cannot be read");
	return true;
}

/* Fills `en` from the directory at *at and moves *at to the next entry. */
static bool
next_entry(const struct archive *a, size_t *at, struct entry *en)
{
	const unsigned char *p = a->directory + *at;
	size_t left = a->directory_size - *at;
	size_t name, whole, i;

	if (left < ENTRY_SIZE || memcmp(p, "PK\1\2", 4) != 0)
		return false;
	name = le16(p + 28);
	whole = ENTRY_SIZE + name + le16(p + 30) + le16(p + 32);
	if (whole > left || name >= NAME_SIZE || name == 0)
		return false;
	en->method = le16(p + 10);
	en->crc = le32(p + 16);
	en->packed = le32(p + 20);
	en->size = le32(p + 24);
	en->offset = le32(p + 42);
	memcpy(en->name, p + ENTRY_SIZE, name);
	en->name[name] = '\0';
	for (i = 0; i < name; i++)
		if (en->name[i] <= ' ' || en->name[i] > '~')
			return false;
	*at += whole;
	return true;
}

/* Offset of the part's packed bytes, or -1 when its own header differs from the
 * directory. */
static int64_t
data_offset(const struct archive *a, const struct entry *en)
{
	unsigned char h[LOCAL_SIZE + NAME_SIZE];
	size_t name = strlen(en->name);
	int64_t at = en->offset;

	if (!read_at(a, h, LOCAL_SIZE + name, at) ||
	    memcmp(h, "PK\3\4", 4) != 0 || le16(h + 26) != name ||
	    memcmp(h + LOCAL_SIZE, en->name, name) != 0 ||
	    le16(h + 8) != en->method)
		return -1;
	at += LOCAL_SIZE + (int64_t)name + le16(h + 28);
	return at + en->packed <= a->directory_at ? at : -1;
}

static bool
named(const char *s, size_t len, const char *name)
{
	return len == strlen(name) && memcmp(s, name, len) == 0;
}

/* The element `s` (without < and >) opens or is empty; `body` is the offset after its
 * '>'. */
static bool
xml_open(struct xml *x, const char *s, size_t len, int64_t body)
{
	bool empty = s[len - 1] == '/';
	size_t name = 0, quotes = 0, i;
	uint32_t hash = 2166136261u;

	if (empty)
		len--;
	for (; name < len && s[name] != ' '; name++)
		hash = (hash ^ (unsigned char)s[name]) * 16777619u;
	for (i = name; i < len; i++) {
		if (s[i] == '<')
			return false;
		quotes += s[i] == '"';
	}
	if (name == 0 || quotes % 2 != 0 || memchr(s, '<', name) != NULL)
		return false;
	if (x->depth == 0 && x->rooted)
		return false;
	x->rooted = true;
	if (named(s, name, "row"))
		x->rows++;
	if (empty)
		return true;
	if (x->depth == DEPTH)
		return false;
	x->open[x->depth++] = hash;
	if (named(s, name, "sheetData"))
		x->data_from = body;
	return true;
}

static bool
xml_close(struct xml *x, const char *s, size_t len, int64_t at)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)s[i]) * 16777619u;
	if (x->depth == 0 || x->open[x->depth - 1] != hash)
		return false;
	x->depth--;
	if (named(s, len, "sheetData"))
		x->data_bytes = at - x->data_from;
	return true;
}

static bool
blank(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strchr(" \t\r\n", s[i]) == NULL || s[i] == '\0')
			return false;
	return true;
}

/* Reads the whole tags in a block; *used is how much is done with. */
static bool
xml_feed(struct xml *x, const char *s, size_t n, size_t *used)
{
	const char *p = s, *end = s + n;

	while (p < end) {
		const char *lt = memchr(p, '<', (size_t)(end - p)), *gt;
		size_t text = (size_t)((lt != NULL ? lt : end) - p), len;
		bool ok = true;

		if (x->depth == 0 && !blank(p, text))
			return false;
		p += text;
		if (lt == NULL)
			break;
		gt = memchr(lt, '>', (size_t)(end - lt));
		if (gt == NULL)
			break;
		len = (size_t)(gt - lt - 1);
		if (len == 0)
			return false;
		if (lt[1] == '?')
			ok = x->depth == 0 && lt[len] == '?';
		else if (lt[1] == '/')
			ok = xml_close(x, lt + 2, len - 1, x->at + (lt - s));
		else
			ok = xml_open(x, lt + 1, len, x->at + (gt + 1 - s));
		if (!ok)
			return false;
		p = gt + 1;
	}
	*used = (size_t)(p - s);
	x->at += p - s;
	return true;
}

/*
 * Inflates one part and feeds it to `x`. A tag cut by the end of a block is moved to
 * the front of the next one. Returns what is wrong, or NULL.
 */
static const char *
inflate_part(struct archive *a, const struct entry *en, z_stream *z,
    struct xml *x)
{
	int64_t at = data_offset(a, en);
	uint32_t left = en->packed;
	uLong crc = crc32(0, Z_NULL, 0);
	size_t held = 0, used;
	int rc = Z_OK;

	if (at < 0)
		return "has another header than the directory says";
	while (rc != Z_STREAM_END) {
		if (z->avail_in == 0 && left > 0) {
			uInt n = left < BLOCK ? left : BLOCK;
			if (!read_at(a, a->in, n, at))
				return "cannot be read";
			at += n;
			left -= n;
			z->next_in = a->in;
			z->avail_in = n;
		}
		z->next_out = a->out + held;
		z->avail_out = (uInt)(BLOCK - held);
		rc = inflate(z, Z_NO_FLUSH);
		if (rc != Z_OK && rc != Z_STREAM_END)
			return "is damaged";
		crc = crc32(crc, a->out + held,
		    (uInt)(BLOCK - held) - z->avail_out);
		held = BLOCK - z->avail_out;
		if (!xml_feed(x, (const char *)a->out, held, &used) ||
		    (used == 0 && held == BLOCK))
			return "is not well-formed";
		held -= used;
		memmove(a->out, a->out + used, held);
	}
	if (crc != en->crc || z->total_out != en->size || left > 0 ||
	    z->avail_in > 0)
		return "has another checksum or size than the directory says";
	if (held > 0 || x->depth > 0 || !x->rooted)
		return "is cut short";
	return NULL;
}

/* Number of the sheet a part holds, from 1; 0 for other parts. */
static size_t
sheet_number(const char *name)
{
	unsigned number;
	int end = 0;

	if (sscanf(name, "xl/worksheets/sheet%u.xml%n", &number, &end) == 1 &&
	    end > 0 && name[end] == '\0')
		return number;
	return 0;
}

static const char *
judge_sheet(struct archive *a, size_t number, const struct xml *x)
{
	const struct zipcheck_sheet *want;

	if (number > a->nwant)
		return "is a sheet too many";
	want = &a->want[number - 1];
	a->sheets_seen++;
	if (x->rows != want->rows)
		return "has not all its rows";
	if (want->bytes >= 0 && x->data_bytes != want->bytes)
		return "has not all its cells";
	return NULL;
}

static bool
check_part(struct archive *a, const struct entry *en, struct err *e)
{
	struct xml x = { 0 };
	z_stream z = { 0 };
	size_t number = sheet_number(en->name), i;
	const char *wrong;

	if (en->method != METHOD_DEFLATE)
		return damaged(e, en->name, "is packed in an unknown way");
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return damaged(e, en->name, "cannot be unpacked");
	wrong = inflate_part(a, en, &z, &x);
	inflateEnd(&z);
	if (wrong == NULL && number > 0)
		wrong = judge_sheet(a, number, &x);
	if (wrong != NULL)
		return damaged(e, en->name, wrong);
	for (i = 0; i < ARRAY_LEN(needed); i++)
		if (strcmp(needed[i], en->name) == 0)
			a->needed_seen |= 1u << i;
	return true;
}

static bool
check_archive(struct archive *a, struct err *e)
{
	struct entry en;
	size_t at = 0, i;

	if (!read_directory(a, e))
		return false;
	for (i = 0; i < a->entries; i++) {
		if (!next_entry(a, &at, &en))
			return damaged(e, "its directory", "is damaged");
		if (!check_part(a, &en, e))
			return false;
	}
	if (at != a->directory_size)
		return damaged(e, "its directory", "is damaged");
	for (i = 0; i < ARRAY_LEN(needed); i++)
		if ((a->needed_seen & 1u << i) == 0)
			return damaged(e, needed[i], "is missing");
	if (a->sheets_seen != a->nwant)
		return damaged(e, "a sheet", "is missing");
	return true;
}

bool
zipcheck_workbook(const char *path, const struct zipcheck_sheet *want,
    size_t n, struct err *e)
{
	struct archive *a;
	struct stat st;
	bool ok;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(e, ERR_IO, NULL,
		    "The workbook cannot be opened after writing: %s.",
		    strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	a = xcalloc(1, sizeof(*a));
	a->fd = fd;
	a->size = st.st_size;
	a->want = want;
	a->nwant = n;
	ok = check_archive(a, e);
	free(a->directory);
	free(a);
	close(fd);
	return ok;
}
