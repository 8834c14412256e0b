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
