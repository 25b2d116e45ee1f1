-- Appends to the history of every known unit what an accepted list changes about it. Runs before the values themselves are written.
-- Guarantees: one row per changed field; a field that the file lacks, or that had no value before, is no change.
insert into school_change (code, seq, "on", field, before, after)
select c.code,
       coalesce((select max(h.seq) from school_change h where h.code = c.code), 0)
         + row_number() over (partition by c.code order by c.field),
       @today, c.field, c.before, c.after
from (
  select h.code, 'name' as field, h.name as before, s.name as after
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and h.name <> s.name
  union all
  select h.code, 'county', h.county_code, s.county_code
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and h.county_code <> s.county_code
  union all
  select h.code, 'township', h.township_code, s.township_code
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and s.township is not null and h.township_code <> s.township_code
  union all
  select h.code, 'ownership', case when h.is_private then '私立' else '公立' end, case when s.is_private then '私立' else '公立' end
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and s.ownership is not null and h.is_private <> s.is_private
  union all
  select h.code, 'address', h.address, s.address
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and h.address <> s.address
  union all
  select h.code, 'telephone', h.telephone, s.telephone
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and h.telephone <> s.telephone
  union all
  select h.code, 'website', h.website, s.website
  from {staging} s join school h on h.code = s.unit_code
  where not s.is_left_out and h.website <> s.website
) c
