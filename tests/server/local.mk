# Logins over SSH.

c_tests += %D%/test_authorized %D%/test_public_key
%C%_test_authorized_LDADD = tests/support/libtestclinic.a tests/support/libtestdb.a $(TEST_SERVER) $(SQLITE_LIBS)
%C%_test_public_key_LDADD = $(TEST_SERVER)
