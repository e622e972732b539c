-- Every print of an invoice, with the keys that it gives. An invoice number is unique within its station only.
-- Net is before tax: as printed, less the tax where the printed net has it, or gross less commission where no net is printed.
-- print_no tells prints of one invoice apart: 1 is the one that is read, an original before its reprints.
with trimmed as (
    select *,
           nullif(trim(property), '') as station,
           nullif(trim(agency_bill_to), '') as agency,
           nullif(trim(advertiser), '') as advertised,
           nullif(trim(payment_terms), '') as terms,
           concat_ws(' | ', nullif(trim(property), ''), nullif(trim(invoice_no), '')) as bill,
           nullif(trim(property), '') || ' | ' || nullif(trim(order_no), '') as ordered,
           coalesce(try_cast(regexp_extract(invoice_no, '-(\d+)\s*$', 1) as int), 0) as invoice_of_order,
           coalesce(upper(trim(stamp)) = 'DUPLICATE', false) as is_copy
    from invoices
)
select *,
       case when coalesce(amount(tax), 0) <> 0 and amount(net_due) = amount(gross) - coalesce(amount(agency_commission), 0) + amount(tax)
            then amount(net_due) - amount(tax)
            else coalesce(amount(net_due), amount(gross) - coalesce(amount(agency_commission), 0)) end as net,
       station || ' | ' || coalesce(agency, 'direct') || ' | ' || advertised as account_number,
       row_number() over (partition by bill order by is_copy, _file, _line) as print_no
from trimmed
