# Receipts.

check_LIBRARIES += tests/support/libtill.a
tests_support_libtill_a_SOURCES = tests/support/till.c tests/support/till.h
TEST_TILL = tests/support/libtill.a src/receipt/libreceipt.a $(TEST_CLINIC) $(SQLITE_LIBS)

c_tests += %D%/test_receipts %D%/test_receipts_later %D%/test_receipts_numbers \
	%D%/test_receipts_paper
%C%_test_receipts_LDADD = src/export/libexport.a $(TEST_TILL)
%C%_test_receipts_later_LDADD = $(TEST_TILL)
%C%_test_receipts_numbers_LDADD = $(TEST_TILL)
%C%_test_receipts_paper_LDADD = src/figures/libfigures.a src/report/libreport.a $(TEST_TILL)
