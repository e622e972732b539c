-- version: 1
-- title: adjustments that the billing system has on an invoice
-- key: number
-- money: amount
select number, invoice, account_id, kind, currency, amount, reason_code, status, gl_date, approved_by from erp_adjustments
where invoice_id = :invoice order by gl_date, number
