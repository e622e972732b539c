"""The books: database, roles, schema, scope, imports."""
