# Making a recovery kit.

kit-what = A recovery kit is twelve words on paper. If you forget your passphrase, they open the journal for you. Nobody can send them to you later: they are shown once.
kit-after-making = The journal is made. Your passphrase is the only way into your part so far; a kit is a second one. You can also make it later, in Settings.
kit-later = Later
kit-kind = What shall it open?
kit-kind-all = Everything of mine
kit-kind-ours = Only Ours
kit-kind-missing = Choose what it shall open.
kit-all-means = Whoever has the paper and the file opens your Mine, and Ours, and can choose a new passphrase for you.
kit-ours-means = Whoever has the paper and the file can read Ours, take a copy of it, and go on in it in your place, with a new passphrase and an empty Mine. What stood in your Mine is lost with your passphrase then.
kit-before = You have one of these already: kit { $number }.
kit-before-means = The new one takes its place once you have typed three words back. Then the paper you have opens this journal no more; older copies and backups it still opens.
kit-passphrase-why = Asked once more, so that nobody who finds this journal open makes a kit of it.
kit-draw = Show the words
kit-drawing = Trying the passphrase. This takes a moment on purpose.

kit-words-title = Your twelve words
kit-words-what = Print this page, or copy the words by hand. They are shown this once, and kept nowhere.
kit-words-keep = Keep the paper somewhere that is yours alone and away from this computer. A photo of it opens as much as the paper does.
kit-next = What comes next
kit-on-paper = They are on paper
kit-drop = Not now
kit-file-means = A saved file opens as much as the paper does, for whoever finds it: print it, then delete it. A printer may keep a copy too.
kit-file-name = Recovery kit
kit-covered = The words are covered
kit-covered-why = They are, while another window is in front.
kit-show = Show the words

kit-type-title = Type three of the words
kit-type-what = From the paper, so that you know it can be read. This kit counts only once they are right.
kit-word = Word { $place }
kit-word-missing = Word { $place } is still to come.
kit-word-wrong = This is not word { $place }. Look at the paper once more.
kit-see-again = See the words again
kit-keep = Keep this kit
kit-keeping = Keeping the kit.
kit-done = Your recovery kit counts from now on
kit-done-all = It is kit { $number }: the paper has the same number. It opens your Mine, and Ours. If you had another one for everything of yours, that opens this journal no more.
kit-done-ours = It is kit { $number }: the paper has the same number. It opens only Ours. If you had another one for only Ours, that opens this journal no more.
kit-done-keep = At your next unlock you are told that a kit was made. If you saved a file of it, delete it once it is printed. Backups made before do not know this kit.
