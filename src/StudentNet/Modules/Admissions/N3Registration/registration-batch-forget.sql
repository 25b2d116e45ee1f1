-- Takes from every row what it found; @tried is how many found nobody.
update {staging} set person_id = null, cohort = null, allocated = null, registered = null, is_here = false, tried = @tried
