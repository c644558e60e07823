"""Whether all that was recorded for good is still as it was: verified every night, shown to administrators."""
