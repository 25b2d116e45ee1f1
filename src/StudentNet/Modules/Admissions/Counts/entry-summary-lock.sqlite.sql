-- The embedded database has one writer: nobody else counts. @keys is for the other database.
select @keys
