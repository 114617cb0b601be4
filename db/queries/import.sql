-- Imports: what became of the rows of a file, and the records they name.

-- :name import_row_find
SELECT id, digest, row_id FROM import_row WHERE kind = :kind AND identity = :identity;

-- :name import_row_oldest
SELECT digest FROM import_row WHERE id > 0 ORDER BY id LIMIT 1;

-- All import rows of the same kind for one record, named by :row_table and :row_id.
-- :name import_row_digests
SELECT digest FROM import_row
 WHERE row_table = :row_table AND row_id = :row_id AND kind = :kind;

-- Has a list of visits that did not take place named this session?
-- :name import_session_claimed
SELECT 1 FROM import_row
 WHERE row_table = 'session' AND row_id = :session AND kind LIKE 'sessions.%' LIMIT 1;

-- Has a row of a bookings file named it?
-- :name import_session_booked
SELECT 1 FROM import_row
 WHERE row_table = 'session' AND row_id = :session AND kind = 'sessions' LIMIT 1;

-- The booking that a row of such a list names: same client and day, same service
-- where the row has one, not named by another row. First one that starts when the
-- row says, then one that is not in that state yet, then the earliest.
-- :name import_session_named
SELECT s.id FROM session s
 WHERE s.client IS :client AND s.date = :date
   AND (:service IS NULL OR s.service = :service)
   AND NOT EXISTS (SELECT 1 FROM import_row i WHERE i.row_table = 'session'
       AND i.row_id = s.id AND i.kind LIKE 'sessions.%')
 ORDER BY s.start IS NOT :start AND :start IS NOT NULL, s.status = :status,
       s.status IN ('cancelled', 'no_show', 'not_treated'), s.start IS NULL, s.start, s.id
 LIMIT 1;

-- A session that such a list made and no row of a bookings file has named yet.
-- :name import_session_waiting
SELECT s.id FROM session s
 WHERE s.client IS :client AND s.date = :date
   AND (s.service IS :service OR s.service IS NULL)
   AND (s.start IS NULL OR s.start IS :start) AND s.origin = 'import'
   AND EXISTS (SELECT 1 FROM import_row i WHERE i.row_table = 'session'
       AND i.row_id = s.id AND i.kind LIKE 'sessions.%')
   AND NOT EXISTS (SELECT 1 FROM import_row i WHERE i.row_table = 'session'
       AND i.row_id = s.id AND i.kind = 'sessions')
 ORDER BY s.start IS NULL, s.staff IS NOT :staff, s.id
 LIMIT 1;

-- :name import_receipt_named
SELECT id FROM receipt
 WHERE number IS :number AND client IS :client AND date = :date AND origin = 'import'
 ORDER BY id LIMIT 1;

-- The receipt that a refund names by its number.
-- :name import_receipt_corrected
SELECT id FROM receipt
 WHERE number = :number AND client IS :client AND date <= :date AND origin = 'import'
 AND corrects IS NULL
ORDER BY id DESC LIMIT 1;

-- :name import_receipt_last
SELECT max(position) AS position FROM receipt_line WHERE receipt = :receipt;

-- Two rows are enough to know that several people have the name.
-- :name import_client_by_sort_key
SELECT client AS id FROM client_key
 WHERE archived IN (0, 1) AND sort_key = :key ORDER BY archived, client LIMIT 2;

-- :name import_client_by_email
SELECT id FROM client WHERE email = :key COLLATE NOCASE ORDER BY id LIMIT 2;

-- :name import_staff_by_name
SELECT id FROM staff WHERE name = :key COLLATE NOCASE ORDER BY id LIMIT 2;

-- :name import_service_by_name
SELECT id FROM service WHERE name = :key COLLATE NOCASE ORDER BY active DESC, id LIMIT 2;

-- :name import_product_by_name
SELECT id FROM product WHERE name = :key COLLATE NOCASE ORDER BY active DESC, id LIMIT 2;

