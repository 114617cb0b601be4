/*
 * monthly.c - the monthly report: figures and tables, declared.
 *
 * The month is in clinic time. Each figure is one entry, with the rows behind it as a
 * condition (rows.c); monthly_compute.c computes. A figure that it does not set is
 * counted from its rows.
 */
#include "report/monthly.h"

#define SESSIONS "Sessions"
#define CLIENTS "Clients"
#define SERIES "Series"
#define BACK "Due back and waiting"
#define SALES "Sales"
#define SCREENING "Screening"
#define LOOKS "Second looks"
#define CHARTS "Charts"
#define AFTER "After the treatment"
#define REVIEWS "Reviews"
#define NEWSLETTER "Newsletter"

#define RETENTION(days) \
	{ "retention_" days "_percent", "Back within " days " days", CLIENTS, REPORT_PERCENT, \
	  "Clients seen in the month with another visit within " days " days of their last one " \
	  "in it, of all clients seen; incomplete until " days " days have passed since the month.", \
	  .sheet = "Clients", .rows = "client", \
	  .formula = "IF($TODAY<=$LAST+" days ",\"incomplete\",IF(<clients_seen>=0,\"—\"," \
	  "100*(#[days_to_next<=" days "])/<clients_seen>))" }
#define OVERDUE(name, label, days, ...) \
	{ name, label, BACK, REPORT_COUNT, \
	  "Clients, by service, who were due back " days "before the month's end, or today, and " \
	  "have by now neither come nor booked.", \
	  .sheet = "Due", __VA_ARGS__ }
#define MET "(<sessions_done>+<sessions_no_show>+<sessions_late_cancelled>)"

/* Conditions that several figures have. */
#define LATE "status=cancelled late=TRUE"
#define BEGAN "onset>=$FIRST"
#define ASKED "asked_on>=$FIRST asked_on<$NEXT"
#define RECEIVED "received>=$FIRST received<$NEXT"

