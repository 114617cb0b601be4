-- What came with migration 0014. Frozen.

UPDATE practice SET guardians = 1;
UPDATE staff SET licence_ends = '2027-12-31', depth_below = 'including', supervised_depth = 100,
 supervisor = 1, modalities = 'mechanical' WHERE id = 1;
UPDATE product SET gtin = '09521101530001', hibc = 'A999PEN1230', reorder_at = 5,
 strength = 400, not_for_needled = 0 WHERE id = 1;
UPDATE service SET chart = 'microneedling', consent = 'needling', aftercare = 'after',
 needs_order = 1, follow_ups = '2d 7d 3m' WHERE id = 1;
UPDATE device SET make = 'Acme', model = 'P', serial = '7', modality = 'mechanical',
 depth_step = 25, max_depth = 250, service_due = '2027-01-31' WHERE id = 1;
INSERT INTO certificate(id, version, staff, name, number, ends, active) VALUES
 (1, 1, 1, 'first aid', 'F1', '2027-01-31', 1);
INSERT INTO device_label(id, version, device, indication, zones, age_from, skin_types, max_depth,
 source, active) VALUES (1, 1, 1, 'acne_scars', 'cheek_l cheek_r', 22, 'II III', 150,
 'the leaflet', 1);
INSERT INTO log_entry(id, version, kind, date, device, staff, text) VALUES
 (1, 1, 'service', '2026-03-12', 1, 1, 'motor');
INSERT INTO lot(id, version, product, number, expires, made, recalled_on, recalled_for, note,
 active) VALUES (1, 1, 1, '24K118', '2027-08-31', '2024-08-01', '2026-03-12', 'dust', 'shelf', 1);
INSERT INTO lot_move(id, version, lot, date, kind, quantity, staff, note, counted) VALUES
 (1, 1, 1, '2026-03-12', 'received', 10, 1, 'box', NULL),
 (2, 1, 1, '2026-03-13', 'counted', -1, 1, NULL, 9);
INSERT INTO document(id, version, code, edition, language, kind, title, body, valid_months, state)
 VALUES (1, 1, 'needling', 1, 'en', 'consent', 'Consent', 'I agree.', 12, 'draft'),
 (2, 1, 'needling', 2, 'en', 'consent', 'Consent', 'I agree.', 12, 'published');
INSERT INTO chart_template(id, version, code, edition, title, state, body) VALUES
 (1, 1, 'microneedling', 1, 'Microneedling', 'draft', '{}'),
 (2, 1, 'microneedling', 2, 'Microneedling', 'published', '{}');
INSERT INTO attachment(id, version, client, session, kind, angle, date, format, size, digest,
 note) VALUES (1, 1, 1, 1, 'before', 'front', '2026-03-12', 'image/jpeg', 10, 'ab', 'x');
INSERT INTO consent(id, version, client, document, service, explained_by, explained_on,
 off_label, how, name, guardian, witness, signed_on, expires, revoked_on, revoked_for, digest,
 attachment) VALUES (1, 1, 1, 2, 1, 1, '2026-03-01', 'neck', 'typed', 'Ann', 'mother', 1,
 '2026-03-12', '2027-03-12', '2026-04-01', 'moved', 'ab', 1);
INSERT INTO permission(id, version, client, purpose, basis, given_on, ends, revoked_on, note)
 VALUES (1, 1, 1, 'publish', 'paper', '2026-03-12', '2027-03-12', '2026-04-01', 'no eyes');
INSERT INTO treatment_order(id, version, client, service, max_depth, ordered_by, ordered_on,
 expires, note) VALUES (1, 1, 1, 1, 150, 'Dr Roe', '2026-03-12', '2027-03-12', 'x');
INSERT INTO clearance(id, version, client, item, given_by, given_on, expires, note, attachment)
 VALUES (1, 1, 1, 'immune', 'Dr Roe', '2026-03-12', '2027-03-12', 'x', 1);
INSERT INTO chart(id, version, session, template, indication, device, screening, consent,
 off_label, ticks, more, aftercare, note) VALUES (1, 1, 1, 2, 'acne_scars', 1, 1, 1, 'neck',
 'zones', 'pain=3', 2, 'x');
INSERT INTO chart_line(id, version, chart, position, zone, depth, passes, cartridge, more,
 ended_at) VALUES (1, 1, 1, 1, 'cheek_l', 100, 4, 1, 'technique=glide', 1700000000);
INSERT INTO chart_product(id, version, chart, position, used_as, product, lot, serial, quantity,
 area, began, ended, more, insisted) VALUES (1, 1, 1, 1, 'cartridge', 1, 1, '0031', 1, 'face',
 1700000000, 1700000600, 'needles=12', 'found one');
INSERT INTO signature(id, version, session, act, staff, at, form, text, digest) VALUES
 (1, 1, 1, 'sign', 1, 1700000700, 1, 'chart', 'ab'),
 (2, 1, 1, 'addendum', 1, 1700000800, 1, 'more', 'cd');
INSERT INTO follow_up(id, version, session, plan, due, handed_to, done_on, done_by, outcome, note)
 VALUES (1, 1, 1, '7d', '2026-03-19', 1, '2026-03-20', 1, 'well', 'x');
INSERT INTO adverse_event(id, version, client, session, what, grade, serious, onset, resolved,
 zone, depth, device, lot, done) VALUES (1, 1, 1, 1, 'blisters', 2, 0, '2026-03-14',
 '2026-03-20', 'cheek_l', 100, 1, 1, 'ice');
INSERT INTO event_report(id, version, event, sent_to, sent_on, reference, note) VALUES
 (1, 1, 1, 'maker', '2026-03-15', 'R7', 'x');
INSERT INTO pin(staff, hash, at, wrong) VALUES (1, '$argon2id$', 1700000000, 0);
