select 1 from books_{table} limit 1
