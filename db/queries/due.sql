-- Due: whom to call (practice/due.c), each try (practice/contact.c), who waits
-- (practice/waiting.c). What a try hides it hides until :today: `hidden`, "~" for good.

-- Bookings to come on days on which their practitioner has time off, once, or the practice
-- has; due_moves.c asks whether they stand in it. A call before that was written was about
-- something else.
-- :name due_moves
SELECT s.id AS session, s.client, s.service, s.staff, s.date, s.start, s.numbing, x.since,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       v.name AS service_name, v.code AS service_code, v.preparation,
       f.name AS staff_name, f.code AS staff_code,
       (SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = s.client AND about = 'call' AND session = s.id AND at >= x.since
         ORDER BY at DESC, id DESC LIMIT 1) AS hidden
  FROM (SELECT t.id, max((SELECT at FROM journal WHERE n = block.version)) AS since
          FROM block CROSS JOIN visit t
         WHERE block.active AND block.repeats IS NULL AND block.room IS NULL AND block.device IS NULL
           AND coalesce(block.until, block.date) >= :today
           AND t.is_open AND t.date BETWEEN max(block.date, :today) AND coalesce(block.until, block.date)
           AND t.status IN ('booked', 'confirmed') AND t.client IS NOT NULL
           AND (block.staff IS NULL OR t.staff = block.staff) AND (:staff = 0 OR t.staff = :staff)
         GROUP BY t.id) x
  JOIN session s ON s.id = x.id
  JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 ORDER BY s.date, s.start, s.id;

-- :name due_calls
SELECT s.id AS session, s.client, s.service, s.staff, s.date, s.start, s.numbing,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       v.name AS service_name, v.code AS service_code, v.preparation,
       f.name AS staff_name, f.code AS staff_code,
       (SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = s.client AND about = 'call' AND session = s.id
         ORDER BY at DESC, id DESC LIMIT 1) AS hidden
  FROM session s JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.date = :day AND s.status = 'booked' AND (:staff = 0 OR s.staff = :staff)
 ORDER BY s.start, s.id;

-- The newest first: who has just become due comes most likely. A try before the newest visit
-- was about another time.
-- :name due_back
SELECT d.client, d.service, d.due, d.last, d.done, d.planned,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       v.name AS service_name, v.code AS service_code, v.preparation,
       (SELECT staff FROM session WHERE client = d.client AND date = d.last
           AND service = d.service AND status = 'done' ORDER BY id DESC LIMIT 1) AS staff,
       (SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = d.client AND about = 'due' AND service = d.service
           AND at >= CAST(strftime('%s', d.last, '+1 day') AS INTEGER)
         ORDER BY at DESC, id DESC LIMIT 1) AS hidden
  FROM client_due d JOIN client c ON c.id = d.client JOIN service v ON v.id = d.service
 WHERE d.due <= :today
 ORDER BY d.due DESC, d.client DESC, d.service DESC;

-- And whether anybody waits for a time, and somebody is to be asked how it heals.
-- :name due_back_count
SELECT count(*) AS n, EXISTS (SELECT 1 FROM waiting WHERE ended_on IS NULL) AS waits,
       EXISTS (SELECT 1 FROM follow_up WHERE done_on IS NULL AND due <= :today) AS asked
  FROM (SELECT 1 FROM client_due d
 WHERE d.due <= :today
   AND (:staff = 0 OR :staff = (SELECT staff FROM session WHERE client = d.client
         AND date = d.last AND service = d.service AND status = 'done'
         ORDER BY id DESC LIMIT 1))
   AND coalesce((SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = d.client AND about = 'due' AND service = d.service
           AND at >= CAST(strftime('%s', d.last, '+1 day') AS INTEGER)
         ORDER BY at DESC, id DESC LIMIT 1), '') <= :today
 LIMIT :most);

-- :name due_waiting
SELECT w.id AS waiting, w.client, w.service, w.staff, w.days, w.after, w.before, w.until,
       w.sooner, w.urgent, w.note, w.added_on,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       v.name AS service_name, v.code AS service_code, v.preparation,
       s.date AS sooner_date, s.start AS sooner_start,
       s.status NOT IN ('booked', 'confirmed') AS sooner_over,
       (SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = w.client AND about = 'waiting' AND service = w.service
           AND at >= CAST(strftime('%s', w.added_on, '-1 day') AS INTEGER)
         ORDER BY at DESC, id DESC LIMIT 1) AS hidden
  FROM waiting w JOIN client c ON c.id = w.client JOIN service v ON v.id = w.service
  LEFT JOIN session s ON s.id = w.sooner
 WHERE w.ended_on IS NULL AND NOT c.archived AND c.do_not_book IS NULL
   AND (w.until IS NULL OR w.until >= :today)
 ORDER BY w.urgent DESC, w.added_on, w.id;

-- :name due_reviews
SELECT r.id AS review, r.client, r.received_at, r.stars, r.author,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel
  FROM review r LEFT JOIN client c ON c.id = r.client
 WHERE r.received_at >= :since AND r.reply IS NULL AND r.replied_at IS NULL
 ORDER BY r.received_at DESC, r.id DESC;

-- Those of one cause, newest first.
-- :name contact_tries
SELECT id, at, channel, outcome, note, hidden_until FROM contact
 WHERE client = :client AND about = :about AND at >= :since
   AND (:session IS NULL OR session = :session) AND (:service IS NULL OR service = :service)
 ORDER BY at DESC, id DESC;

-- :name waiting_of
SELECT * FROM waiting
 WHERE client = :client AND service = :service AND ended_on IS NULL ORDER BY id;

-- The first visit to come of a service.
-- :name waiting_sooner
SELECT id FROM session
 WHERE client = :client AND +service = :service AND status IN ('booked', 'confirmed')
   AND date >= :today
 ORDER BY date, start, id LIMIT 1;