-- :name import_document_by_title
SELECT id FROM document WHERE title = :key COLLATE NOCASE AND state = 'published'
 ORDER BY edition DESC, id LIMIT 1;

-- :name import_template_by_title
SELECT id FROM chart_template WHERE title = :key COLLATE NOCASE AND state = 'published'
 ORDER BY edition DESC, id LIMIT 1;

-- An edition by its code and number, in one language or (NULL) that with which it began.
-- :name import_document_edition
SELECT id FROM document
 WHERE code = :code AND edition = :edition AND language = coalesce(:language, language)
 ORDER BY id LIMIT 1;

-- :name import_template_edition
SELECT id FROM chart_template WHERE code = :code AND edition = :edition AND :language IS NULL;

-- What that client signed of that document on that day.
-- :name import_signed
SELECT id FROM consent
 WHERE client = :client AND signed_on = :signed_on AND document = :document
   AND service IS :service
 ORDER BY id LIMIT 1;

-- The visits of a client on a day that may have a chart, at :start and of :service where the
-- row has them; two are enough to know that there are several.
-- :name import_visit
SELECT id FROM session
 WHERE client = :client AND date = :date AND status IN ('here', 'in_treatment', 'done')
   AND (:start IS NULL OR start = :start) AND (:service IS NULL OR service = :service)
 ORDER BY id LIMIT 2;

-- What the chart has at that place, and how many of it.
-- :name import_chart_line
SELECT (SELECT id FROM chart_line WHERE chart = :chart AND position = :position) AS id,
       (SELECT max(position) FROM chart_line WHERE chart = :chart) AS last;

-- :name import_chart_product
SELECT (SELECT id FROM chart_product
         WHERE chart = :chart AND position = :position AND used_as = :used_as) AS id,
       (SELECT max(position) FROM chart_product
         WHERE chart = :chart AND used_as = :used_as) AS last;

-- :name import_lots_named
SELECT id FROM lot WHERE number = :key ORDER BY id LIMIT 2;

-- :name import_consent_known
SELECT 1 FROM consent_event
 WHERE subscriber = :subscriber AND at = :at AND state = :state LIMIT 1;

-- :name import_consent_newest
SELECT at, state FROM consent_event
 WHERE subscriber = :subscriber ORDER BY at DESC, id DESC LIMIT 1;

-- Clients that may be the same person, by one thing they share.
-- :name duplicate_by_name
SELECT client AS id FROM client_key
 WHERE archived IN (0, 1) AND sort_key = :key AND client <> :not
 ORDER BY archived, client LIMIT 24;

-- :name duplicate_by_name_and_born
SELECT k.client AS id FROM client_key k JOIN client c ON c.id = k.client
 WHERE k.archived IN (0, 1) AND k.sort_key = :key AND k.client <> :not AND c.born = :born
 ORDER BY k.archived, k.client LIMIT 24;

-- What more than one client shares.
-- :name duplicate_phones
SELECT phone_key AS key FROM client_key WHERE phone_key <> ''
 GROUP BY phone_key HAVING count(*) > 1 ORDER BY phone_key LIMIT :most;

-- :name duplicate_emails
SELECT min(email) AS key FROM client WHERE email IS NOT NULL
 GROUP BY email COLLATE NOCASE HAVING count(*) > 1 LIMIT :most;

-- :name duplicate_names
SELECT k.sort_key AS key FROM client_key k
 WHERE k.archived = 0 AND k.sort_key <> ''
   AND EXISTS (SELECT 1 FROM client_key o
        WHERE o.archived IN (0, 1) AND o.sort_key = k.sort_key AND o.client <> k.client)
 GROUP BY k.sort_key ORDER BY k.sort_key LIMIT :most;

-- :name duplicate_by_phone
SELECT client AS id FROM client_key
 WHERE phone_key = :key AND phone_key <> '' AND client <> :not ORDER BY client LIMIT 24;

-- :name duplicate_by_email
SELECT id FROM client WHERE email = :key COLLATE NOCASE AND id <> :not ORDER BY id LIMIT 24;
