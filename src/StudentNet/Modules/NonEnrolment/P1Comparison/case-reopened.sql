-- Who of the set has a case that was opened again at this moment needs no new one.
delete from person_set
where person_id in (select v.person_id from case_event v where v.kind = 'Reopened' and v.at = @now)
