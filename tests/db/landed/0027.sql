-- What came with migration 0027. Frozen.

UPDATE practice SET backup_key = 'public-iSm2HbUKn0O7FblQQxyP9cwlXWzTWi1yjY-fgZZEJwm_rOV1' WHERE id = 1;
