-- What came with migration 0017. Frozen.

UPDATE pin SET tried = 1700000900 WHERE staff = 1;
INSERT INTO session(id, version, client, service, staff, date, start, minutes, minutes_assumed,
 status, origin, overlap_ok, late) VALUES (17, 1, 1, 1, 1, '2026-04-12', 600, 60, 0, 'done',
 'booked', 0, 0);
INSERT INTO consent(id, version, client, document, how, name, signed_on) VALUES
 (17, 1, 1, 2, 'typed', 'Ada', '2026-04-12');
INSERT INTO chart(id, version, session, template, consent) VALUES (17, 1, 17, 2, 17);
INSERT INTO chart_line(id, version, chart, position, zone) VALUES (17, 1, 17, 1, 'chin');
INSERT INTO chart_product(id, version, chart, position, used_as, product, serial, quantity)
 VALUES (17, 1, 17, 1, 'cartridge', 1, '0032', 1);
INSERT INTO signature(id, version, session, act, staff, at, form, text, digest) VALUES
 (17, 1, 17, 'sign', 1, 1776000000, 1, 'chart', 'ef');
