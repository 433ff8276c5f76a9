-- Which keys of secrets are marked as not secret.

ALTER TABLE secrets ADD COLUMN plain_keys {text};   -- JSON array of names; null for none
