-- What tells whether an address is an agent's own: the source ports of its check-ins from there (as " 1a2b 3c4d", at
-- most 32), and the most invitations whose agents called from there within a day.
CREATE TABLE lines (
    agent        TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    address      TEXT NOT NULL,
    source_ports TEXT NOT NULL,
    households   BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    PRIMARY KEY (agent, address)
);
CREATE INDEX lines_address ON lines (address, seen_at);
