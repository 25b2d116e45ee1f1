-- Forgets the keys of a client that have been kept long enough, so that the table never holds more than a week of requests.
delete from request_key where client_id = @client and at <= @since