static const struct report_figure figures[] = {
	{ "sessions_total", "Sessions in the book", SESSIONS, REPORT_COUNT,
	  "Sessions dated in the month, whatever became of them: booked + done + cancelled + "
	  "no-show + not treated.",
	  .sheet = "Sessions", .rows = "session" },
	{ "sessions_booked", "Booked", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that are booked, confirmed, here or in treatment.",
	  .sheet = "Sessions",
	  .rows = "status=booked; status=confirmed; status=here; status=in_treatment" },
	{ "sessions_done", "Done", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that were carried out.", .sheet = "Sessions", .rows = "status=done" },
	{ "sessions_stopped", "Stopped part-way", SESSIONS, REPORT_COUNT,
	  "Sessions done of the month whose treatment ended part-way.",
	  .sheet = "Sessions", .rows = "status=done stopped=TRUE" },
	{ "sessions_cancelled", "Cancelled", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that were cancelled, by client or clinic, early or late.",
	  .sheet = "Sessions", .rows = "status=cancelled" },
	{ "sessions_no_show", "No-show", SESSIONS, REPORT_COUNT,
	  "Sessions of the month to which the client did not come.",
	  .sheet = "Sessions", .rows = "status=no_show" },
	{ "sessions_not_treated", "Came, not treated", SESSIONS, REPORT_COUNT,
	  "Sessions of the month to which the client came and was not treated.",
	  .sheet = "Sessions", .rows = "status=not_treated" },
	{ "sessions_late_cancelled", "Cancelled late", SESSIONS, REPORT_COUNT,
	  "Cancelled sessions of the month that the client cancelled inside the notice period.",
	  .sheet = "Sessions", .rows = LATE },
	{ "sessions_no_outcome", "Without an outcome", SESSIONS, REPORT_COUNT,
	  "Sessions of the month still booked after their end, or still here or in treatment after "
	  "their day.",
	  .sheet = "Sessions", .rows = "no_outcome=TRUE" },
	{ "no_show_percent", "No-show rate", SESSIONS, REPORT_PERCENT,
	  "No-shows, of sessions done + no-shows + late cancellations.",
	  .sheet = "Sessions", .rows = "status=no_show",
	  .formula = "IF(" MET "=0,\"—\",100*<sessions_no_show>/" MET ")" },
	{ "late_cancel_percent", "Late-cancellation rate", SESSIONS, REPORT_PERCENT,
	  "Late cancellations, of sessions done + no-shows + late cancellations.",
	  .sheet = "Sessions", .rows = LATE,
	  .formula = "IF(" MET "=0,\"—\",100*<sessions_late_cancelled>/" MET ")" },
	{ "late_fees", "Late fees", SESSIONS, REPORT_MONEY,
	  "Fees noted on sessions of the month that were cancelled late or missed; noting one takes "
	  "no payment.",
	  .sheet = "Sessions", .rows = "late_fee", .sum = "late_fee" },
	{ "hours_done", "Hours done", SESSIONS, REPORT_HOURS,
	  "Lengths of the sessions done, added up.",
	  .sheet = "Sessions", .rows = "status=done", .sum = "minutes" },
	{ "hours_assumed", "with assumed length", SESSIONS, REPORT_HOURS,
	  "Hours done whose length was not given and is the service's or the practice's usual.",
	  .sheet = "Sessions", .rows = "status=done minutes_assumed=TRUE", .sum = "minutes" },
	{ "hours_open", "Hours open", SESSIONS, REPORT_HOURS,
	  "Working hours, up to today, of all who treat clients or did so in the month, less time "
	  "off and closed days; blank until working hours have been entered.",
	  .sheet = "Hours", .rows = "minutes",
	  .formula = "IF(#=0,\"—\",(#[+minutes])/60)" },
	{ "utilisation_percent", "Utilisation", SESSIONS, REPORT_PERCENT,
	  "Hours done, of hours open.",
	  .sheet = "Hours", .rows = "minutes",
	  .formula = "IF(#=0,\"—\",100*<hours_done>/<hours_open>)" },

	{ "visits", "Visits", CLIENTS, REPORT_COUNT,
	  "Distinct pairs of client and day with a session done or a line of a closed receipt, a "
	  "line of 0.00 and a refund too; where no client is named there is no visit.",
	  .sheet = "Clients", .rows = "client", .sum = "visits" },
	{ "clients_seen", "Clients seen", CLIENTS, REPORT_COUNT,
	  "Distinct clients with a visit in the month.", .sheet = "Clients", .rows = "client" },
	{ "clients_new", "New clients", CLIENTS, REPORT_COUNT,
	  "Clients seen whose first visit ever lies in the month.",
	  .sheet = "Clients", .rows = "is_new=TRUE" },
	{ "clients_returning", "Returning clients", CLIENTS, REPORT_COUNT,
	  "Clients seen whose first visit ever lies before the month.",
	  .sheet = "Clients", .rows = "is_new=FALSE" },
	{ "rebooked_percent", "Rebooked", CLIENTS, REPORT_PERCENT,
	  "Clients seen with a session after their last visit of the month, booked on or before the "
	  "month's end and not cancelled by then, of all clients seen; blank where a later session "
	  "does not say when it was booked.",
	  .sheet = "Clients", .rows = "client",
	  .formula = "IF(OR(<clients_seen>=0,#[rebooked=unknown]>0),\"—\","
	  "100*(#[rebooked=yes])/<clients_seen>)" },
	RETENTION("30"), RETENTION("60"), RETENTION("90"), RETENTION("180"),

	{ "series_started", "Started", SERIES, REPORT_COUNT,
	  "Sessions done that began a series: the client's first of a service that has one, or the "
	  "first after a whole series.",
	  .sheet = "Sessions", .rows = "series_visit=1" },
	{ "series_completed", "Completed", SERIES, REPORT_COUNT,
	  "Sessions done that were the last of their series.",
	  .sheet = "Sessions", .rows = "series_left=0" },
	{ "series_on_interval_percent", "On interval", SERIES, REPORT_PERCENT,
	  "Sessions done at most 3 days beside the service's interval after the one before, of all "
	  "of a series but its first.",
	  .sheet = "Sessions", .rows = "series_off<=3",
	  .formula = "IF({COUNT(Sessions[series_off])}=0,\"—\","
	  "100*(#)/({COUNT(Sessions[series_off])}))" },
	{ "series_lapsed", "Lapsed", SERIES, REPORT_COUNT,
	  "Series whose next session was due 30 days before a day of the month, up to today, and is "
	  "by now neither done nor booked.",
	  .sheet = "Due", .rows = "lapsed_on>=$FIRST" },

	{ "due_back", "Due back", BACK, REPORT_COUNT,
	  "Clients, by service, who were due back in the month, up to today, by a series or by the "
	  "service's months, and have by now neither come nor booked.",
	  .sheet = "Due", .rows = "due>=$FIRST" },
	{ "due_contacted", "Called or written to", BACK, REPORT_COUNT,
	  "Clients, by service, whom somebody tried to reach in the month because they were due back.",
	  .sheet = "Contacted", .rows = "client" },
	{ "due_booked", "Booked after that", BACK, REPORT_COUNT,
	  "Those who have by now, on that day or later, booked a visit of that service that is not "
	  "cancelled.",
	  .sheet = "Contacted", .rows = "booked_on" },
	OVERDUE("overdue", "Overdue", "", .rows = "late>=1",
	    .formula = "<overdue_30>+<overdue_60>+<overdue_90>+<overdue_over_90>"),
	OVERDUE("overdue_30", "Overdue 1-30 days", "1 to 30 days ",
	    .rows = "late>=1 late<=30"),
	OVERDUE("overdue_60", "Overdue 31-60 days", "31 to 60 days ",
	    .rows = "late>=31 late<=60"),
	OVERDUE("overdue_90", "Overdue 61-90 days", "61 to 90 days ",
	    .rows = "late>=61 late<=90"),
	OVERDUE("overdue_over_90", "Overdue over 90 days", "more than 90 days ",
	    .rows = "late>90"),
	{ "waiting", "Waiting", BACK, REPORT_COUNT,
	  "Wishes on the waiting list at the month's end, or today, without those past their last day "
	  "and of clients who are archived or not to be booked.",
	  .sheet = "Waiting", .rows = "waits=TRUE" },
	{ "waiting_booked", "Got a time", BACK, REPORT_COUNT,
	  "Wishes that ended in the month because the client booked a time that fits.",
	  .sheet = "Waiting", .rows = "ended_for=booked ended_on>=$FIRST ended_on<=$LAST" },

	{ "sales_net", "Net sales", SALES, REPORT_MONEY,
	  "Lines of closed receipts dated in the month, net of discount, without tax and tips, "
	  "refunds taken off; an imported receipt is closed.",
	  .sheet = "Sales", .rows = "amount", .sum = "amount" },
	{ "sales_tax", "Taxes", SALES, REPORT_MONEY,
	  "Both taxes on those lines.", .sheet = "Sales", .rows = "amount", .sum = "tax tax2" },
	{ "sales_lines", "Lines sold", SALES, REPORT_COUNT,
	  "Lines of closed receipts dated in the month, those of 0.00 and refunds counted.",
	  .sheet = "Sales", .rows = "amount" },
	{ "average_ticket", "Average ticket", SALES, REPORT_MONEY,
	  "Net sales divided by visits.",
	  .sheet = "Sales", .rows = "amount", .formula = "IF(<visits>=0,\"—\",<sales_net>/<visits>)" },
	{ "retail_share_percent", "Retail share", SALES, REPORT_PERCENT,
	  "Net sales of products, of net sales.",
	  .sheet = "Sales", .rows = "kind=product",
	  .formula = "IF(<sales_net>=0,\"—\",100*(#[+amount])/<sales_net>)" },
	{ "collected", "Collected", SALES, REPORT_MONEY,
	  "Payments dated in the month less money given back; blank where imported receipts of the "
	  "month came without their payments.",
	  .sheet = "Payments", .rows = "amount",
	  .formula = "IF({COUNTIF(Sales[unpaid],TRUE)}>0,\"—\",#[+amount])" },

	{ "screenings_done", "Screenings", SCREENING, REPORT_COUNT,
	  "Screenings dated in the month.", .sheet = "Screening", .rows = "screening" },
	{ "screenings_blocked", "Verdict BLOCK", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict is BLOCK.",
	  .sheet = "Screening", .rows = "verdict=block" },
	{ "screenings_overridden", "Overridden", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict somebody overrode, with a reason.",
	  .sheet = "Screening", .rows = "overridden=TRUE" },
	{ "rules_overridden", "Rules overridden", SCREENING, REPORT_COUNT,
	  "Rules of the month's screenings that somebody overrode, each with its reason; an override "
	  "of a whole screening, as there were before, counts once.",
	  .sheet = "Overrides", .rows = "screening" },
	{ "screenings_deferred", "Verdict DEFER", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict is DEFER.",
	  .sheet = "Screening", .rows = "verdict=defer" },
	{ "deferred_came_back", "Deferred, came back", SCREENING, REPORT_COUNT,
	  "Screenings of the month with the verdict DEFER whose client was treated since, on the first "
	  "day allowed or later, in a service with that checklist.",
	  .sheet = "Screening", .rows = "came_back=TRUE" },
	{ "screenings_referred", "Verdict REFER", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict is REFER.",
	  .sheet = "Screening", .rows = "verdict=refer" },
	{ "referred_cleared", "Referred, cleared", SCREENING, REPORT_COUNT,
	  "Screenings of the month with the verdict REFER for which a clearance of the item that "
	  "decided is on file, not ended before that day.",
	  .sheet = "Screening", .rows = "cleared=TRUE" },
	{ "treated_without_screening", "Treated unscreened", SCREENING, REPORT_COUNT,
	  "Sessions done of a service that asks for a screening, without a newest screening that "
	  "holds on the day and lets the client be treated; must be 0; imported sessions are left out.",
	  .sheet = "Sessions", .rows = "unscreened=TRUE" },

	{ "charts_expected", "To be charted", CHARTS, REPORT_COUNT,
	  "Sessions done of a service that is written down in a chart; imported ones are left out.",
	  .sheet = "Charts", .rows = "session" },
	{ "charts_complete_percent", "Charts complete", CHARTS, REPORT_PERCENT,
	  "Sessions to be charted whose chart has every tick; a reason why not is no tick.",
	  .sheet = "Charts", .rows = "complete=TRUE",
	  .formula = "IF(<charts_expected>=0,\"—\",100*(#)/<charts_expected>)" },
	{ "charts_unsigned", "Not signed", CHARTS, REPORT_COUNT,
	  "Sessions to be charted without a signature that stands.",
	  .sheet = "Charts", .rows = "signed=FALSE" },
	{ "charts_off_label", "Off-label", CHARTS, REPORT_COUNT,
	  "Sessions charted in which something was outside what the device is cleared for.",
	  .sheet = "Charts", .rows = "is_off_label=TRUE" },

	{ "second_looks", "Second looks", LOOKS, REPORT_COUNT,
	  "Charts signed in the month that were drawn for a second look, and overrides of "
	  "screenings of the month by somebody with a supervisor.",
	  .sheet = "Looks", .rows = "look" },
	{ "second_looks_done", "Looked at", LOOKS, REPORT_COUNT,
	  "Those of them that the supervisor has looked at by now.",
	  .sheet = "Looks", .rows = "outcome=agreed; outcome=disagreed" },
	{ "second_looks_agreed", "Agreed", LOOKS, REPORT_COUNT,
	  "Those of them with which the supervisor agreed.",
	  .sheet = "Looks", .rows = "outcome=agreed" },
	{ "second_looks_open", "Open", LOOKS, REPORT_COUNT,
	  "Those of them that still wait for the supervisor.",
	  .sheet = "Looks", .rows = "outcome=open" },
	{ "second_looks_agreed_percent", "Agreement", LOOKS, REPORT_PERCENT,
	  "Agreed, of those that were looked at.",
	  .sheet = "Looks", .rows = "outcome=agreed",
	  .formula = "IF(<second_looks_done>=0,\"—\",100*(#)/<second_looks_done>)" },

	{ "adverse_events", "Adverse events", AFTER, REPORT_COUNT,
	  "Adverse events that began in the month.",
	  .sheet = "Events", .rows = BEGAN },
	{ "adverse_events_serious", "of these serious", AFTER, REPORT_COUNT,
	  "Adverse events that began in the month and were life-threatening, lasting, or needed an "
	  "intervention that prevented that (21 CFR 803.3).",
	  .sheet = "Events", .rows = BEGAN " serious=TRUE" },
	{ "adverse_events_percent", "Adverse events of sessions", AFTER, REPORT_PERCENT,
	  "Adverse events that began in the month, per 100 sessions done in it.",
	  .sheet = "Events", .rows = BEGAN,
	  .formula = "IF(<sessions_done>=0,\"—\",100*<adverse_events>/<sessions_done>)" },
	{ "adverse_events_open_long", "Open over 7 days", AFTER, REPORT_COUNT,
	  "Adverse events that were open at the month's end, or today, and had been for more than 7 "
	  "days.",
	  .sheet = "Events", .rows = "open=TRUE open_days>7" },
	{ "follow_ups_due", "Follow-ups due", AFTER, REPORT_COUNT,
	  "Follow-ups whose day was in the month, up to today.",
	  .sheet = "Followups", .rows = "due" },
	{ "follow_ups_done_percent", "Follow-ups answered", AFTER, REPORT_PERCENT,
	  "Follow-ups due in the month that were answered by now, of all that were due in it; those "
	  "that were given up are not answered.",
	  .sheet = "Followups", .rows = "answered=TRUE",
	  .formula = "IF(<follow_ups_due>=0,\"—\",100*(#)/<follow_ups_due>)" },

	{ "reviews_asked", "Asked for", REVIEWS, REPORT_COUNT,
	  "Reviews that clients were asked for in the month.", .sheet = "Reviews", .rows = ASKED },
	{ "reviews_conversion_percent", "Asked and received", REVIEWS, REPORT_PERCENT,
	  "Requests of the month that a review has followed by now, of all requests of the month.",
	  .sheet = "Reviews", .rows = ASKED,
	  .formula = "IF(<reviews_asked>=0,\"—\",100*(#[received>0])/<reviews_asked>)" },
	{ "reviews_received", "Received", REVIEWS, REPORT_COUNT,
	  "Reviews written in the month, asked for or not.", .sheet = "Reviews", .rows = RECEIVED },
	{ "reviews_rated", "with stars", REVIEWS, REPORT_COUNT,
	  "Reviews received that give stars.",
	  .sheet = "Reviews", .rows = RECEIVED " stars>0" },
	{ "reviews_mean_stars", "Mean stars", REVIEWS, REPORT_STARS,
	  "Mean of the stars of the reviews received that give stars.",
	  .sheet = "Reviews", .rows = RECEIVED " stars>0",
	  .formula = "IF(<reviews_rated>=0,\"—\",(#[reviews_received+stars])/<reviews_rated>)" },
	{ "reviews_replied_percent", "Replied to", REVIEWS, REPORT_PERCENT,
	  "Reviews received in the month that have been answered by now, of reviews received.",
	  .sheet = "Reviews", .rows = RECEIVED " replied=TRUE",
	  .formula = "IF(<reviews_received>=0,\"—\",100*(#)/<reviews_received>)" },
	{ "reviews_reply_hours_median", "Hours to reply, median", REVIEWS, REPORT_HOURS,
	  "Median time from a review received in the month to its reply, in hours.",
	  .sheet = "Reviews", .rows = "reply_hours",
	  .formula = "IF(#=0,\"—\",MEDIAN({,Reviews[reply_hours]}))" },

	{ "newsletter_subscribed", "Subscribed", NEWSLETTER, REPORT_COUNT,
	  "Addresses whose newest consent event by the end of the month says subscribed.",
	  .sheet = "Newsletter", .rows = "state=subscribed" },
	{ "newsletter_pending", "Pending", NEWSLETTER, REPORT_COUNT,
	  "Addresses that had not confirmed by the end of the month.",
	  .sheet = "Newsletter", .rows = "state=pending" },
	{ "newsletter_unsubscribed", "Unsubscribed", NEWSLETTER, REPORT_COUNT,
	  "Addresses that were opted out at the end of the month.",
	  .sheet = "Newsletter", .rows = "state=unsubscribed" },
	{ "newsletter_cleaned", "Bounced", NEWSLETTER, REPORT_COUNT,
	  "Addresses that bounced and were taken out by the end of the month.",
	  .sheet = "Newsletter", .rows = "state=cleaned" },
	{ "newsletter_net_change", "Net change", NEWSLETTER, REPORT_COUNT,
	  "Subscribed at the end of the month less subscribed at the end of the month before.",
	  .sheet = "Newsletter", .rows = "state=subscribed state_before<>subscribed; "
	  "state_before=subscribed state<>subscribed",
	  .formula = "{COUNTIF(Newsletter[state],\"subscribed\")}-"
	  "({COUNTIF(Newsletter[state_before],\"subscribed\")})" },
	{ "newsletter_slowest_opt_out_days", "Slowest opt-out, days", NEWSLETTER, REPORT_DAYS,
	  "Longest time from an opt-out of the month to its entry here, in days; opt-outs that came "
	  "from the sender's own list are left out.",
	  .sheet = "Newsletter", .rows = "opt_out_days",
	  .formula = "IF(#=0,\"—\",MAX({,Newsletter[opt_out_days]}))" },
};

/* --- tables ----------------------------------------------------------------- */

#define COLUMNS(c) .columns = c, .n_columns = ARRAY_LEN(c)

#define PLAIN(n, t, u) { .name = n, .title = t, .unit = u }
/* A column that adds up to a figure; a word that is a choice of a record's field. */
#define SUMS(n, t, u, figure) { .name = n, .title = t, .unit = u, .sum_of = figure }
#define WORD(n, t, record, f) \
	{ .name = n, .title = t, .unit = REPORT_TEXT, .of = record, .field = f }

#define STATE_COLUMNS \
	SUMS("sessions", "Sessions", REPORT_COUNT, "sessions_total"), \
	SUMS("booked", "Booked", REPORT_COUNT, "sessions_booked"), \
	SUMS("done", "Done", REPORT_COUNT, "sessions_done"), \
	SUMS("cancelled", "Cancelled", REPORT_COUNT, "sessions_cancelled"), \
	SUMS("no_show", "No-show", REPORT_COUNT, "sessions_no_show"), \
	SUMS("not_treated", "Not treated", REPORT_COUNT, "sessions_not_treated"), \
	SUMS("hours", "Hours", REPORT_HOURS, "hours_done")
static const struct report_column status_columns[] = {
	WORD("status", "Status", &record_session, "status"),
	SUMS("sessions", "Sessions", REPORT_COUNT, "sessions_total"),
};
static const struct report_column service_columns[] = {
	PLAIN("service", "Service", REPORT_TEXT), STATE_COLUMNS,
};
static const struct report_column practitioner_columns[] = {
	PLAIN("practitioner", "Practitioner", REPORT_TEXT), STATE_COLUMNS,
};
static const struct report_column hours_columns[] = {
	PLAIN("practitioner", "Practitioner", REPORT_TEXT),
	PLAIN("open", "Open", REPORT_HOURS),	/* blank where the figure is */
	SUMS("done", "Done", REPORT_HOURS, "hours_done"),
	PLAIN("utilisation", "Utilisation", REPORT_PERCENT),
};
static const struct report_column reason_columns[] = {
	WORD("reason", "Reason", &record_session, "not_treated_for"),
	SUMS("sessions", "Sessions", REPORT_COUNT, "sessions_not_treated"),
};
static const struct report_column retention_columns[] = {
	PLAIN("days", "Within days", REPORT_COUNT),
	PLAIN("clients", "Clients", REPORT_COUNT),
	PLAIN("returned", "Returned", REPORT_COUNT),
	PLAIN("state", "State", REPORT_TEXT),
};
#define SALE_COLUMNS \
	SUMS("lines", "Lines", REPORT_COUNT, "sales_lines"), \
	SUMS("net", "Net", REPORT_MONEY, "sales_net"), \
	SUMS("tax", "Tax", REPORT_MONEY, "sales_tax")
static const struct report_column item_columns[] = {
	PLAIN("name", "Item", REPORT_TEXT), PLAIN("kind", "Kind", REPORT_TEXT),
	PLAIN("quantity", "Quantity", REPORT_COUNT), SALE_COLUMNS,
};
static const struct report_column category_columns[] = {
	PLAIN("category", "Category", REPORT_TEXT), SALE_COLUMNS,
};
static const struct report_column staff_columns[] = {
	PLAIN("staff", "By", REPORT_TEXT), SALE_COLUMNS,
};
static const struct report_column day_columns[] = {
	PLAIN("date", "Day", REPORT_DATE), SALE_COLUMNS,
};
static const struct report_column source_columns[] = {
	PLAIN("source", "Referral source", REPORT_TEXT),
	PLAIN("clients", "Clients", REPORT_COUNT),
	SUMS("net", "Net", REPORT_MONEY, "sales_net"),
};
static const struct report_column method_columns[] = {
	WORD("method", "Method", &record_payment, "method"),
	PLAIN("payments", "Payments", REPORT_COUNT),
	PLAIN("amount", "Amount", REPORT_MONEY),
};
static const struct report_column verdict_columns[] = {
	WORD("verdict", "Verdict", &record_screening, "verdict"),
	SUMS("screenings", "Screenings", REPORT_COUNT, "screenings_done"),
	SUMS("overridden", "Overridden", REPORT_COUNT, "screenings_overridden"),
};
static const struct report_column rule_columns[] = {
	PLAIN("rule", "Decided by", REPORT_TEXT),
	WORD("verdict", "Verdict", &record_screening, "verdict"),
	SUMS("screenings", "Screenings", REPORT_COUNT, "screenings_done"),
};
static const struct report_column override_columns[] = {
	PLAIN("date", "Day", REPORT_DATE), PLAIN("client", "Client", REPORT_TEXT),
	WORD("verdict", "Verdict", &record_screening, "verdict"),
	PLAIN("rule", "Rule", REPORT_TEXT),
	PLAIN("by", "By", REPORT_TEXT),
	PLAIN("reason", "Reason", REPORT_TEXT),
};

static const struct report_column look_columns[] = {
	PLAIN("practitioner", "Practitioner", REPORT_TEXT),
	SUMS("looks", "Second looks", REPORT_COUNT, "second_looks"),
	SUMS("done", "Looked at", REPORT_COUNT, "second_looks_done"),
	SUMS("agreed", "Agreed", REPORT_COUNT, "second_looks_agreed"),
	SUMS("open", "Open", REPORT_COUNT, "second_looks_open"),
	PLAIN("agreement", "Agreement", REPORT_PERCENT),
};
static const struct report_column grade_columns[] = {
	PLAIN("grade", "Grade", REPORT_COUNT),
	SUMS("events", "Events", REPORT_COUNT, "adverse_events"),
	SUMS("serious", "Serious", REPORT_COUNT, "adverse_events_serious"),
};
static const struct report_column of_columns[] = {
	PLAIN("by", "By", REPORT_TEXT), PLAIN("which", "Which", REPORT_TEXT),
	PLAIN("events", "Events", REPORT_COUNT),
};

static const struct report_table_decl tables[] = {
	{ "sessions_by_status", "Sessions by status", SESSIONS, COLUMNS(status_columns),
	  .chart = "sessions" },
	{ "sessions_by_service", "Sessions by service", SESSIONS, COLUMNS(service_columns) },
	{ "sessions_by_practitioner", "Sessions by practitioner", SESSIONS,
	  COLUMNS(practitioner_columns) },
	{ "hours_by_practitioner", "Hours by practitioner", SESSIONS, COLUMNS(hours_columns) },
	{ "not_treated_by_reason", "Came, not treated: why", SESSIONS, COLUMNS(reason_columns) },
	{ "retention", "Retention", CLIENTS, COLUMNS(retention_columns) },
	{ "sales_by_day", "Sales by day", SALES, COLUMNS(day_columns), .chart = "net" },
	{ "sales_by_service", "Sales by service and product", SALES, COLUMNS(item_columns) },
	{ "sales_by_category", "Sales by category", SALES, COLUMNS(category_columns) },
	{ "sales_by_staff", "Sales by practitioner", SALES, COLUMNS(staff_columns) },
	{ "sales_by_source", "Sales by referral source", SALES, COLUMNS(source_columns) },
	{ "payments_by_method", "Payments by method", SALES, COLUMNS(method_columns) },
	{ "screenings_by_verdict", "Screenings by verdict", SCREENING, COLUMNS(verdict_columns) },
	{ "screenings_by_rule", "Screenings by the rule that decided", SCREENING,
	  COLUMNS(rule_columns), .medical = true },
	{ "screening_overrides", "Overridden rules", SCREENING, COLUMNS(override_columns),
	  .medical = true },
	{ "second_looks_by_practitioner", "Second looks by practitioner", LOOKS,
	  COLUMNS(look_columns) },
	{ "adverse_events_by_grade", "Adverse events by grade", AFTER, COLUMNS(grade_columns) },
	{ "adverse_events_by", "Adverse events by lot, device, depth and zone", AFTER,
	  COLUMNS(of_columns), .medical = true },
};

const struct report report_monthly = {
	.name = "monthly", .title = "Monthly report",
	.help = "Sessions, clients, sales, screening, what came after, reviews and newsletter of a month.",
	.figures = figures, .n_figures = ARRAY_LEN(figures),
	.tables = tables, .n_tables = ARRAY_LEN(tables),
	.sheets = monthly_sheets, .n_sheets = MONTHLY_SHEETS,
	.compute = monthly_compute,
	.reads = " client session service staff product receipt receipt_line payment screening "
	    "rule_override checklist_rule clearance "
	    "checklist review subscriber consent_event practice hours block room device service_use "
	    "contact waiting adverse_event follow_up lot chart signature second_look "
	    "chart_template ",
};
