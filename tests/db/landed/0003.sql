-- What came with migration 0003. Frozen.

INSERT INTO staff_setting(id, version, staff, theme, ascii, mouse) VALUES
 (1, 1, 1, 'dark', 0, 1);
INSERT INTO draft(id, staff, at, form, type, record, base_version, title, place, fields,
 extra) VALUES
 (1, 1, 1700000000, 'client', 'client', 0, 0, 'new client', 'family', '{"family":"Byr"}',
 '');
UPDATE practice SET tax_percent = 825, tax2_percent = 100;
UPDATE client SET do_not_ask_review = 'Asked not to' WHERE id = 1;
