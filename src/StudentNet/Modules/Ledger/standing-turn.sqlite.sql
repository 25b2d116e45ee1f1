-- The embedded database has one writer at a time anyway.
select 1
