"""What goes wrong around a site, done on purpose: each script starts a site of its own and prints figures."""
