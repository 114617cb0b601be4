-- Second looks: what a supervisor looks at.

-- The chart of a visit that was just signed, where whoever signed has a supervisor.
-- :name look_draw
SELECT v.signature, s.client, v.staff, (SELECT coalesce(look_percent, 0) FROM practice) AS percent
  FROM session_signed v JOIN session s ON s.id = v.session JOIN staff f ON f.id = v.staff
 WHERE v.session = :session AND s.client IS NOT NULL AND f.supervisor <> f.id;

-- Charts that were drawn, and overrides, of those whom a login supervises.
-- :name look_waiting
SELECT signature, session, screening, client, staff, by, reason FROM (
SELECT d.signature, g.session, NULL AS screening, d.client, staff.id AS staff, staff.name AS by,
       NULL AS reason, s.date
  FROM staff CROSS JOIN second_look d ON d.staff = staff.id AND d.act = 'drawn'
  JOIN signature g ON g.id = d.signature JOIN session s ON s.id = g.session
 WHERE staff.supervisor = :staff AND staff.id <> :staff
   AND NOT EXISTS (SELECT 1 FROM second_look o WHERE o.signature = d.signature AND o.act <> 'drawn')
UNION ALL
SELECT NULL, NULL, n.id, n.client, staff.id, staff.name,
       coalesce((SELECT group_concat(o.reason, '; ') FROM rule_override o WHERE o.screening = n.id),
         n.override_reason), n.date
  FROM staff CROSS JOIN screening n ON n.override_by = staff.id
 WHERE staff.supervisor = :staff AND staff.id <> :staff
   AND NOT EXISTS (SELECT 1 FROM second_look o WHERE o.screening = n.id)
) ORDER BY date, signature, screening;

-- :name look_count
SELECT (SELECT count(*)
          FROM staff CROSS JOIN second_look d ON d.staff = staff.id AND d.act = 'drawn'
         WHERE staff.supervisor = :staff AND staff.id <> :staff
           AND NOT EXISTS (SELECT 1 FROM second_look o
                            WHERE o.signature = d.signature AND o.act <> 'drawn'))
     + (SELECT count(*) FROM staff CROSS JOIN screening n ON n.override_by = staff.id
         WHERE staff.supervisor = :staff AND staff.id <> :staff
           AND NOT EXISTS (SELECT 1 FROM second_look o WHERE o.screening = n.id)) AS n;
