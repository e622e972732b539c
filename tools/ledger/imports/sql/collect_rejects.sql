create table rejects as
{parts}
