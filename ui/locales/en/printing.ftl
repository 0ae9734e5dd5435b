# Approving pages, and taking them out of the journal.

approvals-title = Approved by
approval-holds = Approved
approval-changed = Changed since { $name } approved. One look needed.
approval-none = Not yet
approval-not-authentic = This stands under the name of { $name }, and was not signed by them. It does not count.
approve = Approve these pages
approve-name = { $name }: approve these pages
approve-cleared = Any change, by either of you, clears both approvals.
approve-title = Approve these pages
approve-what = Your approval is your signature under exactly the pages that stand here. Your passphrase is asked once more, so that nobody can sign for you. Any change by either of you clears it.
approve-yes = Approve them
approve-unshared = Share your line first, or leave it as it was.
approve-empty = Write a line first: every line on the page is left open.
approve-typed = A line on the page is not shared yet.
approve-setting = First the pages have to stand here as they print.
approve-too-long = The page is too long. Shorten the lines that are named first.

summary-preview = Page preview
summary-board = Preview, scrolls
summary-exact = { $pages ->
    [one] Exactly what prints: { $paper }, one page
   *[other] Exactly what prints: { $paper }, { $pages } pages
}
summary-setting = Setting the page…
summary-with-typed = With what you are writing. Not shared yet.
summary-save = Save PDF
summary-print = Print…
summary-file-name = Our page
summary-not-approved = Until both approve, the page prints marked “Not yet approved by both”.
summary-marked-approved = You both approved exactly this. It prints without a mark.
summary-marked-one = It prints as “Notes by one of us”.
summary-does-not-fit = It does not fit yet.
summary-leaves-typed = It can be saved or printed when every line on it is shared, or left as it was.
summary-leaves-setting = It can be saved or printed once it stands here.
summary-leaves-too-long = It can be saved or printed once it fits.
summary-saved-means = A saved page is outside the journal: anyone who can open the file can read it. A printer may keep a copy too.
summary-saved = Saved as “{ $name }” in { $folder }.
summary-missing = Some letters cannot be printed.
summary-missing-which = No font on this computer has: { $letters }. They show as empty boxes, and a saved file is then not marked as one made for screen readers (PDF/UA).
summary-not-printed = The page was not printed.
summary-not-printed-how = The printer could not be reached, or there was no room for the file. Nothing in your journal has changed. Try again, or save the page as a PDF.
summary-too-long = There is more here than the page holds.
summary-too-long-how = Nothing is cut or made smaller. These lines could be shorter:
summary-line-of = { $section }: { $name }

## For yourself

place-notes = For yourself
notes-what = Pages to take along to a talk of your own, with a doctor, a counsellor or a friend.
notes-from = Which pages
notes-mine-means = Only you can open these pages. What you take along may come to be known to you both: many counsellors keep no secrets between partners.
notes-ours-means = You can both read these pages already.
notes-marked-ours = It prints as “Not yet approved by both”. Only a session summary can be approved by both of you.
notes-pages = Pages to take along
notes-needs-page = Choose a page to take along first.
notes-no-pages = There are no pages in Mine from this time.
notes-file-name = Notes

## A book

place-book = Make a book
book-begin = Make a book…
book-what = The pages of the days you choose, one after the other, as a file you can print or keep.
book-from = Which pages
book-ours-means = What is in Ours.
book-mine-means = What is in Mine, of you alone. Whoever gets the file can read it.
book-days = The days it holds
book-whole-year = All of { $year }
book-name = Title on the first page
book-needs-title = Give it a title first.
book-file-name = Book
book-save = Save as PDF
book-saved-means = A saved book is outside the journal: anyone who can open the file can read it. Stopping leaves no file behind.
book-reading = Reading the pages. You can stop at any time.
book-setting = Setting the pages, all at once: how far this is cannot be told. It takes a few seconds, and longer for several years. You can stop at any time.
book-writing = { $pages ->
    [one] One page is set. Making the file. You can stop at any time.
   *[other] { $pages } pages are set. Making the file. You can stop at any time.
}

## The next session

next-date-label = Anything to remember, if you like
next-date-keep = Keep this day
next-date-change = Another day
next-session-see = See the session
