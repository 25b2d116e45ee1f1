-- Freezes the children a run considers, with their latest known address.
-- Guarantees: every unpublished child on the county's books that no person has decided and no school has registered is in it exactly once.
-- Published children are in it only as @published asks (Keep, Moved, All). A child follows its address to another county's books when the
-- registry's list says so, or at the latest when the county it left runs: so a run reads its own county by index and not the country.
insert into allocation_child (person_id, run_id, entry_version, residence_seq, county_code, village_code, neighbourhood)
select
  e.person_id,
  @run,
  e.version,
  coalesce(r.seq, 0),
  coalesce(r.county_code, e.county_code, @county),
  coalesce(r.village_code, ''),
  coalesce(r.neighbourhood, 0)
from entry e
join person_now p on p.person_id = e.person_id
left join residence_now r on r.person_id = e.person_id
where e.year = @year
  and e.level = @level
  and e.county_code = @county
  and p.ended is null
  and (e.state in ('Pending', 'NeedsPerson') or (e.state = 'Allocated' and e.basis in ('Rule', 'Choice')))
  and (
    e.published_at is null
    or @published = 'All'
    or (@published = 'Moved' and e.residence_seq is distinct from coalesce(r.seq, 0))
  )
