-- One dialect for SQLite and PostgreSQL: ids and addresses TEXT, times BIGINT microseconds since 1970, every
-- integer BIGINT. NULL only where "not yet" is a state of its own.

CREATE TABLE invitations (
    code_hash  TEXT PRIMARY KEY,
    label      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses_left  BIGINT NOT NULL
);

-- While withdrawn_at is set, the person does not agree: the agent has no target and no scan that is due.
CREATE TABLE agents (
    agent           TEXT PRIMARY KEY,
    token_hash      TEXT NOT NULL UNIQUE,
    platform        TEXT NOT NULL,
    language        TEXT NOT NULL,
    app_version     TEXT NOT NULL,
    consent_version BIGINT NOT NULL,
    agreed_at       BIGINT NOT NULL,
    withdrawn_at    BIGINT,
    enrolled_at     BIGINT NOT NULL,
    invitation      TEXT NOT NULL DEFAULT '',
    attempt_hash    TEXT UNIQUE,
    last_event      BIGINT NOT NULL DEFAULT 0
);

-- Where each agent is: the source of its latest check-in.
CREATE TABLE targets (
    agent        TEXT PRIMARY KEY REFERENCES agents (agent) ON DELETE CASCADE,
    address      TEXT NOT NULL,
    network      TEXT NOT NULL,
    network_kind TEXT NOT NULL,
    veto         TEXT NOT NULL,
    since        BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    check_ins    BIGINT NOT NULL
);
CREATE INDEX targets_confirmed ON targets (confirmed_at);
CREATE INDEX targets_address ON targets (address);

CREATE TABLE scans (
    scan         TEXT PRIMARY KEY,
    agent        TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    address      TEXT NOT NULL,
    network      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    ports        TEXT NOT NULL,
    progress     TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    finished_at  BIGINT,
    observed     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX scans_due ON scans (progress, requested_at);
CREATE INDEX scans_agent ON scans (agent, requested_at);
CREATE INDEX scans_requested ON scans (requested_at);
CREATE INDEX scans_unobserved ON scans (agent) WHERE progress = 'done' AND observed = 0;

CREATE TABLE observations (
    agent       TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    observed_at BIGINT NOT NULL,
    protocol    TEXT NOT NULL,
    port        BIGINT NOT NULL,
    state       TEXT NOT NULL,
    scan        TEXT NOT NULL
);
CREATE INDEX observations_agent ON observations (agent, protocol, port, observed_at);
CREATE INDEX observations_scan ON observations (scan);
CREATE INDEX observations_open ON observations (observed_at) WHERE state = 'open';

-- What an open port said the last time it said something, and since when it says that.
CREATE TABLE evidence (
    agent      TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    protocol   TEXT NOT NULL,
    port       BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    body       BYTEA NOT NULL,
    likeness   TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (agent, protocol, port)
);

CREATE TABLE campaigns (
    campaign   TEXT PRIMARY KEY,
    definition TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    state      TEXT NOT NULL,
    plan_hash  TEXT NOT NULL DEFAULT '',
    sent_at    BIGINT
);

-- An operator's word on what a web port shows.
CREATE TABLE verdicts (
    agent      TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    protocol   TEXT NOT NULL,
    port       BIGINT NOT NULL,
    verdict    TEXT NOT NULL,
    reviewer   TEXT NOT NULL,
    at         BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (agent, protocol, port)
);

CREATE TABLE notices (
    notice       TEXT PRIMARY KEY,
    campaign     TEXT NOT NULL REFERENCES campaigns (campaign),
    agent        TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    arm          TEXT NOT NULL,
    ports        TEXT NOT NULL,
    network      TEXT NOT NULL,
    address      TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    due_at       BIGINT NOT NULL,
    sent_at      BIGINT,
    state        TEXT NOT NULL,
    closed_at    BIGINT,
    reopened_at  BIGINT,
    delivered_at BIGINT,
    drawn_at     BIGINT,
    popup_at     BIGINT,
    look_again   BIGINT NOT NULL DEFAULT 0,
    expired      BIGINT NOT NULL DEFAULT 0,
    UNIQUE (campaign, agent)
);
CREATE INDEX notices_agent ON notices (agent);
CREATE INDEX notices_due ON notices (due_at) WHERE sent_at IS NULL;

-- What an agent is told, in the order in which it is told; the number is the id of the server-sent event.
CREATE TABLE events (
    agent  TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    news   TEXT NOT NULL,
    about  TEXT NOT NULL,
    PRIMARY KEY (agent, number)
);

CREATE TABLE tickets (
    ticket_hash TEXT PRIMARY KEY,
    notice      TEXT NOT NULL REFERENCES notices (notice) ON DELETE CASCADE,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE visits (
    notice TEXT NOT NULL REFERENCES notices (notice) ON DELETE CASCADE,
    at     BIGINT NOT NULL,
    page   TEXT NOT NULL,
    device TEXT NOT NULL
);
CREATE INDEX visits_notice ON visits (notice);

-- Every press of a button, append-only: agent, page, button, time (section 3.3).
CREATE TABLE answers (
    notice TEXT NOT NULL REFERENCES notices (notice) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    agent  TEXT NOT NULL,
    page   TEXT NOT NULL,
    button TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (notice, number)
);

-- One open case a person.
CREATE TABLE cases (
    "case"    TEXT PRIMARY KEY,
    agent     TEXT NOT NULL REFERENCES agents (agent) ON DELETE CASCADE,
    notice    TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    outcome   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX cases_agent ON cases (agent);

-- When each node last wrote something on purpose: readiness is a write that arrived.
CREATE TABLE heartbeats (
    node TEXT PRIMARY KEY,
    at   BIGINT NOT NULL
);
