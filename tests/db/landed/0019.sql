-- What came with migration 0019. Frozen.

UPDATE attachment SET picture = 'cd', taken = 1772377200, turn = 1 WHERE id = 1;
INSERT INTO permission_use(id, version, permission, client, photo_before, photo_after, used_on, staff, what)
 VALUES (1, 1, 1, 1, 1, NULL, '2026-04-01', 1, 'a talk'),
 (2, 1, 1, 1, NULL, 1, '2026-04-02', 1, 'the window');
