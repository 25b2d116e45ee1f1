-- Children that another school has registered: accepting makes a conflict that both schools and their counties see.
select s.line, s.name as value, s.registered as detail
from {staging} as s
where s.registered is not null
