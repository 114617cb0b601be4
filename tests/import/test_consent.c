/*
 * Proves that consent is never guessed: the words of the known senders, the stricter
 * of several columns, and a file whose consent is not understood is refused as a
 * whole, before anything is written. The clock stands at 2026-03-12 10:00.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

static void
states_are(struct practice *p, const char *rows, const char *expected)
{
	AUTO_FREE char *got = NULL;
	int64_t last = number_of("SELECT coalesce(max(id), 0) FROM subscriber");
	AUTO_FREE char *sql = xasprintf("SELECT group_concat(state, ' ') FROM subscriber "
	    "WHERE id > %lld", (long long)last);

	if (!importing(p, "subscribers", rows, NULL))
		fail_msg("%s%s", rows, imported.e.text);
	got = text_of(sql);
	if (imported.r.refused > 0 || strcmp(got, expected) != 0)
		fail_msg("%s is \"%s\", not \"%s\"; %s", rows, got, expected,
		    imported.said.s);
}

static void
senders_are_known(void **state)
{
	struct practice *p = importing_new("senders.db");

	/* Shopify, Klaviyo, Square, Fresha, Beehiiv and MailerLite, Brevo, HubSpot */
	states_are(p, "Email,Accepts Email Marketing\nsh1@x.org,yes\nsh2@x.org,no\nsh3@x.org,\n",
	    "subscribed unsubscribed unknown");
	states_are(p, "Email,Email Marketing Consent,Email Marketing Consent Timestamp,SMS "
	    "Marketing Consent\nk1@x.org,SUBSCRIBED,2024-01-01,UNSUBSCRIBED\n"
	    "k2@x.org,UNSUBSCRIBED,,SUBSCRIBED\nk3@x.org,NEVER_SUBSCRIBED,,\n",
	    "subscribed unsubscribed unknown");
	states_are(p, "Email Address,Email Subscription Status\nsq1@x.org,Subscribed\n"
	    "sq2@x.org,Unsubscribed\nsq3@x.org,Unknown\n",
	    "subscribed unsubscribed unknown");
	states_are(p, "Email,Accepts Marketing,Accepts SMS\nf1@x.org,Yes,No\nf2@x.org,No,Yes\n",
	    "subscribed unsubscribed");
	states_are(p, "email,status\nb1@x.org,active\nb2@x.org,unsubscribed\nb3@x.org,bounced\n"
	    "b4@x.org,junk\nb5@x.org,unconfirmed\nb6@x.org,pending\nb7@x.org,\n",
	    "subscribed unsubscribed cleaned unsubscribed pending pending unknown");
	states_are(p, "EMAIL,OPT_IN,Blocklisted\nv1@x.org,1,0\nv2@x.org,1,1\nv3@x.org,0,0\n",
	    "subscribed unsubscribed unsubscribed");
	states_are(p, "Email,Email permission status\nc1@x.org,Express\nc2@x.org,Implied\n"
	    "c3@x.org,Unsubscribed\nc4@x.org,Pending confirmation\n",
	    "subscribed unknown unsubscribed pending");
	states_are(p, "Email,Unsubscribed from all email\nh1@x.org,true\nh2@x.org,false\n",
	    "unsubscribed unknown");
	states_are(p, "Email,Opted In\no1@x.org,yes\no2@x.org,No\no3@x.org,on\no4@x.org,off\n",
	    "subscribed unsubscribed subscribed unsubscribed");
	states_are(p, "Email,Newsletter\nn1@x.org,opt-in\nn2@x.org,opted out\nn3@x.org,granted\n"
	    "n4@x.org,denied\nn5@x.org,double opt-in\n",
	    "subscribed unsubscribed subscribed unsubscribed subscribed");
	practice_close(p);
}

