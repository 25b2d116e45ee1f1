-- Claims a checkpoint of a year and level: 1 row, or 0 when it is frozen already, and then nothing of it may be written again.
insert into checkpoint_freeze (checkpoint, year, level, due_at, frozen_at)
values (@checkpoint, @year, @level, @dueAt, @frozenAt)
on conflict do nothing
