# The toolkit alone, and the screens.

c_tests += %D%/test_act %D%/test_chart %D%/test_dialog %D%/test_key %D%/test_kind %D%/test_list %D%/test_paint \
	%D%/test_printed %D%/test_qr %D%/test_theme %D%/test_frame %D%/test_scan
c_tests += %D%/test_edit %D%/test_form
%C%_test_act_LDADD = $(TEST_TOOLKIT)
%C%_test_dialog_LDADD = $(TEST_TOOLKIT)
%C%_test_edit_LDADD = $(TEST_TOOLKIT)
%C%_test_form_LDADD = $(TEST_TOOLKIT)
%C%_test_key_LDADD = $(TEST_TOOLKIT)
%C%_test_kind_LDADD = $(TEST_TOOLKIT)
%C%_test_list_LDADD = $(TEST_TOOLKIT)
%C%_test_paint_LDADD = $(TEST_TOOLKIT)
%C%_test_printed_LDADD = $(TEST_TOOLKIT)

%C%_test_chart_LDADD = $(TEST_TOOLKIT)
%C%_test_qr_LDADD = $(TEST_TOOLKIT)
%C%_test_theme_LDADD = $(TEST_TOOLKIT)
%C%_test_frame_LDADD = $(TEST_TOOLKIT)
%C%_test_scan_LDADD = $(TEST_TOOLKIT)
EXTRA_DIST += tests/golden/screens

c_tests += %D%/test_clients %D%/test_checkout %D%/test_receipt_page %D%/test_sale

check_LIBRARIES += tests/support/libdriven.a
tests_support_libdriven_a_SOURCES = tests/support/driven.c tests/support/driven.h \
	tests/support/driven_visits.c tests/support/driven_visits.h \
	tests/support/planted.c tests/support/planted.h
TEST_DRIVEN = tests/support/libdriven.a tests/support/libvisits.a \
	tests/support/libtestclinic.a tests/support/libtestdb.a $(TEST_SCREENS) \
	$(SQLITE_LIBS)
c_tests += %D%/test_catch_up %D%/test_duplicates %D%/test_cautions %D%/test_looks %D%/test_charting %D%/test_due
%C%_test_cautions_LDADD = $(TEST_DRIVEN)
%C%_test_looks_LDADD = $(TEST_DRIVEN)
%C%_test_duplicates_LDADD = $(TEST_DRIVEN)
%C%_test_charting_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_chart_photos
%C%_test_chart_photos_SOURCES = %D%/test_chart_photos.c tests/support/snap.c tests/support/snap.h
%C%_test_chart_photos_LDADD = $(TEST_DRIVEN)
%C%_test_catch_up_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_alike %D%/test_emergency %D%/test_fields %D%/test_hidden %D%/test_live %D%/test_mend %D%/test_pages \
	%D%/test_parked \
	%D%/test_lots %D%/test_papers %D%/test_client_papers %D%/test_menu %D%/test_places %D%/test_rest %D%/test_roles %D%/test_series \
	%D%/test_today %D%/test_undo_keys %D%/test_unsaved %D%/test_verify
TEST_DRIVEN_TILL = tests/support/libdriven.a tests/support/libtill.a \
	tests/support/libtestclinic.a tests/support/libtestdb.a $(TEST_SCREENS) $(SQLITE_LIBS)
%C%_test_checkout_LDADD = $(TEST_DRIVEN_TILL)
%C%_test_receipt_page_LDADD = $(TEST_DRIVEN_TILL)
%C%_test_sale_LDADD = $(TEST_DRIVEN_TILL)
%C%_test_alike_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_lock %D%/test_room
%C%_test_room_LDADD = $(TEST_DRIVEN)
%C%_test_lock_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_calendar
%C%_test_calendar_LDADD = $(TEST_DRIVEN)
%C%_test_clients_LDADD = $(TEST_DRIVEN)
%C%_test_due_LDADD = $(TEST_DRIVEN)
%C%_test_emergency_LDADD = $(TEST_DRIVEN)
%C%_test_fields_LDADD = $(TEST_DRIVEN)
%C%_test_hidden_LDADD = $(TEST_DRIVEN)
%C%_test_live_LDADD = $(TEST_DRIVEN)
%C%_test_mend_LDADD = $(TEST_DRIVEN)
%C%_test_pages_LDADD = $(TEST_DRIVEN)
%C%_test_parked_LDADD = $(TEST_DRIVEN)
%C%_test_lots_LDADD = $(TEST_DRIVEN)
%C%_test_client_papers_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_client_files
%C%_test_client_files_SOURCES = %D%/test_client_files.c tests/support/snap.c tests/support/snap.h
%C%_test_client_files_LDADD = $(TEST_DRIVEN)
%C%_test_papers_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_checklists
%C%_test_checklists_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_client_pictures
%C%_test_client_pictures_SOURCES = %D%/test_client_pictures.c tests/support/snap.c tests/support/snap.h
%C%_test_client_pictures_LDADD = $(TEST_DRIVEN)
%C%_test_menu_LDADD = $(TEST_DRIVEN)
%C%_test_places_LDADD = $(TEST_DRIVEN)
%C%_test_rest_LDADD = $(TEST_DRIVEN)
%C%_test_roles_LDADD = $(TEST_DRIVEN)
%C%_test_series_LDADD = $(TEST_DRIVEN)
%C%_test_today_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_agree %D%/test_barred %D%/test_journal_page %D%/test_logs %D%/test_trace
%C%_test_logs_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_keys
%C%_test_keys_LDADD = $(TEST_DRIVEN)
%C%_test_agree_LDADD = $(TEST_DRIVEN)
%C%_test_barred_LDADD = $(TEST_DRIVEN)
%C%_test_journal_page_LDADD = $(TEST_DRIVEN)
%C%_test_trace_LDADD = $(TEST_DRIVEN)
c_tests += %D%/test_sign
%C%_test_sign_LDADD = $(TEST_DRIVEN)
%C%_test_undo_keys_LDADD = $(TEST_DRIVEN)
%C%_test_verify_LDADD = $(TEST_DRIVEN)
%C%_test_unsaved_LDADD = $(TEST_DRIVEN)
