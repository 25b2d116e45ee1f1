-- Ends the residence of a child who lives elsewhere now and begins the new one. The same address again changes nothing. A row "moved out" ends
-- the residence it names and begins none: until another county reports the child, the old county goes on answering.
update residence
set until = @now
from {staging} as s
where s.turn = 1
  and not s.is_late
  and s.person_id = residence.person_id
  and residence.until is null
  and (
    (
      coalesce(s.change, 'Resident') in ('Resident', 'MovedIn')
      and not (
        coalesce(residence.village_code, residence.village_text) = coalesce(s.found_village, s.village_name)
        and residence.neighbourhood is not distinct from s.neighbourhood
        and coalesce((select h.address from residence_hidden as h where h.person_id = residence.person_id and h.seq = residence.seq), residence.address) = s.address
      )
    )
    or (
      s.change = 'MovedOut'
      and coalesce(residence.village_code, residence.village_text) = coalesce(s.found_village, s.village_name)
    )
    or s.change in ('Died', 'MovedAbroad', 'LostNationality')
  );

insert into residence (
  person_id, seq, village_code, county_code, township_code, village_text, neighbourhood, address, registered_on, household, received_at, receipt_id
)
select
  s.person_id,
  coalesce((select max(r.seq) from residence as r where r.person_id = s.person_id), 0) + 1,
  s.found_village, s.found_county, s.found_township, s.village_name, s.neighbourhood, s.address, s.registered_on, s.household, @now, @receipt
from {staging} as s
where s.turn = 1
  and coalesce(s.change, 'Resident') in ('Resident', 'MovedIn')
  and (not s.is_late or s.difference = 'New')
  and not exists (select 1 from residence as r where r.person_id = s.person_id and r.until is null)
