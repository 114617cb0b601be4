-- A practice as a program of migration 0001 could leave it. Frozen.

INSERT INTO journal(n, at, who, kind, label, schema, batch, undoes, mac) VALUES
 (1, 1700000000, 1, 'change', 'add client 1', 1, 1, NULL, zeroblob(64)),
 (2, 1700000001, 1, 'change', 'edit client 1', 1, NULL, NULL, zeroblob(64)),
 (3, 1700000002, 1, 'undo', 'undo 2', 1, NULL, 2, zeroblob(64));
INSERT INTO journal_change(n, i, tbl, row, client, change, mac) VALUES
 (1, 0, 'client', 1, 1, NULL, zeroblob(32)),
 (2, 0, 'client', 1, 1, zeroblob(8), zeroblob(32));
INSERT INTO journal_head(id, n, mac, key_fingerprint) VALUES
 (1, 3, zeroblob(32), zeroblob(32));

INSERT INTO practice(id, version, name, timezone, currency, date_order, twelve_hour,
 week_start, phone_prefix, default_minutes, notice_hours, tax_name, tax2_name,
 review_link, review_gap_days, retention_years) VALUES
 (1, 1, 'Landed', 'UTC', 'USD', 'ymd', 0, 'mon', '1', 60, 24, 'Tax', 'Second tax',
 'https://example.org/r', 90, 10);
INSERT INTO staff(id, version, name, code, login, role, licence, max_depth, active) VALUES
 (1, 1, 'Mara', 'MR', 'mara', 'owner', 'L-1', 150, 1);
INSERT INTO service(id, version, code, name, category, price, cost, minutes,
 numbing_minutes, cleanup_minutes, checklist, series_count, series_days, return_months,
 active) VALUES
 (1, 1, 'MN', 'Microneedling', 'Skin', 3000000, 400000, 60, 20, 10, 'microneedling', 3,
 28, 6, 1);
INSERT INTO product(id, version, code, name, brand, kind, category, supplier, price, cost,
 on_hand, active) VALUES
 (1, 1, 'SPF', 'SPF 50', 'Sol', 'retail', 'Sun', 'Sol Ltd', 380000, 190000, 4, 1);

INSERT INTO client(id, version, given, family, preferred, born, phone, email, address,
 city, region, postcode, country, fitzpatrick, allergies, medicines, conditions, alert,
 emergency, referral, first_visit, tags, external_id, notes, do_not_book, archived) VALUES
 (1, 1, 'Ada', 'Byrne', 'A.', '1990-04-01', '555 0199', 'ada@example.org', '1 High St',
 'Leeds', 'York', 'LS1', 'UK', 'II', 'latex', 'aspirin', 'asthma', 'Ring twice',
 'Bo 555 0198', 'friend', '2020-01-01', 'vip', 'C-1', 'Prefers mornings', 'Owes', 0);
INSERT INTO session(id, version, client, service, staff, date, start, minutes,
 minutes_assumed, status, price, origin, overlap_ok, booked_on, cancelled_on,
 cancelled_by, late, not_treated_for, reason, external_id, notes) VALUES
 (1, 1, 1, 1, 1, '2026-03-12', 600, 60, 0, 'done', 3000000, 'booked', 0, '2026-03-01',
 NULL, NULL, 0, NULL, NULL, 'V-1', 'Calm skin'),
 (2, 1, 1, 1, 1, '2026-03-13', 600, 60, 0, 'cancelled', NULL, 'booked', 0, '2026-03-01',
 '2026-03-12', 'client', 1, NULL, 'Ill', NULL, NULL),
 (3, 1, 1, 1, 1, '2026-03-14', 600, 60, 0, 'not_treated', NULL, 'booked', 0, NULL,
 NULL, NULL, 0, 'screening', NULL, NULL, NULL);

INSERT INTO receipt(id, version, number, client, date, state, origin, note) VALUES
 (1, 1, '1001', 1, '2026-03-12', 'closed', 'here', 'Paid at once'),
 (2, 1, '1002', 1, '2026-03-13', 'open', 'here', NULL);
INSERT INTO receipt_line(id, version, receipt, position, service, product, session,
 description, staff, quantity, price, discount, amount, tax, tax2) VALUES
 (1, 1, 1, 1, 1, NULL, 1, 'Microneedling', 1, 1, 3000000, 0, 3000000, 150000, 0),
 (2, 1, 2, 1, NULL, 1, NULL, 'SPF 50', 1, 1, 0, 0, 0, 0, 0);
INSERT INTO payment(id, version, receipt, date, method, amount) VALUES
 (1, 1, 1, '2026-03-12', 'card', 3150000),
 (2, 1, 2, '2026-03-13', 'cash', 10000);

INSERT INTO checklist(id, version, code, edition, title, state, valid_months) VALUES
 (1, 1, 'microneedling', 1, 'Microneedling', 'draft', 6),
 (2, 1, 'microneedling', 2, 'Microneedling', 'draft', 6);
INSERT INTO checklist_item(id, version, checklist, position, code, ask, type, answers,
 only_if, every_visit) VALUES
 (1, 1, 1, 1, 'pregnant', 'Pregnant?', 'choice', 'yes=y=Yes|no=n=No', NULL, 1),
 (2, 1, 1, 2, 'until', 'Until when?', 'date', NULL, 'pregnant=yes', 1);
INSERT INTO checklist_rule(id, version, checklist, position, item, answer, verdict,
 window_n, window_unit, counted_from, site, guidance, source, override, enabled) VALUES
 (1, 1, 1, 1, 'pregnant', 'yes', 'block', 6, 'months', 'date', 0, 'Wait for the birth.',
 'House rule', 'owner', 1),
 (2, 1, 1, 2, 'pregnant', 'no', 'ok', NULL, NULL, NULL, 0, NULL, NULL, 'owner', 1);
UPDATE checklist SET state = 'published' WHERE id = 1;
INSERT INTO screening(id, version, client, checklist, session, date, answers, verdict,
 eligible_on, valid_until, entered_by, reviewed_by, override_by, override_reason) VALUES
 (1, 1, 1, 1, 1, '2026-03-12', '{"pregnant":"yes"}', 'block', '2026-04-12', '2026-09-12',
 1, 1, 1, 'Asked again'),
 (2, 1, 1, 1, 2, '2026-03-13', '{"pregnant":"no"}', 'ok', NULL, '2026-09-13', 1, NULL,
 NULL, NULL);

INSERT INTO review(id, version, client, session, asked_on, asked_by, asked_how,
 received_at, platform, stars, author, text, reply, replied_at, external_id) VALUES
 (1, 1, 1, 1, '2026-03-12', 1, 'email', 1700000000, 'google', 5, 'Ada B.', 'Good.',
 'Thank you.', 1700000001, 'R-1');
INSERT INTO subscriber(id, version, email, client, given, family, state, tags) VALUES
 (1, 1, 'ada@example.org', 1, 'Ada', 'Byrne', 'unsubscribed', 'news');
INSERT INTO consent_event(id, version, subscriber, at, state, who, source, wording,
 reason) VALUES
 (1, 1, 1, 1700000000, 'subscribed', 1, 'desk', 'News once a month', NULL),
 (2, 1, 1, 1700000001, 'unsubscribed', 1, 'desk', NULL, 'Too many');
INSERT INTO import_row(id, version, kind, identity, digest, row_table, row_id) VALUES
 (1, 1, 'clients', 'C-1', 'd1', 'client', 1);
