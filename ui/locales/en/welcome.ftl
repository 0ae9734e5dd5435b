# The first page, when no journal is open.

welcome-title = A private journal for two
welcome-what = Write for yourself, share what you choose, and use a few plain practices to talk, listen and notice. You can begin alone. Whoever joins later joins as an equal.
welcome-keys = Each of you has your own passphrase. What you write for yourself, only yours opens. It all stays in a file that you keep; nothing is sent anywhere.
welcome-new = New journal
welcome-open = Open a journal
welcome-restore = Restore from a backup
welcome-sample = Look at a sample journal
welcome-sample-what = A year of two invented people, thrown away when you close it.
welcome-sample-making = Writing the sample journal
welcome-foot = Kept in one file, with no account and no server
welcome-plainly = Before you begin, plainly
welcome-not-treatment = It does not treat, diagnose or judge. It is not a replacement for someone trained.
welcome-not-fear = It is not made for a relationship in which someone is afraid. If that is you, people who help with that can do what this cannot.
welcome-not-secret = Whoever controls this computer, or knows your passphrase, may be able to read what you write.
welcome-not-court = In some places, what you write may be asked for in court.
