-- Archives streams of one zone, or takes that back: is_archived is the one thing about a fact that ever changes.
-- All of them or none: the answer is the names that no stream has, and where there are any, nothing is changed.
create or replace function talentbank.archive(p_zone text, p_streams text[], p_archived boolean)
returns table (unknown text)
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('talentbank.append', 0));
    perform set_config('tb.tenant', p_zone, true);

    return query
    select n.id from unnest(p_streams) n(id)
     where not exists (select from talentbank.mt_streams s where s.tenant_id = p_zone and s.id = n.id);
    if found then
        return;
    end if;

    update talentbank.mt_streams set is_archived = p_archived
     where tenant_id = p_zone and id = any (p_streams) and is_archived <> p_archived;
    update talentbank.mt_events set is_archived = p_archived
     where tenant_id = p_zone and stream_id = any (p_streams) and is_archived <> p_archived;
end
$$;

-- Whoever else tries is refused: a fact is never changed and never goes. An insert pays nothing for it.
create or replace function talentbank.facts_stay() returns trigger
language plpgsql as $$
declare
    archived talentbank.mt_events;
begin
    if tg_op = 'UPDATE' then
        archived := old;
        archived.is_archived := new.is_archived;
        if new *= archived then
            return new;
        end if;
    end if;
    raise exception 'A fact is never changed and never goes: % on %.% is refused.', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

-- "create or replace trigger" would wait for every writer each time a server starts.
do $$
begin
    if not exists (select from pg_trigger where tgname = 'facts_stay' and tgrelid = 'talentbank.mt_events'::regclass) then
        create trigger facts_stay before update or delete on talentbank.mt_events
            for each row execute function talentbank.facts_stay();
        create trigger facts_stay_whole before truncate on talentbank.mt_events
            for each statement execute function talentbank.facts_stay();
    end if;
end
$$;
