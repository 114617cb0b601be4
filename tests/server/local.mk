# Logins over SSH.

TEST_LOGINS = tests/support/libtestclinic.a tests/support/libtestdb.a $(TEST_SERVER) $(SQLITE_LIBS)

c_tests += %D%/test_authorized %D%/test_gateway %D%/test_outbox %D%/test_public_key
%C%_test_authorized_LDADD = $(TEST_LOGINS)
%C%_test_gateway_LDADD = $(TEST_SERVER)
%C%_test_outbox_LDADD = $(TEST_LOGINS)
%C%_test_public_key_LDADD = $(TEST_SERVER)

program_tests += %D%/keys.sh %D%/gateway.sh %D%/line.sh %D%/rescue.sh
EXTRA_DIST += tests/support/sshd.sh %D%/line.py
