-- The hash of a set that is kept; none where it is new.
select hash from audit_set where id = @id
