-- Takes what placement found over into the staged rows.
update {staging}
set village_code = p.village_code,
    school_code = p.school_code,
    neighbourhoods = p.neighbourhoods,
    problem = p.problem,
    words = p.words,
    note = p.note
from placed_{staging} p
where p.line = {staging}.line;

drop table placed_{staging}
