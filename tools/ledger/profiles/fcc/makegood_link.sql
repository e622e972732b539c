-- Which missed spot is made good by which, from the notes on either side, each pair once. A side that is on another
-- bill is not known: then only what is printed is kept. A spot that ran was not missed, however it is numbered.
with seen as (
    select m.bill, m.account_number, m.spot_of_bill as missed, g.spot_of_bill as makegood,
           m.printed_as as missed_printed, r.printed as makegood_printed, m._file, m._line,
           row_number() over (
               partition by r.bill, r.spot_of_bill, r.printed order by g.did_run desc, back.bill is not null desc, g._line
           ) as choice
    from spot_references as r
    join bill_spots as m on m.bill = r.bill and m.spot_of_bill = r.spot_of_bill
    left join bill_spots as g on g.bill = r.bill and g.printed_as = r.printed_as and g.spot_of_bill <> m.spot_of_bill
        and (g.did_run or g.makes_good)
    left join spot_references as back on back.bill = g.bill and back.spot_of_bill = g.spot_of_bill
        and back.says = 'for' and back.printed_as = m.printed_as
    where r.says = 'see'
),
candidates as (
    select g.bill, g.account_number, g.spot_of_bill as makegood, g.printed_as as makegood_printed, r.printed as missed_printed,
           g._file, g._line, m.spot_of_bill as candidate, m._line as printed_at,
           back.bill is not null as agrees,
           coalesce(month(m.aired) = r.month and day(m.aired) = r.day, false) as is_that_day,
           r.month is null as any_day
    from spot_references as r
    join bill_spots as g on g.bill = r.bill and g.spot_of_bill = r.spot_of_bill
    left join bill_spots as m on m.bill = r.bill and m.printed_as = r.printed_as and m.spot_of_bill <> g.spot_of_bill
        and not m.did_run
    left join spot_references as back on back.bill = m.bill and back.spot_of_bill = m.spot_of_bill
        and back.says = 'see' and back.printed_as = g.printed_as
    where r.says = 'for'
),
made as (
    select bill, account_number, case when agrees or is_that_day or any_day then candidate end as missed, makegood,
           missed_printed, makegood_printed, _file, _line,
           row_number() over (
               partition by bill, makegood, missed_printed order by is_that_day desc, agrees desc, printed_at
           ) as choice
    from candidates
),
pairs as (
    select * from seen where choice = 1
    union all
    select * from made where choice = 1
),
named as (
    select *, bill || ' | ' || coalesce(missed, missed_printed) || ' > ' || coalesce(makegood, makegood_printed) as link_id
    from pairs
)
select link_id,
       any_value(account_number) as account_number,
       any_value(bill) as invoice_id,
       any_value(bill || ' | ' || missed) as missed_spot_id,
       any_value(bill || ' | ' || makegood) as makegood_spot_id,
       arg_max(missed_printed, length(missed_printed)) as missed_printed,
       arg_max(makegood_printed, length(makegood_printed)) as makegood_printed,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from named
group by link_id
