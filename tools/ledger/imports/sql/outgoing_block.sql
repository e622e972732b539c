select
    {arrays}
from (select list(o) as rows from outgoing as o where rowid >= {start} and rowid < {end})
