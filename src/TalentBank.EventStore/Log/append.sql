-- Records a group of requests of one zone: arrays in, one verdict per request out, all in the caller's transaction.
-- Requests are judged in order, each as if those before it had been recorded alone: one's conflict never touches another.
--
-- The order of steps is the log's promise; do not rearrange it:
--   1. a transaction id, before any number is taken: readers that go by transaction ids rely on it;
--   2. the lock, held to the commit: numbers are taken and committed in one order;
--   3. the streams, locked in sorted order: a foreign writer that sorts too can't deadlock with us;
--   4. every verdict, before any number is taken: a conflict burns none;
--   5. numbers and inserts.
create or replace function talentbank.append(
    p_zone text,
    -- one element per request
    p_command_ids uuid[], p_fingerprints text[], p_results text[], p_actors text[], p_correlation_ids text[],
    -- one element per stream of a request, in the order of requests; p_stream_requests: which request
    p_stream_requests int[], p_streams text[], p_expected_versions bigint[],
    -- one element per event, in the order of streams; p_event_streams: which element of the arrays above
    p_event_streams int[], p_event_ids uuid[], p_event_types text[], p_event_data jsonb[])
returns table (
    request      int,
    verdict      text,         -- appended | repeated | conflict | taken
    at_position  bigint,       -- appended, repeated
    at_time      timestamptz,  -- appended
    first_result text,         -- repeated
    stale_row    int,          -- conflict: which element of p_streams has moved on
    stale_actual bigint)       -- conflict: to which version
language plpgsql as $$
#variable_conflict use_column
declare
    requests          int := cardinality(p_command_ids);
    stream_rows       int := cardinality(p_streams);
    known_prints      text[];    -- by request: what an earlier transaction remembers of the command id
    known_positions   bigint[];
    known_results     text[];
    names             text[];    -- the group's streams, each once, sorted
    loaded            bigint[];  -- by name: the version before the group (0: no such stream)
    versions          bigint[];  -- by name: the version as the group moves it
    slots             int[];     -- by stream row: its place in names
    counts            int[];     -- by stream row: how many events it brings
    bases             bigint[] := array_fill(null::bigint, array[stream_rows]); -- by stream row: the version its events follow; null: not appended
    accepted          uuid[]   := array_fill(null::uuid, array[requests]);      -- by request: its command id, once accepted
    ends              bigint[] := array_fill(null::bigint, array[requests]);    -- by request: how many events the group has accepted by then
    stale_rows        int[]    := array_fill(null::int, array[requests]);
    stale_actuals     bigint[] := array_fill(null::bigint, array[requests]);
    verdicts          text[];
    events            bigint := 0;
    numbers           bigint[];
    positions         bigint[];
    last_position     bigint := 0;
    recorded          timestamptz;
    next_row          int := 1;
    first_row         int;
    stale             int;
    source            int;
