-- What was typed and not yet saved. A local table: see db_write_local().

-- :name draft_insert
INSERT INTO draft(staff, at, form, type, record, base_version, title, place, fields, extra)
VALUES (:staff, :at, :form, coalesce(:type, ''), :record, :base_version, coalesce(:title, ''),
        coalesce(:place, ''), :fields, coalesce(:extra, ''))
RETURNING id;

-- :name draft_update
UPDATE draft SET at = :at, form = :form, type = coalesce(:type, ''), record = :record,
       base_version = :base_version, title = coalesce(:title, ''),
       place = coalesce(:place, ''), fields = :fields, extra = coalesce(:extra, '')
 WHERE id = :id AND staff = :staff
RETURNING id;

-- :name draft_row
SELECT at FROM draft
 WHERE id = :id AND staff = :staff AND form = :form AND record = :record;

-- A draft file beside the practice file that was copied into the table and not yet
-- removed.
-- :name draft_same
SELECT id FROM draft
 WHERE staff = :staff AND at = :at AND form = :form AND record = :record AND fields = :fields
 LIMIT 1;

-- :name draft_end
DELETE FROM draft WHERE id = :id AND staff = :staff;

-- :name draft_page
SELECT id, at, form, type, record, base_version, title, place, fields, extra
  FROM draft WHERE staff = :staff ORDER BY at DESC, id DESC LIMIT :most;

-- :name draft_valid
SELECT json_valid(:json) AS valid,
       CASE WHEN json_valid(:json) THEN json_type(:json) END AS root;

-- The members of a JSON object; no rows for anything else.
-- :name draft_members
SELECT key, type, atom FROM json_each(:json, :path);
