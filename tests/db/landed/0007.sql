-- What came with migration 0007. Frozen.

UPDATE practice SET tax_percent = 500, tax2_percent = -9975;
