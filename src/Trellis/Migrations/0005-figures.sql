-- Figures as printed in public documents. Public data: no person is in it.
-- A figure that an import changes is not overwritten: the new version names the one it replaces.

create schema if not exists figures;

create table figures.published_document (
    key text primary key,
    title text not null,
    publisher text not null,
    printed_date text,
    report_start date,
    report_end date
);

create table figures.published_area (
    code text primary key,
    name text not null,
    kind text not null
);

create table figures.published_figure (
    id uuid primary key default uuidv7(),
    replaces uuid unique references figures.published_figure (id),
    imported_at timestamptz not null default now(),
    identity text not null,
    document text not null references figures.published_document (key),
    line integer not null check (line > 0),
    section text not null,
    measure text not null,
    title text not null,
    area text not null references figures.published_area (code),
    period_start date,
    period_end date,
    as_at text,
    unit text not null,
    value numeric not null,
    printed text not null,
    qualifier text not null,
    dimension text not null,
    part text not null,
    note text not null,
    check ((period_start is null) = (period_end is null)),
    check (period_end >= period_start),
    check ((dimension = '') = (part = ''))
);

create index published_figure_measure on figures.published_figure (measure, area);
create index published_figure_identity on figures.published_figure (identity);

-- What holds now: the versions that none replaces.
create view figures.published_now with (security_invoker = true) as
    select f.* from figures.published_figure f
    where not exists (select from figures.published_figure later where later.replaces = f.id);

-- One bringing-in of a file: what act it was, and what it changed.
create table figures.import (
    id uuid primary key,
    file text not null,
    added integer not null,
    changed integer not null,
    at timestamptz not null
);

-- A figure as this partnership published it: the value and what it stood on, kept as they were whatever is recorded later.
create table figures.publication (
    id uuid primary key,
    figure text not null,
    title text not null,
    area text not null,
    period text not null,
    part text,
    value numeric not null,
    counted bigint not null,
    good bigint not null,
    model text not null,
    known_on timestamptz not null,
    published_at timestamptz not null
);
create index on figures.publication (figure, area, period);

create constraint trigger needs_an_act after insert or update or delete on figures.published_figure
    deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on figures.import
    deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on figures.publication
    deferrable initially deferred for each row execute function record.needs_an_act();

grant usage on schema figures to trellis_app, trellis_counter;
grant select, insert on figures.published_document, figures.published_area, figures.published_figure, figures.import, figures.publication to trellis_app;
grant select on figures.published_now to trellis_app;
