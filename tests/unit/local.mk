# Layers base, record and exchange.

c_tests += %D%/test_describe %D%/test_field %D%/test_field_roundtrip %D%/test_record
%C%_test_describe_LDADD = $(TEST_RECORD)
%C%_test_field_LDADD = $(TEST_RECORD)
%C%_test_field_roundtrip_LDADD = $(TEST_RECORD)
%C%_test_record_LDADD = $(TEST_RECORD)
