-- When and where: working hours and time off, rooms and devices, who does what, and what a
-- visit takes of them. Columns are appended and no row is written, so a file of 1 GB takes
-- what the copy FILE.before-0011 takes, 1 GB, and a look through its sessions for each of
-- four indexes; the writer lock is held meanwhile.
DROP VIEW visit_overlap;
DROP VIEW visit;
DROP INDEX session_midnight;

CREATE TABLE room (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX room_name ON room(name COLLATE NOCASE);

CREATE TABLE device (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX device_name ON device(name COLLATE NOCASE);

-- Who does a service, where and with what it may be done: one of the three a row.
CREATE TABLE service_use (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  service INTEGER NOT NULL REFERENCES service(id),
  staff INTEGER REFERENCES staff(id),
  room INTEGER REFERENCES room(id),
  device INTEGER REFERENCES device(id),
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX service_use_staff ON service_use(service, staff) WHERE staff IS NOT NULL;
CREATE UNIQUE INDEX service_use_room ON service_use(service, room) WHERE room IS NOT NULL;
CREATE UNIQUE INDEX service_use_device ON service_use(service, device)
 WHERE device IS NOT NULL;

-- Of a person, or of the practice, the rows with the newest `since` up to a day count.
CREATE TABLE hours (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER REFERENCES staff(id),  -- NULL: the practice
  since TEXT,                          -- NULL: from the beginning
  days INTEGER NOT NULL,               -- bit 0 for Monday
  begins INTEGER,                      -- minutes since midnight; NULL: not working
  ends INTEGER,                        -- at or before begins: on the next day
  active INTEGER NOT NULL
) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  reason TEXT,
  staff INTEGER REFERENCES staff(id),  -- of the three none: the practice
  room INTEGER REFERENCES room(id),
  device INTEGER REFERENCES device(id),
  date TEXT NOT NULL,
  until TEXT,
  start INTEGER,                       -- NULL: all day
  minutes INTEGER,                     -- NULL: to the end of the day
  repeats TEXT,
  days INTEGER,
  external_id TEXT,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX block_external ON block(external_id) WHERE external_id IS NOT NULL;

ALTER TABLE service ADD COLUMN notice_hours INTEGER;
ALTER TABLE service ADD COLUMN late_fee INTEGER;
ALTER TABLE service ADD COLUMN preparation TEXT;

ALTER TABLE session ADD COLUMN room INTEGER REFERENCES room(id);
ALTER TABLE session ADD COLUMN device INTEGER REFERENCES device(id);
ALTER TABLE session ADD COLUMN numbing INTEGER;
ALTER TABLE session ADD COLUMN cleanup INTEGER;
ALTER TABLE session ADD COLUMN joined INTEGER REFERENCES session(id);
ALTER TABLE session ADD COLUMN was_date TEXT;
ALTER TABLE session ADD COLUMN was_start INTEGER;
ALTER TABLE session ADD COLUMN late_fee INTEGER;
ALTER TABLE session ADD COLUMN numbing_on INTEGER;
ALTER TABLE session ADD COLUMN stopped TEXT;

CREATE INDEX session_midnight ON session(date, staff)
 WHERE start + coalesce(numbing, 0) + minutes + coalesce(cleanup, 0) > 1440;
CREATE INDEX session_room ON session(room, date) WHERE room IS NOT NULL;
CREATE INDEX session_device ON session(device, date) WHERE device IS NOT NULL;
CREATE INDEX session_joined ON session(joined) WHERE joined IS NOT NULL;

-- A session, and what the rules say of it. Moments count minutes from 1970, clinic wall
-- time.
--   takes_time      its practitioner, room and device are busy meanwhile
--   is_open         it has not ended yet
--   over_midnight   it goes on into the next day, clean-up included
--   begins          when the client comes; NULL: no start is known
--   treats          when the treatment begins, after the numbing; NULL alike
--   ends            when the treatment ends; without a start with its day
--   leaves          when the room is free again, after the clean-up
--   due             from then on it lacks an outcome: a booking at its end, one that is
--                   here or in treatment at the next midnight; NULL: it has one
--   cancelled_late  the client cancelled inside the notice period
--   screening       NULL: its service needs none; else by the client's newest one up to
--                   its day: missing (or no longer valid), stops, allows
--   unscreened      it was treated here although no screening allowed it
CREATE VIEW visit AS
SELECT x.*, x.midnight + x.start AS begins, x.midnight + x.treated AS treats,
       x.midnight + coalesce(x.treated + x.minutes, 1440) AS ends,
       x.midnight + coalesce(x.empty, 1440) AS leaves,
       x.empty > 1440 AS over_midnight,
       CASE WHEN x.status IN ('booked', 'confirmed')
            THEN x.midnight + coalesce(x.treated + x.minutes, 1440)
            WHEN x.status IN ('here', 'in_treatment')
            THEN x.midnight + CASE WHEN x.treated + x.minutes > 1440 THEN 2880 ELSE 1440 END
       END AS due,
       CASE WHEN x.status = 'done' AND x.origin <> 'import'
            THEN coalesce(x.screening <> 'allows', 0) ELSE 0 END AS unscreened
  FROM (SELECT s.*,
             s.status NOT IN ('cancelled', 'no_show', 'not_treated') AS takes_time,
             s.status IN ('booked', 'confirmed', 'here', 'in_treatment') AS is_open,
             CAST((julianday(s.date) - 2440587.5) * 1440 AS INTEGER) AS midnight,
             s.start + coalesce(s.numbing, 0) AS treated,
             s.start + coalesce(s.numbing, 0) + s.minutes + coalesce(s.cleanup, 0) AS empty,
             s.status = 'cancelled' AND s.late AS cancelled_late,
             (SELECT CASE WHEN v.checklist IS NOT NULL THEN coalesce(
                  (SELECT CASE WHEN n.valid_until < s.date THEN 'missing'
                               WHEN n.allows_from <= s.date THEN 'allows' ELSE 'stops' END
                     FROM screening_says n JOIN checklist k ON k.id = n.checklist
                    WHERE n.client = s.client AND n.date <= s.date AND k.code = v.checklist
                    ORDER BY n.date DESC, n.id DESC LIMIT 1), 'missing') END
                FROM service v WHERE v.id = s.service) AS screening
        FROM session s) x;

-- Two visits at the same time that take one practitioner or device (for the treatment) or
-- one room (from when the client comes until it is clean), the one that begins first named
-- first, unless one was let in on purpose.
CREATE VIEW visit_overlap AS
SELECT 'staff' AS kind, a.id AS session, b.id AS other
  FROM visit a JOIN visit b ON b.staff = a.staff
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'room', a.id, b.id
  FROM visit a JOIN visit b ON b.room = a.room
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.begins, a.id) < (b.begins, b.id) AND b.begins < a.leaves AND b.leaves > a.begins
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'device', a.id, b.id
  FROM visit a JOIN visit b ON b.device = a.device
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok;
