-- Hands both spellings of each row over to the platform.
insert into named_spelling (village_code, normalised_name, name)
select village_code, first_normalised, first_name from {staging}
union all
select village_code, second_normalised, second_name from {staging} where second_normalised is not null
