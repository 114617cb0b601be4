/*
 * photo_heic.c - size and time of a picture in boxes (ISO/IEC 14496-12 and 23008-12).
 *
 * Its boxes name items: the picture that is shown first, with properties, and a block of
 * EXIF. Decoding is left to the library, which carries the turn out; here the properties are
 * read for the size alone.
 */
#include <string.h>

#include "exchange/photo_inside.h"

/* Reads on in a row of numbers, the big end first; past its end all are 0. */
struct reader {
	struct bytes in;
	size_t at;
};

static uint64_t
take(struct reader *r, size_t size)
{
	uint64_t number = bytes_number(r->in, r->at, size, true);

	r->at += size;
	return number;
}

static bool
is_left(const struct reader *r)
{
	return r->at < r->in.n;
}

static bool
next_box(struct bytes *rest, char type[4], struct bytes *data)
{
	uint64_t size = bytes_number(*rest, 0, 4, true), head = 8;

	if (rest->n < head)
		return false;
	if (size == 1) {
		size = bytes_number(*rest, 8, 8, true);
		head = 16;
	} else if (size == 0) {
		size = rest->n;
	}
	if (size < head || size > rest->n)
		return false;
	memcpy(type, rest->at + 4, 4);
	*data = bytes_part(*rest, head, size - head);
	*rest = bytes_part(*rest, size, rest->n);
	return true;
}

/* The first box of that type; empty: there is none. */
static struct bytes
box(struct bytes in, const char *type)
{
	struct bytes data;
	char found[4];

	while (next_box(&in, found, &data))
		if (memcmp(found, type, 4) == 0)
			return data;
	return bytes_part(in, in.n, 0);
}

/* A full box begins with its version and flags. */
static struct reader
full_box(struct bytes in, const char *type, int *version, uint32_t *flags)
{
	struct reader r = { box(in, type), 0 };

	*version = take(&r, 1);
	*flags = take(&r, 3);
	return r;
}

/* --- properties ------------------------------------------------------------------------ */

static void
add_property(struct bytes all, size_t which, struct photo *p)
{
	struct bytes data = { all.at, 0 };
	char type[4] = "";
	int32_t width;

	while (which > 0 && next_box(&all, type, &data))
		which--;
	if (which > 0)
		return;
	if (memcmp(type, "ispe", 4) == 0) {
		uint64_t w = bytes_number(data, 4, 4, true), h = bytes_number(data, 8, 4, true);

		if (w <= INT32_MAX && h <= INT32_MAX) {
			p->width = w;
			p->height = h;
		}
	}
	if (memcmp(type, "irot", 4) == 0 && bytes_number(data, 0, 1, true) % 2 == 1) {
		width = p->width;
		p->width = p->height;
		p->height = width;
	}
}

/* The properties of the picture that is shown. */
static void
read_size(struct bytes meta, struct photo *p)
{
	struct bytes properties = box(meta, "iprp");
	int version;
	uint32_t flags;
	struct reader r = full_box(meta, "pitm", &version, &flags);
	uint64_t shown = take(&r, version == 0 ? 2 : 4), id;
	size_t n;

	r = full_box(properties, "ipma", &version, &flags);
	take(&r, 4);
	while (is_left(&r)) {
		id = take(&r, version == 0 ? 2 : 4);
		for (n = take(&r, 1); n > 0; n--) {
			uint64_t which = flags & 1 ? take(&r, 2) & 0x7fff : take(&r, 1) & 0x7f;

			if (id == shown && which > 0)
				add_property(box(properties, "ipco"), which, p);
		}
		if (id == shown)
			return;
	}
}

/* --- EXIF ------------------------------------------------------------------------------ */

/* The item that holds EXIF; 0: none. */
static uint64_t
exif_item(struct bytes meta)
{
	int version;
	uint32_t flags;
	struct reader r = full_box(meta, "iinf", &version, &flags);
	struct bytes rest = bytes_part(r.in, version == 0 ? 6 : 8, r.in.n), data;
	char type[4];

	while (next_box(&rest, type, &data)) {
		size_t size = bytes_number(data, 0, 1, true) == 2 ? 2 : 4;

		if (memcmp(type, "infe", 4) == 0 &&
		    bytes_begin(bytes_part(data, 4 + size + 2, 4), "Exif", 4))
			return bytes_number(data, 4, size, true);
	}
	return 0;
}

/* Where the item lies: its first piece. */
static struct bytes
item_bytes(struct bytes file, struct bytes meta, uint64_t wanted)
{
	int version;
	uint32_t flags;
	struct reader r = full_box(meta, "iloc", &version, &flags);
	uint64_t sizes = take(&r, 2), base, from, size, id, method;
	size_t offset_size = sizes >> 12, length_size = sizes >> 8 & 15;
	size_t base_size = sizes >> 4 & 15, index_size = version == 0 ? 0 : sizes & 15, pieces;

	if (offset_size > 8 || length_size > 8 || base_size > 8 || index_size > 8)
		return bytes_part(file, 0, 0);
	take(&r, version < 2 ? 2 : 4);
	while (is_left(&r)) {
		id = take(&r, version < 2 ? 2 : 4);
		method = version == 0 ? 0 : take(&r, 2) & 15;
		take(&r, 2);
		base = take(&r, base_size);
		pieces = take(&r, 2);
		if (id == wanted && pieces > 0 && method <= 1) {
			take(&r, index_size);
			from = take(&r, offset_size);
			size = take(&r, length_size);
			return bytes_part(method == 0 ? file : box(meta, "idat"), base + from, size);
		}
		r.at += pieces * (index_size + offset_size + length_size);
	}
	return bytes_part(file, 0, 0);
}

void
photo_heic(struct bytes file, struct photo *p)
{
	struct bytes meta = bytes_part(box(file, "meta"), 4, file.n), exif;
	struct photo note = { .turn = 1 };
	uint64_t item = exif_item(meta);

	read_size(meta, p);
	if (item == 0)
		return;
	exif = item_bytes(file, meta, item);
	photo_exif(bytes_part(exif, 4 + bytes_number(exif, 0, 4, true), exif.n), &note);
	memcpy(p->taken, note.taken, sizeof(p->taken));
}
