-- Moves the kept figures of one school and stage by what one child's part in them has become (ListShare), without counting the others.
-- @…_before, @…_after: instants that count where they are later than the stamp; the beginning of time where there is none.
-- Whoever counts the school anew meanwhile waits, or has finished: entry-summary-lock.
insert into stage_count (school_code, year, stage, level, listed, here, absent, elsewhere, contested, changed, added, stamped_at)
values (@school, @year, @stage, @level, @listed, @here, @absent, @elsewhere, @contested, 0, 0, null)
on conflict (school_code, year, stage) do update set
  listed = stage_count.listed + excluded.listed,
  here = stage_count.here + excluded.here,
  absent = stage_count.absent + excluded.absent,
  elsewhere = stage_count.elsewhere + excluded.elsewhere,
  contested = stage_count.contested + excluded.contested,
  changed = stage_count.changed
    + case when @changed_after > stage_count.stamped_at then 1 else 0 end
    - case when @changed_before > stage_count.stamped_at then 1 else 0 end,
  added = stage_count.added
    + case when @added_after > stage_count.stamped_at then 1 else 0 end
    - case when @added_before > stage_count.stamped_at then 1 else 0 end
    + case when @came_after > stage_count.stamped_at then 1 else 0 end
    - case when @came_before > stage_count.stamped_at then 1 else 0 end
