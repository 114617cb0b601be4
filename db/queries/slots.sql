-- When and where: what src/practice/slot.h is made of.

-- Who works here, and where and with what is treated.
-- :name slot_places
SELECT 0 AS kind, id, name, code, treats, room, role, active FROM staff
UNION ALL SELECT 1, id, name, NULL, NULL, NULL, NULL, active FROM room
UNION ALL SELECT 2, id, name, NULL, NULL, NULL, NULL, active FROM device
 ORDER BY kind, active DESC, name COLLATE NOCASE, id;

-- :name slot_uses
SELECT service, staff, room, device FROM service_use WHERE active;

-- One tick of the page Who and where; of the three places one is not 0.
-- :name place_use
SELECT * FROM service_use
 WHERE service = :service AND (staff = :staff OR room = :room OR device = :device);

-- Each person's sets of hours after each other, the newest first.
-- :name slot_hours
SELECT staff, since, days, begins, ends FROM hours WHERE active ORDER BY staff, since DESC, begins;

-- Time off on or after :first.
-- :name slot_blocks
SELECT staff, room, device, date, until, start, minutes, repeats, days, reason FROM block
 WHERE active AND coalesce(until, CASE WHEN repeats IS NULL THEN date END, :first) >= :first
 ORDER BY date, id;

-- What takes time on the days from :first to :last, and of the day before what goes on
-- into them.
-- :name slot_visits
SELECT id, coalesce(joined, id) AS coming, client, service, staff, room, device, date, start,
       numbing, minutes, cleanup, version, status
  FROM visit WHERE date BETWEEN :first AND :last AND takes_time AND start IS NOT NULL
UNION ALL
SELECT id, coalesce(joined, id) AS coming, client, service, staff, room, device, date, start,
       numbing, minutes, cleanup, version, status
  FROM visit WHERE date = date(:first, '-1 day') AND over_midnight AND takes_time;

-- The same of one person, one room and one device alone.
-- :name slot_beside
SELECT id, coalesce(joined, id) AS coming, client, service, staff, room, device, date, start,
       numbing, minutes, cleanup
  FROM visit WHERE staff = :staff AND date BETWEEN :first AND :last
   AND takes_time AND start IS NOT NULL
UNION
SELECT id, coalesce(joined, id) AS coming, client, service, staff, room, device, date, start,
       numbing, minutes, cleanup
  FROM visit WHERE room = :room AND date BETWEEN :first AND :last
   AND takes_time AND start IS NOT NULL
UNION
SELECT id, coalesce(joined, id) AS coming, client, service, staff, room, device, date, start,
       numbing, minutes, cleanup
  FROM visit WHERE device = :device AND date BETWEEN :first AND :last
   AND takes_time AND start IS NOT NULL;
