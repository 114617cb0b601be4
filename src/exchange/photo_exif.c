/*
 * photo_exif.c - orientation and time of an EXIF block (EXIF 2.32, 4.6).
 *
 * Two of its folders are read, the first and the one of EXIF that it names, each once and
 * without following anything further: what points outside, or round in a circle, ends there.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "exchange/photo_inside.h"

#define ENTRY_SIZE 12
#define TYPE_ASCII 2
#define TYPE_SHORT 3

enum tag {
	TAG_ORIENTATION = 0x0112,
	TAG_EXIF = 0x8769,		/* where the folder of EXIF stands */
	TAG_OTHERS = 0xA005,		/* and that of interoperability (DCF 2.0, 4.4) */
	TAG_RULE = 0x0001,		/* in it, to which rule the file is written */
	TAG_TAKEN = 0x9003,		/* DateTimeOriginal; 0x0132 is of the last change */
	TAG_ZONE = 0x9011,		/* OffsetTimeOriginal */
	TAG_FRACTION = 0x9291		/* SubSecTimeOriginal */
};

struct tiff {
	struct bytes all;
	bool big_end;
};

static uint64_t
number(const struct tiff *t, struct bytes b, size_t at, size_t size)
{
	return bytes_number(b, at, size, t->big_end);
}

/* The entry of that tag in the folder at `folder`; empty: there is none. */
static struct bytes
entry(const struct tiff *t, size_t folder, enum tag tag)
{
	struct bytes entries = bytes_part(t->all, folder + 2,
	    number(t, t->all, folder, 2) * ENTRY_SIZE);
	size_t i;

	for (i = 0; i + ENTRY_SIZE <= entries.n; i += ENTRY_SIZE)
		if (number(t, entries, i, 2) == tag)
			return bytes_part(entries, i, ENTRY_SIZE);
	return bytes_part(entries, 0, 0);
}

/* The text of a tag, cut to `size`; empty where it is none. */
static const char *
text(const struct tiff *t, size_t folder, enum tag tag, char *out, size_t size)
{
	struct bytes e = entry(t, folder, tag), value;
	size_t n = number(t, e, 4, 4);

	out[0] = '\0';
	if (number(t, e, 2, 2) != TYPE_ASCII)
		return out;
	value = n <= 4 ? bytes_part(e, 8, n) : bytes_part(t->all, number(t, e, 8, 4), n);
	if (value.n == n)
		snprintf(out, size, "%.*s", (int)(n < size ? n : size), (const char *)value.at);
	return out;
}

/* Has it digits where `form` has a 0, and else the same characters? */
static bool
has_form(const char *s, const char *form)
{
	for (; *form != '\0'; s++, form++)
		if (*form == '0' ? *s < '0' || *s > '9' : *s != *form)
			return false;
	return *s == '\0';
}

static void
read_taken(const struct tiff *t, size_t folder, struct photo *out)
{
	char day[20], fraction[4], zone[7], time[24];
	instant ignored;

	if (!has_form(text(t, folder, TAG_TAKEN, day, sizeof(day)), "0000:00:00 00:00:00"))
		return;
	day[4] = day[7] = '-';
	day[10] = 'T';
	if (!clock_from_iso(day, &ignored))
		return;
	text(t, folder, TAG_FRACTION, fraction, sizeof(fraction));
	fraction[strspn(fraction, "0123456789")] = '\0';
	snprintf(time, sizeof(time), "%s%s%s", day, fraction[0] != '\0' ? "." : "", fraction);
	text(t, folder, TAG_ZONE, zone, sizeof(zone));
	snprintf(out->taken, sizeof(out->taken), "%s%s", time, zone);
	if ((zone[0] != '+' && zone[0] != '-') || !clock_from_iso(out->taken, &ignored))
		snprintf(out->taken, sizeof(out->taken), "%s", time);
}

/* Sets `t` and where its first folder stands; false: it is none. */
static bool
begin(struct bytes all, struct tiff *t, size_t *first)
{
	*t = (struct tiff){ all, bytes_begin(all, "MM\0*", 4) };
	*first = number(t, all, 4, 4);
	return t->big_end || bytes_begin(all, "II*\0", 4);
}

/* Where the folder stands that this one names; one that is not there has no entries. */
static size_t
folder_at(const struct tiff *t, size_t folder, enum tag tag)
{
	struct bytes e = entry(t, folder, tag);

	return e.n > 0 ? number(t, e, 8, 4) : t->all.n;
}

void
photo_exif(struct bytes all, struct photo *out)
{
	struct tiff t;
	struct bytes turn;
	uint64_t value;
	size_t first;

	if (!begin(all, &t, &first))
		return;
	turn = entry(&t, first, TAG_ORIENTATION);
	value = number(&t, turn, 8, 2);
	if (number(&t, turn, 2, 2) == TYPE_SHORT && value >= 1 && value <= 8)
		out->turn = value;
	read_taken(&t, folder_at(&t, first, TAG_EXIF), out);
}

bool
photo_exif_is_adobe_rgb(struct bytes all)
{
	struct tiff t;
	size_t first;
	char rule[4];

	return begin(all, &t, &first) && strcmp(text(&t, folder_at(&t, folder_at(&t, first,
	    TAG_EXIF), TAG_OTHERS), TAG_RULE, rule, sizeof(rule)), "R03") == 0;
}
