create or replace table outgoing as
{query}
