select count(*) from placed_account anti join books_account using (_id) where _problem is null
