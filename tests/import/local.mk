# Imports.

check_LIBRARIES += tests/support/libimporting.a
tests_support_libimporting_a_SOURCES = tests/support/importing.c tests/support/importing.h
TEST_IMPORT = tests/support/libimporting.a src/import/libimport.a $(TEST_CLINIC) $(SQLITE_LIBS)

c_tests += %D%/test_agreement %D%/test_bad %D%/test_calendar %D%/test_change_days %D%/test_charts %D%/test_choose %D%/test_clients %D%/test_columns %D%/test_consent %D%/test_cut \
	%D%/test_dates %D%/test_known %D%/test_merged %D%/test_outcomes %D%/test_own %D%/test_people %D%/test_presets \
	%D%/test_receipts %D%/test_reviews %D%/test_sessions %D%/test_signed %D%/test_subscribers \
	%D%/test_card %D%/test_lots %D%/test_survey %D%/test_values %D%/test_waiting %D%/test_when
%C%_test_agreement_LDADD = tests/support/libimporting.a src/import/libimport.a \
	src/figures/libfigures.a src/report/libreport.a $(TEST_VISITS)
%C%_test_bad_LDADD = $(TEST_IMPORT)
%C%_test_calendar_LDADD = src/export/libexport.a $(TEST_IMPORT)
%C%_test_change_days_LDADD = tests/support/libimporting.a src/import/libimport.a \
	src/export/libexport.a $(TEST_VISITS)
%C%_test_charts_LDADD = $(TEST_IMPORT)
%C%_test_choose_LDADD = $(TEST_IMPORT)
%C%_test_clients_LDADD = src/export/libexport.a $(TEST_IMPORT)
%C%_test_columns_LDADD = $(TEST_IMPORT)
%C%_test_consent_LDADD = $(TEST_IMPORT)
%C%_test_cut_LDADD = $(TEST_IMPORT)
%C%_test_dates_LDADD = $(TEST_IMPORT)
%C%_test_known_LDADD = src/export/libexport.a $(TEST_IMPORT)
%C%_test_merged_LDADD = $(TEST_IMPORT)
%C%_test_outcomes_LDADD = $(TEST_IMPORT)
%C%_test_own_LDADD = src/demo/libdemo.a src/export/libexport.a $(TEST_IMPORT)
%C%_test_people_LDADD = $(TEST_IMPORT)
%C%_test_presets_LDADD = $(TEST_IMPORT)
%C%_test_receipts_LDADD = $(TEST_IMPORT)
%C%_test_reviews_LDADD = $(TEST_IMPORT)
%C%_test_sessions_LDADD = $(TEST_IMPORT)
%C%_test_signed_LDADD = $(TEST_IMPORT)
%C%_test_subscribers_LDADD = $(TEST_IMPORT)
%C%_test_survey_LDADD = $(TEST_IMPORT)
%C%_test_values_LDADD = $(TEST_IMPORT)
%C%_test_card_LDADD = $(TEST_IMPORT)
%C%_test_lots_LDADD = $(TEST_IMPORT)
%C%_test_waiting_LDADD = $(TEST_IMPORT)
%C%_test_when_LDADD = $(TEST_IMPORT)
