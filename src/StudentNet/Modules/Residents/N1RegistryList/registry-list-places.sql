-- Each spelling of a place in the list, once.
select distinct place from {staging}
