-- Photos and papers of clients.

-- The client's file of that digest, else one of the same picture.
-- :name file_again
SELECT id FROM attachment WHERE client = :client AND (digest = :digest OR picture = :picture)
 ORDER BY digest <> :digest, id LIMIT 1;

-- The client's visit of a day; of several the one that was begun last.
-- :name file_visit
SELECT id FROM session WHERE client = :client AND date = :date
   AND status NOT IN ('cancelled', 'no_show', 'not_treated')
 ORDER BY status IN ('in_treatment', 'done') DESC, start DESC, id DESC LIMIT 1;

-- Is it the scan of one of the client's papers?
-- :name file_is_scan
SELECT 1 FROM consent WHERE client = :client AND attachment = :file
UNION ALL SELECT 1 FROM clearance WHERE client = :client AND attachment = :file;

-- :name files_of_client
SELECT a.id, a.session, a.date, a.kind, a.angle, a.format, a.note, a.size,
       a.picture IS NOT NULL AS shown, v.name AS service
  FROM attachment a LEFT JOIN session s ON s.id = a.session
  LEFT JOIN service v ON v.id = s.service
 WHERE a.client = :client ORDER BY a.date DESC, a.id DESC;

-- :name files_of_visit
SELECT a.id, a.session, a.date, a.kind, a.angle, a.format, a.note, a.size,
       a.picture IS NOT NULL AS shown, v.name AS service
  FROM attachment a JOIN session s ON s.id = a.session
  LEFT JOIN service v ON v.id = s.service
 WHERE a.session = :session ORDER BY a.date DESC, a.id DESC;

-- By the names they have among the files.
-- :name check_files
SELECT id, digest, size FROM attachment ORDER BY digest, id;

-- :name file_of_digest
SELECT id FROM attachment WHERE digest = :digest ORDER BY id LIMIT 1;

-- To a photo before a treatment the newest after one that shows the client so, to any other
-- the first one before.
-- :name picture_other
SELECT b.id FROM attachment a JOIN attachment b ON b.client = a.client
 WHERE a.id = :id AND b.id <> a.id AND b.picture IS NOT NULL AND b.angle IS a.angle
   AND CASE a.kind WHEN 'before' THEN b.kind = 'after' AND b.date >= a.date
                   ELSE b.kind = 'before' AND b.date <= a.date END
 ORDER BY CASE b.kind WHEN 'before' THEN b.date END, b.date DESC, b.id LIMIT 1;

-- What was done between two days, or on one.
-- :name picture_services
SELECT v.name AS service, count(*) AS n
  FROM session s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.status = 'done' AND s.date >= :from AND s.date <= :to
   AND (s.date < :to OR :from = :to)
 GROUP BY v.id ORDER BY min(s.date), v.name;
