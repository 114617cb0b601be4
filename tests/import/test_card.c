/*
 * Proves that allergies, medicines and conditions come in a row each, as health records have
 * them: onto the card of their client, once, what is over passed over, what is not understood
 * refused, and nothing cut or taken off a card. The clinic's day is 12 March 2026.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/clients.h"
#include "tests/support/importing.h"

static struct practice *
with_clients(const char *name)
{
	struct practice *p = importing_new(name);

	importing(p, "clients", "external_id,given,family,allergies\n"
	    "p-1,Ada,Byrne,\"Latex, penicillin\"\np-2,Eva,Lind,\n", NULL);
	counted(2, 2, 0, 0, 0);
	return p;
}

static void
a_row_each(void **state)
{
	static const char file[] =
	    "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n"
	    "1970-01-21,,p-1,e-1,91935009,Allergy to peanuts\n"
	    "1970-01-21,,p-1,e-1,417532002,PENICILLIN\n"
	    "1970-01-21,2026-03-11,p-1,e-1,232347008,Dander allergy\n"
	    "1991-10-11,2026-03-12,p-2,e-2,417532002,Allergy to fish\n";
	struct practice *p = with_clients("card.db");

	importing(p, "allergies", file, NULL);
	counted(4, 0, 2, 1, 0);
	assert_int_equal(imported.r.passed, 1);
	said("1 row is over by now");
	is_text("SELECT allergies FROM client WHERE external_id = 'p-1'",
	    "Latex, penicillin; Allergy to peanuts");
	is_text("SELECT allergies FROM client WHERE external_id = 'p-2'", "Allergy to fish");
	importing(p, "allergies", file, NULL);
	counted(4, 0, 0, 3, 0);
	practice_close(p);
}

static void
under_many_headers(void **state)
{
	static const struct { const char *kind, *text, *is; } ways[] = {
		{ "medicines", "client,medication,end date\nAda Byrne,Warfarin 5 mg,\n",
		  "Warfarin 5 mg" },
		{ "medicines", "Patient ID,Drug name\np-1,warfarin 5 MG\np-1,\"Insulin, long\"\n",
		  "Warfarin 5 mg; Insulin, long" },
		{ "medicines", "START,STOP,PATIENT,DESCRIPTION\n2020-01-02T03:04:05Z,"
		  "2021-01-02T03:04:05Z,p-1,Aspirin\n2020-01-02T03:04:05Z,,p-1,\"Insulin, long\"\n",
		  "Warfarin 5 mg; Insulin, long" },
	};
	struct practice *p = with_clients("headers.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		importing(p, ways[i].kind, ways[i].text, NULL);
		assert_true(imported.ok);
		assert_int_equal(imported.r.refused, 0);
		is_text("SELECT medicines FROM client WHERE external_id = 'p-1'", ways[i].is);
	}
	importing(p, "allergies", "patient,allergen,reaction\np-2,Nickel,rash\n", NULL);
	is_text("SELECT allergies FROM client WHERE external_id = 'p-2'", "Nickel (rash)");
	practice_close(p);
}

static void
what_is_refused(void **state)
{
	static const struct { const char *text, *why; } ways[] = {
		{ "client,description\np-9,Asthma\n", "p-9" },
		{ "client,description\n,Asthma\n", "Client is missing" },
		{ "client,description\np-2,\n", "Description is missing" },
		{ "client,description,ended\np-2,Asthma,some day\n", "some day" },
	};
	struct practice *p = with_clients("refused.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		importing(p, "conditions", ways[i].text, NULL);
		counted(1, 0, 0, 0, 1);
		said(ways[i].why);
	}
	assert_int_equal(number_of("SELECT count(*) FROM client WHERE conditions IS NOT NULL"), 0);
	importing(p, "conditions", "client,note\np-2,Asthma\n", NULL);
	assert_false(imported.ok);
	practice_close(p);
}

/* 200 letters an entry, in a list of 1,000. */
static void
a_full_card_refuses(void **state)
{
	struct practice *p = with_clients("full.db");
	AUTO_BUF struct buf file = BUF_INIT;
	AUTO_FREE char *before = NULL;
	int i;

	buf_adds(&file, "client,description\n");
	for (i = 0; i < 15; i++)
		buf_addf(&file, "p-2,%0200d\n", i);
	importing(p, "conditions", file.s, NULL);
	counted(15, 0, 14, 0, 1);
	said("Conditions");
	before = text_of("SELECT conditions FROM client WHERE external_id = 'p-2'");
	assert_int_equal(strlen(before), 14 * 200 + 13 * 2);
	importing(p, "conditions", "client,description\np-2,Asthma\n", NULL);
	counted(1, 0, 1, 0, 0);
	practice_close(p);
}

static void
somebody_who_died(void **state)
{
	struct practice *p = importing_new("died.db");

	importing(p, "clients", "Id,FIRST,LAST,DEATHDATE\na,Ada,Byrne,1984-08-04\nb,Eva,Lind,\n",
	    NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(coalesce(do_not_book, '-') || archived, '|') FROM client",
	    "Died on 4 Aug 1984.1|-0");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(a_row_each),
    cmocka_unit_test(under_many_headers),
    cmocka_unit_test(what_is_refused),
    cmocka_unit_test(a_full_card_refuses),
    cmocka_unit_test(somebody_who_died))
