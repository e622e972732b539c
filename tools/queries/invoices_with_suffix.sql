-- version: 1
-- title: invoices whose number is this one with a suffix
-- key: number
-- hidden: id
select 'invoice' as kind, invoice_id as id, invoice as number, class, account_id, account, property, as_of from invoices
where invoice >= :stem || '-' and invoice < :stem || '.'
order by number
