-- What came with migration 0013. Frozen.

UPDATE session SET entered_at = 1700000000, entered_by = 1 WHERE id = 1;
INSERT INTO receipt(id, version, number, client, date, state, origin, note, corrects,
 paper_number, entered_at, entered_by) VALUES
 (5, 2, '1004', 1, '2026-03-12', 'closed', 'here', NULL, NULL, '17', 1700000001, 1);
