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
