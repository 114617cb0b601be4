# Storage on real SQLite files.

c_tests += %D%/test_embed
%C%_test_embed_LDADD = $(TEST_DB)
