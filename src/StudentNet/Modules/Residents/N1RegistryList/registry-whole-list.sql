-- Notes the list: how many it named, how many residences it ended, and how many it did not although it lacks them.
insert into registry_whole_list (receipt_id, organisation_code, as_of, received_at, children, ended, kept)
select @receipt, @organisation, (select max(s.data_date) from {staging} as s), @now, (select count(*) from {staging} as s where s.turn = 1), @ended, @kept
where not exists (select 1 from registry_whole_list where receipt_id = @receipt)
