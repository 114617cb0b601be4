-- Records by what other programs and people call them: db_find().

-- :name staff_by_code
SELECT id FROM staff WHERE code = :key COLLATE NOCASE;

-- :name staff_by_login
SELECT id FROM staff WHERE login = :key AND active = 1;

-- :name staff_by_name
SELECT id FROM staff WHERE name = :key COLLATE NOCASE ORDER BY id LIMIT 1;

-- :name service_by_code
SELECT id FROM service WHERE code = :key COLLATE NOCASE;

-- :name service_by_name
SELECT id FROM service WHERE name = :key COLLATE NOCASE ORDER BY active DESC, id LIMIT 1;

-- :name product_by_code
SELECT id FROM product WHERE code = :key COLLATE NOCASE;

-- :name product_by_gtin
SELECT id FROM product WHERE gtin = :key;

-- :name product_by_hibc
SELECT id FROM product WHERE hibc = :key;

-- :name product_by_name
SELECT id FROM product WHERE name = :key COLLATE NOCASE ORDER BY active DESC, id LIMIT 1;

-- :name room_by_name
SELECT id FROM room WHERE name = :key COLLATE NOCASE;

-- :name device_by_name
SELECT id FROM device WHERE name = :key COLLATE NOCASE;

-- :name block_by_external_id
SELECT id FROM block WHERE external_id = :key;

-- :name client_by_external_id
SELECT id FROM client WHERE external_id = :key;

-- :name receipt_by_number
SELECT id FROM receipt WHERE origin = 'here' AND number = :key;

-- :name session_by_external_id
SELECT id FROM session WHERE external_id = :key;

-- :name staff_key_by_fingerprint
SELECT id FROM staff_key WHERE fingerprint = :key;

-- :name review_by_external_id
SELECT id FROM review WHERE external_id = :key;

-- :name subscriber_by_email
SELECT id FROM subscriber WHERE email = :key COLLATE NOCASE;

-- The newest published edition.
-- :name checklist_by_code
SELECT id FROM checklist WHERE code = :key AND state = 'published' ORDER BY edition DESC LIMIT 1;

-- :name chart_template_by_code
SELECT id FROM chart_template WHERE code = :key AND state = 'published'
 ORDER BY edition DESC LIMIT 1;

-- The newest edition that is published, in the language with which it began.
-- :name document_by_code
SELECT id FROM document WHERE code = :key AND state = 'published'
 ORDER BY edition DESC, id LIMIT 1;

-- :name staff_setting_by_staff
SELECT id FROM staff_setting WHERE staff = :key;
