-- What came with migration 0012. Frozen.

UPDATE client SET channel = 'text' WHERE id = 1;
INSERT INTO waiting(id, version, client, service, staff, days, after, before, until, sooner,
 urgent, note, added_on, ended_on, ended_for, session) VALUES
 (1, 1, 1, 1, 1, 10, 720, 1020, '2026-12-24', 2, 1, 'short notice', '2026-03-12', NULL, NULL,
  NULL),
 (2, 1, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '2026-03-12', '2026-03-13',
  'booked', 2);
INSERT INTO contact(id, version, client, about, session, service, at, staff, channel, outcome,
 note, hidden_until) VALUES
 (1, 1, 1, 'call', 2, NULL, 1700000000, 1, 'call', 'no_answer', NULL, '2026-03-13'),
 (2, 1, 1, 'due', NULL, 1, 1700000001, 1, 'text', 'reached', 'in Dec', NULL);
