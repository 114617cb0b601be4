/*
 * Proves that newsletter addresses come in with the events of their consent: blank
 * is unknown, events are only added, and no file raises an address that has opted
 * out since, nor one that was erased. The clock stands at 2026-03-12 10:00.
 */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/path.h"
#include "practice/newsletter.h"
#include "practice/rights.h"
#include "tests/support/importing.h"

static bool
preset(struct practice *p, const char *name, const char *rows)
{
	struct import_options o = { .kind = "subscribers", .preset = name };

	return importing_as(p, &o, rows, strlen(rows), NULL);
}

static void
has_events(const char *email, const char *expected)
{
	AUTO_FREE char *sql = xasprintf("SELECT s.state || ':' || coalesce((SELECT "
	    "group_concat(line) FROM (SELECT ' ' || e.state || ' ' || datetime(e.at, "
	    "'unixepoch') || coalesce(' ' || reason, '') AS line FROM consent_event e "
	    "WHERE e.subscriber = s.id ORDER BY e.at, e.id)), '') FROM subscriber s "
	    "WHERE email = '%s' COLLATE NOCASE", email);

	is_text(sql, expected);
}

#define HEAD "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME"

static const char subscribed[] = HEAD ",TAGS\n"
    "Ann@example.org,Ann,Lee,2,2020-01-01 10:00:00,1.2.3.4,2020-01-02 11:30:15,vip\n"
    "bo@example.org,Bo,Poe,2,,,2020-01-02 11:30:15,\n"
    "cy@example.org,,,2,2021-05-06 07:08:09,,,\n"
    "di@example.org,,,2,2021-05-06 07:08:09,,2021-05-06 07:08:09,\n";
static const char unsubscribed[] = HEAD ",UNSUB_TIME,UNSUB_REASON,TAGS\n"
    "ANN@EXAMPLE.ORG,Ann,Lee,2,2020-01-01 10:00:00,,2020-01-02 11:30:15,"
    "2021-02-03 04:05:06,\"NORMAL, no longer\",\n"
    "ed@example.org,,,2,,,,,,\n";
static const char cleaned[] = HEAD ",CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\n"
    "bo@example.org,,,2,,,,2022-01-01 00:00:00,May\n";

static void
knows_mailchimp(void **state)
{
	struct practice *p = importing_new("mailchimp.db");
	int64_t entries;
	int i;

	clinic_client(p, "family", "Lee", "email", "ann@example.org", NULL);
	preset(p, "mailchimp-subscribed", subscribed);
	counted(4, 4, 0, 0, 0);
	has_events("ann@example.org", "subscribed: pending 2020-01-01 10:00:00, "
	    "subscribed 2020-01-02 11:30:15");
	has_events("bo@example.org", "subscribed: subscribed 2020-01-02 11:30:15");
	has_events("cy@example.org", "subscribed: subscribed 2021-05-06 07:08:09");
	has_events("di@example.org", "subscribed: subscribed 2021-05-06 07:08:09");
	is_text("SELECT given || family || tags || client FROM subscriber WHERE id = 1",
	    "AnnLeevip1");
	is_text("SELECT group_concat(DISTINCT source) FROM consent_event", "import");
	preset(p, "mailchimp-unsubscribed", unsubscribed);
	counted(2, 1, 1, 0, 0);
	has_events("ann@example.org", "unsubscribed: pending 2020-01-01 10:00:00, subscribed "
	    "2020-01-02 11:30:15, unsubscribed 2021-02-03 04:05:06 NORMAL, no longer");
	/* an opt-out without a date is of now */
	has_events("ed@example.org", "unsubscribed: unsubscribed 2026-03-12 10:00:00");
	preset(p, "mailchimp-cleaned", cleaned);
	counted(1, 0, 1, 0, 0);
	has_events("bo@example.org", "cleaned: subscribed 2020-01-02 11:30:15, "
	    "cleaned 2022-01-01 00:00:00");
	/* all three again: nothing, nobody is raised */
	entries = number_of("SELECT count(*) FROM journal");
	for (i = 0; i < 2; i++) {
		preset(p, "mailchimp-subscribed", subscribed);
		counted(4, 0, 0, 4, 0);
		preset(p, "mailchimp-unsubscribed", unsubscribed);
		counted(2, 0, 0, 2, 0);
		preset(p, "mailchimp-cleaned", cleaned);
		counted(1, 0, 0, 1, 0);
	}
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	practice_close(p);
}

static void
raises_only_with_news(void **state)
{
	struct practice *p = importing_new("raise.db");

	importing(p, "subscribers", "email,state,unsubscribed_at\n"
	    "a@example.org,unsubscribed,2021-01-01 00:00:00\n", NULL);
	counted(1, 1, 0, 0, 0);
	/* without a date, or with an older one: what it said before */
	importing(p, "subscribers", "email,state,given\na@example.org,subscribed,Ann\n", NULL);
	counted(1, 0, 1, 0, 0);
	said("noted 2 The address is unsubscribed here and stays so.");
	has_events("a@example.org", "unsubscribed: unsubscribed 2021-01-01 00:00:00");
	importing(p, "subscribers", "email,confirmed_at\na@example.org,2020-06-01 00:00:00\n",
	    NULL);
	counted(1, 0, 1, 0, 0);
	has_events("a@example.org", "unsubscribed: subscribed 2020-06-01 00:00:00, "
	    "unsubscribed 2021-01-01 00:00:00");
	/* the same moment does not outweigh an opt-out */
	importing(p, "subscribers", "email,confirmed_at\na@example.org,2021-01-01 00:00:00\n",
	    NULL);
	has_events("a@example.org", "unsubscribed: subscribed 2020-06-01 00:00:00, "
	    "unsubscribed 2021-01-01 00:00:00");
	/* a newer one does */
	importing(p, "subscribers", "email,confirmed_at\na@example.org,2022-06-01 00:00:00\n",
	    NULL);
	counted(1, 0, 1, 0, 0);
	has_events("a@example.org", "subscribed: subscribed 2020-06-01 00:00:00, "
	    "unsubscribed 2021-01-01 00:00:00, subscribed 2022-06-01 00:00:00");
	practice_close(p);
}

