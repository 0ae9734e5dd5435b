//! Words to fill pages with.

/// Ordinary prose in English, in German, and in letters that are wide.
pub const PROSE: [(&str, &str); 5] = [
    (
        "short words",
        "We sat on the back step after the kids were in bed and you asked me how it was at work, \
         and you did not pick up your phone once. I had not known how much I missed that until it \
         was there again. It was cold and we got a rug and said not a lot, and it was good to be \
         two at the end of the day, with no list to go through and no one who had to be right. I \
         want more of that, not as a plan, just now and then when it is late and still.",
    ),
    (
        "longer words",
        "Sometimes conversations about practical arrangements become arguments about appreciation \
         before either of us notices. Yesterday evening started with the insurance paperwork and \
         finished with everything since September. Afterwards we apologised separately, which \
         helped, although neither apology mentioned what had actually happened. Something about \
         being interrupted makes listening almost impossible, and remembering that beforehand \
         would probably change more than another agreement about calendars and responsibilities.",
    ),
    (
        "names and numbers",
        "On Sunday 18 October we drove to Utrecht with Mirjam, 45 minutes each way, and talked \
         about the 2 weeks in August. Noor said \u{201C}I was there, but I was not with you\u{201D}; \
         Sam said it took him until 11 at night to answer. We wrote 3 things down. Monday was \
         fine. On Tuesday the boiler (again!) broke, Mr de Wit came at 7:30, and at 20:15 we \
         still had not eaten. We agreed: no bills after 21:00, and on Fridays the phones stay in \
         the hall.",
    ),
    (
        "German",
        "Wir haben uns am Sonntagabend eine halbe Stunde genommen, bevor wir den Fernseher \
         eingeschaltet haben. Schwierig war vor allem der Anfang, weil jede Frage nach den \
         Schwiegereltern wie ein Vorwurf klingt. Danach haben wir zusammen aufgeräumt und darüber \
         gelacht. Beim zweiten Mal waren wir beide zu müde, und keiner wollte damit beginnen, \
         obwohl wir uns vorgenommen hatten, wenigstens eine Viertelstunde lang zuzuhören und \
         nichts zu berichtigen, auch keine Kleinigkeiten.",
    ),
    (
        "wide letters",
        "Mum warmed my room with a memory of summer: swimming, mowing, women humming at a \
         window, how we would wander home on warm mornings. Now we mumble. Tomorrow we may make \
         more room, maybe a warm welcome, a meal, some music. Who would want a row over a \
         commode? WE WOULD, somehow. Mmm. Wednesday was a low moment, my mother was among them, \
         and I went home with a womb of worms in my mouth, wishing someone would come and \
         whisper what women know, what we might mend, and whom we might meet.",
    ),
];

/// The longest beginning of `text` that has so many letters; a text too short begins anew.
pub fn letters(text: &str, count: usize) -> String {
    text.chars().chain(" ".chars()).cycle().take(count).collect()
}
