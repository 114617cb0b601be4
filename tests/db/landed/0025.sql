-- What came with migration 0025. Frozen.

UPDATE practice SET majority = 19 WHERE id = 1;
INSERT INTO hold(id, version, client, reason, since, staff, released_on, released_by)
 VALUES (1, 1, 1, 'a claim', '2026-03-01', 1, '2026-03-02', 1);
INSERT INTO client(id, version, family, archived) VALUES (24, 1, 'Erased client', 1);
INSERT INTO erasure(id, version, client, at, staff, reason)
 VALUES (1, 1, 1, 1772377200, 1, 'asked for'), (2, 1, 24, 1772377300, NULL, 'asked for');
