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
backup-made-more = It is in { $folder } and takes { $size }.
backup-erased = Backups made earlier still hold what has been erased since. Only deleting those files removes it from them.
automatic-title = Backups that are made by themselves
automatic-what = A few minutes after something was written, a new backup is made in a folder you choose: on a second disk, on a stick, or in a folder that another program copies elsewhere. They are encrypted like the journal.
automatic-on = New backups go into { $folder }.
automatic-begin = Choose a folder
automatic-other = Another folder
automatic-end = Make no more by themselves
automatic-keeps = The newest of seven days, four weeks and twelve months stay. Older ones that were made here by themselves are deleted once a new one has been checked.
automatic-no-folder = This folder is not there.
automatic-problem = The last backup could not be made by itself.
automatic-problem-missing = The folder is not there. It may be on a drive that is not connected.
automatic-problem-full = There is no room left where the folder is.
automatic-problem-read-only = Duologue cannot write into the folder.
automatic-problem-other = It could not be written, or what was written did not hold when it was checked.
automatic-problem-again = The journal itself is whole. Duologue tries again after a few minutes, and when you next open the journal.

backup-restore = Restore a backup
backup-restore-what = A backup always goes into a new file. This journal is closed and stays as it is.

restore-title = Restore a backup
restore-what = Choose a backup, then a place for the new file. Duologue never writes over a file, and the backup itself is not changed.
restore-choose = Choose a backup
restore-choose-other = Another backup
restore-who = Whose passphrase will you use?
restore-passphrase-hint = The one from when the backup was made.
restore-go = Restore into a new file
restore-under-way = Restoring the backup, and checking every piece of it.
restore-try = Only try it
restore-tried = This backup can be restored.
restore-tried-more = It was restored into a new file, everything that { $name } can open was read there and is the same, and the file was thrown away again.
restore-tried-damaged = Some of the journal was damaged already when it was made. That is no better in it. Keep earlier backups too.
