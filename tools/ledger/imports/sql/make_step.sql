create table {table} as
{query}
