# Lists, and what is written of them.

TEST_LISTS = src/lists/liblists.a src/receipt/libreceipt.a src/export/libexport.a
c_tests += %D%/test_columns %D%/test_export %D%/test_lists %D%/test_page
%C%_test_columns_LDADD = $(TEST_LISTS) $(TEST_VISITS)
%C%_test_export_LDADD = $(TEST_LISTS) src/demo/libdemo.a $(TEST_VISITS)
%C%_test_lists_LDADD = $(TEST_LISTS) src/demo/libdemo.a $(TEST_CLINIC) $(SQLITE_LIBS)
%C%_test_page_LDADD = $(TEST_LISTS) $(TEST_VISITS)
