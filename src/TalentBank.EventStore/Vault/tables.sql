-- The keys to personal data, apart from the log and from its backups: who deletes a row here makes what it sealed
-- unreadable for ever, and no row of the log changes.

create schema if not exists vault;

create table if not exists vault.keys (
    zone            text        not null check (zone <> ''),
    person          text        not null,
    retention_class text        not null,
    nonce           bytea       not null,
    wrapped         bytea       not null,  -- the key, sealed under the master key, bound to its row
    made_at         timestamptz not null default now(),
    primary key (zone, person, retention_class)
);
