"""The names by which the front page's live cells are found again in an open workbook."""

DAY = "ubb4_day"
TEXT = "ubb4_text_"
BAR = "ubb4_bar_"
