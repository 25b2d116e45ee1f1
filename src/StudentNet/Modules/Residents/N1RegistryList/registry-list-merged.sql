-- Rows about a record that has become part of another speak of that one.
update {staging} set person_id = @survivor where person_id = @merged
