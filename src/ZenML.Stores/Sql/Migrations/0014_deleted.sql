-- Deleted secrets are kept for a while. The name space of one is its own id, so no list or lookup of secrets reads it.

-- When the secret was deleted; null if it was not.
ALTER TABLE secrets ADD COLUMN deleted {integer};

-- MySQL has no partial indexes.
{sqlite} CREATE INDEX secrets_deleted ON secrets (deleted, id) WHERE deleted IS NOT NULL;
{postgresql} CREATE INDEX secrets_deleted ON secrets (deleted, id) WHERE deleted IS NOT NULL;
{mysql} CREATE INDEX secrets_deleted ON secrets (deleted, id);
