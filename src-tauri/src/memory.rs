//! What becomes of memory that C gives back.

use libc::{M_PERTURB, c_int, mallopt};

/// What overwrites it: no address, and not zero, which would switch it off.
const WITH: c_int = 0xff;

/// From here on glibc overwrites it, small blocks aside, as Rust's is by its allocator: what the core
/// answers goes to the page through GLib and WebKit's half in this process, which copy it. What that
/// leaves is in docs/decisions/0029.
pub(crate) fn overwrite_what_c_gives_back() {
    #[expect(unsafe_code, reason = "a switch of glibc's allocator, for which there is no safe way")]
    // SAFETY: it sets one number of glibc's, and takes no address.
    let _ = unsafe { mallopt(M_PERTURB, WITH) };
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    use gtk::glib::Bytes;

    use super::overwrite_what_c_gives_back;

    const WORDS: &str = "The lamp in the hall was on all night, and nobody said so. ";
    /// What is not longer than a kilobyte glibc keeps as it was.
    const TIMES: usize = 64;

    #[test]
    fn a_large_block_that_c_gave_back_holds_nothing_of_what_stood_there() {
        overwrite_what_c_gives_back();
        let words = WORDS.repeat(TIMES);
        let memory = File::open("/proc/self/mem").expect("the memory of this program");
        // Taken before the copy is made, or it would be given the copy's place.
        let mut there = vec![0; words.len()];
        let copy_of_glib = Bytes::from(words.as_bytes());
        let place = <[u8]>::as_ptr(&copy_of_glib) as u64;
        drop(copy_of_glib);
        memory.read_exact_at(&mut there, place).expect("what stands there now");
        let is_of_it = |some| words.as_bytes().windows(16).any(|known| known == some);
        assert!(
            !there.windows(16).any(is_of_it),
            "whoever looks into memory after locking must not read it"
        );
    }
}
