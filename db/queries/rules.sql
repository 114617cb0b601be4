-- Rules across rows, see db/judge.c: whether the row :id is beside one that it must not be
-- beside, and all such pairs of the file. The views say the rules.

-- :name rule_overlap
SELECT 1 FROM visit_overlap WHERE session = :id
UNION ALL SELECT 1 FROM visit_overlap WHERE other = :id LIMIT 1;

-- :name check_overlap
SELECT session AS id, other FROM visit_overlap WHERE other = :other;

-- :name check_overlap_times
SELECT id, staff AS place, begins, ends FROM visit
 WHERE takes_time AND NOT overlap_ok AND begins IS NOT NULL AND staff IS NOT NULL;
