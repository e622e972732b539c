-- The lines of a bill with their part of its commission and net, in cents. A line's gross is what its spots that ran
-- cost; the header's commission is divided by it, and cents left over go to the largest remainders, then to the first lines.
with lines as (
    select bill, trim(line) as line, any_value(account_number) as account_number,
           arg_min(_file, _line) as _file, min(_line) as _line,
           count(*) filter (where did_run) as ran,
           coalesce(sum(charge) filter (where did_run), 0) as gross,
           min(charge) filter (where did_run) as lowest, max(charge) filter (where did_run) as highest,
           coalesce(min(aired) filter (where did_run), min(aired)) as first_day,
           coalesce(max(aired) filter (where did_run), max(aired)) as last_day
    from bill_spots group by bill, trim(line)
),
headers as (
    select bill,
           cast(amount(gross) * 100 as hugeint) as gross,
           cast(amount(agency_commission) * 100 as hugeint) as commission,
           cast(net * 100 as hugeint) as net
    from bills where print_no = 1
),
summed as (
    select l.*, h.gross as whole_gross, h.commission as whole_commission, h.net as whole_net,
           cast(l.gross * 100 as hugeint) as cents,
           sum(cast(l.gross * 100 as hugeint)) over (partition by bill) as all_cents,
           count(*) over (partition by bill) as lines_of_bill,
           row_number() over (partition by bill order by try_cast(l.line as int), l.line) as position
    from lines as l left join headers as h using (bill)
),
weighed as (
    select *,
           all_cents = whole_gross and whole_gross - coalesce(whole_commission, 0) = whole_net as adds_up,
           case when all_cents = 0 then 1 else cents end as weight,
           case when all_cents = 0 then lines_of_bill else all_cents end as weights
    from summed
),
divided as (
    select *,
           whole_cents(whole_commission, weight, weights) + cast(row_number() over (
               partition by bill order by left_over(whole_commission, weight, weights) desc, position
           ) <= whole_commission - sum(whole_cents(whole_commission, weight, weights)) over (partition by bill) as int) as commission,
           whole_cents(whole_net, weight, weights) + cast(row_number() over (
               partition by bill order by left_over(whole_net, weight, weights) desc, position
           ) <= whole_net - sum(whole_cents(whole_net, weight, weights)) over (partition by bill) as int) as share_of_net
    from weighed
)
select *, case when adds_up then cents - coalesce(commission, 0) else coalesce(share_of_net, cents) end as net from divided
