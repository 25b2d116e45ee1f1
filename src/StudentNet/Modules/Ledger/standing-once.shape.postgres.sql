-- Two standings of a child on one day are impossible. Child and day are laid on one line of numbers (the days since 2000 of child n from n × 100000 on), so
-- that no extension is needed; the days of a child who could be in the ledger are far fewer.
alter table standing drop constraint if exists standing_once;
alter table standing add constraint standing_once exclude using gist (
  int8range(person_id * 100000 + (valid_from - date '2000-01-01'), person_id * 100000 + (valid_until - date '2000-01-01')) with &&
) where (superseded_at is null);
alter table standing drop constraint if exists standing_days;
alter table standing add constraint standing_days check (valid_from < valid_until)
