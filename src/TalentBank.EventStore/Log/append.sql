-- Records a group of requests of one zone: arrays in, one verdict per request out, all in the caller's transaction.
-- Requests are judged in order, each as if those before it had been recorded alone: one's conflict never touches another.
--
-- The order of steps is the log's promise; do not rearrange it:
--   1. a transaction id, before any number is taken: readers that go by transaction ids rely on it;
--   2. the lock, held to the commit: numbers are taken and committed in one order;
--   3. the streams, locked in sorted order: a foreign writer that sorts too can't deadlock with us;
--   4. every verdict, before any number is taken: a conflict burns none;
--   5. numbers and inserts.
--
-- Almost every group is plain: no stream and no command twice, every version as expected. Counting tells, and it is
-- written as it came. Any other is judged request by request, and what is refused is left out. The versions that came with
-- the events are right in both cases, since what is accepted stands on the version it expected.
create or replace function talentbank.append(
    p_zone text,
    -- one element per request; p_ends: how many of the group's events come up to its end
    p_command_ids uuid[], p_fingerprints text[], p_results text[], p_ends int[],
    -- one element per stream of a request, in the order of requests; p_stream_requests: which request
    p_stream_requests int[], p_streams text[], p_expected bigint[], p_counts int[],
    -- one element per event, in the order of streams; p_event_requests: which request
    p_event_requests int[], p_event_streams text[], p_event_versions bigint[],
    p_event_ids uuid[], p_event_types text[], p_event_data jsonb[],
    p_event_command_ids uuid[], p_event_correlation_ids text[], p_event_actors text[],
    -- one element per request
    out verdicts  text[],       -- appended | repeated | taken | archived | conflict; null: all are appended
    out positions bigint[],     -- appended, repeated
    out results   text[],       -- repeated: what was told the first time
    out rows      int[],        -- archived, conflict: which element of p_streams is the reason
    out actuals   bigint[],     -- conflict: the version it has
    out recorded  timestamptz)  -- appended
