-- What profiles may say in their SQL. Each of the first three returns a text that the import can take, or, when it
-- makes nothing of it, the text as it is: then the row becomes a reject that shows it.

-- '$1,250.00' and '(1,250.00)' as '1250.00' and '-1250.00'
create macro amount_text(printed) as
    case when trim(printed) similar to '\(.*\)' then '-' else '' end
    || regexp_replace(trim(printed), '[$,()\s]', '', 'g');

-- '02/23/20', '2/23/2020', '2020-02-23' as '2020-02-23'
create macro day_text(printed) as
    coalesce(
        strftime(try_strptime(trim(printed), ['%m/%d/%y', '%m/%d/%Y', '%Y-%m-%d', '%Y-%m-%d %H:%M:%S']), '%Y-%m-%d'),
        printed);

-- '6:27 AM', '18:27' as '06:27:00', '18:27:00'
create macro time_text(printed) as
    coalesce(
        strftime(try_strptime(upper(trim(printed)), ['%I:%M %p', '%I:%M%p', '%I:%M:%S %p', '%H:%M', '%H:%M:%S']), '%H:%M:%S'),
        printed);

-- The amount of a text, null when it is none; for sums and comparisons.
create macro amount(printed) as try_cast(amount_text(printed) as decimal(20, 4));

-- The part of a whole (in cents) that falls to one of several parts by weight, before the cents that are left over
-- are given away: rounded down, also below zero. Weights and their sum are whole numbers, the sum not zero.
create macro whole_cents(whole, weight, weights) as
    ((whole::hugeint * weight * sign(weights)) - left_over(whole, weight, weights)) // abs(weights);

-- What rounding down leaves of a part, in units of 1 / abs(weights) cent; never negative.
create macro left_over(whole, weight, weights) as
    (((whole::hugeint * weight * sign(weights)) % abs(weights)) + abs(weights)) % abs(weights);

-- A day some days after another, as text; null where either is not known.
create macro day_after(day, days) as
    strftime(try_cast(day as date) + try_cast(days as integer), '%Y-%m-%d');
