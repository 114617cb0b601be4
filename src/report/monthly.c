/*
 * monthly.c - the monthly report: figures, tables and detail rows, declared.
 *
 * The month is in clinic time. workbook_checks.c explains how formulas name the detail
 * rows; monthly_compute.c computes.
 */
#include "report/monthly.h"

#define SESSIONS "Sessions"
#define CLIENTS "Clients"
#define SALES "Sales"
#define SCREENING "Screening"
#define REVIEWS "Reviews"
#define NEWSLETTER "Newsletter"

/* Formulas: sessions in a state; clients back within so many days. */
#define STATUS(s) "{COUNTIF(Sessions[status],\"" s "\")}"
#define MET "(<sessions_done>+<sessions_no_show>+<sessions_late_cancelled>)"
#define RETENTION(days) \
	{ "retention_" days "_percent", "Back within " days " days", CLIENTS, REPORT_PERCENT, \
	  "Clients seen in the month with another visit within " days " days of their last one " \
	  "in it, of all clients seen; incomplete until " days " days have passed since the month.", \
	  "IF($TODAY<=$LAST+" days ",\"incomplete\",IF(<clients_seen>=0,\"—\"," \
	  "100*({COUNTIF(Clients[days_to_next],\"<=" days "\")})/<clients_seen>))" }
#define RECEIVED "Reviews[received],\">=\"&$FIRST,Reviews[received],\"<\"&$NEXT"
#define ASKED "Reviews[asked_on],\">=\"&$FIRST,Reviews[asked_on],\"<\"&$NEXT"

