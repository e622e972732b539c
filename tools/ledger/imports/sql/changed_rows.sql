select to_json({{'changed': _changed, 'row': _row}}) from changed_{table}