begin
    perform pg_current_xact_id();
    perform pg_advisory_xact_lock(hashtextextended('talentbank.append', 0));
    -- Under the lock every statement must see what the last holder committed; a snapshot from before would not.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'talentbank.append needs read committed, not %', current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state';
    end if;
    -- An acknowledged fact is on disk, whatever the server's default is.
    if current_setting('synchronous_commit') = 'off' then
        perform set_config('synchronous_commit', 'on', true);
    end if;
    perform set_config('tb.tenant', p_zone, true);

    perform 1 from talentbank.mt_streams
     where tenant_id = p_zone and id = any (p_streams)
     order by id for no key update;

    select array_agg(c.fingerprint order by r.n), array_agg(c.position order by r.n), array_agg(c.result order by r.n)
      into known_prints, known_positions, known_results
      from unnest(p_command_ids) with ordinality r(id, n)
      left join talentbank.commands c on c.zone = p_zone and c.command_id = r.id;

    select array_agg(n.id order by n.id), array_agg(coalesce(s.version, 0) order by n.id)
      into names, loaded
      from (select distinct id from unnest(p_streams) id) n
      left join talentbank.mt_streams s on s.tenant_id = p_zone and s.id = n.id;
    versions := loaded;

    select array_agg(s.slot order by r.n), array_agg(coalesce(e.events, 0) order by r.n)
      into slots, counts
      from unnest(p_streams) with ordinality r(id, n)
      join unnest(names) with ordinality s(id, slot) on s.id = r.id
      left join (select stream_row, count(*) as events from unnest(p_event_streams) stream_row group by stream_row) e on e.stream_row = r.n;

    for r in 1 .. requests loop
        first_row := next_row;
        while next_row <= stream_rows and p_stream_requests[next_row] = r loop
            next_row := next_row + 1;
        end loop;

        source := array_position(accepted, p_command_ids[r]);
        if source is not null then
            known_prints[r] := p_fingerprints[source];
            known_results[r] := p_results[source];
        end if;
        if known_prints[r] is not null then
            verdicts[r] := case when known_prints[r] = p_fingerprints[r] then 'repeated' else 'taken' end;
            ends[r] := ends[source];
            continue;
        end if;

        stale := null;
        for s in first_row .. next_row - 1 loop
            if versions[slots[s]] <> p_expected_versions[s] then
                stale := s;
                exit;
            end if;
        end loop;
        if stale is not null then
            verdicts[r] := 'conflict';
            stale_rows[r] := stale;
            stale_actuals[r] := versions[slots[stale]];
            continue;
        end if;

        for s in first_row .. next_row - 1 loop
            bases[s] := versions[slots[s]];
            versions[slots[s]] := bases[s] + counts[s];
            events := events + counts[s];
        end loop;
        verdicts[r] := 'appended';
        accepted[r] := p_command_ids[r];
        ends[r] := events;
    end loop;

    select seq_id, timestamp into last_position, recorded from talentbank.mt_events order by seq_id desc limit 1;
    last_position := coalesce(last_position, 0);
    recorded := greatest(clock_timestamp(), recorded);

    if events > 0 then
        numbers := array(select nextval('talentbank.mt_events_sequence') from generate_series(1, events));

        insert into talentbank.mt_streams (tenant_id, id, version, timestamp, created)
        select p_zone, n.id, n.version, recorded, recorded
          from unnest(names, loaded, versions) n(id, before, version)
         where n.version > n.before
            on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp;

        insert into talentbank.mt_events
               (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, user_name)
        select numbers[row_number() over (order by e.n)],
               e.id, s.id, s.base + row_number() over (partition by e.stream_row order by e.n), e.data, e.type,
               recorded, p_zone, r.correlation_id, r.command_id, r.actor
          from unnest(p_event_streams, p_event_ids, p_event_types, p_event_data) with ordinality e(stream_row, id, type, data, n)
          join unnest(p_streams, p_stream_requests, bases) with ordinality s(id, request, base, n) on s.n = e.stream_row
          join unnest(p_command_ids, p_actors, p_correlation_ids) with ordinality r(command_id, actor, correlation_id, n) on r.n = s.request
         where s.base is not null
         order by e.n;
    end if;

    for r in 1 .. requests loop
        positions[r] := case when ends[r] > 0 then numbers[ends[r]] when ends[r] = 0 then last_position else known_positions[r] end;
    end loop;

    insert into talentbank.commands (zone, command_id, fingerprint, result, position, recorded_at)
    select p_zone, r.id, r.fingerprint, r.result, r.position, recorded
      from unnest(accepted, p_fingerprints, p_results, positions) r(id, fingerprint, result, position)
     where r.id is not null;

    return query
    select r.n::int, r.verdict, r.position, recorded, r.result, r.stale_row, r.stale_actual
      from unnest(verdicts, positions, known_results, stale_rows, stale_actuals)
           with ordinality r(verdict, position, result, stale_row, stale_actual, n)
     order by r.n;
end
$$;
