//! The fuzzer's bytes, taken from the front. Where there are no more, zeros are.

/// What is left of the bytes.
pub struct Source<'a>(pub &'a [u8]);

impl<'a> Source<'a> {
    /// One byte.
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// Two bytes, the large one first.
    pub fn short(&mut self) -> usize {
        usize::from(self.byte()) << 8 | usize::from(self.byte())
    }

    /// Eight bytes.
    pub fn long(&mut self) -> i64 {
        (0..8).fold(0, |long, _| long << 8 | i64::from(self.byte()))
    }

    /// Two bytes that say how many, and these.
    pub fn bytes(&mut self) -> &'a [u8] {
        let len = self.short().min(self.0.len());
        let (bytes, rest) = self.0.split_at(len);
        self.0 = rest;
        bytes
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