static void
the_stricter_counts(void **state)
{
	struct practice *p = importing_new("stricter.db");

	states_are(p, "Email,Status,Opt-in,Opt-out\n"
	    "1@x.org,active,yes,no\n2@x.org,active,yes,yes\n3@x.org,active,no,no\n"
	    "4@x.org,unsubscribed,yes,no\n5@x.org,,yes,\n6@x.org,,,\n7@x.org,,,yes\n"
	    "8@x.org,bounced,yes,no\n9@x.org,bounced,no,no\n10@x.org,pending,yes,no\n"
	    "11@x.org,never subscribed,yes,no\n",
	    "subscribed unsubscribed unsubscribed unsubscribed subscribed unknown "
	    "unsubscribed cleaned unsubscribed pending unknown");
	/* whatever their order, and of one name */
	states_are(p, "Opt-out,Opt-in,Email,Status\nyes,yes,21@x.org,active\n",
	    "unsubscribed");
	states_are(p, "Email,Consent,Consent\n31@x.org,yes,no\n32@x.org,no,yes\n"
	    "33@x.org,yes,yes\n", "unsubscribed unsubscribed subscribed");
	said("noted 0 Columns 2 and 3 are both called \"Consent\"");
	/* of a status and dates too */
	states_are(p, "Email,Status,Subscribed at\n41@x.org,unsubscribed,2024-01-01\n"
	    "42@x.org,active,2024-01-01\n43@x.org,unconfirmed,2024-01-01\n"
	    "44@x.org,never subscribed,2024-01-01\n",
	    "unsubscribed subscribed pending unknown");
	states_are(p, "Email,Status,Unsubscribed at,Confirmed at\n"
	    "45@x.org,unsubscribed,2023-01-01,2024-01-01\n", "unsubscribed");
	practice_close(p);
}

/* The whole file is refused, and says `part`. */
static void
refused(struct practice *p, const char *rows, const char *ini, const char *part)
{
	int64_t entries = number_of("SELECT count(*) FROM journal");

	if (importing(p, "subscribers", rows, ini))
		fail_msg("it went in: %s", rows);
	if (strstr(imported.e.text, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", imported.e.text, part);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	assert_int_equal(imported.r.rows, 0);
}

static void
what_is_not_understood_is_refused(void **state)
{
	struct practice *p = importing_new("refused.db");

	/* words that are not known under a header that is */
	refused(p, "Email,Status\na@x.org,active\nb@x.org,perhaps\nc@x.org,maybe\n"
	    "d@x.org,perhaps\n", NULL,
	    "The column \"Status\" shows who may have the newsletter, and chairside "
	    "does not understand it: it holds \"perhaps\" (line 3), \"maybe\" (line "
	    "4).");
	/* a header that looks like it */
	refused(p, "Email,CASL permission level\na@x.org,2\n", NULL,
	    "The column \"CASL permission level\" shows");
	refused(p, "Email,Subscription preference\na@x.org,weekly\n", NULL, "\"weekly\" (line 2)");
	/* words that cannot mean anything else */
	refused(p, "Email,List\na@x.org,Unsubscribed\n", NULL, "The column \"List\" shows");
	/* also beside a column that is understood, and in a dry run */
	refused(p, "Email,Status,GDPR\na@x.org,active,level 2\n", NULL, "The column \"GDPR\"");
	/* and where a mapping names it without saying what its words mean */
	refused(p, "Email,Wish\na@x.org,ja\n", "[subscribers]\nemail = Email\nstate = Wish\n",
	    "\"ja\" (line 2)");
	importing(p, "subscribers", "Email,Wish,GDPR\na@x.org,ja,x\nb@x.org,nein,\n",
	    "[subscribers]\nemail = Email\nstate = Wish\n\n"
	    "[subscribers.values.state]\nja = subscribed\nnein = unsubscribed\n");
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(state, ' ') FROM subscriber", "subscribed unsubscribed");
	/* what is not consent to mail is no reason */
	importing(p, "subscribers", "Email,SMS opt in,Opt-in source,Opt-in IP,Marketing "
	    "Address,State\nc@x.org,maybe,web,1.2.3.4,1 Elm St,NY\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT state FROM subscriber WHERE email = 'c@x.org'", "unknown");
	practice_close(p);
}

static void
tags_lose_their_quotes(void **state)
{
	struct practice *p = importing_new("tags.db");

	importing(p, "subscribers", "Email,Tags\na@x.org,\"\"\"VIP\"\",\"\"Blog\"\"\"\n"
	    "b@x.org,\"one, \"\"two\"\"\"\n", NULL);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(tags, ';') FROM subscriber", "VIP, Blog;one, \"two\"");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(senders_are_known),
    cmocka_unit_test(the_stricter_counts),
    cmocka_unit_test(what_is_not_understood_is_refused),
    cmocka_unit_test(tags_lose_their_quotes))
