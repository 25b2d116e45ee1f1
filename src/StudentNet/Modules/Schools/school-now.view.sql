-- Version 1. School units, closed ones too. level: 1 elementary, 7 junior high; opened_on, closed_on: null where not known or not so.
select s.code, s.ministry_code, s.county_code, s.level, s.kind, s.is_private, s.opened_on, s.closed_on
from school s
