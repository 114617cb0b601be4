-- What came with migration 0028. Frozen.

UPDATE practice SET idle = '5 15, front desk 2 5' WHERE id = 1;
