select io_line_id,
       ordered as io_id,
       line as line_no,
       says.description as product,
       says.daypart as daypart,
       'SPOT' as rate_type,
       says.rate as rate,
       'USD' as currency,
       says.start as flight_start,
       says."end" as flight_end,
       says.length as spot_length,
       says.spots_per_week as spots_per_week,
       _file, _line
from order_line_versions
