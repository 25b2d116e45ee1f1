-- Takes from every row what it found; @tried is how many found nobody.
update {staging} set person_id = null, tried = @tried
