-- What came with migration 0011. Frozen.

INSERT INTO room(id, version, name, active) VALUES (1, 1, 'A', 1), (2, 1, 'B', 0);
INSERT INTO device(id, version, name, active) VALUES (1, 1, 'pen 2', 1);
INSERT INTO service_use(id, version, service, staff, room, device, active) VALUES
 (1, 1, 1, 1, NULL, NULL, 1), (2, 1, 1, NULL, 1, NULL, 1), (3, 1, 1, NULL, NULL, 1, 0);
INSERT INTO hours(id, version, staff, since, days, begins, ends, active) VALUES
 (1, 1, NULL, NULL, 31, 540, 1080, 1), (2, 1, 1, '2026-03-12', 96, NULL, NULL, 0);
INSERT INTO block(id, version, reason, staff, room, device, date, until, start, minutes,
 repeats, days, external_id, active) VALUES
 (1, 1, 'lunch', 1, NULL, NULL, '2026-03-12', '2027-03-12', 720, 30, 'weekly', 31, 'x@y', 1),
 (2, 1, 'painting', NULL, 1, NULL, '2026-03-12', NULL, NULL, NULL, NULL, NULL, NULL, 0),
 (3, 1, 'repair', NULL, NULL, 1, '2026-03-12', NULL, NULL, NULL, NULL, NULL, NULL, 0);
UPDATE service SET notice_hours = 48, late_fee = 500000, preparation = 'No sun' WHERE id = 1;
UPDATE session SET room = 1, device = 1, numbing = 30, cleanup = 15, was_date = '2026-03-01',
 was_start = 600, late_fee = 500000, numbing_on = 1700000000, stopped = 'dizzy' WHERE id = 1;
UPDATE session SET joined = 1 WHERE id = 2;
