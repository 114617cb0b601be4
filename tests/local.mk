# Tests speak TAP; automake's driver counts each case. A new test in C is its
# name in its folder's local.mk and one line that says which layer it links:
#
#	%C%_test_money_LDADD = $(TEST_BASE)

SH_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(SH_LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
TEST_EXTENSIONS = .sh

# A test sees no setting of the person who runs it.
AM_TESTS_ENVIRONMENT = \
	unset CHAIRSIDE_DB CHAIRSIDE_NOW; \
	CHAIRSIDE_PROGRAM=$${CHAIRSIDE_PROGRAM:-'$(abs_top_builddir)/chairside'}; \
	CHAIRSIDE_SOURCE='$(abs_top_srcdir)'; \
	CHAIRSIDE_BUILD='$(abs_top_builddir)'; \
	CMOCKA_MESSAGE_OUTPUT=TAP; LC_ALL=C.UTF-8; TERM=dumb; \
	XDG_DATA_HOME=/nonexistent; HOME=/nonexistent; \
	export CHAIRSIDE_PROGRAM CHAIRSIDE_SOURCE CHAIRSIDE_BUILD \
		CMOCKA_MESSAGE_OUTPUT LC_ALL TERM XDG_DATA_HOME HOME;

check_LIBRARIES += %D%/support/libtest.a
%C%_support_libtest_a_SOURCES = %D%/support/disk.c %D%/support/disk.h \
	%D%/support/golden.c %D%/support/golden.h \
	%D%/support/picture.c %D%/support/picture.h \
	%D%/support/picture_made.c %D%/support/picture_made.h \
	%D%/support/test.c %D%/support/test.h

# What a test of a layer links: that layer and those below it.
TEST_SUPPORT = tests/support/libtest.a
TEST_BASE = $(TEST_SUPPORT) $(LAYER_BASE) $(CMOCKA_LIBS)
TEST_RECORD = $(TEST_SUPPORT) $(LAYER_RECORD) $(CMOCKA_LIBS)
TEST_EXCHANGE = $(TEST_SUPPORT) $(LAYER_EXCHANGE) $(CMOCKA_LIBS)
TEST_DB = $(TEST_SUPPORT) $(LAYER_DB) $(CMOCKA_LIBS)
TEST_REPORT = $(TEST_SUPPORT) $(LAYER_REPORT) $(CMOCKA_LIBS)
TEST_PRACTICE = $(TEST_SUPPORT) $(LAYER_PRACTICE) $(CMOCKA_LIBS)
TEST_SERVER = $(TEST_SUPPORT) $(LAYER_SERVER) $(CMOCKA_LIBS)
TEST_TOOLKIT = $(TEST_SUPPORT) $(LAYER_TOOLKIT) $(CMOCKA_LIBS)
TEST_SCREENS = $(TEST_SUPPORT) $(LAYER_SCREENS) $(CMOCKA_LIBS)
# Besides, what makes pictures (support/picture_made.c).
PICTURE_LIBS = $(TURBOJPEG_LIBS) $(WEBP_LIBS) $(LCMS_LIBS) $(ZLIB_LIBS)

# The longest comes first: the others run beside it.
c_tests = %D%/practice/test_damage

# Those that also look at a terminal through libvterm.
terminal_tests =
sh_tests =

# Tests of the program, which ./check runs once more on an installed one. They
# run $CHAIRSIDE_PROGRAM.
program_tests =

include $(top_srcdir)/tests/unit/local.mk
include $(top_srcdir)/tests/db/local.mk
include $(top_srcdir)/tests/practice/local.mk
include $(top_srcdir)/tests/receipt/local.mk
include $(top_srcdir)/tests/import/local.mk
include $(top_srcdir)/tests/lists/local.mk
include $(top_srcdir)/tests/demo/local.mk
include $(top_srcdir)/tests/server/local.mk
include $(top_srcdir)/tests/model/local.mk
include $(top_srcdir)/tests/command/local.mk
include $(top_srcdir)/tests/screens/local.mk
include $(top_srcdir)/tests/terminal/local.mk
include $(top_srcdir)/tests/fuzz/local.mk
include $(top_srcdir)/tests/lint/local.mk
include $(top_srcdir)/tests/bench/local.mk
include $(top_srcdir)/tests/soak/local.mk

sh_tests += $(program_tests)

# Every test that the sources name, also where a library that it needs is missing.
named-tests:
	@printf '%s\n' $(c_tests) $(terminal_tests) $(sh_tests)
.PHONY: named-tests

if HAVE_CMOCKA
check_PROGRAMS += $(c_tests)
TESTS += $(c_tests)
else
EXTRA_PROGRAMS += $(c_tests)
endif
if HAVE_TERMINAL
check_LIBRARIES += %D%/support/libterm.a
check_PROGRAMS += $(terminal_tests) tests/terminal/echoer
TESTS += $(terminal_tests)
else
EXTRA_LIBRARIES += %D%/support/libterm.a
EXTRA_PROGRAMS += $(terminal_tests) tests/terminal/echoer
endif
TESTS += $(sh_tests)
EXTRA_DIST += $(sh_tests) %D%/support/older.sh %D%/support/tap.sh %D%/support/xlsx_read.py
