# Storage on real SQLite files.

check_LIBRARIES += tests/support/libtestdb.a
tests_support_libtestdb_a_SOURCES = tests/support/dbfile.c tests/support/dbfile.h
TEST_DBFILE = tests/support/libtestdb.a $(TEST_DB)

# Linked as a source of its own: it takes the place of functions of the C library.
steps_sources = tests/support/steps.c tests/support/steps.h

c_tests += \
	%D%/test_attempt \
	%D%/test_backup \
	%D%/test_check \
	%D%/test_client_links \
	%D%/test_counts \
	%D%/test_embed \
	%D%/test_fingerprint \
	%D%/test_identity \
	%D%/test_journal \
	%D%/test_kept \
	%D%/test_load \
	%D%/test_local \
	%D%/test_lost \
	%D%/test_many \
	%D%/test_migrate \
	%D%/test_open \
	%D%/test_overlap \
	%D%/test_pack \
	%D%/test_restore \
	%D%/test_rules \
	%D%/test_save \
	%D%/test_schema \
	%D%/test_undo \
	%D%/test_write
%C%_test_attempt_LDADD = $(TEST_DBFILE)
%C%_test_backup_SOURCES = %D%/test_backup.c $(steps_sources)
%C%_test_backup_LDADD = $(TEST_DBFILE)
%C%_test_check_LDADD = $(TEST_DBFILE)
%C%_test_client_links_LDADD = $(TEST_DBFILE)
%C%_test_counts_LDADD = $(TEST_DBFILE)
%C%_test_embed_LDADD = $(TEST_DBFILE)
%C%_test_fingerprint_LDADD = $(TEST_DBFILE)
%C%_test_identity_LDADD = $(TEST_DBFILE)
%C%_test_journal_LDADD = $(TEST_DBFILE)
%C%_test_kept_LDADD = $(TEST_DBFILE)
%C%_test_load_LDADD = $(TEST_DBFILE)
%C%_test_local_LDADD = $(TEST_DBFILE)
%C%_test_lost_LDADD = $(TEST_DBFILE)
%C%_test_many_LDADD = $(TEST_DBFILE)
%C%_test_migrate_SOURCES = %D%/test_migrate.c $(steps_sources)
%C%_test_migrate_LDADD = $(TEST_DBFILE)
%C%_test_open_LDADD = $(TEST_DBFILE)
%C%_test_overlap_LDADD = $(TEST_DBFILE)
%C%_test_pack_LDADD = $(TEST_DBFILE)
%C%_test_restore_SOURCES = %D%/test_restore.c $(steps_sources)
%C%_test_restore_LDADD = $(TEST_DBFILE)
%C%_test_rules_LDADD = $(TEST_DBFILE)
%C%_test_save_LDADD = $(TEST_DBFILE)
%C%_test_schema_LDADD = $(TEST_DBFILE)
%C%_test_undo_LDADD = $(TEST_DBFILE)
%C%_test_write_LDADD = $(TEST_DBFILE)

EXTRA_DIST += \
	%D%/landed/0001.sql \
	%D%/landed/0003.sql \
	%D%/landed/0005.sql \
	%D%/landed/0006.sql \
	%D%/landed/0007.sql \
	%D%/landed/0009.sql \
	%D%/landed/0011.sql \
	%D%/landed/0012.sql \
	%D%/landed/0013.sql \
	%D%/landed/0014.sql \
	%D%/landed/0017.sql \
	%D%/landed/0019.sql \
	%D%/landed/0020.sql \
	%D%/landed/0021.sql \
	%D%/landed/0022.sql \
	%D%/landed/0023.sql \
	%D%/landed/0024.sql \
	%D%/landed/0025.sql \
	%D%/landed/0026.sql \
	%D%/landed/0027.sql \
	%D%/landed/0028.sql \
	%D%/landed/0029.sql