language plpgsql
-- The plans are made once for a session, perhaps while the tables are empty: they must be those for tables that are not.
-- For the same reason joins are lateral, with a limit: one probe of the index for each element, whatever the planner thinks.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
    found_streams  int;
    stale_streams  int;
    plain          boolean;
    last_position  bigint;
    numbers        bigint[];
    -- for a group that is not plain
    known_prints    text[];    -- by request: what an earlier transaction remembers of the command id
    known_positions bigint[];
    names           text[];    -- the group's streams, each once, sorted
    loaded          bigint[];  -- by name: the version before the group (0: no such stream)
    versions        bigint[];  -- by name: the version as the group moves it
    archived        boolean[]; -- by name
    slots           int[];     -- by stream row: its place in names
    accepted        uuid[];    -- by request: its command id, once accepted
    source          int;
    events          int := 0;
    next_row        int := 1;
    first_row       int;
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

    select count(*), count(*) filter (where s.version <> s.expected or s.is_archived)
      into found_streams, stale_streams
      from (select unnest(p_streams) as id, unnest(p_expected) as expected order by 1) r
     cross join lateral (select t.version, t.is_archived, r.expected from talentbank.mt_streams t where t.tenant_id = p_zone and t.id = r.id limit 1 for no key update) s;

    select e.seq_id, e.timestamp into last_position, recorded from talentbank.mt_events e order by e.seq_id desc limit 1;
    recorded := greatest(clock_timestamp(), recorded);

    plain := stale_streams = 0 and found_streams = cardinality(p_expected) - cardinality(array_positions(p_expected, 0::bigint));
    if plain and cardinality(p_command_ids) > 1 then
        plain := (select count(distinct id) from unnest(p_streams) id) = cardinality(p_streams)
             and (select count(distinct id) from unnest(p_command_ids) id) = cardinality(p_command_ids);
    end if;
    if plain then
        plain := not exists (select from unnest(p_command_ids) r(id) cross join lateral (select from talentbank.commands c where c.zone = p_zone and c.command_id = r.id limit 1) c);
    end if;

    if plain then
        if found_streams < cardinality(p_streams) then
            insert into talentbank.mt_streams (tenant_id, id, version, timestamp, created)
            select p_zone, s.id, s.events, recorded, recorded
              from (select unnest(p_streams) as id, unnest(p_expected) as expected, unnest(p_counts) as events) s
             where s.expected = 0 and s.events > 0;
        end if;
        if found_streams > 0 then
            insert into talentbank.mt_streams (tenant_id, id, version, timestamp)
            select p_zone, s.id, s.expected + s.events, recorded
              from (select unnest(p_streams) as id, unnest(p_expected) as expected, unnest(p_counts) as events) s
             where s.expected > 0 and s.events > 0
                on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp;
        end if;
    else
        select array_agg(c.fingerprint order by r.n), array_agg(c.position order by r.n), array_agg(c.result order by r.n)
          into known_prints, known_positions, results
          from unnest(p_command_ids) with ordinality r(id, n)
          left join lateral (select * from talentbank.commands c where c.zone = p_zone and c.command_id = r.id limit 1) c on true;

        select array_agg(n.id order by n.id), array_agg(coalesce(s.version, 0) order by n.id), array_agg(coalesce(s.is_archived, false) order by n.id)
          into names, loaded, archived
          from (select distinct unnest(p_streams) as id) n
          left join lateral (select t.version, t.is_archived from talentbank.mt_streams t where t.tenant_id = p_zone and t.id = n.id limit 1) s on true;
        versions := loaded;

        select array_agg(s.slot order by r.n) into slots
          from unnest(p_streams) with ordinality r(id, n) join unnest(names) with ordinality s(id, slot) on s.id = r.id;

        for r in 1 .. cardinality(p_command_ids) loop
            verdicts[r] := 'appended';
            rows[r] := null;
            actuals[r] := null;
            accepted[r] := null;
            first_row := next_row;
            while next_row <= cardinality(p_streams) and p_stream_requests[next_row] = r loop
                next_row := next_row + 1;
            end loop;

            source := array_position(accepted, p_command_ids[r]);
            if source is not null then
                known_prints[r] := p_fingerprints[source];
                results[r] := p_results[source];
            end if;
            if known_prints[r] is not null then
                verdicts[r] := case when known_prints[r] = p_fingerprints[r] then 'repeated' else 'taken' end;
                p_ends[r] := p_ends[source];
                continue;
            end if;

            for s in first_row .. next_row - 1 loop
                -- Before any conflict: no version of an archived stream would do.
                if archived[slots[s]] and p_counts[s] > 0 then
                    verdicts[r] := 'archived';
                    rows[r] := s;
                    actuals[r] := null;
                    exit;
                elsif verdicts[r] = 'appended' and versions[slots[s]] <> p_expected[s] then
                    verdicts[r] := 'conflict';
                    rows[r] := s;
                    actuals[r] := versions[slots[s]];
                end if;
            end loop;
            continue when verdicts[r] <> 'appended';

            for s in first_row .. next_row - 1 loop
                versions[slots[s]] := versions[slots[s]] + p_counts[s];
                events := events + p_counts[s];
            end loop;
            accepted[r] := p_command_ids[r];
            p_ends[r] := events;
        end loop;

        insert into talentbank.mt_streams (tenant_id, id, version, timestamp, created)
        select p_zone, n.id, n.version, recorded, recorded
          from unnest(names, loaded, versions) n(id, before, version)
         where n.version > n.before
            on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp;

        select coalesce(array_agg(e.stream), '{}'), coalesce(array_agg(e.version), '{}'), coalesce(array_agg(e.id), '{}'), coalesce(array_agg(e.type), '{}'),
               coalesce(array_agg(e.data), '{}'), coalesce(array_agg(e.command_id), '{}'), coalesce(array_agg(e.correlation_id), '{}'), coalesce(array_agg(e.actor), '{}')
          into p_event_streams, p_event_versions, p_event_ids, p_event_types, p_event_data, p_event_command_ids, p_event_correlation_ids, p_event_actors
          from (select * from unnest(p_event_requests, p_event_streams, p_event_versions, p_event_ids, p_event_types, p_event_data, p_event_command_ids, p_event_correlation_ids, p_event_actors)
                         with ordinality e(request, stream, version, id, type, data, command_id, correlation_id, actor, n)
                 where accepted[e.request] is not null order by e.n) e;
    end if;

    if cardinality(p_event_ids) > 0 then
        numbers := array(select nextval('talentbank.mt_events_sequence') from generate_series(1, cardinality(p_event_ids)));
        insert into talentbank.mt_events
               (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, user_name)
        select unnest(numbers), unnest(p_event_ids), unnest(p_event_streams), unnest(p_event_versions), unnest(p_event_data), unnest(p_event_types),
               recorded, p_zone, unnest(p_event_correlation_ids), unnest(p_event_command_ids), unnest(p_event_actors);
        perform pg_notify('talentbank_log', '');
    end if;

    positions := array(select coalesce(numbers[e], last_position, 0) from unnest(p_ends) e);
    if plain then
        insert into talentbank.commands (zone, command_id, fingerprint, result, position, recorded_at)
        select p_zone, unnest(p_command_ids), unnest(p_fingerprints), unnest(p_results), unnest(positions), recorded;
    else
        insert into talentbank.commands (zone, command_id, fingerprint, result, position, recorded_at)
        select p_zone, r.id, r.fingerprint, r.result, r.position, recorded
          from unnest(accepted, p_fingerprints, p_results, positions) r(id, fingerprint, result, position)
         where r.id is not null;
        positions := array(select coalesce(k.known, k.position) from unnest(known_positions, positions) k(known, position));
    end if;
end
$$;
