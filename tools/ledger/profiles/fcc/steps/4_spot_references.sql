-- What notes say of other spots, one row each: "See MG 12.2,12.3" points at two makegoods, "MG for 4.1 01/15" at a
-- missed spot and its day. Text that is no spot number is kept as it is printed.
with said as (
    select bill, spot_of_bill, 'see' as says, regexp_extract(note, '(?i)\bsee\s+MG\s+([^\[\]]*)', 1) as rest
    from bill_spots where is_made_good
    union all
    select bill, spot_of_bill, 'for', regexp_extract(note, '(?i)\bMG\s+for\s+([^\[\]]*)', 1)
    from bill_spots where makes_good
),
own as (
    select bill, spot_of_bill, says, trim(regexp_replace(rest, '(?i)[,;]?\s*\b(see\s+MG|MG\s+for)\b.*$', ''), ' ,;') as rest
    from said
),
items as (
    select bill, spot_of_bill, says,
           unnest(case when regexp_matches(rest, '\d+\.\d+')
                       then regexp_extract_all(rest, '\d+\.\d+(?:\s+\d{1,2}/\d{1,2}(?:/\d{2,4})?)?')
                       else [rest] end) as printed
    from own where rest <> ''
)
select distinct *,
       nullif(regexp_extract(printed, '^(\d+\.\d+)', 1), '') as printed_as,
       try_cast(nullif(regexp_extract(printed, '(\d{1,2})/(\d{1,2})', 1), '') as int) as month,
       try_cast(nullif(regexp_extract(printed, '(\d{1,2})/(\d{1,2})', 2), '') as int) as day
from items
