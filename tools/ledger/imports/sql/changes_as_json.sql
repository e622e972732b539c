select to_json({{'changed': _changed, 'row': _row}}) from {table} where rowid >= ? and rowid < ?
