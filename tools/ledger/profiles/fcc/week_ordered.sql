-- Spots ordered by line and week. Weeks of a line may repeat, so the second one's key ends in 2.
with weeks as (
    select coalesce(b.bill, trim(w.invoice_no)) as bill, b.account_number, w.*,
           row_number() over (partition by coalesce(b.bill, trim(w.invoice_no)), trim(w.line), day_text(w.week_start)
                              order by w._file, w._line) as occurrence
    from weeks_ordered as w
    left join bills as b on b.file_id is not distinct from w.file_id and b.invoice_no is not distinct from w.invoice_no
    where b.print_no = 1 or b.bill is null
)
select concat_ws(' | ', bill, trim(line), day_text(week_start), case when occurrence > 1 then occurrence end) as week_id,
       account_number,
       bill as invoice_id,
       line as line_no,
       day_text(week_start) as week_start,
       day_text(week_end) as week_end,
       spots,
       amount_text(rate) as rate,
       _file, _line
from weeks
