/*
 * text_phone.c - text_phone_key, see text.h.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/*
 * What a country dials before national numbers and omits when called from abroad. A
 * country that is not listed dials one 0.
 */
static const struct trunk {
	const char *country;	/* its prefix, "44" */
	const char *trunk;	/* "" keeps the number whole */
	size_t digits;		/* of the number with its trunk; 0 for any */
	const char *abroad;	/* dialled before a foreign number */
} trunks[] = {
	{ "1", "1", 11, "011" },
	{ "7", "8", 11, "810" },
	{ "36", "06", 0, "00" },
	{ "39", "", 0, "00" },
};
static const struct trunk usual = { "", "0", 0, "00" };

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Does `phone` begin with + (or fullwidth +), so that its country code is first? */
static bool
has_plus(const char *phone)
{
	phone += strspn(phone, " \t(");
	return *phone == '+' || starts(phone, "\xEF\xBC\x8B");
}

void
text_phone_key(struct buf *out, const char *phone, const char *country_prefix)
{
	AUTO_BUF struct buf all = BUF_INIT, country = BUF_INIT;
	const struct trunk *t = &usual;
	const char *optional = strstr(phone, "(0)"), *digits;
	size_t i;

	text_digits(&all, phone);
	if (all.len < 5) {
		buf_add(out, all.s, all.len);
		return;
	}
	text_digits(&country, country_prefix ? country_prefix : "");
	for (i = 0; i < ARRAY_LEN(trunks); i++)
		if (strcmp(country.s, trunks[i].country) == 0)
			t = &trunks[i];

	digits = all.s;
	if (has_plus(phone) || starts(digits, "00") || starts(digits, t->abroad)) {
		if (!has_plus(phone))
			digits += strlen(starts(digits, "00") ? "00" : t->abroad);
		/* "+44 (0)20": the 0 is for callers inside the country. */
		if (optional) {
			AUTO_BUF struct buf before = BUF_INIT;
			AUTO_FREE char *head = xstrndup(phone, (size_t)(optional - phone));

			text_digits(&before, head);
			size_t skipped = (size_t)(digits - all.s);

			if (before.len > skipped) {
				buf_add(out, digits, before.len - skipped);
				digits = all.s + before.len + 1;
			}
		}
	} else if (country.len > 0) {
		if (starts(digits, t->trunk) && (t->digits == 0 || all.len == t->digits))
			digits += strlen(t->trunk);
		buf_adds(out, country.s);
	}
	buf_adds(out, digits);
}