static const struct report_figure figures[] = {
	{ "sessions_total", "Sessions in the book", SESSIONS, REPORT_COUNT,
	  "Sessions dated in the month, whatever became of them: booked + done + cancelled + "
	  "no-show + not treated.",
	  "{COUNT(Sessions[session])}" },
	{ "sessions_booked", "Booked", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that are booked, confirmed, here or in treatment.",
	  STATUS("booked") "+" STATUS("confirmed") "+" STATUS("here") "+" STATUS("in_treatment") },
	{ "sessions_done", "Done", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that were carried out.", STATUS("done") },
	{ "sessions_cancelled", "Cancelled", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that were cancelled, by client or clinic, early or late.",
	  STATUS("cancelled") },
	{ "sessions_no_show", "No-show", SESSIONS, REPORT_COUNT,
	  "Sessions of the month to which the client did not come.", STATUS("no_show") },
	{ "sessions_not_treated", "Came, not treated", SESSIONS, REPORT_COUNT,
	  "Sessions of the month to which the client came and was not treated.",
	  STATUS("not_treated") },
	{ "sessions_late_cancelled", "Cancelled late", SESSIONS, REPORT_COUNT,
	  "Cancelled sessions of the month that the client cancelled inside the notice period.",
	  "{COUNTIFS(Sessions[status],\"cancelled\",Sessions[late],TRUE)}" },
	{ "sessions_no_outcome", "Without an outcome", SESSIONS, REPORT_COUNT,
	  "Sessions of the month that are still booked although their time is past.",
	  "{COUNTIF(Sessions[no_outcome],TRUE)}" },
	{ "no_show_percent", "No-show rate", SESSIONS, REPORT_PERCENT,
	  "No-shows, of sessions done + no-shows + late cancellations.",
	  "IF(" MET "=0,\"—\",100*<sessions_no_show>/" MET ")" },
	{ "late_cancel_percent", "Late-cancellation rate", SESSIONS, REPORT_PERCENT,
	  "Late cancellations, of sessions done + no-shows + late cancellations.",
	  "IF(" MET "=0,\"—\",100*<sessions_late_cancelled>/" MET ")" },
	{ "hours_done", "Hours done", SESSIONS, REPORT_HOURS,
	  "Lengths of the sessions done, added up.",
	  "({SUMIFS(Sessions[minutes],Sessions[status],\"done\")})/60" },
	{ "hours_assumed", "with assumed length", SESSIONS, REPORT_HOURS,
	  "Hours done whose length was not given and is the service's or the practice's usual.",
	  "({SUMIFS(Sessions[minutes],Sessions[status],\"done\",Sessions[minutes_assumed],TRUE)})/60" },

	{ "visits", "Visits", CLIENTS, REPORT_COUNT,
	  "Distinct pairs of client and day with a session done or a line of a closed receipt, a "
	  "line of 0.00 and a refund too; where no client is named there is no visit.",
	  "{SUM(Clients[visits])}" },
	{ "clients_seen", "Clients seen", CLIENTS, REPORT_COUNT,
	  "Distinct clients with a visit in the month.", "{COUNT(Clients[client])}" },
	{ "clients_new", "New clients", CLIENTS, REPORT_COUNT,
	  "Clients seen whose first visit ever lies in the month.",
	  "{COUNTIF(Clients[is_new],TRUE)}" },
	{ "clients_returning", "Returning clients", CLIENTS, REPORT_COUNT,
	  "Clients seen whose first visit ever lies before the month.",
	  "{COUNTIF(Clients[is_new],FALSE)}" },
	{ "rebooked_percent", "Rebooked", CLIENTS, REPORT_PERCENT,
	  "Clients seen with a session after their last visit of the month, booked on or before the "
	  "month's end and not cancelled by then, of all clients seen; blank where a later session "
	  "does not say when it was booked.",
	  "IF(OR(<clients_seen>=0,{COUNTIF(Clients[rebooked],\"unknown\")}>0),\"—\","
	  "100*({COUNTIF(Clients[rebooked],\"yes\")})/<clients_seen>)" },
	RETENTION("30"), RETENTION("60"), RETENTION("90"), RETENTION("180"),

	{ "sales_net", "Net sales", SALES, REPORT_MONEY,
	  "Lines of closed receipts dated in the month, net of discount, without tax and tips, "
	  "refunds taken off; an imported receipt is closed.", "{SUM(Sales[amount])}" },
	{ "sales_tax", "Taxes", SALES, REPORT_MONEY,
	  "Both taxes on those lines.", "{SUM(Sales[tax])}+{SUM(Sales[tax2])}" },
	{ "sales_lines", "Lines sold", SALES, REPORT_COUNT,
	  "Lines of closed receipts dated in the month, those of 0.00 and refunds counted.",
	  "{COUNT(Sales[amount])}" },
	{ "average_ticket", "Average ticket", SALES, REPORT_MONEY,
	  "Net sales divided by visits.",
	  "IF(<visits>=0,\"—\",<sales_net>/<visits>)" },
	{ "retail_share_percent", "Retail share", SALES, REPORT_PERCENT,
	  "Net sales of products, of net sales.",
	  "IF(<sales_net>=0,\"—\",100*({SUMIFS(Sales[amount],Sales[kind],\"product\")})/<sales_net>)" },
	{ "collected", "Collected", SALES, REPORT_MONEY,
	  "Payments dated in the month less money given back; blank where imported receipts of the "
	  "month came without their payments.",
	  "IF({COUNTIF(Sales[unpaid],TRUE)}>0,\"—\",{SUM(Payments[amount])})" },

	{ "screenings_done", "Screenings", SCREENING, REPORT_COUNT,
	  "Screenings dated in the month.", "{COUNT(Screening[screening])}" },
	{ "screenings_blocked", "Verdict BLOCK", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict is BLOCK.",
	  "{COUNTIF(Screening[verdict],\"block\")}" },
	{ "screenings_overridden", "Overridden", SCREENING, REPORT_COUNT,
	  "Screenings of the month whose verdict somebody overrode, with a reason.",
	  "{COUNTIF(Screening[overridden],TRUE)}" },
	{ "treated_without_screening", "Treated unscreened", SCREENING, REPORT_COUNT,
	  "Sessions done of a service that asks for a screening, without a newest screening that "
	  "holds on the day and lets the client be treated; must be 0; imported sessions are left out.",
	  "{COUNTIF(Sessions[unscreened],TRUE)}" },

	{ "reviews_asked", "Asked for", REVIEWS, REPORT_COUNT,
	  "Reviews that clients were asked for in the month.", "{COUNTIFS(" ASKED ")}" },
	{ "reviews_conversion_percent", "Asked and received", REVIEWS, REPORT_PERCENT,
	  "Requests of the month that a review has followed by now, of all requests of the month.",
	  "IF(<reviews_asked>=0,\"—\",100*({COUNTIFS(" ASKED ",Reviews[received],\">0\")})/<reviews_asked>)" },
	{ "reviews_received", "Received", REVIEWS, REPORT_COUNT,
	  "Reviews written in the month, asked for or not.", "{COUNTIFS(" RECEIVED ")}" },
	{ "reviews_rated", "with stars", REVIEWS, REPORT_COUNT,
	  "Reviews received that give stars.",
	  "{COUNTIFS(" RECEIVED ",Reviews[stars],\">0\")}" },
	{ "reviews_mean_stars", "Mean stars", REVIEWS, REPORT_STARS,
	  "Mean of the stars of the reviews received that give stars.",
	  "IF(<reviews_rated>=0,\"—\",({SUMIFS(Reviews[stars]," RECEIVED ")})/<reviews_rated>)" },
	{ "reviews_replied_percent", "Replied to", REVIEWS, REPORT_PERCENT,
	  "Reviews received in the month that have been answered by now, of reviews received.",
	  "IF(<reviews_received>=0,\"—\",100*({COUNTIFS(" RECEIVED ",Reviews[replied],TRUE)})/<reviews_received>)" },
	{ "reviews_reply_hours_median", "Hours to reply, median", REVIEWS, REPORT_HOURS,
	  "Median time from a review received in the month to its reply, in hours.",
	  "IF({COUNT(Reviews[reply_hours])}=0,\"—\",MEDIAN({,Reviews[reply_hours]}))" },

	{ "newsletter_subscribed", "Subscribed", NEWSLETTER, REPORT_COUNT,
	  "Addresses whose newest consent event by the end of the month says subscribed.",
	  "{COUNTIF(Newsletter[state],\"subscribed\")}" },
	{ "newsletter_pending", "Pending", NEWSLETTER, REPORT_COUNT,
	  "Addresses that had not confirmed by the end of the month.",
	  "{COUNTIF(Newsletter[state],\"pending\")}" },
	{ "newsletter_unsubscribed", "Unsubscribed", NEWSLETTER, REPORT_COUNT,
	  "Addresses that were opted out at the end of the month.",
	  "{COUNTIF(Newsletter[state],\"unsubscribed\")}" },
	{ "newsletter_cleaned", "Bounced", NEWSLETTER, REPORT_COUNT,
	  "Addresses that bounced and were taken out by the end of the month.",
	  "{COUNTIF(Newsletter[state],\"cleaned\")}" },
	{ "newsletter_net_change", "Net change", NEWSLETTER, REPORT_COUNT,
	  "Subscribed at the end of the month less subscribed at the end of the month before.",
	  "{COUNTIF(Newsletter[state],\"subscribed\")}-({COUNTIF(Newsletter[state_before],\"subscribed\")})" },
	{ "newsletter_slowest_opt_out_days", "Slowest opt-out, days", NEWSLETTER, REPORT_DAYS,
	  "Longest time from an opt-out of the month to its entry here, in days; opt-outs that came "
	  "from the sender's own list are left out.",
	  "IF({COUNT(Newsletter[opt_out_days])}=0,\"—\",MAX({,Newsletter[opt_out_days]}))" },
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
static const struct report_column override_columns[] = {
	PLAIN("date", "Day", REPORT_DATE), PLAIN("client", "Client", REPORT_COUNT),
	WORD("verdict", "Verdict", &record_screening, "verdict"),
	PLAIN("by", "By", REPORT_TEXT),
	PLAIN("reason", "Reason", REPORT_TEXT),
};

static const struct report_table_decl tables[] = {
	{ "sessions_by_status", "Sessions by status", SESSIONS, COLUMNS(status_columns),
	  .chart = "sessions" },
	{ "sessions_by_service", "Sessions by service", SESSIONS, COLUMNS(service_columns) },
	{ "sessions_by_practitioner", "Sessions by practitioner", SESSIONS,
	  COLUMNS(practitioner_columns) },
	{ "not_treated_by_reason", "Came, not treated: why", SESSIONS, COLUMNS(reason_columns) },
	{ "retention", "Retention", CLIENTS, COLUMNS(retention_columns) },
	{ "sales_by_day", "Sales by day", SALES, COLUMNS(day_columns), .chart = "net" },
	{ "sales_by_service", "Sales by service and product", SALES, COLUMNS(item_columns) },
	{ "sales_by_category", "Sales by category", SALES, COLUMNS(category_columns) },
	{ "sales_by_staff", "Sales by practitioner", SALES, COLUMNS(staff_columns) },
	{ "sales_by_source", "Sales by referral source", SALES, COLUMNS(source_columns) },
	{ "payments_by_method", "Payments by method", SALES, COLUMNS(method_columns) },
	{ "screenings_by_verdict", "Screenings by verdict", SCREENING, COLUMNS(verdict_columns) },
	{ "screening_overrides", "Overridden verdicts", SCREENING, COLUMNS(override_columns),
	  .medical = true },
};

/* --- detail sheets ------------------------------------------------------------- */

#define WHO REPORT_NAMES
#define PATIENT (REPORT_NAMES | REPORT_MEDICAL)

static const struct report_sheet_column session_columns[] = {
	{ "session", "Session", REPORT_COUNT, 9, 0 },
	{ "date", "Date", REPORT_DATE, 11, 0 },
	{ "start", "Start", REPORT_TIME, 7, 0 },
	{ "client", "Client", REPORT_COUNT, 8, 0 },
	{ "client_name", "Name", REPORT_TEXT, 24, WHO },
	{ "service", "Service", REPORT_TEXT, 24, 0 },
	{ "staff", "Practitioner", REPORT_TEXT, 18, 0 },
	{ "minutes", "Minutes", REPORT_COUNT, 9, 0 },
	{ "minutes_assumed", "Assumed", REPORT_BOOL, 9, 0 },
	{ "status", "Status", REPORT_TEXT, 12, 0 },
	{ "price", "Price", REPORT_MONEY, 10, 0 },
	{ "origin", "Origin", REPORT_TEXT, 9, 0 },
	{ "booked_on", "Booked on", REPORT_DATE, 11, 0 },
	{ "cancelled_on", "Cancelled on", REPORT_DATE, 12, 0 },
	{ "cancelled_by", "Cancelled by", REPORT_TEXT, 12, 0 },
	{ "late", "Late", REPORT_BOOL, 7, 0 },
	{ "not_treated_for", "Not treated for", REPORT_TEXT, 14, 0 },
	{ "no_outcome", "No outcome", REPORT_BOOL, 11, 0 },
	{ "unscreened", "Not screened", REPORT_BOOL, 12, 0 },
};
static const struct report_sheet_column sale_columns[] = {
	{ "number", "Receipt", REPORT_TEXT, 10, 0 },
	{ "date", "Date", REPORT_DATE, 11, 0 },
	{ "client", "Client", REPORT_COUNT, 8, 0 },
	{ "client_name", "Name", REPORT_TEXT, 24, WHO },
	{ "kind", "Kind", REPORT_TEXT, 9, 0 },
	{ "item", "Item", REPORT_TEXT, 28, 0 },
	{ "category", "Category", REPORT_TEXT, 14, 0 },
	{ "staff", "By", REPORT_TEXT, 18, 0 },
	{ "quantity", "Quantity", REPORT_COUNT, 9, 0 },
	{ "price", "Price", REPORT_MONEY, 10, 0 },
	{ "discount", "Discount", REPORT_MONEY, 10, 0 },
	{ "amount", "Net", REPORT_MONEY, 11, 0 },
	{ "tax", "Tax", REPORT_MONEY, 10, 0 },
	{ "tax2", "Second tax", REPORT_MONEY, 10, 0 },
	{ "origin", "Origin", REPORT_TEXT, 9, 0 },
	{ "unpaid", "No payment", REPORT_BOOL, 11, 0 },
};
static const struct report_sheet_column payment_columns[] = {
	{ "date", "Date", REPORT_DATE, 11, 0 },
	{ "number", "Receipt", REPORT_TEXT, 10, 0 },
	{ "method", "Method", REPORT_TEXT, 10, 0 },
	{ "amount", "Amount", REPORT_MONEY, 11, 0 },
};
static const struct report_sheet_column client_columns[] = {
	{ "client", "Client", REPORT_COUNT, 8, 0 },
	{ "client_name", "Name", REPORT_TEXT, 26, WHO },
	{ "phone", "Phone", REPORT_TEXT, 18, WHO },
	{ "email", "E-mail", REPORT_TEXT, 28, WHO },
	{ "referral", "Referral source", REPORT_TEXT, 18, 0 },
	{ "visits", "Visits", REPORT_COUNT, 8, 0 },
	{ "net", "Net", REPORT_MONEY, 11, 0 },
	{ "first_visit", "First visit ever", REPORT_DATE, 14, 0 },
	{ "is_new", "New", REPORT_BOOL, 7, 0 },
	{ "last_visit", "Last visit", REPORT_DATE, 11, 0 },
	{ "rebooked", "Rebooked", REPORT_TEXT, 10, 0 },
	{ "next_visit", "Next visit", REPORT_DATE, 11, 0 },
	{ "days_to_next", "Days between", REPORT_COUNT, 12, 0 },
};
static const struct report_sheet_column screening_columns[] = {
	{ "screening", "Screening", REPORT_COUNT, 10, 0 },
	{ "date", "Date", REPORT_DATE, 11, 0 },
	{ "client", "Client", REPORT_COUNT, 8, PATIENT },
	{ "client_name", "Name", REPORT_TEXT, 24, PATIENT },
	{ "checklist", "Checklist", REPORT_TEXT, 26, 0 },
	{ "edition", "Edition", REPORT_COUNT, 8, 0 },
	{ "verdict", "Verdict", REPORT_TEXT, 11, 0 },
	{ "eligible_on", "Not before", REPORT_DATE, 11, 0 },
	{ "valid_until", "Valid until", REPORT_DATE, 11, 0 },
	{ "entered_by", "Entered by", REPORT_TEXT, 18, 0 },
	{ "reviewed_by", "Reviewed by", REPORT_TEXT, 18, 0 },
	{ "overridden", "Overridden", REPORT_BOOL, 11, 0 },
	{ "override_by", "Overridden by", REPORT_TEXT, 18, 0 },
	{ "override_reason", "Reason", REPORT_TEXT, 40, REPORT_MEDICAL },
};
static const struct report_sheet_column review_columns[] = {
	{ "review", "Review", REPORT_COUNT, 9, 0 },
	{ "client", "Client", REPORT_COUNT, 8, 0 },
	{ "client_name", "Name", REPORT_TEXT, 24, WHO },
	{ "asked_on", "Asked on", REPORT_DATE, 11, 0 },
	{ "asked_how", "Asked how", REPORT_TEXT, 10, 0 },
	{ "received", "Received", REPORT_INSTANT, 17, 0 },
	{ "platform", "Platform", REPORT_TEXT, 10, 0 },
	{ "stars", "Stars", REPORT_COUNT, 7, 0 },
	{ "author", "Author", REPORT_TEXT, 20, 0 },
	{ "text", "Text", REPORT_TEXT, 50, 0 },
	{ "replied", "Replied to", REPORT_BOOL, 10, 0 },
	{ "replied_at", "Replied", REPORT_INSTANT, 17, 0 },
	{ "reply_hours", "Hours to reply", REPORT_NUMBER, 13, 0 },
};
static const struct report_sheet_column newsletter_columns[] = {
	{ "subscriber", "Address no.", REPORT_COUNT, 11, 0 },
	{ "email", "E-mail", REPORT_TEXT, 30, WHO },
	{ "given", "Given name", REPORT_TEXT, 16, WHO },
	{ "family", "Family name", REPORT_TEXT, 16, WHO },
	{ "state", "State, month's end", REPORT_TEXT, 18, 0 },
	{ "since", "Since", REPORT_INSTANT, 17, 0 },
	{ "source", "Source", REPORT_TEXT, 10, 0 },
	{ "state_before", "State a month before", REPORT_TEXT, 20, 0 },
	{ "opt_out_days", "Opt-out, days", REPORT_NUMBER, 13, 0 },
};

#define SHEET(title, q, p, c) \
	{ .name = title, .query = q, .parameters = p, COLUMNS(c) }

static const struct report_sheet sheets[] = {
	SHEET("Sessions", "monthly_rows_sessions", "first last today minutes", session_columns),
	SHEET("Sales", "monthly_rows_sales", "first last", sale_columns),
	SHEET("Payments", "monthly_rows_payments", "first last", payment_columns),
	SHEET("Clients", "monthly_rows_clients", "first last", client_columns),
	SHEET("Screening", "monthly_rows_screening", "first last", screening_columns),
	SHEET("Reviews", "monthly_rows_reviews", "first last from until", review_columns),
	SHEET("Newsletter", "monthly_rows_newsletter", "from until", newsletter_columns),
};

const struct report report_monthly = {
	.name = "monthly", .title = "Monthly report",
	.help = "Sessions, clients, sales, screening, reviews and newsletter of a month.",
	.figures = figures, .n_figures = ARRAY_LEN(figures),
	.tables = tables, .n_tables = ARRAY_LEN(tables),
	.sheets = sheets, .n_sheets = ARRAY_LEN(sheets),
	.compute = monthly_compute, .compute_both = monthly_newsletter,
};
