-- What the practice offers and who works there.

-- :name offer_service
SELECT * FROM service WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_product
SELECT * FROM product WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_staff
SELECT * FROM staff WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_room
SELECT * FROM room WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_device
SELECT * FROM device WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- Of a person's certificates the one that ends first.
-- :name certificate_first
SELECT name, ends FROM certificate WHERE staff = :staff AND active AND ends IS NOT NULL
 ORDER BY ends, id LIMIT 1;

-- :name offer_checklists
SELECT * FROM checklist ORDER BY code, edition DESC;

-- The roles of active people with a login, except :id.
-- :name offer_other_logins
SELECT role FROM staff
 WHERE active = 1 AND login IS NOT NULL AND room IS NOT 1 AND id <> :id;

-- The newest published edition of each checklist. :all must only be set, since
-- other editions are never offered.
-- :name offer_checklist
SELECT * FROM checklist
 WHERE state = 'published' AND :all IS NOT NULL
   AND edition = (SELECT max(o.edition) FROM checklist o
                   WHERE o.code = checklist.code AND o.state = 'published')
 ORDER BY title COLLATE NOCASE, code;

-- The newest published edition of each chart template, as above.
-- :name offer_chart_template
SELECT * FROM chart_template
 WHERE state = 'published' AND :all IS NOT NULL
   AND edition = (SELECT max(o.edition) FROM chart_template o
                   WHERE o.code = chart_template.code AND o.state = 'published')
 ORDER BY title COLLATE NOCASE, code;

-- The newest published edition of each document, alike.
-- :name offer_document
SELECT * FROM document
 WHERE state = 'published' AND :all IS NOT NULL
   AND id = (SELECT o.id FROM document o WHERE o.code = document.code AND o.state = 'published'
              ORDER BY o.edition DESC, o.id LIMIT 1)
 ORDER BY title COLLATE NOCASE, code;

-- What a new practice has so far.
-- :name setup_is_new
SELECT NOT EXISTS (SELECT 1 FROM client WHERE id > 0)
    OR NOT EXISTS (SELECT 1 FROM service WHERE active) AS is_new;

-- :name setup_records
SELECT EXISTS (SELECT 1 FROM client WHERE id > 0) AS clients,
       EXISTS (SELECT 1 FROM import_row WHERE id > 0) AS imported,
       EXISTS (SELECT 1 FROM session WHERE id > 0) AS visits,
       EXISTS (SELECT 1 FROM hours WHERE active) AS hours;

-- Values in use, the most used first: pick_in_use().
-- :name in_use_service_category
SELECT category AS text FROM service WHERE category IS NOT NULL
 GROUP BY category ORDER BY count(*) DESC, category COLLATE NOCASE;

-- :name in_use_product_category
SELECT category AS text FROM product WHERE category IS NOT NULL
 GROUP BY category ORDER BY count(*) DESC, category COLLATE NOCASE;

-- :name in_use_product_brand
SELECT brand AS text FROM product WHERE brand IS NOT NULL
 GROUP BY brand ORDER BY count(*) DESC, brand COLLATE NOCASE;

-- :name in_use_device_make
SELECT make AS text FROM device WHERE make IS NOT NULL
 GROUP BY make ORDER BY count(*) DESC, make COLLATE NOCASE;

-- :name in_use_certificate_name
SELECT name AS text FROM certificate GROUP BY name ORDER BY count(*) DESC, name COLLATE NOCASE;

-- :name in_use_product_supplier
SELECT supplier AS text FROM product WHERE supplier IS NOT NULL
 GROUP BY supplier ORDER BY count(*) DESC, supplier COLLATE NOCASE;

-- Of the newest clients: an old practice has more of them than a key may wait for.
-- :name in_use_client_referral
SELECT referral AS text FROM client
 WHERE id > (SELECT max(id) FROM client) - 3000 AND referral IS NOT NULL
 GROUP BY referral ORDER BY count(*) DESC, referral COLLATE NOCASE;
