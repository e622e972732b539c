create table keys_{table} as select _id, {account} as account_id from books_{table}
