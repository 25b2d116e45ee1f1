-- Findings of one kind that are not kept one by one: adds to their number.
insert into intake_unlisted (receipt_id, code, column_title, severity, reason, number)
values (@receipt, @code, @column, @severity, @reason, @number)
on conflict (receipt_id, code, column_title) do update set number = intake_unlisted.number + excluded.number
