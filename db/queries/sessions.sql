-- Visits: the agenda, what waits, booking.

-- One list of visits: those of a day in time order (:date; :staff 0: everybody's),
-- or those of a client, newest first and before :before and :before_id. A visit is
-- paid where a closed receipt tells of it, or of its client on its day; one that
-- an import brought and nobody has touched since was paid elsewhere. The screening
-- is the client's newest by the service's checklist, as it stood on the visit's day; it
-- matters, and is looked for, until the treatment begins.
-- :name session_list
SELECT s.id, s.version, s.client, s.service, s.staff, s.date, s.start, s.minutes,
       s.status, s.price, s.origin, s.insisted,
       c.given, c.family, c.preferred, c.phone, c.alert, c.allergies,
       v.name AS service_name, v.code AS service_code, f.name AS staff_name, f.code AS staff_code,
       s.status = 'done' AND coalesce(s.price, 1) <> 0
         AND NOT EXISTS (SELECT 1 FROM receipt r
              WHERE r.client = s.client AND r.date = s.date AND r.state = 'closed')
         AND NOT EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
              WHERE l.session = s.id AND r.state = 'closed')
         AND NOT (s.origin = 'import' AND EXISTS (SELECT 1 FROM journal j
              WHERE j.n = s.version AND j.kind = 'import')) AS to_pay,
       v.checklist IS NOT NULL AS screened,
       coalesce(n.valid_until >= s.date, 0) AS valid,
       coalesce(n.verdict IN ('ok', 'caution')
         OR (n.verdict = 'defer' AND n.eligible_on <= s.date)
         OR (n.override_by IS NOT NULL AND n.verdict <> 'incomplete'), 0) AS treatable
  FROM (SELECT id FROM session
         WHERE date = :date AND (:staff = 0 OR staff = :staff)
        UNION ALL
        SELECT id FROM (SELECT id FROM session
         WHERE client = :client AND (date, id) < (:before, :before_id)
         ORDER BY date DESC, id DESC LIMIT :limit)) x
  JOIN session s ON s.id = x.id
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
  LEFT JOIN screening n ON n.id = CASE WHEN s.status IN ('booked', 'confirmed', 'here') THEN
      (SELECT m.id FROM screening m JOIN checklist k ON k.id = m.checklist
        WHERE m.client = s.client AND m.date <= s.date AND k.code = v.checklist
        ORDER BY m.date DESC, m.id DESC LIMIT 1) END
 ORDER BY s.date DESC, CASE WHEN :client IS NULL THEN s.start END,
       CASE WHEN :client IS NULL THEN s.id ELSE -s.id END;

-- Free time of a practitioner between two visits of a day, at least :least minutes; of
-- who has none, from :opens to :closes, with the role that says who treats.
-- :name session_gaps
SELECT g.staff, g.free_from, g.next_start - g.free_from AS minutes,
       f.name AS staff_name, f.code AS staff_code, NULL AS role
  FROM (SELECT staff, max(start + minutes) OVER w AS free_from, lead(start) OVER w AS next_start
          FROM session
         WHERE date = :date AND start IS NOT NULL AND staff IS NOT NULL
           AND (:staff = 0 OR staff = :staff)
           AND status NOT IN ('cancelled', 'no_show', 'not_treated')
        WINDOW w AS (PARTITION BY staff ORDER BY start, id)) g
  JOIN staff f ON f.id = g.staff
 WHERE g.next_start - g.free_from >= :least
UNION ALL
SELECT staff.id, :opens, :closes - :opens, staff.name, staff.code, staff.role
  FROM staff
 WHERE staff.active AND staff.treats
   AND (:staff = 0 OR staff.id = :staff) AND :closes - :opens >= :least
   AND NOT EXISTS (SELECT 1 FROM session s WHERE s.date = :date AND s.staff = staff.id
         AND s.status NOT IN ('cancelled', 'no_show', 'not_treated'))
 ORDER BY free_from, staff;

