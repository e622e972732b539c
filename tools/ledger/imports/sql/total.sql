select currency, count(*), {sums} from placed_{table} where _problem is null group by currency order by currency
