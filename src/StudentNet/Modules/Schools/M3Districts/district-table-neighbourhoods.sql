-- Rows that fail the check neighbourhood.form: they stay in the draft as unplaced lines.
select line, listed_neighbourhoods as value, words as detail
from {staging}
where problem = 'neighbourhood.form' and not is_left_out
