-- Consents to treatments, and the words they are given on.

-- What a client signed of a document, the newest first.
-- :name consent_signed
SELECT c.id, c.service, c.signed_on, c.expires, c.revoked_on, c.revoked_for, c.guardian,
       c.off_label, d.edition, d.valid_months, d.state, s.name AS service_name
  FROM consent c JOIN document d ON d.id = c.document LEFT JOIN service s ON s.id = c.service
 WHERE c.client = :client AND d.code = :code AND d.kind = 'consent' AND c.signed_on <= :on
 ORDER BY c.signed_on DESC, c.id DESC;

-- The edition that is signed or given now; of its languages the one with which it began.
-- :name document_now
SELECT id FROM document WHERE code = :code AND kind = :kind AND state = 'published'
 ORDER BY edition DESC, id LIMIT 1;

-- :name consent_by_guardian
SELECT c.signed_on, c.expires, d.valid_months
  FROM practice JOIN consent c JOIN document d ON d.id = c.document
 WHERE practice.guardians AND c.client = :client AND c.guardian IS NOT NULL AND d.kind = 'consent'
   AND d.state = 'published' AND c.signed_on <= :on
   AND (c.revoked_on IS NULL OR c.revoked_on > :on);
