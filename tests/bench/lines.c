/*
 * lines.c - the table of lines.
 */
#include "tests/bench/lines.h"

#include "base/mem.h"

const struct subject subjects[] = {
	{ .what = "start to the first screen, the month's busiest day",
	  .beside = "mutt on an empty mailbox",
	  .ours = start_ours, .bare = start_mutt, .lines = {
		{ "first-screen", "ms", 0.7, 0 },
		{ "first-screen-middle", "ms", 0.7, 0 },
		{ "first-screen-300", "ms", 0.7, 0 },
		{ "first-screen-work", "Minstr", 0, 0 },
		{ "first-screen-growth", "x", 0, 1.2 },
		{ "first-screen-work-growth", "x", 0, 0 },
		{ "first-screen-cpu", "ms", 0, 0 },
		{ "first-screen-cpu-growth", "x", 0, 0 } } },
	{ .what = "memory of a login after all tabs and three clients: its own",
	  .beside = "htop", .rounds = 3, .ours = memory_ours, .bare = memory_htop, .lines = {
		{ "memory", "kB", 0, 3.2 * 1024 },
		{ "memory-idle", "kB", 0, 2.5 * 1024 },
		{ "memory-most", "kB", 0, 12 * 1024 } } },
	{ .what = "three seconds in which nobody types", .rounds = 3,
	  .ours = idle_ours, .lines = {
		{ "idle-bytes", "bytes", 0, 0 },
		{ "idle-calls", "calls", 0, 0 },
		{ "idle-cpu", "us", 0, 0 } } },
	{ .what = "the tab Reports: opened, the month before, back to a month already seen",
	  .beside = "the bare SQL of that month",
	  .ours = reports_ours, .bare = reports_bare, .lines = {
		{ "reports-first", "ms", 0, 0 },
		{ "reports-month", "ms", 1.25, 0 },
		{ "reports-seen", "ms", 0, 10 },
		{ "reports-first-cpu", "ms", 0, 0 },
		{ "reports-month-cpu", "ms", 0, 0 },
		{ "reports-seen-cpu", "ms", 0, 0 } } },
	{ .what = "second letter of a search, the 99th of a hundred, all 676 beginnings",
	  .ours = letters_ours, .lines = {
		{ "search-p99", "ms", 0, 3 },
		{ "search-p99-middle", "ms", 0, 0 },
		{ "search-growth", "x", 0, 1.5 },
		{ "search-p99-cpu", "ms", 0, 0 },
		{ "search-p99-cpu-middle", "ms", 0, 0 },
		{ "search-cpu-growth", "x", 0, 0 } } },
	{ .what = "a row down and a page down in the list of clients",
	  .beside = "abook with 20,000 people", .arg = "abook",
	  .ours = cursor_ours, .bare = cursor_peer, .lines = {
		{ "row-down", "ms", 1.0, 0 },
		{ "row-down-bytes", "bytes", 0, 120 },
		{ "page-down", "ms", 1.2, 0 },
		{ "page-down-bytes", "bytes", 0, 0 },
		{ "page-down-cpu", "ms", 0, 0 } } },
	{ .what = "a row down in the list of clients", .beside = "htop", .arg = "htop",
	  .ours = cursor_ours, .bare = cursor_peer, .lines = {
		{ "row-down-htop", "ms", 0, 0 } } },
	{ .what = "a row down in the list of clients", .beside = "the echo of a line under cat",
	  .arg = "cat", .ours = cursor_ours, .bare = cursor_peer, .lines = {
		{ "row-down-echo", "ms", 0, 0 } } },
	{ .what = "a client's page, and the form", .ours = pages_ours, .lines = {
		{ "client-page", "ms", 0, 5 },
		{ "client-form", "ms", 0, 5 } } },
	{ .what = "the tab Newsletter with five events a client, a letter of its filter, and of"
	  " that of two reviews a client", .ours = news_ours, .lines = {
		{ "newsletter", "ms", 0, 5 },
		{ "newsletter-letter", "ms", 0, 5 },
		{ "reviews-letter", "ms", 0, 5 },
		{ "newsletter-cpu", "ms", 0, 0 },
		{ "newsletter-letter-cpu", "ms", 0, 0 },
		{ "reviews-letter-cpu", "ms", 0, 0 } } },
	{ .what = "a day and a week turned in the calendar of 12 people, 85 of 100 times booked, and"
	  " a row down in it", .beside = "the bare statements of the page",
	  .ours = calendar_ours, .bare = calendar_bare, .lines = {
		{ "calendar-day", "ms", 1.5, 3 },
		{ "calendar-week", "ms", 1.5, 3 },
		{ "calendar-cursor", "ms", 0, 0.5 },
		{ "calendar-cursor-bytes", "bytes", 0, 120 },
		{ "calendar-cursor-most", "bytes", 0, 0 },
		{ "calendar-day-bytes", "bytes", 0, 0 },
		{ "calendar-week-bytes", "bytes", 0, 0 } } },
	{ .what = "from nothing to today's calendar", .beside = "calcurse with 20,000 of its visits",
	  .rounds = 5, .ours = opened_ours, .bare = opened_calcurse, .lines = {
		{ "calendar-opened", "ms", 1.0, 0 },
		{ "calendar-opened-cpu", "ms", 1.0, 0 } } },
	{ .what = "the next five free slots in 90 days, where a room and a device are needed; the"
	  " form of a booking", .ours = slots_ours, .lines = {
		{ "free-slots", "ms", 0, 5 },
		{ "book-form", "ms", 0, 0 } } },
	{ .what = "Today with 600 visits", .beside = "with 20",
	  .ours = today_full, .bare = today_quiet, .lines = {
		{ "today-full", "ms", 1.05, 0 },
		{ "today-full-work", "Minstr", 0, 0 },
		{ "today-full-cpu", "ms", 0, 0 } } },
	{ .what = "T on a lot of 200 visits, all of them charted", .beside = "its bare statement",
	  .ours = trace_ours, .bare = trace_bare, .lines = {
		{ "trace-lot", "ms", 1.3, 20 } } },
	{ .what = "an edition of a checklist over the open bookings of 12 people for 160 days; how many",
	  .beside = "the bare statements of the same rows", .rounds = 5,
	  .ours = effect_ours, .bare = effect_bare, .lines = {
		{ "checklist-effect", "ms", 3, 2000 },
		{ "checklist-effect-cpu", "ms", 3, 2000 },
		{ "checklist-effect-bookings", "", 0, 0 } } },
	{ .what = "a key in a screening, the most bytes of one, the screening opened",
	  .ours = screening_keys, .lines = {
		{ "screening-key", "ms", 0, 0.5 },
		{ "screening-key-bytes", "bytes", 0, 0 },
		{ "screening-page", "ms", 0, 5 } } },
	{ .what = "a chart opened with the last one of its client, in a process",
	  .beside = "its bare statements", .ours = chart_ours, .bare = chart_bare, .lines = {
		{ "chart-open", "us", 1.5, 0 } } },
	{ .what = "a key in the chart of a visit, the most bytes of one, the chart opened",
	  .ours = chart_keys, .lines = {
		{ "chart-key", "ms", 0, 0.5 },
		{ "chart-key-bytes", "bytes", 0, 120 },
		{ "chart-page", "ms", 0, 5 } } },
	{ .what = "a chart of four zones signed; written; what both add to records, and in all",
	  .beside = "a client's form saved", .rounds = 5, .ours = sign_ours, .bare = sign_saved,
	  .lines = {
		{ "sign", "ms", 1.5, 0 },
		{ "chart-save", "ms", 0, 0 },
		{ "chart-kept-bytes", "bytes", 0, 1.2 * 1024 },
		{ "chart-all-bytes", "bytes", 0, 4 * 1024 } } },
	{ .what = "one save of a client's form, resident",
	  .beside = "the bare engine writing the same rows, digests and journal",
	  .ours = save_side, .bare = save_side, .lines = {
		{ "save-cpu", "ms", 1.25, 0 },
		{ "save-wall", "ms", 0, 0 } } },
	{ .what = "100 resident savers at once, a save; the longest wait of one",
	  .beside = "100 bare ones behind the same queue",
	  .ours = savers_side, .bare = savers_side, .lines = {
		{ "savers", "ms", 1 / 0.9, 0 },
		{ "savers-longest", "ms", 0, 1000 },
		{ "savers-cpu", "ms", 0, 0 } } },
	{ .what = "import of clients from CSV, journalled; processor",
	  .beside = "the bare engine writing the same rows",
	  .ours = import_ours, .bare = import_bare, .lines = {
		{ "import-clients", "ms", 2.2, 0 } } },
	{ .what = "import of ten sessions a client: what the file grows by, journal in, after a"
	  " checkpoint; processor", .beside = "the CSV", .rounds = 1,
	  .ours = sessions_ours, .bare = sessions_csv, .lines = {
		{ "import-sessions-bytes", "kB", 4, 0 },
		{ "import-sessions-cpu", "ms", 0, 0 } } },
	{ .what = "check of a loaded practice; processor",
	  .beside = "integrity_check and foreign_key_check", .arg = "large",
	  .ours = check_ours, .bare = check_bare, .lines = {
		{ "check-loaded", "ms", 1.25, 0 },
		{ "check-deep-loaded", "ms", 2, 0 } } },
	{ .what = "check of an imported practice; processor",
	  .beside = "integrity_check and foreign_key_check", .arg = "imported",
	  .ours = check_ours, .bare = check_bare, .lines = {
		{ "check-imported", "ms", 1.25, 0 },
		{ "check-deep-imported", "ms", 2, 0 } } },
	{ .what = "journal verify of an imported practice; processor",
	  .beside = "the bare engine reading the same rows", .arg = "imported",
	  .ours = journal_ours, .bare = journal_bare, .lines = {
		{ "journal-verify", "ms", 0, 1000 } } },
	{ .what = "the longest save during check --deep", .beside = "the longest of as many"
	  " without it", .ours = check_wait_ours, .bare = calm_ours, .lines = {
		{ "check-writer-waits", "ms", 0, 50 } } },
	{ .what = "export of 15 days; of a file with 40 more years beside one without",
	  .beside = "sqlite3's shell, by the index",
	  .ours = dated_ours, .bare = dated_shell, .lines = {
		{ "export-dated", "ms", 1.3, 0 },
		{ "export-dated-years", "x", 0, 1.1 } } },
	{ .what = "export of all sessions as CSV; processor", .beside = "sqlite3's shell",
	  .arg = "csv", .ours = export_ours, .bare = export_shell, .lines = {
		{ "export-csv", "ms", 1.05, 0 } } },
	{ .what = "export of all sessions as JSON; processor", .beside = "sqlite3's shell",
	  .arg = "json", .ours = export_ours, .bare = export_shell, .lines = {
		{ "export-json", "ms", 1.15, 0 } } },
	{ .what = "a workbook of ten rows a client, 15 cells each; processor, with the read-back"
	  " and without", .beside = "the library writing the same cells",
	  .ours = sheet_ours, .bare = sheet_library, .lines = {
		{ "sheet", "ms", 1.25, 0 },
		{ "sheet-written", "ms", 1.1, 0 },
		{ "sheet-memory", "kB", 0, 24 * 1024 } } },
	{ .what = "the month's workbook; processor",
	  .beside = "its SQL and the library writing the same cells",
	  .ours = month_ours, .bare = month_library, .lines = {
		{ "month-workbook", "ms", 1.2, 0 } } },
	{ .what = "init --demo of a fifth of the clients; processor",
	  .beside = "the bare engine writing the same rows, then the indexes",
	  .ours = demo_ours, .bare = demo_bare, .lines = {
		{ "init-demo", "ms", 3.5, 0 } } },
};

const size_t n_subjects = ARRAY_LEN(subjects);
