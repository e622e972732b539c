drop table stage_{table};
drop table twice_{table}
