//! Text that the browser composes and decodes, compared with the crates that do it natively.

use handlens_core::text::compose;
use handlens_store::text::decode;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_browser_composes_and_decodes_as_the_native_programs_do() {
    assert_eq!(compose("A\u{308}pfel"), "\u{c4}pfel");
    assert_eq!(compose("\u{1100}\u{1161}"), "\u{ac00}");
    let cases: [(&str, &[u8], Option<&str>); 5] = [
        ("Shift_JIS", b"\x94L\x82\xcc\x8e\xca\x90^", Some("猫の写真")),
        ("GBK", b"\xc0\xac\xbb\xf8", Some("垃圾")),
        ("windows-1251", b"\xca\xee\xf8\xea\xe8", Some("Кошки")),
        ("EUC-KR", b"\xff\xff", None),
        ("no encoding", b"a", None),
    ];
    for (label, bytes, expected) in cases {
        assert_eq!(decode(label, bytes).as_deref(), expected, "{label}");
    }
}
