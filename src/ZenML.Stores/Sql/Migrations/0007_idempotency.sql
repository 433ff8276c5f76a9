-- Changes that clients may send again, remembered for a day under the keys that the clients gave them.

-- No reference to the account: the row is deleted soon enough.
CREATE TABLE idempotent_requests (
    user_id {id} NOT NULL,
    request_key {name} NOT NULL,
    created {integer} NOT NULL,
    key_id {id} NOT NULL,               -- the request's fingerprint and its answer, sealed
    wrapped_key {bytes} NOT NULL,
    sealed {bytes} NOT NULL,
    PRIMARY KEY (user_id, request_key)
) {table};
CREATE INDEX idempotent_requests_created ON idempotent_requests (created);
