# What is printed for a counsellor. Read by the paper, not by the window.
paper-title = For our session
paper-names = { $names }, { $made }.
paper-made = { $made }.
paper-name-list-two = { $first } and { $second }
paper-period = Covers { $from } to { $to }.
paper-statement-both = Written by us both. Not an assessment.
paper-statement-one = Notes by one of us. Not an assessment.
paper-not-approved = Not yet approved by both
paper-noticed = { $author } noticed
paper-inner-world = A question for us both
paper-says = What it says about you: { $text }
paper-meant = What it meant to me: { $text }
paper-in-person = Told in person.
paper-left-open = left open
paper-nothing-chosen = No pages chosen yet.
paper-foot-approved = Holds only what both of us approved. Not a record of safety.
paper-foot-one = Chosen by one of us. Not a record of safety.
paper-foot-not-approved = Chosen from pages that both of us can read. Not a record of safety.
paper-page-of = { $page } of { $pages }
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
