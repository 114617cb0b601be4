# Use cases on real practice files.

check_LIBRARIES += tests/support/libtestclinic.a
tests_support_libtestclinic_a_SOURCES = tests/support/clinic.c tests/support/clinic.h \
	tests/support/sheet.c tests/support/sheet.h
TEST_CLINIC = tests/support/libtestclinic.a tests/support/libtestdb.a $(TEST_PRACTICE)

c_tests += %D%/test_backup %D%/test_checklists %D%/test_clients %D%/test_found %D%/test_history \
	%D%/test_roles %D%/test_save %D%/test_screening %D%/test_shipped_checklists
%C%_test_backup_LDADD = $(TEST_CLINIC)
%C%_test_clients_LDADD = $(TEST_CLINIC)
%C%_test_found_LDADD = $(TEST_CLINIC)
%C%_test_history_LDADD = $(TEST_CLINIC)
%C%_test_roles_LDADD = src/import/libimport.a src/export/libexport.a \
	src/figures/libfigures.a src/report/libreport.a $(TEST_CLINIC)
%C%_test_save_LDADD = $(TEST_CLINIC)
%C%_test_screening_LDADD = $(TEST_CLINIC)
%C%_test_shipped_checklists_LDADD = $(TEST_CLINIC)
%C%_test_checklists_LDADD = $(TEST_CLINIC) $(SQLITE_LIBS)

# Visits.
check_LIBRARIES += tests/support/libvisits.a
tests_support_libvisits_a_SOURCES = tests/support/visits.c tests/support/visits.h
TEST_VISITS = tests/support/libvisits.a $(TEST_CLINIC) $(SQLITE_LIBS)

c_tests += %D%/test_event_pack %D%/test_papers_print %D%/test_rights
%C%_test_rights_LDADD = src/export/libexport.a $(TEST_VISITS)
c_tests += %D%/test_erase
%C%_test_erase_SOURCES = %D%/test_erase.c $(steps_sources)
%C%_test_erase_LDADD = $(TEST_VISITS)
%C%_test_papers_print_LDADD = src/export/libexport.a $(TEST_VISITS)
%C%_test_event_pack_LDADD = src/export/libexport.a $(TEST_VISITS)
c_tests += %D%/test_card_words %D%/test_checklist_offer %D%/test_client_papers
%C%_test_checklist_offer_LDADD = $(TEST_VISITS)
c_tests += %D%/test_screening_property
%C%_test_screening_property_LDADD = $(TEST_VISITS)
%C%_test_card_words_LDADD = $(TEST_VISITS)
c_tests += %D%/test_coming %D%/test_consents %D%/test_due %D%/test_follow_ups
%C%_test_follow_ups_LDADD = $(TEST_VISITS)
%C%_test_client_papers_LDADD = $(TEST_VISITS)
%C%_test_consents_LDADD = $(TEST_VISITS)
%C%_test_coming_LDADD = $(TEST_VISITS)
%C%_test_due_LDADD = $(TEST_VISITS)
c_tests += %D%/test_checklist_edit
%C%_test_checklist_edit_LDADD = $(TEST_VISITS)
c_tests += %D%/test_cautions %D%/test_looks %D%/test_chart %D%/test_chart_template %D%/test_checklist_file %D%/test_evidence %D%/test_lots \
	%D%/test_client_merge %D%/test_on_paper %D%/test_sign
%C%_test_cautions_LDADD = $(TEST_VISITS)
%C%_test_looks_LDADD = $(TEST_VISITS)
%C%_test_chart_LDADD = $(TEST_VISITS)
%C%_test_chart_template_LDADD = $(TEST_CLINIC)
%C%_test_checklist_file_LDADD = src/export/libexport.a $(TEST_VISITS)
%C%_test_lots_LDADD = $(TEST_CLINIC) $(SQLITE_LIBS)
%C%_test_on_paper_LDADD = $(TEST_VISITS)
%C%_test_client_merge_LDADD = $(TEST_VISITS)
%C%_test_evidence_LDADD = src/export/libexport.a $(TEST_VISITS)
%C%_test_sign_LDADD = $(TEST_VISITS)
c_tests += %D%/test_places %D%/test_preflight %D%/test_series %D%/test_sessions \
	%D%/test_sessions_book %D%/test_slot \
	%D%/test_sessions_step %D%/test_standing %D%/test_stops %D%/test_trace
