-- Rules across rows, see db/judge.c: whether the row :id is beside one that it must not be
-- beside, and all such pairs of the file. The views say the rules.

-- :name rule_overlap_staff
SELECT 1 FROM visit_overlap WHERE kind = 'staff' AND session = :id
UNION ALL SELECT 1 FROM visit_overlap WHERE kind = 'staff' AND other = :id LIMIT 1;

-- :name check_overlap_staff
SELECT session AS id, other FROM visit_overlap WHERE kind = 'staff' AND other = :other;

-- :name check_overlap_staff_times
SELECT id, staff AS place, treats AS begins, ends AS ends FROM visit
 WHERE takes_time AND NOT overlap_ok AND begins IS NOT NULL AND staff IS NOT NULL;

-- :name rule_overlap_room
SELECT 1 FROM visit_overlap WHERE kind = 'room' AND session = :id
UNION ALL SELECT 1 FROM visit_overlap WHERE kind = 'room' AND other = :id LIMIT 1;

-- :name check_overlap_room
SELECT session AS id, other FROM visit_overlap WHERE kind = 'room' AND other = :other;

-- :name check_overlap_room_times
SELECT id, room AS place, begins AS begins, leaves AS ends FROM visit
 WHERE takes_time AND NOT overlap_ok AND begins IS NOT NULL AND room IS NOT NULL;

-- :name rule_overlap_device
SELECT 1 FROM visit_overlap WHERE kind = 'device' AND session = :id
UNION ALL SELECT 1 FROM visit_overlap WHERE kind = 'device' AND other = :id LIMIT 1;

-- :name check_overlap_device
SELECT session AS id, other FROM visit_overlap WHERE kind = 'device' AND other = :other;

-- :name check_overlap_device_times
SELECT id, device AS place, treats AS begins, ends AS ends FROM visit
 WHERE takes_time AND NOT overlap_ok AND begins IS NOT NULL AND device IS NOT NULL;