/* Square and Fresha say a state and no date; blank says nothing. */
static void
blank_is_unknown(void **state)
{
	struct practice *p = importing_new("square.db");

	importing(p, "subscribers", "First Name,Email Address,Email Subscription Status\n"
	    "A,a@example.org,Subscribed\nB,b@example.org,Unsubscribed\n"
	    "C,c@example.org,Unknown\nD,d@example.org,\nE,,Subscribed\nF,f@,Subscribed\n", NULL);
	counted(6, 4, 0, 0, 2);
	has_events("a@example.org", "subscribed: subscribed 2026-03-12 10:00:00");
	has_events("b@example.org", "unsubscribed: unsubscribed 2026-03-12 10:00:00");
	has_events("c@example.org", "unknown:");
	has_events("d@example.org", "unknown:");
	said("refused 6:2 E-mail is missing");
	importing(p, "subscribers", "Email,Accepts Marketing\nc@example.org,Yes\n"
	    "A@example.org,No\nd@example.org,\n", NULL);
	has_events("c@example.org", "subscribed: subscribed 2026-03-12 10:00:00");
	has_events("a@example.org", "unsubscribed: subscribed 2026-03-12 10:00:00, "
	    "unsubscribed 2026-03-12 10:00:00");
	has_events("d@example.org", "unknown:");
	practice_close(p);
}

/* Double opt-in: given, not confirmed; what lies ahead is of now. */
static void
pending_waits(void **state)
{
	struct practice *p = importing_new("pending.db");

	importing(p, "subscribers", "email,opt_in_at,confirmed_at,source\n"
	    "a@example.org,2020-01-01,,paper\nb@example.org,2030-01-01,,\n"
	    "c@example.org,2020-01-01,,smoke\n", NULL);
	counted(3, 2, 0, 0, 1);
	has_events("a@example.org", "pending: pending 2020-01-01 00:00:00");
	has_events("b@example.org", "pending: pending 2026-03-12 10:00:00");
	is_text("SELECT source FROM consent_event WHERE id = 1", "paper");
	said("refused 4:4 Source must be one of");
	assert_int_equal(number_of("SELECT count(*) FROM subscriber"), 2);
	practice_close(p);
}

/* --- an address that was erased ------------------------------------------------------------ */

/* Has a file of the practice these bytes? */
static bool
is_anywhere(const char *bytes)
{
	const char *begin = path_name(importing_path());
	AUTO_FREE char *folder = path_folder(importing_path());
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool found = false;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		AUTO_FREE char *path = xasprintf("%s/%s", folder, entry->d_name), *all = NULL;
		struct stat st;
		size_t n;

		if (strncmp(entry->d_name, begin, strlen(begin)) != 0 || stat(path, &st) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		all = test_read(path, &n);
		found = found || memmem(all, n, bytes, strlen(bytes)) != NULL;
	}
	if (dir != NULL)
		closedir(dir);
	return found;
}

static bool
subscribe(struct practice *p, const char *email, const char *state, struct err *e)
{
	const struct subscriber_change c = { .email = email, .state = state, .wording = "w1" };

	return subscriber_set(p, &c, NULL, e);
}

static void
an_erased_opt_out_is_recognised(void **state)
{
	static const char again[] = "email,state\nZQADDRESS@example.ORG,subscribed\n"
	    "other@example.org,subscribed\nzqaddress@example.org.uk,subscribed\n";
	struct practice *p = importing_new("erased.db");
	int64_t client = clinic_client(p, "family", "Lee", "email", "Zqaddress@example.org", NULL);
	AUTO_BUF struct buf later = BUF_INIT;
	struct err err;

	OK(subscribers_set(p, &client, 1, "subscribed", "w1", &err));
	OK(rights_erase(p, client, client, "asked for", &later, &err));
	assert_false(is_anywhere("qaddress@"));
	importing(p, "subscribers", again, NULL);
	counted(3, 2, 0, 0, 1);
	said("wanted no newsletter when its person was erased");
	assert_false(is_anywhere("ZQADDRESS"));
	assert_false(is_anywhere("qaddress@example.org\""));
	/* at the desk its owner is asked; then it is an address as others */
	assert_false(subscribe(p, "zqaddress@example.org", "subscribed", &err));
	assert_non_null(strstr(err.text, "so that its owner answers"));
	OK(subscribe(p, "zqaddress@example.org", "pending", &err));
	OK(subscribe(p, "zqaddress@example.org", "subscribed", &err));
	importing(p, "subscribers", again, NULL);
	counted(3, 0, 1, 2, 0);	/* its letters */
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(an_erased_opt_out_is_recognised),
    cmocka_unit_test(knows_mailchimp),
    cmocka_unit_test(raises_only_with_news),
    cmocka_unit_test(blank_is_unknown),
    cmocka_unit_test(pending_waits))