-- Bookings whose end has passed, and visits of past days that were left open;
-- counted up to :most. (The list of states is that of the index session_open.)
-- :name session_no_outcome
SELECT count(*) AS n, min(date) AS first FROM (SELECT date FROM session
 WHERE status IN ('booked', 'confirmed', 'here', 'in_treatment')
   AND date <= :today AND (:staff = 0 OR staff = :staff)
   AND (date < :today OR (status IN ('booked', 'confirmed') AND start + minutes <= :now))
 ORDER BY date LIMIT :most);

-- Booked for a day and not confirmed yet, counted up to :most.
-- :name session_calls
SELECT count(*) AS n FROM (SELECT 1 FROM session
 WHERE date = :date AND status = 'booked' AND (:staff = 0 OR staff = :staff) LIMIT :most);

-- Another visit of the practitioner at that time: of the day, of the one before that goes
-- on past midnight, or of the next that this one reaches. A visit takes a day at most.
-- :name session_overlap
SELECT s.id, s.start, s.minutes
  FROM session s
 WHERE s.staff = :staff AND s.date BETWEEN date(:date, '-1 day') AND date(:date, '+1 day')
   AND s.id <> :session
   AND s.start + 1440 * (julianday(s.date) - julianday(:date)) < :start + :minutes
   AND s.start + s.minutes + 1440 * (julianday(s.date) - julianday(:date)) > :start
   AND s.status NOT IN ('cancelled', 'no_show', 'not_treated')
 ORDER BY s.date, s.start LIMIT 1;

-- The newest visits of a client that were kept or are to come.
-- :name session_usual
SELECT s.service, s.staff, s.date, s.start, v.active AS offered,
       coalesce(f.active AND f.treats, 0) AS treats, coalesce(f.role, '') AS role
  FROM session s LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.client = :client AND s.status NOT IN ('cancelled', 'no_show', 'not_treated')
 ORDER BY s.date DESC, s.id DESC LIMIT :most;

-- Who wrote an entry of the journal.
-- :name session_writer
SELECT coalesce(f.name, 'chairside') AS name
  FROM journal j LEFT JOIN staff f ON f.id = j.who WHERE j.n = :n;

-- The last day before :before on which a service with that checklist was done.
-- :name session_last_on_checklist
SELECT s.date FROM session s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date < :before AND s.status = 'done' AND v.checklist = :code
 ORDER BY s.date DESC LIMIT 1;

-- The last day before :before on which a service was done; and how often it was. (By
-- the client: few visits are one client's, many one service's.)
-- :name session_last_of_service
SELECT max(date) AS last, count(*) AS n FROM session
 WHERE client = :client AND date < :before AND status = 'done' AND +service = :service;

-- The newest visit done up to :today, and the first to come.
-- :name session_last_done
SELECT s.date, v.name AS service_name FROM session s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date <= :today AND s.status = 'done'
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- :name session_next
SELECT s.id, s.date, s.start, v.name AS service_name
  FROM session s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date >= :today
   AND s.status IN ('booked', 'confirmed', 'here', 'in_treatment')
 ORDER BY s.date, s.start, s.id LIMIT 1;

-- The first other visit of a client on a day.
-- :name session_same_day
SELECT s.start, v.name AS service_name
  FROM session s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date = :date AND s.id <> :session
   AND s.status NOT IN ('cancelled', 'no_show', 'not_treated')
 ORDER BY s.start, s.id LIMIT 1;

-- The newest service with a series among the visits done or to come.
-- :name session_series
SELECT s.service, v.name AS service_name, v.series_count
  FROM session s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND v.series_count IS NOT NULL
   AND s.status NOT IN ('cancelled', 'no_show', 'not_treated')
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- :name client_counts
SELECT sessions_done, no_shows, late_cancels FROM client_stat WHERE client = :client;
