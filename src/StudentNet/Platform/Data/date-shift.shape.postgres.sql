-- SQLite's date(x, '+8 hours'), so that one text of a statement serves both databases: the day of an instant at Taipei, or a day some days on.
create or replace function date(timestamptz, text) returns date language sql stable parallel safe return (($1 at time zone 'UTC') + $2::interval)::date;
create or replace function date(date, text) returns date language sql stable parallel safe return ($1 + $2::interval)::date
