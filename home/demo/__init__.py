"""The second site of ``make demo``: an invented company in the middle of hiring, to look around in."""
