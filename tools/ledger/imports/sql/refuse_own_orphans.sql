update placed_{table} as s
set _problem = {{'rule': '{rule}', 'detail': {detail}}}
where s._problem is null and s.{column} is not null
  and not exists (from keys_{table} as k where k._id = s.{column})
