-- Children of a search, each with who it is, where it lives, and whether the caller may see its history (domain §9): is_within. {who} is the condition of the
-- search on p: by name, by number, by key. Everything hangs on the key of the person; no statement here reads more than those children.
-- A child is «new» until @newest has come (its cohort has reached 9/16 of its first year); whoever was on a roll of @roll_year or before is not new.
select
  p.person_id, p.name, p.sex, p.birth_date, p.cohort, p.ended,
  (select n.number from number_now n where n.person_id = p.person_id) as number,
  (select o.name from residence_now r join organisation o on o.code = r.county_code where r.person_id = p.person_id) as county,
  (select o.name from residence_now r join organisation o on o.code = r.township_code where r.person_id = p.person_id) as township,
  (select v.name from residence_now r join village v on v.code = r.village_code where r.person_id = p.person_id) as village,
  (p.cohort <= @newest or exists (select 1 from pupil_step s where s.person_id = p.person_id and s.year <= @roll_year))
  and (
    @everybody
    or (@township is not null and exists (select 1 from residence_now r where r.person_id = p.person_id and r.township_code = @township))
    or (
      @tracked
      and exists (
        select 1 from case_school c
        where c.person_id = p.person_id and c.school_code = @school and (c.released_at is null or c.release_reason in ({temporary}))
      )
    )
    or (
      -- The latest address in the school's district, of this year's plan or of the one whose entry work is under way; not past the age-out of its level.
      @district
      and p.cohort >= @oldest
      and exists (
        select 1
        from residence_now r
        join district_cover d
          on d.village_code = r.village_code and d.school_code = @school and d.status = 'InForce' and d.year in (@year, @entry_year) and d.level = @level
            and r.neighbourhood between d.from_neighbourhood and d.to_neighbourhood
        where r.person_id = p.person_id
      )
    )
    or (
      @pupils
      and exists (select 1 from record_now q where q.person_id = p.person_id and q.school_code = @school and q.year = @last_year and q.term = @last_term)
      and exists (select 1 from pupil_now q where q.person_id = p.person_id and q.school_code = @school and q.year = @year and q.term = @term)
    )
  ) as is_within
from person_now p
where {who}
