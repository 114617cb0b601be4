-- What came with migration 0020. Frozen.

UPDATE client SET age_seen_on = '2026-03-12', age_seen_by = 1, age_seen_how = 'passport' WHERE id = 1;
UPDATE practice SET ask_age = 1;
UPDATE screening SET rule = 2 WHERE id = 2;
INSERT INTO patch_test(id, version, client, product, lot, area, tested_on, staff, read_on, result, note)
 VALUES (1, 1, 1, 1, 1, 'behind the ear', '2026-04-01', 1, '2026-04-03', 'negative', 'dry');
INSERT INTO rule_override(id, version, screening, rule, staff, date, reason)
 VALUES (1, 1, 1, 1, 1, '2026-04-01', 'seen by her physician'),
 (2, 1, 1, NULL, 1, '2026-04-01', 'healed since then');
