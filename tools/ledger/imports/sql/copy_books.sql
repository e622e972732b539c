copy (select {columns} from ledger.{table} where source = {source}) to stdout (format csv)
