-- version: 1
-- title: confirmed spellings of parties
select alias, party from party_aliases
