# Unlocking, and what is told once after it.

## Told once

told-read = I have read this
told-damaged = Some of what was kept could not be read.
told-damaged-more = { $changes ->
    [one] One change does not hold, so it is not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds it whole, restore that into a new file.
   *[other] { $changes } changes do not hold, so they are not shown as anyone’s words. The rest of the journal is not touched. If a backup from before holds them whole, restore that into a new file.
}
told-put-back = This journal file is older than when you last opened it here.
told-put-back-more = Someone or something has put an earlier copy in its place. What was written since then is not in it. If you did not restore it yourselves, look for the newer file.