-- What ends before a visit that is booked by :last, or has ended since :since, of each the
-- first such visit; of who treats also what no visit is booked after. A month's end as in
-- due_now. `what` is enum due_end.
-- :name due_ends
WITH v AS (SELECT s.id AS session, s.client, s.service, s.staff, s.date, s.start, s.numbing,
                  x.checklist, x.consent, x.needs_order
             FROM session s JOIN service x ON x.id = s.service
            WHERE s.date BETWEEN :today AND :last AND s.status IN ('booked', 'confirmed')
              AND s.client IS NOT NULL AND (:staff = 0 OR s.staff = :staff)),
 e AS (
SELECT 0 AS what, n.id AS paper, k.title AS label, NULL AS document, n.valid_until AS ends, NULL AS who,
       v.session, v.date
  FROM v JOIN screening n ON n.id = (SELECT m.id FROM screening m JOIN checklist l ON l.id = m.checklist
                                      WHERE m.client = v.client AND l.code = v.checklist
                                      ORDER BY m.date DESC, m.id DESC LIMIT 1)
  JOIN checklist k ON k.id = n.checklist
 WHERE n.valid_until >= :since AND n.valid_until < v.date
UNION ALL
SELECT 1, c.id, c.item, NULL, c.expires, NULL, v.session, v.date
  FROM v JOIN clearance c ON c.client = v.client
 WHERE c.expires >= :since AND c.expires < v.date
   AND EXISTS (SELECT 1 FROM checklist k JOIN checklist_item i ON i.checklist = k.id
                WHERE k.code = v.checklist AND k.state = 'published' AND i.code = c.item)
   AND NOT EXISTS (SELECT 1 FROM clearance d WHERE d.client = c.client AND d.item = c.item
                    AND coalesce(d.expires > c.expires, 1))
UNION ALL
SELECT 2, o.id, coalesce(x.name, 'all treatments'), NULL, o.expires, NULL, v.session, v.date
  FROM v JOIN treatment_order o ON o.client = v.client LEFT JOIN service x ON x.id = o.service
 WHERE v.needs_order AND coalesce(o.service = v.service, 1)
   AND o.expires >= :since AND o.expires < v.date
   AND NOT EXISTS (SELECT 1 FROM treatment_order d WHERE d.client = o.client
                    AND coalesce(d.service = v.service, 1) AND coalesce(d.expires > o.expires, 1))
UNION ALL
SELECT 3, c.id, d.title, d.id, c.expires, NULL, v.session, v.date
  FROM v JOIN consent c ON c.client = v.client JOIN document d ON d.id = c.document
 WHERE d.code = v.consent AND d.kind = 'consent' AND c.revoked_on IS NULL
   AND coalesce(c.service = v.service, 1) AND c.expires >= :since AND c.expires < v.date
   AND NOT EXISTS (SELECT 1 FROM consent n JOIN document m ON m.id = n.document
                    WHERE n.client = c.client AND m.code = d.code AND n.revoked_on IS NULL
                      AND coalesce(n.service = v.service, 1) AND coalesce(n.expires > c.expires, 1))
UNION ALL
SELECT 4, t.id, t.label, NULL, t.ends, NULL, v.session, v.date
  FROM v JOIN (SELECT p.id, p.client, coalesce(x.name, p.note) AS label, k.code,
                      CASE window_unit WHEN 'days' THEN date(p.tested_on, '+' || window_n || ' days')
                      ELSE min(date(p.tested_on, '+' || window_n || ' months'),
                           date(p.tested_on, 'start of month', '+' || (window_n + 1) || ' months',
                                '-1 day')) END AS ends
                 FROM checklist k JOIN checklist_rule ON checklist_rule.checklist = k.id
                 CROSS JOIN patch_test p LEFT JOIN product x ON x.id = p.product
                WHERE k.state = 'published' AND checklist_rule.item = 'patch_test' AND answer = 'older'
                  AND enabled AND p.client IN (SELECT client FROM v) AND p.result = 'negative') t
    ON t.client = v.client AND t.code = v.checklist
 WHERE t.ends >= :since AND t.ends < v.date
   AND NOT EXISTS (SELECT 1 FROM patch_test n WHERE n.client = t.client AND n.result = 'negative'
                    AND n.id <> t.id AND n.tested_on > (SELECT tested_on FROM patch_test WHERE id = t.id))
UNION ALL
SELECT 5, staff.id, '', NULL, staff.licence_ends, staff.name, v.session, v.date
  FROM staff LEFT JOIN v ON v.staff = staff.id AND v.date > staff.licence_ends
 WHERE staff.active AND staff.licence_ends BETWEEN :since AND :last
   AND (:staff = 0 OR staff.id = :staff)
UNION ALL
SELECT 6, certificate.id, certificate.name, NULL, certificate.ends, f.name, v.session, v.date
  FROM certificate JOIN staff f ON f.id = certificate.staff
  LEFT JOIN v ON v.staff = f.id AND v.date > certificate.ends
 WHERE certificate.active AND f.active AND certificate.ends BETWEEN :since AND :last
   AND (:staff = 0 OR f.id = :staff))
SELECT e.what, e.paper, e.label, e.document, e.ends, e.who, min(e.date) AS date,
       s.id AS session, s.client, s.service, s.staff, s.start, s.numbing,
       c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       x.name AS service_name, x.code AS service_code, x.preparation, x.checklist,
       f.name AS staff_name, f.code AS staff_code
  FROM e LEFT JOIN session s ON s.id = e.session LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service x ON x.id = s.service LEFT JOIN staff f ON f.id = s.staff
 GROUP BY e.what, e.paper
 ORDER BY e.ends, e.what, e.paper;
