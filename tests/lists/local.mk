# Lists, and what is written of them.

c_tests += %D%/test_columns %D%/test_export %D%/test_lists %D%/test_page
%C%_test_columns_LDADD = src/lists/liblists.a src/receipt/libreceipt.a $(TEST_VISITS)
%C%_test_export_LDADD = src/lists/liblists.a src/receipt/libreceipt.a src/demo/libdemo.a $(TEST_VISITS)
%C%_test_lists_LDADD = src/lists/liblists.a src/receipt/libreceipt.a src/demo/libdemo.a $(TEST_CLINIC) $(SQLITE_LIBS)
%C%_test_page_LDADD = src/lists/liblists.a src/receipt/libreceipt.a $(TEST_VISITS)
