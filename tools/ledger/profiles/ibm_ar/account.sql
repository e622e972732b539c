-- One account a customer, named by its id. Countries are printed as numbers, which have no place here.
select customerid as account_number,
       customerid as name,
       min(case when regexp_matches(trim(countrycode), '^[A-Za-z]{2}$') then countrycode end) as country,
       'USD' as currency,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from receivables
group by customerid
