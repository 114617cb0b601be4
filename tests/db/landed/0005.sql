-- What came with migration 0005. Frozen.

UPDATE practice SET open_days = 'mon tue', scan_prefix = '~';
UPDATE client SET allergies_on = '2026-03-12', allergies_by = 1,
 medicines_on = '2026-03-12', medicines_by = 1 WHERE id = 1;
UPDATE session SET insisted = 'Closed on Fridays' WHERE id = 2;
INSERT INTO emergency_view(id, version, client, staff, at, reason, seen_by, seen_at) VALUES
 (1, 1, 1, 1, 1700000000, 'Fainted', NULL, NULL),
 (2, 1, 1, 1, 1700000001, 'Fainted again', 1, 1700000002);
