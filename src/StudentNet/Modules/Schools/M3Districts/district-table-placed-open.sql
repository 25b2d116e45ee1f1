-- A table for what placement found, beside the staged rows and as short-lived.
drop table if exists placed_{staging};

create table placed_{staging} (
  line integer, village_code text, school_code text, neighbourhoods text, problem text, words text, note text
)
