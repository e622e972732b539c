-- Who is billed: station, agency and advertiser as printed. A bill without an agency goes to the advertiser.
select account_number,
       any_value(advertised || coalesce(' (' || trim(split_part(agency, ' / ', 1)) || ')', '') || ' on ' || station) as name,
       any_value(coalesce(agency, advertised)) as party_id,
       any_value(advertised) as advertiser_id,
       any_value(agency) as agency_id,
       any_value(station) as property,
       'USD' as currency,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from bills
where account_number is not null
group by account_number
