create table books_{table} as
select
    {values}
from read_csv({file}, columns = {{{types}}}, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
              max_line_size = 16777216)
