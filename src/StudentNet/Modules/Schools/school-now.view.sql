-- Version 1. School units, closed ones too. level: 1 elementary, 7 junior high; opened_on, closed_on: null where not known or not so.
select code, ministry_code, county_code, level, kind, is_private, opened_on, closed_on
from school
