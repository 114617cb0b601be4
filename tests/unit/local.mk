# Layers base, record and exchange.

c_tests += %D%/test_clock %D%/test_date %D%/test_date_input %D%/test_digest \
	%D%/test_file %D%/test_memory %D%/test_money %D%/test_scratch %D%/test_seal \
	%D%/test_systemlog %D%/test_text %D%/test_text_shown %D%/test_zone
%C%_test_clock_LDADD = $(TEST_BASE)
%C%_test_date_LDADD = $(TEST_BASE)
%C%_test_date_input_LDADD = $(TEST_BASE)
%C%_test_digest_LDADD = $(TEST_BASE)
%C%_test_file_LDADD = $(TEST_BASE)
%C%_test_memory_LDADD = $(TEST_BASE)
%C%_test_money_LDADD = $(TEST_BASE)
%C%_test_scratch_LDADD = $(TEST_BASE)
%C%_test_seal_LDADD = $(TEST_BASE)
%C%_test_systemlog_LDADD = $(TEST_BASE)
%C%_test_text_LDADD = $(TEST_BASE)
%C%_test_text_shown_LDADD = $(TEST_BASE)
%C%_test_zone_LDADD = $(TEST_BASE)

c_tests += %D%/test_describe %D%/test_field %D%/test_field_roundtrip %D%/test_record
%C%_test_describe_LDADD = $(TEST_RECORD)
%C%_test_field_LDADD = $(TEST_RECORD)
%C%_test_field_roundtrip_LDADD = $(TEST_RECORD)
%C%_test_record_LDADD = $(TEST_RECORD)

c_tests += %D%/test_csv %D%/test_ics %D%/test_ics_rule %D%/test_ics_write %D%/test_json \
	%D%/test_mapping %D%/test_photo %D%/test_photo_copy %D%/test_udi
%C%_test_csv_LDADD = $(TEST_EXCHANGE)
%C%_test_ics_LDADD = $(TEST_EXCHANGE)
%C%_test_ics_rule_LDADD = $(TEST_EXCHANGE)
%C%_test_ics_write_LDADD = $(TEST_EXCHANGE)
%C%_test_json_LDADD = $(TEST_EXCHANGE)
%C%_test_mapping_LDADD = $(TEST_EXCHANGE)
%C%_test_photo_LDADD = $(TEST_EXCHANGE) $(PICTURE_LIBS)
%C%_test_photo_copy_LDADD = $(TEST_EXCHANGE) $(PICTURE_LIBS)
%C%_test_udi_LDADD = $(TEST_EXCHANGE)

c_tests += %D%/test_xlsx %D%/test_xlsx_full %D%/test_zipcheck
%C%_test_xlsx_LDADD = $(TEST_EXCHANGE)
%C%_test_xlsx_full_LDADD = $(TEST_EXCHANGE)
%C%_test_zipcheck_LDADD = $(TEST_EXCHANGE)
