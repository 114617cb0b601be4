# The program in a pseudo terminal, seen through libvterm.

tests_support_libterm_a_SOURCES = tests/support/term.c tests/support/term.h \
	tests/support/term_inside.h tests/support/term_keys.c tests/support/term_screen.c \
	tests/support/front.c tests/support/front.h
TEST_TERMINAL = tests/support/libterm.a $(TEST_BASE) $(VTERM_LIBS)

terminal_tests += %D%/test_first %D%/test_harness %D%/test_drafts %D%/test_two \
	%D%/test_full %D%/test_walk %D%/test_day %D%/test_calls %D%/test_lost \
	%D%/test_file_in %D%/test_copied %D%/test_charted %D%/test_screened \
	%D%/test_locked
%C%_test_locked_LDADD = $(TEST_TERMINAL)
%C%_test_charted_SOURCES = %D%/test_charted.c tests/support/snap.c tests/support/snap.h
%C%_test_charted_LDADD = $(TEST_TERMINAL)
%C%_test_screened_LDADD = $(TEST_TERMINAL)
%C%_test_copied_LDADD = $(TEST_TERMINAL)
%C%_test_first_LDADD = $(TEST_TERMINAL)
%C%_test_harness_LDADD = $(TEST_TERMINAL)
%C%_test_drafts_LDADD = $(TEST_TERMINAL)
%C%_test_two_LDADD = $(TEST_TERMINAL)
%C%_test_full_LDADD = $(TEST_TERMINAL)
%C%_test_walk_LDADD = $(TEST_TERMINAL)
%C%_test_day_LDADD = $(TEST_TERMINAL)
%C%_test_calls_LDADD = $(TEST_TERMINAL)
%C%_test_lost_LDADD = $(TEST_TERMINAL)
%C%_test_file_in_LDADD = $(TEST_TERMINAL)
