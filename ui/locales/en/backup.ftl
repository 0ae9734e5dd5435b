# Making and restoring backups.

backup-title = Backups
backup-to-settings = Back to settings
backup-what = A backup is a copy of the whole journal, encrypted like the journal itself. It opens with the passphrases you had when it was made. Keep one away from this computer.
backup-file-name = Duologue { $day }
restore-file-name = Our journal, restored
backup-make-title = Make a backup
backup-make = Make a backup
backup-under-way = Copying the journal.
backup-never = No backup has been made from this computer yet.
backup-whole = The last backup was made { $moment }, as “{ $name }”. Nothing has been written since.
backup-behind = The last backup was made { $moment }, as “{ $name }”. What was written since is not in it.
backup-made = The backup “{ $name }” is made.
backup-made-damaged = Some of the journal is damaged, and it is no better in this backup. Everything else is in it whole. Keep earlier backups too.
backup-made-more = It lies in { $folder } and takes { $size }.
backup-erased = Backups made earlier still hold what has been erased since. Only deleting those files removes it from them.
backup-restore = Restore a backup
backup-restore-what = A backup always goes into a new file. This journal stays as it is, and is closed.

restore-title = Restore a backup
restore-what = Choose a backup, then a place for the new file. Duologue never writes over a file, and the backup itself is not changed.
restore-choose = Choose a backup
restore-choose-other = Another backup
restore-who = Whose passphrase will you use?
restore-passphrase-hint = The one from when the backup was made.
restore-go = Restore into a new file
restore-under-way = Restoring the backup, and checking every piece of it.
