-- Gives one row its issued number.
update {staging} set number = @number, identifier_kind = 'Issued', last_three = @last_three where line = @line
