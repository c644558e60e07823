"""Whether all that was recorded for good is still as it was: verified every night, for administrators to see."""
