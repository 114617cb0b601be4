-- What came with migration 0021. Frozen.

UPDATE product SET ingredients = 'AQUA, RETINOL' WHERE id = 1;
UPDATE practice SET look_percent = 10;
INSERT INTO product_caution(id, version, code, ingredients, kind, strength_over, meets, found_in, answer,
 guidance, source, active)
 VALUES (1, 1, 'retinoids', 'RETINOL, TRETINOIN', 'retail', 200, 'pregnant', 'conditions',
 'pregnancy=pregnant', 'Not in pregnancy.', 'a leaflet, checked 29 Nov 2026', 1);
INSERT INTO second_look(id, version, client, signature, screening, act, staff, at, looked_by, words)
 VALUES (1, 1, 1, 1, NULL, 'drawn', 1, 1772377200, NULL, NULL),
 (2, 1, 1, NULL, 1, 'disagreed', 1, 1772377300, 1, 'not enough of a reason');
