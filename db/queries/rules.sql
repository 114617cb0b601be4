-- Rules across rows, see db/judge.c: what the row :id must not be beside, and all such
-- pairs of the file. The views say the rules.

-- :name rule_overlap
SELECT other FROM visit_overlap WHERE session = :id
UNION ALL SELECT session FROM visit_overlap WHERE other = :id LIMIT 1;

-- :name check_overlap
SELECT session AS id, other FROM visit_overlap;
