-- A spot that did not run has the outcome that its note says, or none.
select bill || ' | ' || spot_of_bill as spot_id,
       account_number,
       bill as invoice_id,
       line as line_no,
       spot_no,
       day_text(air_date) as aired_on,
       time_text(air_time) as aired_at,
       program,
       length as spot_length,
       'USD' as currency,
       amount_text(rate) as rate,
       nullif(amount_text(regexp_extract(note, '(?i)original\s+rate:?\s*\$?\s*([\d,]*\.?\d+)', 1)), '') as original_rate,
       ran,
       case when did_run then 'ran'
            when is_credited then 'credited'
            when is_made_good then 'made_good'
            when is_unresolved then 'unresolved' end as outcome,
       makes_good as is_makegood,
       type as rate_type,
       note,
       _file, _line
from bill_spots
