select
    count(*),
    {looks}
from outgoing
