//! Which encoding names have, in many languages.

use super::*;

/// Names as written by a program that uses this encoding.
fn encoded(name: &str, words: &[&str]) -> Vec<Vec<u8>> {
    let encoding = ENCODINGS.iter().find(|encoding| encoding.name == name).expect("a known encoding");
    let encode = |word: &str| match encoding.table {
        Table::Web(label) | Table::Wide(label, _) => {
            let web = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
            web.encode(word).0.into_owned()
        }
        _ => {
            let byte = |c: char| {
                (0..=255_u8).find(|byte| encoding.decode(&[*byte]) == Some(c.to_string())).expect("a byte")
            };
            word.chars().map(byte).collect()
        }
    };
    words.iter().map(|word| encode(&format!("{word}/{word}_1.jpg"))).collect()
}

/// The names as read by guessing their encoding.
fn read(names: &[Vec<u8>], languages: &[&str]) -> Vec<String> {
    let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
    let encoding = guess(names, &languages);
    let decode = |name: &Vec<u8>| encoding.decode(name).unwrap_or_else(|| "nothing".to_owned());
    names.iter().map(|name| decode(name).split('/').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn names_of_many_languages_are_read_as_they_were_written() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["CP866", "windows-1251", "KOI8-R"], &["Кошки", "Кофе"]),
        (&["CP866", "windows-1251", "KOI8-R"], &["здоровые листья", "больные", "яблоко"]),
        (&["CP866", "windows-1251"], &["ТАРА", "БУТЫЛКИ"]),
        (&["CP850", "windows-1252"], &["Mamão", "Limões"]),
        (&["CP437", "CP850", "windows-1252"], &["Äpfel", "Birnen", "Nüsse", "Möhren"]),
        (&["CP437", "CP850", "windows-1252"], &["Forêt", "Chêne", "Érable malade"]),
        (&["CP437", "CP850", "windows-1252"], &["Piña", "Limón"]),
        (&["CP850", "windows-1252"], &["Bær", "Blåbær", "Rødspætte"]),
        (&["CP852", "windows-1250"], &["jabłka", "gruszki", "śliwki", "brzoskwinie żółte"]),
        (&["CP852", "windows-1250"], &["Jablka červená", "třešně", "švestky"]),
        (&["CP737", "windows-1253"], &["Γάτες", "Σκύλοι", "φύλλα"]),
        (&["CP857", "windows-1254"], &["ağaç", "yaprak hasta", "şeftali", "çiçek ışık"]),
        (&["CP862", "windows-1255"], &["חתולים", "כלבים"]),
        (&["windows-1256"], &["قطط", "كلاب"]),
        (&["windows-874"], &["แมว", "สุนัข", "ใบไม้ป่วย"]),
        (&["Shift_JIS", "EUC-JP"], &["猫の写真", "コーヒー"]),
        (&["Shift_JIS", "EUC-JP"], &["正常", "異常", "りんご"]),
        (&["GBK"], &["垃圾", "可回收"]),
        (&["GBK"], &["苹果", "香蕉", "健康叶片", "病叶"]),
        (&["Big5"], &["蘋果", "香蕉", "健康的葉子"]),
        (&["EUC-KR"], &["고양이", "커피", "사과"]),
        (&["CP866", "windows-1251", "KOI8-R"], &["хвощ", "берёза", "дуб"]),
        (&["CP866", "windows-1251", "KOI8-R"], &["Пластик", "Стекло", "Бумага", "Металл"]),
        (&["CP866", "windows-1251"], &["Коти", "Собаки", "їжак"]),
        (&["CP850", "windows-1252"], &["Maçã", "Pêssego", "Abacaxi maduro"]),
        (&["CP437", "CP850", "windows-1252"], &["Füchse", "Igel"]),
        (&["CP437", "CP850", "windows-1252"], &["Straße nass", "Straße trocken"]),
        (&["CP437", "CP850", "windows-1252"], &["pâte feuilletée", "gâteau", "crêpe", "brûlé"]),
        (&["CP437", "CP850", "windows-1252"], &["niños", "pájaro", "árbol"]),
        (&["CP850", "windows-1252"], &["smörgås", "kött", "fågel"]),
        (&["CP850", "windows-1252"], &["città", "perchè", "però"]),
        (&["CP852", "windows-1250"], &["szkło", "plastik", "papier", "żółw"]),
        (&["CP852", "windows-1250"], &["macskák", "kutyák", "őz", "tűlevelű"]),
        (&["CP852", "windows-1250"], &["kočka", "pes", "kůň", "žába"]),
        (&["CP737", "windows-1253"], &["υγιή", "άρρωστα"]),
        (&["CP862", "windows-1255"], &["בריא", "חולה"]),
        (&["windows-1256"], &["سليم", "مريض", "تفاح"]),
        (&["windows-874"], &["แก้ว", "พลาสติก", "กระดาษ"]),
        (&["Shift_JIS", "EUC-JP"], &["ガラス", "プラスチック", "紙"]),
        (&["Shift_JIS"], &["犬", "猫", "鳥"]),
        (&["Shift_JIS"], &["表", "ソース", "能力"]),
        (&["GBK"], &["猫", "狗"]),
        (&["GBK"], &["塑料", "玻璃", "纸板", "金属"]),
        (&["GBK"], &["合格品", "不合格品"]),
        (&["Big5"], &["貓", "狗", "鳥類"]),
        (&["Big5"], &["塑膠", "玻璃", "紙類"]),
        (&["EUC-KR"], &["유리", "플라스틱", "종이"]),
        (&["EUC-KR"], &["개", "고양이"]),
        (&["CP857", "windows-1254"], &["köpek", "kuş", "sağlıklı"]),
        (&["CP775"], &["šuo", "katė", "paukščiai", "žuvis"]),
    ];
    let mut wrong = Vec::new();
    for (encodings, words) in cases {
        for encoding in *encodings {
            let found = read(&encoded(encoding, words), &[]);
            if found != *words {
                wrong.push(format!("{encoding}: {words:?} became {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_could_be_two_languages_is_taken_for_the_persons_own() {
    for (encoding, languages, word) in [
        ("CP852", &["pl-PL", "en"][..], "Jabłka"),
        ("CP850", &["fr"][..], "Chênes"),
        ("GBK", &["zh-CN"][..], "猫"),
        ("Shift_JIS", &["ja"][..], "犬"),
        ("EUC-KR", &["ko-KR"][..], "개"),
        ("windows-1257", &["lt"][..], "šuo ir katė"),
        ("EUC-JP", &["ja-JP", "en-US"][..], "犬"),
    ] {
        assert_eq!(read(&encoded(encoding, &[word]), languages), [word], "{encoding}");
    }
}

#[test]
fn any_bytes_are_read_as_something() {
    for start in 0..=255_u8 {
        let name: Vec<u8> =
            (0..7).map(|step| start.wrapping_mul(31).wrapping_add(step * 37) | 0x80).collect();
        let encoding = guess(std::slice::from_ref(&name), &[]);
        assert!(encoding.decode(&name).is_some(), "{name:?} in {}", encoding.name);
    }
}
