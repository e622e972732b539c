-- Every printed spot, with what its note says. Spot numbers repeat, so a second 4.1 of a bill is 4.1 | 2.
with notes as (
    select coalesce(b.bill, trim(s.invoice_no)) as bill, b.account_number, s.*,
           upper(trim(s.ran)) in ('Y', 'YES') as did_run,
           amount(s.rate) as charge,
           try_cast(day_text(s.air_date) as date) as aired,
           regexp_matches(coalesce(s.note, ''), '(?i)\bMG\s+for\b') as makes_good,
           regexp_matches(coalesce(s.note, ''), '(?i)\bsee\s+MG\b') as is_made_good,
           regexp_matches(coalesce(s.note, ''), '(?i)\bcredited\b') as is_credited,
           regexp_matches(coalesce(s.note, ''), '(?i)\bunresolved\b') as is_unresolved,
           trim(s.line) || '.' || coalesce(nullif(trim(s.spot_no), ''), '?') as printed_as
    from spots as s
    left join bills as b on b.file_id is not distinct from s.file_id and b.invoice_no is not distinct from s.invoice_no
    where b.print_no = 1 or b.bill is null
),
numbered as (
    select *, row_number() over (partition by bill, printed_as order by _file, _line) as occurrence
    from notes
)
select *, printed_as || case when occurrence > 1 then ' | ' || occurrence else '' end as spot_of_bill
from numbered
