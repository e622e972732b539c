-- Terms as printed; the days are read from texts such as "30 Days" and "Net 30 Days".
select terms as terms_id,
       terms as name,
       nullif(regexp_extract(terms, '(?i)(\d+)\s*day', 1), '') as days,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from bills
where terms is not null
group by terms
