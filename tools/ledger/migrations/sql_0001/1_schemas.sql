-- Runs as billing_owner. The books (ledger), our own records (desk), what readers may name (published for
-- named accounts, published_all for everything), the checkpointer's tables (graph).
create schema ledger;
create schema desk;
create schema graph;
create schema published authorization billing_published;
create schema published_all authorization billing_published_all;

-- Decimal places of an ISO 4217 currency; a new currency with other than two is one line here.
create function ledger.currency_scale(currency text) returns int
    language sql immutable parallel safe
    return case
        when currency in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','VND','VUV','XAF','XOF','XPF') then 0
        when currency in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 3
        else 2 end;

create domain ledger.money as numeric(20, 4);
create domain ledger.rate as numeric(20, 8);
create domain ledger.percentage as numeric(9, 6);
create domain ledger.currency as char(3) check (value ~ '^[A-Z]{3}$');
