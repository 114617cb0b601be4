/*
 * lines.h - the functions that run a round, one file a family of subjects.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_LINES_H
#define CHAIRSIDE_TESTS_BENCH_LINES_H

#include "tests/bench/bench.h"

#define SIDE(name)							\
	bool name(const struct subject *s, const struct build *b, double *figures)

/* start.c */
SIDE(start_ours);
SIDE(start_mutt);
SIDE(memory_ours);
SIDE(memory_htop);
SIDE(idle_ours);
/* keys.c */
SIDE(reports_ours);
SIDE(reports_bare);
SIDE(letters_ours);
SIDE(cursor_ours);
SIDE(cursor_peer);
SIDE(pages_ours);
SIDE(news_ours);
/* book.c */
SIDE(calendar_ours);
SIDE(calendar_bare);
SIDE(opened_ours);
SIDE(opened_calcurse);
SIDE(slots_ours);
SIDE(today_full);
SIDE(today_quiet);
/* trace.c */
SIDE(trace_ours);
SIDE(trace_bare);
/* chart.c */
SIDE(chart_ours);
SIDE(chart_bare);
SIDE(chart_keys);
SIDE(sign_ours);
SIDE(sign_saved);
/* screening.c */
SIDE(effect_ours);
SIDE(effect_bare);
SIDE(screening_keys);
/* save.c */
SIDE(save_side);
SIDE(savers_side);
SIDE(check_wait_ours);
SIDE(calm_ours);
/* check.c */
SIDE(check_ours);
SIDE(check_bare);
SIDE(journal_ours);
SIDE(journal_bare);
/* exports.c */
SIDE(export_ours);
SIDE(export_shell);
SIDE(dated_ours);
SIDE(dated_shell);
/* sheets.c */
SIDE(sheet_ours);
SIDE(sheet_library);
SIDE(month_ours);
SIDE(month_library);
/* rows.c */
SIDE(import_ours);
SIDE(import_bare);
SIDE(sessions_ours);
SIDE(sessions_csv);
SIDE(demo_ours);
SIDE(demo_bare);

#endif
