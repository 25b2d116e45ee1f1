-- Notes what stands against a row.
update {staging} set problem = @problem where line = @line