%C%_test_places_LDADD = $(TEST_VISITS)
%C%_test_preflight_LDADD = $(TEST_VISITS)
%C%_test_sessions_LDADD = $(TEST_VISITS)
%C%_test_sessions_book_LDADD = $(TEST_VISITS)
%C%_test_series_LDADD = $(TEST_VISITS)
%C%_test_slot_LDADD = $(TEST_VISITS)
%C%_test_sessions_step_LDADD = $(TEST_VISITS)
%C%_test_standing_LDADD = $(TEST_VISITS)
%C%_test_stops_LDADD = $(TEST_VISITS)
%C%_test_trace_LDADD = $(TEST_VISITS)

check_LIBRARIES += tests/support/libmonth.a
tests_support_libmonth_a_SOURCES = tests/support/month.c tests/support/month.h \
	tests/support/month_random.c
TEST_MONTH = tests/support/libmonth.a tests/support/libtestdb.a src/export/libexport.a \
	src/figures/libfigures.a src/report/libreport.a $(TEST_PRACTICE)

c_tests += %D%/test_export %D%/test_monthly
%C%_test_export_LDADD = src/import/libimport.a $(TEST_MONTH)
%C%_test_monthly_LDADD = $(TEST_MONTH)
EXTRA_DIST += tests/golden/month.txt tests/support/monthly_oracle.py \
	tests/support/workbook_check.py

# Newsletter and its imports.
c_tests += %D%/test_undo_consents
%C%_test_undo_consents_LDADD = $(TEST_IMPORT)

# Pages and forms of the screens.
c_tests += %D%/test_figures %D%/test_figures_kept %D%/test_newsletter %D%/test_offer \
	%D%/test_reads %D%/test_reviews %D%/test_screening_form
%C%_test_figures_LDADD = src/demo/libdemo.a $(TEST_MONTH)
%C%_test_figures_kept_LDADD = $(TEST_MONTH) $(SQLITE_LIBS)
%C%_test_newsletter_LDADD = src/export/libexport.a $(TEST_IMPORT)
%C%_test_offer_LDADD = $(TEST_CLINIC)
%C%_test_reads_LDADD = $(TEST_CLINIC)
%C%_test_reviews_LDADD = $(TEST_CLINIC)
%C%_test_screening_form_LDADD = $(TEST_CLINIC)

c_tests += %D%/test_picks
%C%_test_picks_LDADD = $(TEST_CLINIC)

# Photos and papers.
c_tests += %D%/test_files
%C%_test_files_SOURCES = %D%/test_files.c tests/support/snap.c tests/support/snap.h \
	$(steps_sources)
%C%_test_files_LDADD = $(TEST_VISITS) $(PICTURE_LIBS)

c_tests += %D%/test_pictures
%C%_test_pictures_SOURCES = %D%/test_pictures.c tests/support/snap.c tests/support/snap.h \
	$(steps_sources)
%C%_test_pictures_LDADD = src/export/libexport.a $(TEST_VISITS)

# Drafts, watching, the screens' undo.
c_tests += %D%/test_drafts %D%/test_undo %D%/test_watch
%C%_test_drafts_LDADD = $(TEST_CLINIC)
%C%_test_undo_LDADD = $(TEST_CLINIC)
%C%_test_watch_LDADD = $(TEST_CLINIC)

# Files that are damaged or altered.
check_LIBRARIES += tests/support/libdamage.a
tests_support_libdamage_a_SOURCES = tests/support/damage.c tests/support/damage.h
TEST_DAMAGE = tests/support/libdamage.a src/lists/liblists.a src/receipt/libreceipt.a \
	src/import/libimport.a src/demo/libdemo.a src/export/libexport.a \
	src/figures/libfigures.a src/report/libreport.a tests/support/libtestdb.a $(TEST_PRACTICE) $(SQLITE_LIBS)

%C%_test_damage_LDADD = $(TEST_DAMAGE)
