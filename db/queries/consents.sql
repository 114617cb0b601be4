-- Consents to treatments, and the words they are given on.

-- What a client signed of a document, the newest first.
-- :name consent_signed
SELECT c.id, c.service, c.signed_on, c.expires, c.revoked_on, c.revoked_for, c.guardian,
       c.off_label, d.edition, d.valid_months, d.state, s.name AS service_name
  FROM consent c JOIN document d ON d.id = c.document LEFT JOIN service s ON s.id = c.service
 WHERE c.client = :client AND d.code = :code AND d.kind = 'consent' AND c.signed_on <= :on
 ORDER BY c.signed_on DESC, c.id DESC;

-- :name consent_by_guardian
SELECT c.signed_on, c.expires, d.valid_months
  FROM practice JOIN consent c JOIN document d ON d.id = c.document
 WHERE practice.guardians AND c.client = :client AND c.guardian IS NOT NULL AND d.kind = 'consent'
   AND d.state = 'published' AND c.signed_on <= :on
   AND (c.revoked_on IS NULL OR c.revoked_on > :on);

-- Every edition and language of it.
-- :name document_editions
SELECT id, edition, language, kind FROM document WHERE code = :code ORDER BY edition DESC, id;

-- A shipped text; its paragraphs are a list there.
-- :name document_of_json
SELECT json_extract(:json, '$.code') AS code, 1 AS edition,
       json_extract(:json, '$.language') AS language, json_extract(:json, '$.kind') AS kind,
       json_extract(:json, '$.title') AS title,
       (SELECT group_concat(value, char(10) || char(10)) FROM json_each(:json, '$.body')) AS body,
       json_extract(:json, '$.valid_months') AS valid_months, 'published' AS state;

-- Of one client what was agreed to, allowed, ordered, cleared and tested, the newest first;
-- `kind` is that of practice/client_papers.h.
-- :name client_papers
SELECT 0 AS kind, c.id, c.signed_on AS date, c.expires AS until, c.revoked_on, c.revoked_for,
       d.title AS what, w.name AS who, d.state = 'retired' AS retired, NULL AS result
  FROM consent c JOIN document d ON d.id = c.document LEFT JOIN staff w ON w.id = c.witness
 WHERE c.client = :client
UNION ALL
SELECT 1, id, given_on, ends, revoked_on, NULL, purpose, basis, 0, NULL FROM permission
 WHERE client = :client
UNION ALL
SELECT 2, o.id, o.ordered_on, o.expires, NULL, NULL, coalesce(s.name, 'all treatments'),
       o.ordered_by, 0, NULL
  FROM treatment_order o LEFT JOIN service s ON s.id = o.service WHERE o.client = :client
UNION ALL
SELECT 3, id, given_on, expires, NULL, NULL, item, given_by, 0, NULL FROM clearance
 WHERE client = :client
UNION ALL
SELECT 4, t.id, t.tested_on, NULL, NULL, NULL, coalesce(p.name, t.note), s.name, 0, t.result
  FROM patch_test t LEFT JOIN product p ON p.id = t.product LEFT JOIN staff s ON s.id = t.staff
 WHERE t.client = :client
 ORDER BY date DESC, kind, id DESC;

-- :name checklist_has_item
SELECT 1 FROM checklist_item WHERE code = :item LIMIT 1;

-- A client's orders for a treatment or for all, the newest first.
-- :name orders_of
SELECT id, max_depth, ordered_by, expires FROM treatment_order
 WHERE client = :client AND (service IS NULL OR service = :service) AND ordered_on <= :on
 ORDER BY ordered_on DESC, id DESC;

-- :name clearance_in_force
SELECT item FROM clearance
 WHERE client = :client AND given_on <= :on AND (expires IS NULL OR expires >= :on);

-- To what the client's skin reacted, unless it did not later on, the newest first.
-- :name patch_test_reacted
SELECT coalesce(p.name, t.note) AS what, t.tested_on
  FROM patch_test t LEFT JOIN product p ON p.id = t.product
 WHERE t.client = :client AND t.result IN ('weak', 'strong', 'extreme')
   AND NOT EXISTS (SELECT 1 FROM patch_test n WHERE n.client = t.client
                    AND n.product = t.product AND n.tested_on > t.tested_on
                    AND n.result = 'negative')
 ORDER BY t.tested_on DESC, t.id DESC;

-- The newest that was read by that day; of those put on on one day the worst.
-- :name patch_test_newest
SELECT tested_on, result FROM patch_test
 WHERE client = :client AND tested_on <= :on AND read_on <= :on
 ORDER BY tested_on DESC, result IN ('weak', 'strong', 'extreme') DESC, result = 'negative',
          id DESC LIMIT 1;

-- :name patch_test_open
SELECT id, tested_on FROM patch_test WHERE client = :client AND read_on IS NULL
 ORDER BY tested_on DESC, id DESC LIMIT 1;

-- :name documents_all
SELECT * FROM document ORDER BY code, edition DESC, id;

-- :name permission_newest
SELECT id, ends, revoked_on FROM permission
 WHERE client = :client AND purpose = :purpose AND given_on <= :on
 ORDER BY given_on DESC, id DESC LIMIT 1;

-- Where pictures of the client were used by a permission, the newest first.
-- :name permission_uses
SELECT u.used_on, u.what, s.name AS by
  FROM permission_use u JOIN staff s ON s.id = u.staff
 WHERE u.client = :client AND u.permission = :permission
 ORDER BY u.used_on DESC, u.id DESC;

-- Of each consent (or that one) the newest edition that is published, in all its languages.
-- :name documents_to_sign
SELECT * FROM document
 WHERE kind = 'consent' AND state = 'published' AND (:code IS NULL OR code = :code)
   AND edition = (SELECT max(o.edition) FROM document o
                   WHERE o.code = document.code AND o.state = 'published')
 ORDER BY title COLLATE NOCASE, language, id;
