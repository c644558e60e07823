"""English dates that can't be read two ways (11/12 is December to some), and the 24 hours all pages use."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "N j, Y H:i"
SHORT_DATE_FORMAT = "N j, Y"
SHORT_DATETIME_FORMAT = "N j, Y H:i"
