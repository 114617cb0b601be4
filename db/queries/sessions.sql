-- Visits: the agenda, what waits, booking.

-- What the rules say of a visit is in the view of that name (db/schema.sql).

-- The visits of a day (:staff 0: everybody's), with those of the day before that go on into
-- it: what is counted and ordered by. A visit is paid where a closed receipt tells of it, or
-- of its client on its day; one that an import brought and nobody has touched since was paid
-- elsewhere. A screening matters, and is looked for, until the treatment begins. (CASE asks
-- no more than it needs; AND would look everything up.)
-- :name session_day
SELECT s.id, s.version, s.client, s.staff, s.date, s.start, s.numbing, s.minutes, s.status,
       CASE WHEN s.status <> 'done' OR s.price = 0 THEN 0
            WHEN EXISTS (SELECT 1 FROM receipt r
              WHERE r.client = s.client AND r.date = s.date AND r.state = 'closed') THEN 0
            WHEN EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
              WHERE l.session = s.id AND r.state = 'closed') THEN 0
            WHEN s.origin = 'import' THEN NOT EXISTS (SELECT 1 FROM journal j
              WHERE j.n = s.version AND j.kind = 'import')
            ELSE 1 END AS to_pay,
       CASE WHEN s.status IN ('booked', 'confirmed', 'here')
            THEN s.screening END AS screening
  FROM visit s
 WHERE (s.date = :date OR s.id IN (SELECT id FROM visit
         WHERE date = date(:date, '-1 day') AND over_midnight AND takes_time))
   AND (:staff = 0 OR s.staff = :staff);

-- What is shown of one of them besides.
-- :name session_shown
SELECT s.insisted, c.given, c.family, c.preferred, c.alert, c.allergies,
       v.name AS service_name, v.code AS service_code, f.name AS staff_name, f.code AS staff_code,
       s.due, s.entered_at, w.name AS entered_by, h.name AS signed_by, g.at AS signed_at,
       EXISTS (SELECT 1 FROM signature x WHERE x.session = s.id AND x.id > g.signature
                AND x.act = 'wrong_client') AS wrong
  FROM visit s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
  LEFT JOIN staff w ON w.id = s.entered_by
  LEFT JOIN session_signed g ON g.session = s.id
  LEFT JOIN staff h ON h.id = g.staff
 WHERE s.id = :id;

-- Bookings whose end has passed, and visits of past days that were left open;
-- counted up to :most. (`is_open` is the condition of the index session_open.)
-- :name session_no_outcome
SELECT count(*) AS n, min(date) AS first FROM (SELECT date FROM visit
 WHERE is_open AND date <= :today AND (:staff = 0 OR staff = :staff) AND due <= :now
 ORDER BY date LIMIT :most);

-- The first day after :today on which somebody is to come. (By the index session_open.)
-- :name session_next_day
SELECT min(date) AS date FROM session
 WHERE date > :today AND status IN ('booked', 'confirmed', 'here', 'in_treatment');

-- The newest visits of a client that were kept or are to come.
-- :name session_usual
SELECT s.service, s.staff, s.date, s.start, s.status = 'done' AS done, v.active AS offered,
       f.active, f.treats, f.room, f.role
  FROM visit s LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.client = :client AND s.takes_time
 ORDER BY s.date DESC, s.id DESC LIMIT :most;

-- Who wrote an entry of the journal.
-- :name session_writer
SELECT coalesce(f.name, 'chairside') AS name
  FROM journal j LEFT JOIN staff f ON f.id = j.who WHERE j.n = :n;

-- What services with that checklist did before :before, the newest first: of each zone how
-- deep (NULL: no chart says). Where a chart of that day has zones, these are meant.
-- :name session_areas
WITH planned AS (SELECT n.zone FROM session t JOIN chart h ON h.session = t.id
                   JOIN chart_line n ON n.chart = h.id
                  WHERE t.client = :client AND t.date = :before)
SELECT s.date, l.zone, max(l.depth) AS depth
  FROM session s JOIN service v ON v.id = s.service
  LEFT JOIN chart c ON c.session = s.id LEFT JOIN chart_line l ON l.chart = c.id
 WHERE s.client = :client AND s.date < :before AND s.status = 'done' AND v.checklist = :code
   AND (l.zone IS NULL OR NOT EXISTS (SELECT 1 FROM planned) OR l.zone IN (SELECT zone FROM planned))
 GROUP BY s.date, l.zone
 ORDER BY s.date DESC, l.zone LIMIT 200;

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
  FROM visit s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date >= :today AND s.is_open
 ORDER BY s.date, s.start, s.id LIMIT 1;

-- The visits of a client that are to come.
-- :name session_card
SELECT s.date, s.start, v.name AS service_name, v.preparation, f.name AS staff_name
  FROM visit s LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.client = :client AND s.date >= :today AND s.status IN ('booked', 'confirmed')
 ORDER BY s.date, s.start, s.id;

-- The first other visit of a client on a day.
-- :name session_same_day
SELECT s.start, v.name AS service_name
  FROM visit s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date = :date AND s.id <> :session AND s.takes_time
 ORDER BY s.start, s.id LIMIT 1;

-- The newest service with a series among the visits done or to come.
-- :name session_series
SELECT s.service, v.name AS service_name, v.series_count
  FROM visit s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND v.series_count IS NOT NULL AND s.takes_time
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- The newest visit of a client for a service that was kept or is to come; and how many were
-- done, and are to come.
-- :name series_newest
SELECT date, start, staff FROM visit
 WHERE client = :client AND +service = :service AND takes_time
 ORDER BY date DESC, start DESC LIMIT 1;

-- :name series_counts
SELECT coalesce(sum(status = 'done'), 0) AS done, coalesce(sum(is_open), 0) AS open FROM visit
 WHERE client = :client AND +service = :service AND takes_time;

-- :name client_counts
SELECT sessions_done, no_shows, late_cancels FROM client_stat WHERE client = :client;

-- The visits of one coming: the first, and those joined to it.
-- :name session_coming
SELECT id FROM session WHERE id = :coming UNION ALL
SELECT id FROM session WHERE joined = :coming ORDER BY 1;
