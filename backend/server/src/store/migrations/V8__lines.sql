-- What tells whether an address is an agent's own: the latest source ports of its check-ins from there (as
-- " 1a2b 3c4d", at most 32); the most agents that called from there within a day, and when; and whether that shows that
-- others share the address.
CREATE TABLE lines (
    agent        TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    address      TEXT NOT NULL,
    source_ports TEXT NOT NULL,
    callers      BIGINT NOT NULL,
    callers_at   BIGINT NOT NULL,
    shared       BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    PRIMARY KEY (agent, address)
);
CREATE INDEX lines_address ON lines (address, seen_at);
CREATE INDEX lines_shared ON lines (agent) WHERE shared = 1;
