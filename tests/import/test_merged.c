/*
 * Proves that what a file says of a client who was merged goes to the one who stayed: visits
 * by the other id and by the old name, and a card's row, which fills in what is blank there and
 * writes over nothing.
 */
#include "base/mem.h"
#include "practice/client_merge.h"
#include "tests/support/importing.h"

static void
rows_go_to_who_stayed(void **state)
{
	struct practice *p = importing_new("merged.db");
	struct client_merge m;
	struct err err;

	(void)state;
	importing(p, "clients", "external_id,given,family,city\nC1,Ada,Byrne,Graz\n"
	    "C2,Adah,Byrne,\n", NULL);
	counted(2, 2, 0, 0, 0);
	OK(client_merge_begin(p, 1, 2, &m, &err));
	OK(client_merge_do(&m, "2", &err));
	client_merge_end(&m);
	importing(p, "sessions", "external_id,client,date,start,status\n"
	    "S1,C2,2026-03-01,10:00,done\nS2,Adah Byrne,2026-03-02,10:00,done\n"
	    "S3,#2,2026-03-03,10:00,done\n", NULL);
	counted(3, 3, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM session WHERE client = 1"), 3);
	importing(p, "clients", "external_id,given,family,city,email\n"
	    "C2,Adah,Byrne,Wien,ada@example.org\n", NULL);
	counted(1, 0, 1, 0, 0);
	said("Byrne, Adah was merged into Byrne, Ada on 12 Mar 2026: only what is blank");
	is_text("SELECT external_id || given || city || email FROM client WHERE id = 1",
	    "C1AdaGrazada@example.org");
	is_text("SELECT external_id || given || coalesce(email, '') FROM client WHERE id = 2",
	    "C2Adah");
	/* a new row of that e-mail is alike to who stayed, and nobody else */
	importing(p, "subscribers", "email,state\nada@example.org,subscribed\n", NULL);
	assert_int_equal(number_of("SELECT client FROM subscriber"), 1);
	practice_close(p);
}

TEST_MAIN(cmocka_unit_test(rows_go_to_who_stayed))
