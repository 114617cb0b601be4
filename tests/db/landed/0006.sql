-- What came with migration 0006. Frozen.

INSERT INTO receipt(id, version, number, client, date, state, origin, note, corrects) VALUES
 (3, 2, '1003', 1, '2026-03-14', 'closed', 'here', 'Refund', 1),
 (4, 2, NULL, 1, '2026-03-15', 'open', 'here', NULL, NULL);
