# The model of the practice: random work, and what must hold all along.

c_tests += %D%/test_model
%C%_test_model_SOURCES = %D%/test_model.c %D%/model.h %D%/operations.c %D%/places.c %D%/visits.c \
	%D%/several.c %D%/calls.c %D%/book.c %D%/due.c %D%/money.c %D%/practice.c %D%/signing.c %D%/invariants.c $(steps_sources)
%C%_test_model_LDADD = src/lists/liblists.a src/receipt/libreceipt.a src/export/libexport.a src/import/libimport.a $(TEST_CLINIC) $(SQLITE_LIBS)

# As many operations as wished, from a seed that is printed: make soak OPERATIONS=100000
.PHONY: soak
soak: %D%/test_model
	@$(AM_TESTS_ENVIRONMENT) \
	CHAIRSIDE_SEED=$${SEED:-$$(date +%s)} CHAIRSIDE_OPERATIONS=$${OPERATIONS:-20000} \
	    %D%/test_model
