-- The log, laid out as Marten lays it out (string stream identity, conjoined tenancy, metadata columns), so that any
-- Marten application can open it. Names, types and meanings of mt_* are Marten's; tenant_id is the zone.

create schema if not exists talentbank;

create table if not exists talentbank.mt_streams (
    tenant_id   varchar     not null default '*DEFAULT*',
    id          varchar     not null,
    type        varchar,
    version     bigint,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    is_archived boolean     not null default false,
    constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id),
    -- A pooled connection that has lost its zone has '' for it, not null: nothing may ever belong to ''.
    constraint mt_streams_has_a_zone check (tenant_id <> '')
) with (fillfactor = 80); -- Room on the page for the next version of a row: then no index is touched.

-- Both ways of reading have their index: the log by the primary key, a stream by the unique constraint.
create table if not exists talentbank.mt_events (
    seq_id         bigint       not null,
    id             uuid         not null,
    stream_id      varchar,
    version        bigint       not null,
    data           jsonb        not null,
    bdata          bytea,
    type           varchar(500) not null,
    timestamp      timestamptz  not null default now(),
    tenant_id      varchar      default '*DEFAULT*',
    mt_dotnet_type varchar,
    correlation_id varchar,     -- the request or conversation
    causation_id   varchar,     -- the command id
    headers        jsonb,
    user_name      varchar,     -- the actor
    is_archived    boolean      not null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint pk_mt_events_stream_and_version unique (tenant_id, stream_id, version),
    constraint fkey_mt_events_tenant_id_stream_id foreign key (tenant_id, stream_id) references talentbank.mt_streams (tenant_id, id)
);

create sequence if not exists talentbank.mt_events_sequence increment 1 cache 1 owned by talentbank.mt_events.seq_id;

create table if not exists talentbank.mt_event_progression (
    name         varchar     not null,
    last_seq_id  bigint,
    last_updated timestamptz default transaction_timestamp(),
    constraint pkey_mt_event_progression_name primary key (name)
);

-- Ours: every accepted command and what became of it, so that the same command again changes nothing.
create table if not exists talentbank.commands (
    zone        text        not null check (zone <> ''),
    command_id  uuid        not null,
    fingerprint text        not null,
    result      text        not null,
    position    bigint      not null,
    recorded_at timestamptz not null,
    -- The id first: it alone decides nearly every comparison.
    primary key (command_id, zone)
);

-- Ours: what long streams were folded to, by a build of the folding code. A cache, hence not written to the WAL: a crash
-- of PostgreSQL empties it.
create unlogged table if not exists talentbank.snapshots (
    zone    text   not null,
    stream  text   not null,
    version bigint not null,
    build   uuid   not null,
    state   jsonb  not null,
    primary key (zone, stream)
);

-- Ours: numbers that no event will ever have, written down before anybody reads past them.
create table if not exists talentbank.skips (
    position bigint      not null primary key,
    through  bigint      not null,
    seen_at  timestamptz not null
);
