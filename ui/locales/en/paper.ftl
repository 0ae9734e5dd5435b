# What is printed. Read by the paper, not by the window.

# Whose sheet it is, of which days, and who stands behind it
paper-title = For our session
paper-title-one = Notes for a talk of my own
paper-names = { $names }, { $made }.
paper-made = { $made }.
paper-name-list-two = { $first } and { $second }
paper-period-day = Covers { $to-day } { $to-month } { $to-year }.
paper-period = Covers { $from-day } to { $to-day } { $to-month } { $to-year }.
paper-period-months = Covers { $from-day } { $from-month } to { $to-day } { $to-month } { $to-year }.
paper-period-years = Covers { $from-day } { $from-month } { $from-year } to { $to-day } { $to-month } { $to-year }.
paper-statement-both = Written by us both. Not an assessment.
paper-statement = Not an assessment.
paper-not-approved = Not yet approved by both
paper-by-one = Notes by one of us
paper-foot-approved = Holds only what both of us approved. Not a record of safety.
paper-foot-one = Chosen by one of us. Not a record of safety.
paper-foot-written-by-one = Written by one of us. Not a record of safety.
paper-foot-not-approved = Not a record of safety.
paper-approved-by = Approved: { $names }
paper-approved-by-both = Approved by us both
paper-page-of = { $page } of { $pages }

# A summary: its headings, and the names that run into a line
paper-went-well = What went well
paper-tried = What we tried, and what got in the way
paper-moment = One hard moment, two views
paper-moment-one = One hard moment, as I saw it
paper-loop = Our loop, in one line
paper-loop-one = Our loop, as I see it
paper-today = For today
paper-help = What we would like help with
paper-help-one = What I would like help with
paper-met = How we met, and what we value
paper-before = What we tried before
paper-goals-us = Goals for us
paper-goals-me = Goals for myself
paper-practical = Practical matters
paper-run-in = { $name }: { $text }
paper-both-of-us = Both of us
paper-each-of-us = Each of us
paper-one-of-us = One of us
paper-name-quoted = “{ $name }”
paper-recognise = What we both recognise: { $text }
paper-recognise-one = What I recognise in it: { $text }
paper-topic-one = About us both: { $text }
paper-today-one = A topic of my own: { $text }
paper-worthwhile = Worthwhile: { $text }
paper-worthwhile-for = Worthwhile for { $name }: { $text }
paper-left-open = left open

# Pages of the journal
paper-titled-not-approved = { $title } (not yet approved by both)
paper-titled-by-one = { $title } (notes by one of us)
paper-noticed = { $author } noticed
paper-noticed-unnamed = Noticed
paper-inner-world = A question for us both
paper-says = What it says about you: { $text }
paper-meant = What it meant to me: { $text }
paper-in-person = Told in person.
paper-reply = { $author } replied
paper-reply-unnamed = A reply
paper-nothing-chosen = No pages chosen yet.

# A recovery kit
paper-kit-title = Recovery kit
paper-kit-of = For { $name }. Kit { $number }, made on { $made }.
paper-kit-unnamed = Kit { $number }, made on { $made }.
paper-kit-words = If the passphrase is lost, these words open what is named below. Read down each column, in the order of the numbers. Capitals do not matter.
paper-kit-opens = What it opens
paper-kit-opens-all = Your Mine, and Ours. It does not open the Mine of the other one of you. Whoever holds this sheet and the journal file can open the same, without your passphrase.
paper-kit-opens-ours = Ours. It opens neither your Mine nor that of the other one of you. Whoever holds this sheet and the journal file can open the same, without your passphrase.
paper-kit-use = To use it
paper-kit-use-all = When Duologue asks for your passphrase, choose “I have forgotten my passphrase”. Type the words in order, then choose a new passphrase.
paper-kit-use-ours = When Duologue asks for your passphrase, choose “I have forgotten my passphrase”. Type the words in order. Ours opens then, to read and to save as a PDF. To write in it again, choose “Go on writing” there: your Mine begins anew then, empty.
paper-kit-keep = Where to keep it
paper-kit-keep-where = Somewhere that is yours alone and away from the computer. A photo or a scan of it opens as much as the sheet does.
paper-kit-lost = If it is lost
paper-kit-lost-what = Make a new kit in Settings. This one then no longer opens the journal; it still opens older copies.
paper-kit-journal = Journal: { $text }
paper-kit-foot = Nobody can open the journal without these words or a passphrase.

# A book
paper-book-period-day = { $to-day } { $to-month } { $to-year }
paper-book-period = { $from-day } to { $to-day } { $to-month } { $to-year }
paper-book-period-months = { $from-day } { $from-month } to { $to-day } { $to-month } { $to-year }
paper-book-period-years = { $from-day } { $from-month } { $from-year } to { $to-day } { $to-month } { $to-year }
paper-book-contents = Months
paper-book-empty = There are no pages in these days.

# Days and months
paper-month-of = { $month } { $year }
paper-at-time = { $day }, { $time }
paper-day = { $weekday } { $day } { $month } { $year }
paper-weekday = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
    *[7] Sunday
  }
paper-month = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
    *[12] December
  }
