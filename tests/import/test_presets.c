/*
 * Proves that the shipped presets fit the files they are named after: a small salon
 * in the words of the salon program goes in and again, and the month it makes is
 * what its files say.
 */
#include <string.h>

#include "base/mem.h"
#include "db/embed.h"
#include "exchange/mapping.h"
#include "import/inside.h"
#include "tests/support/importing.h"

static const struct {
	const char *kind, *preset, *rows;
	long added, changed, clients, staff;
} salon[] = {
	{ "services", "salon-services", "IsActive,Code,Desc,Cate,Price,Cost\r\n"
	    "TRUE,CON,Consultation,MISC,0,0\r\nFALSE,SHCW,Women's hair cut,STYLE,82,10\r\n"
	    "TRUE,F&F,,MISC,0,0\r\n", 3, 0, 0, 0 },
	{ "products", "salon-products", "IsActive,Code,Description,Supplier,Brand,Category,"
	    "Price,On Hand,Minimum,Maximum,Cost,COG,YTD,Package\r\n"
	    "TRUE,AGBALM,AG balm 30ml,VENUS,AG,RETAIL,30.5,2,2,2,0,0,27,FALSE\r\n"
	    "TRUE,MISC,,,,,0,-3,0,0,0,0,72.72,FALSE\r\n", 2, 0, 0, 0 },
	{ "sessions", "salon-bookings", "Code,Staff,Service,Date,Time,TimeInt\r\n"
	    "JUNJ01,JJ,CON,03/14/2018,3:50:00 PM,950\r\n"
	    "CORS01,JJ,SHCW,03/15/2018,2:10:00 PM,850\r\n"
	    "CORS01,BECKY,SHCW,03/15/2018,9:00:00 AM,540\r\n"
	    ",JJ,SHCW,04/13/2018,12:00:00 PM,720\r\n"
	    "?A01,JJ,CON,04/13/2018,12:00:00 AM,0\r\n", 5, 0, 3, 2 },
	{ "sessions", "salon-no-shows", "Date,Code,Service,Staff\r\n"
	    "04/13/2018,,SHCW,JJ\r\n03/14/2018,JUNJ01,CON,JJ\r\n", 0, 2, 0, 0 },
	{ "sessions", "salon-cancellations", "Cancel Date,Code,Service,Staff,Booking Date,"
	    "Canceled By,Days\r\n"
	    "03/14/2018,CORS01,SHCW,KELLY,03/15/2018,BECKY,1\r\n"
	    "03/14/2018,NEW01,SHCW,KELLY,03/15/2018,BECKY,1\r\n"
	    "03/14/2018,NEW01,SHCW,KELLY,03/15/2018,BECKY,1\r\n", 2, 1, 1, 1 },
	{ "receipts", "salon-receipts", "Receipt,Date,Description,Client,Staff,Quantity,"
	    "Amount,GST,PST\r\n"
	    "10,03/15/2018,Women's hair cut,CORS01,JJ,1,82,4.1,6.56\r\n"
	    "10,03/15/2018,AG balm 30ml,WALK_IN,JJ,-1,-30.5,-1.525,-2.44\r\n"
	    "10,03/15/2018,,WALK_IN,JJ,1,0,0,0\r\n", 3, 0, 1, 0 },
};

static void
import_salon(struct practice *p, bool again)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(salon); i++) {
		struct import_options o = { .kind = salon[i].kind,
		    .preset = salon[i].preset };
		long n;

		importing_as(p, &o, salon[i].rows, strlen(salon[i].rows), NULL);
		n = imported.r.rows;
		if (again) {
			counted(n, 0, 0, n, 0);
			assert_int_equal(imported.r.first_entry, 0);
			continue;
		}
		counted(n, salon[i].added, salon[i].changed, 0, 0);
		assert_int_equal(imported.r.made_clients, salon[i].clients);
		assert_int_equal(imported.r.made_staff, salon[i].staff);
		assert_int_equal(imported.r.made_services, 0);
	}
}

static void
a_small_salon(void **state)
{
	struct practice *p = importing_new("salon.db");

	import_salon(p, false);
	is_text("SELECT group_concat(line, '; ') FROM (SELECT coalesce(c.family, '-') || ' ' || "
	    "v.code || ' ' || f.code || ' ' || date || ' ' || coalesce(start, '-') || ' ' || status "
	    "AS line FROM session s LEFT JOIN client c ON c.id = s.client "
	    "JOIN service v ON v.id = s.service JOIN staff f ON f.id = s.staff ORDER BY s.id)",
	    "JUNJ01 CON JJ 2018-03-14 950 no_show; CORS01 SHCW JJ 2018-03-15 850 done; "
	    "CORS01 SHCW BECKY 2018-03-15 540 cancelled; - SHCW JJ 2018-04-13 720 no_show; "
	    "?A01 CON JJ 2018-04-13 0 done; NEW01 SHCW KELLY 2018-03-15 - cancelled; "
	    "NEW01 SHCW KELLY 2018-03-15 - cancelled");
	is_text("SELECT cancelled_on || ' ' || notes FROM session WHERE id = 3",
	    "2018-03-14 Cancellation entered by BECKY");
	is_text("SELECT group_concat(coalesce(notes, '-')) FROM session WHERE status <> 'cancelled'",
	    "-,-,-,-");
	is_text("SELECT group_concat(number || ' ' || coalesce(service, '-') || ' ' || "
	    "coalesce(product, '-') || ' ' || amount || ' ' || tax || ' ' || tax2, '; ') "
	    "FROM receipt_line l JOIN receipt r ON r.id = l.receipt",
	    "10 2 - 820000 41000 65600; 10 - 1 -305000 -15250 -24400; 10 - - 0 0 0");
	import_salon(p, true);
	practice_close(p);
}

/* Every shipped preset reads as a mapping of some kind whose fields there are. */
static void
presets_are_mappings(void **state)
{
	static const char folder[] = "presets/";
	size_t i, seen = 0;

	for (i = 0; i < embed_count(); i++) {
		const char *text = embed_find(embed_name(i)), *at = strstr(text, "\n[");
		AUTO_FREE char *kind = NULL;
		const struct import_kind *k;
		struct mapping *m;
		struct err err;
		size_t f;

		if (strncmp(embed_name(i), folder, strlen(folder)) != 0)
			continue;
		seen++;
		assert_non_null(at);
		kind = xstrndup(at + 2, strcspn(at + 2, "]"));
		k = import_kind_find(kind);
		assert_non_null(k);
		m = mapping_read(text, embed_name(i), kind, &err);
		OK(m != NULL);
		for (f = 0; f < m->n_fields; f++) {
			bool known = record_field(k->type, m->fields[f].field) != NULL ||
			    (k->lines != NULL && record_field(k->lines,
			    m->fields[f].field) != NULL);
			size_t x;

			for (x = 0; x < k->n_extra; x++)
				known = known || strcmp(k->extra[x].name,
				    m->fields[f].field) == 0;
			if (!known)
				fail_msg("%s: %s have no field %s", embed_name(i), kind,
				    m->fields[f].field);
		}
		mapping_free(m);
	}
	assert_true(seen >= 10);
}

TEST_MAIN(
    cmocka_unit_test(a_small_salon),
    cmocka_unit_test(presets_are_mappings))
