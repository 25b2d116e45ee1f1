-- Makes the month what the list says; a correction only adds and changes. Months before stay.
delete from low_income_mark
where not @supplements and month = @month and not exists (select 1 from {staging} as s where s.number = low_income_mark.number);

insert into low_income_mark (number, month, kind, receipt_id)
select number, @month, kind, @receipt from {staging}
where true
on conflict (number, month) do update set kind = excluded.kind, receipt_id = excluded.receipt_id
