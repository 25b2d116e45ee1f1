-- Children of whom a list says that their residence ended, or that it did not after all: the statement that brings people up to date has noted each.
select s.person_id
from {staging} as s
join person_change as c on c.person_id = s.person_id
where s.turn = 1 and c.receipt_id = @receipt and c.field = 'ended'
