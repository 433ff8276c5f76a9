-- Row tags: an HMAC over a secret's metadata, checked before its values leave the store. Null in rows written before this migration.

ALTER TABLE secrets ADD COLUMN tag {bytes};
