-- One at a time writes the ledger; the others wait until its transaction ends.
lock table ledger_opening in share row exclusive mode
