-- The embedded database has one writer: nobody else counts. @keys and @is_counted are for the other database.
select @keys, @is_counted
