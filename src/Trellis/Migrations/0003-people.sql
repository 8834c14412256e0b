-- People the partnership knows. Names live here and nowhere else; facts hold ids and codes.

create schema people;
grant usage on schema people to trellis_app;

create sequence people.reference start 10001;
grant usage on people.reference to trellis_app;

create table people.person (
  id uuid primary key,
  reference text not null unique,
  area text not null,
  given_name text not null check (length(given_name) between 1 and 100),
  family_name text not null check (length(family_name) between 1 and 100),
  born date,
  sex text not null,
  ethnic_group text not null,
  address text,
  postcode text,
  school text,
  household_id uuid,
  died_on date
);
create index on people.person using gin ((lower(given_name || ' ' || family_name)) gin_trgm_ops);
create index on people.person (household_id);
create index on people.person (born);

alter table people.person enable row level security;
create policy area on people.person to trellis_app
  using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
grant select, insert, update on people.person to trellis_app;

create constraint trigger needs_an_act after insert or update or delete on people.person
  deferrable initially deferred for each row execute function record.needs_an_act();

-- Search by name. Under row security the trigram index cannot be used (its operators are not leakproof), so this
-- narrow function looks across areas and says, of a person elsewhere, only that they are known and where.
create function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, mine boolean, likeness real)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select lower(unaccent(search.name)) as name, (select record.areas()) as areas),
  near as (
    select p.id, p.area, similarity(lower(p.given_name || ' ' || p.family_name), asked.name) as likeness, p.born
    from person p, asked where asked.name <> '' and lower(p.given_name || ' ' || p.family_name) % asked.name
    union
    select p.id, p.area, similarity(lower(p.given_name || ' ' || p.family_name), asked.name), p.born
    from person p, asked where born_on is not null and p.born = born_on
  )
  select n.id, n.area, n.area = any(asked.areas), (n.likeness + case when n.born = born_on then 0.5 else 0 end)::real
  from near n, asked
  where asked.areas is not null
  order by 4 desc, n.id limit amount $$;
revoke execute on function people.search from public;
grant execute on function people.search to trellis_app;
