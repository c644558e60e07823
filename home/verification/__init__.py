"""Whether all that was recorded for good is still as it was: checked every night, for administrators."""
