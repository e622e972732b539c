delete from keys_{table}
where _id in (from placed_{table} select _id where _problem is not null)
  and _id not in (from placed_{table} select _id where _problem is null)
