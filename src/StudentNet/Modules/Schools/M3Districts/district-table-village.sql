-- Rows that fail the check village.unknown: they stay in the draft as unplaced lines.
select line, coalesce(town, '') || coalesce(village, '') as value, words as detail
from {staging}
where problem = 'village.unknown' and not is_left_out
