-- Marsad's records and events in Postgres. config/postgres-load fills them; docs/cookbook.md says how to count.
create table marsad_record (
  seq       bigint primary key,
  id        text not null,              -- not unique: `--fresh` writes what it does not know of again
  kind      text not null,              -- article, revision, duplicate
  previous  text,                       -- the record whose events this one replaces
  story     text not null,
  feed      text not null,
  lang      text,
  published timestamptz,
  url       text,
  title     text not null,
  line      jsonb not null              -- all of it
);
create index on marsad_record (id);
create index on marsad_record (previous);
create index on marsad_record (story);

create table marsad_event (
  seq             bigint not null references marsad_record on delete cascade,
  event           text not null,
  event_type      text not null,
  sub_event_type  text not null,
  status          text not null,        -- only `reported` is said to have happened
  date            date,
  date_end        date,
  time_precision  smallint,
  place           text,
  country         text,
  latitude        double precision,
  longitude       double precision,
  geo_precision   smallint,
  fatalities      integer,              -- null: not stated
  fatalities_low  integer,
  fatalities_high integer,
  injured         integer,
  confidence      double precision,
  primary key (seq, event)
);

-- Without copies and without what a revision replaced.
create view current_event as
  select e.*, r.story, r.feed, r.lang, r.published, r.url, r.title
  from marsad_event e join marsad_record r using (seq)
  where r.kind <> 'duplicate'
    and not exists (select from marsad_record n where n.previous = r.id);
