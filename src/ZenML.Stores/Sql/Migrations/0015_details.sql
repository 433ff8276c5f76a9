-- What people note about secrets: description, tags, expiry.

ALTER TABLE secrets ADD COLUMN details {text};      -- JSON; null for none

-- The tags once more, to find secrets by them.
CREATE TABLE secret_labels (
    secret_id {id} NOT NULL,
    label {name} NOT NULL,                          -- 'team=ml'
    PRIMARY KEY (secret_id, label),
    FOREIGN KEY (secret_id) REFERENCES secrets (id)
) {table};
CREATE INDEX secret_labels_label ON secret_labels (label, secret_id);
