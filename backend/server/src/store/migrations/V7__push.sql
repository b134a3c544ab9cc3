-- How an agent can be woken: the push service that its device subscribed to. While news > pushed there is something
-- to tell it.
CREATE TABLE subscriptions (
    agent        TEXT PRIMARY KEY REFERENCES agents (agent) ON DELETE CASCADE,
    endpoint     TEXT NOT NULL,
    p256dh       TEXT NOT NULL,
    auth         TEXT NOT NULL,
    since        BIGINT NOT NULL,
    news         BIGINT NOT NULL,
    pushed       BIGINT NOT NULL,
    failures     BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL
);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE news > pushed;
