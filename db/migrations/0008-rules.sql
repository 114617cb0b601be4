-- Rules said once: what a screening allows, what the practice says of a visit, and which
-- visits overlap. Statements, checks and the program read these views; none of them
-- repeats an expression. An overlap is judged once after a write, on the visits that it
-- changed (db/judge.c), no longer row by row: two visits can be swapped.
DROP TRIGGER session_overlap_insert;
DROP TRIGGER session_overlap_update;

-- Visits that go on past midnight, so that the next day finds them.
CREATE INDEX session_midnight ON session(date, staff) WHERE start + minutes > 1440;

-- A screening, and the first day on which it lets a treatment start; NULL: none.
CREATE VIEW screening_says AS
SELECT n.*, CASE
    WHEN n.verdict IN ('ok', 'caution') THEN n.date
    WHEN n.override_by IS NOT NULL AND n.verdict <> 'incomplete' THEN n.date
    WHEN n.verdict = 'defer' THEN n.eligible_on
  END AS allows_from
  FROM screening n;

-- A session, and what the rules say of it. Minutes of `begins`, `ends` and `due` count
-- from 1970, clinic wall time.
--   takes_time      its practitioner is busy meanwhile
--   is_open         it has not ended yet
--   over_midnight   it goes on into the next day
--   begins, ends    NULL: no start is known; without one it ends with its day
--   due             from then on it lacks an outcome: a booking at its end, one that is
--                   here or in treatment at the next midnight; NULL: it has one
--   cancelled_late  the client cancelled inside the notice period
--   screening       NULL: its service needs none; else by the client's newest one up to
--                   its day: missing (or no longer valid), stops, allows
--   unscreened      it was treated here although no screening allowed it
CREATE VIEW visit AS
SELECT x.*, CASE WHEN x.status = 'done' AND x.origin <> 'import'
                 THEN coalesce(x.screening <> 'allows', 0) ELSE 0 END AS unscreened
  FROM (SELECT s.*,
             s.status NOT IN ('cancelled', 'no_show', 'not_treated') AS takes_time,
             s.status IN ('booked', 'confirmed', 'here', 'in_treatment') AS is_open,
             s.start + s.minutes > 1440 AS over_midnight,
             s.midnight + s.start AS begins,
             s.midnight + coalesce(s.start + s.minutes, 1440) AS ends,
             CASE WHEN s.status IN ('booked', 'confirmed')
                  THEN s.midnight + coalesce(s.start + s.minutes, 1440)
                  WHEN s.status IN ('here', 'in_treatment')
                  THEN s.midnight + CASE WHEN s.start + s.minutes > 1440 THEN 2880 ELSE 1440 END
             END AS due,
             s.status = 'cancelled' AND s.late AS cancelled_late,
             (SELECT CASE WHEN v.checklist IS NOT NULL THEN coalesce(
                  (SELECT CASE WHEN n.valid_until < s.date THEN 'missing'
                               WHEN n.allows_from <= s.date THEN 'allows' ELSE 'stops' END
                     FROM screening_says n JOIN checklist k ON k.id = n.checklist
                    WHERE n.client = s.client AND n.date <= s.date AND k.code = v.checklist
                    ORDER BY n.date DESC, n.id DESC LIMIT 1), 'missing') END
                FROM service v WHERE v.id = s.service) AS screening
        FROM (SELECT t.*, CAST((julianday(t.date) - 2440587.5) * 1440 AS INTEGER) AS midnight
                FROM session t) s) x;

-- Two visits of one practitioner at the same time, the one that begins first named
-- first, unless one was let in on purpose.
CREATE VIEW visit_overlap AS
SELECT a.id AS session, b.id AS other
  FROM visit a JOIN visit b ON b.staff = a.staff
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.begins, a.id) < (b.begins, b.id) AND b.begins < a.ends AND b.ends > a.begins
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok;
