# Counselling: the page to bring to a session.

summary-title = Session summary
summary-what = A page in your own words, to bring to someone trained.
summary-period = The time it covers
summary-from = From
summary-to = To
summary-period-problem = The last day comes before the first.
summary-paper = Paper
paper-a4 = A4
paper-letter = Letter
summary-pages = Pages of Ours to include
summary-no-pages = There are no pages of Ours in this time.
summary-mine = Only pages of Ours can be included. To use something from Mine, its author shares a copy first. Remember that many counsellors keep no secrets between partners.
summary-preview = Page preview
summary-board = Preview, scrolls
summary-exact = { $pages ->
    [one] Exactly what prints: { $paper }, one page
   *[other] Exactly what prints: { $paper }, { $pages } pages
}
summary-setting = Setting the page…
summary-save = Save PDF
summary-print = Print…
summary-not-approved = The page prints marked “Not yet approved by both”. Read it together before it leaves the house.
summary-saved-means = A saved page is outside the journal: anyone who can open the file can read it.
summary-saved = Saved as “{ $name }” in { $folder }.
summary-missing = Some letters cannot be printed.
summary-missing-which = No font on this computer has: { $letters }. They show as empty boxes.
