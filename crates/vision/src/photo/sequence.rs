//! Picture size in ISO media files that hold a sequence and no still: a burst or an animation.

/// Sample entry types of HEVC sequences.
const CODINGS: [&[u8; 4]; 2] = [b"hvc1", b"hev1"];

/// Width and height in pixels; none if the file holds no such sequence.
///
/// The size is in the description of the first samples (ISO/IEC 14496-12, `VisualSampleEntry`), after its type, six
/// zero bytes and eighteen bytes that do not matter.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let track = bytes.windows(4).position(|window| window == b"trak")?;
    bytes[track..].windows(32).find_map(|window| {
        let is_description =
            CODINGS.iter().any(|coding| window.starts_with(*coding)) && window[4..10] == [0; 6];
        let side = |at: usize| u32::from(u16::from_be_bytes([window[at], window[at + 1]]));
        is_description.then(|| (side(28), side(30)))
    })
}
