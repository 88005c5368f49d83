-- Who feeds the read models, and what they could not take. Names as in mt_event_progression.

create table if not exists talentbank.leases (
    name  text        primary key,
    owner uuid        not null,
    until timestamptz not null
);

create table if not exists talentbank.dead_letters (
    model       text        not null,
    zone        text        not null check (zone <> ''),
    position    bigint      not null,
    key         text,       -- of the document; null: of a ledger, or unknown
    cause       text        not null,
    recorded_at timestamptz not null default clock_timestamp(),
    unique nulls not distinct (model, position, key)
);

-- Renews the owner's leases, takes those that are free or have ended, and says how far each model has come. Who looks
-- and finds everything taken writes nothing.
create or replace function talentbank.claim(p_owner uuid, p_names text[], p_lease interval)
returns table (name text, "position" bigint, renewed boolean, taken boolean)
language sql as $$
    with renewed as (
        update talentbank.leases set until = clock_timestamp() + p_lease
         where name = any (p_names) and owner = p_owner
        returning name),
    free as (
        select p.name
          from talentbank.mt_event_progression p
          left join talentbank.leases l on l.name = p.name
         where p.name = any (p_names) and (l.name is null or l.until < clock_timestamp())
           and p.name not in (select name from renewed)),
    taken as (
        insert into talentbank.leases as l (name, owner, until)
        select name, p_owner, clock_timestamp() + p_lease from free order by name
            on conflict (name) do update set owner = excluded.owner, until = excluded.until
         where l.until < clock_timestamp()
        returning name)
    select p.name, p.last_seq_id, r.name is not null, t.name is not null
      from talentbank.mt_event_progression p
      left join renewed r on r.name = p.name
      left join taken t on t.name = p.name
     where p.name = any (p_names)
$$;

-- Opens the transaction of a batch: all models stand at p_from and are the owner's, or nothing happens at all. A lease
-- that has ended but that nobody has taken is still the owner's. Locks go progression first, then leases, by name.
create or replace function talentbank.advance(p_owner uuid, p_names text[], p_lease interval, p_from bigint, p_to bigint)
returns void
language plpgsql as $$
declare
    moved int;
    owned int;
begin
    -- The commit need not reach the disk before the next one begins: the checkpoint is part of it, so that a crash takes
    -- both back, and the log, which is on disk, gives the batch again.
    perform set_config('synchronous_commit', 'off', true);

    perform 1 from talentbank.mt_event_progression where name = any (p_names) order by name for no key update;
    update talentbank.mt_event_progression set last_seq_id = p_to, last_updated = transaction_timestamp()
     where name = any (p_names) and last_seq_id = p_from;
    get diagnostics moved = row_count;

    perform 1 from talentbank.leases where name = any (p_names) order by name for no key update;
    update talentbank.leases set until = clock_timestamp() + p_lease
     where name = any (p_names) and owner = p_owner;
    get diagnostics owned = row_count;

    if moved < cardinality(p_names) or owned < cardinality(p_names) then
        raise exception 'overtaken' using errcode = 'TB001';
    end if;
end
$$;
