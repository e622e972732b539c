-- Advertisers and agencies, one for each printed spelling.
with named as (
    select advertised as name, 'ADVERTISER' as role, _file, _line from bills
    union all
    select agency, 'AGENCY', _file, _line from bills
)
select name as party_id,
       name,
       string_agg(distinct role, ';' order by role) as roles,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from named
where name is not null
group by name
