# Fuzz targets, run over their corpus by the ordinary tests (replay.c says how
# to look for new cases). A new one is its name here and a folder corpus/NAME.

fuzz_targets = %D%/fuzz_changeset %D%/fuzz_chart %D%/fuzz_checklist %D%/fuzz_csv %D%/fuzz_date %D%/fuzz_edit %D%/fuzz_field \
	%D%/fuzz_ics %D%/fuzz_json %D%/fuzz_key %D%/fuzz_mapping %D%/fuzz_money %D%/fuzz_photo \
	%D%/fuzz_practice %D%/fuzz_text %D%/fuzz_udi %D%/fuzz_zone
c_tests += $(fuzz_targets)
replay = %D%/replay.c %D%/fuzz.h
EXTRA_DIST += %D%/corpus

%C%_fuzz_changeset_SOURCES = %D%/fuzz_changeset.c $(replay)
%C%_fuzz_changeset_LDADD = $(TEST_DB)
%C%_fuzz_chart_SOURCES = %D%/fuzz_chart.c $(replay)
%C%_fuzz_chart_LDADD = $(TEST_CLINIC)
%C%_fuzz_checklist_SOURCES = %D%/fuzz_checklist.c $(replay)
%C%_fuzz_checklist_LDADD = $(TEST_CLINIC)
%C%_fuzz_csv_SOURCES = %D%/fuzz_csv.c $(replay)
%C%_fuzz_csv_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_date_SOURCES = %D%/fuzz_date.c $(replay)
%C%_fuzz_date_LDADD = $(TEST_BASE)
%C%_fuzz_edit_SOURCES = %D%/fuzz_edit.c $(replay)
%C%_fuzz_edit_LDADD = $(TEST_TOOLKIT)
%C%_fuzz_field_SOURCES = %D%/fuzz_field.c $(replay)
%C%_fuzz_field_LDADD = $(TEST_RECORD)
%C%_fuzz_ics_SOURCES = %D%/fuzz_ics.c $(replay)
%C%_fuzz_ics_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_json_SOURCES = %D%/fuzz_json.c $(replay)
%C%_fuzz_json_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_key_SOURCES = %D%/fuzz_key.c $(replay)
%C%_fuzz_key_LDADD = $(TEST_TOOLKIT)
%C%_fuzz_mapping_SOURCES = %D%/fuzz_mapping.c $(replay)
%C%_fuzz_mapping_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_money_SOURCES = %D%/fuzz_money.c $(replay)
%C%_fuzz_money_LDADD = $(TEST_BASE)
%C%_fuzz_photo_SOURCES = %D%/fuzz_photo.c $(replay)
%C%_fuzz_photo_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_practice_SOURCES = %D%/fuzz_practice.c $(replay)
%C%_fuzz_practice_LDADD = $(TEST_DAMAGE)
%C%_fuzz_text_SOURCES = %D%/fuzz_text.c $(replay)
%C%_fuzz_text_LDADD = $(TEST_BASE)
%C%_fuzz_udi_SOURCES = %D%/fuzz_udi.c $(replay)
%C%_fuzz_udi_LDADD = $(TEST_EXCHANGE)
%C%_fuzz_zone_SOURCES = %D%/fuzz_zone.c $(replay)
%C%_fuzz_zone_LDADD = $(TEST_BASE)
