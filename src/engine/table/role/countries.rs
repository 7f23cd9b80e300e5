//! Countries by name in nine languages and by ISO 3166 code: those that most customers live in.

use crate::kernel::letters::lowered;

/// Codes of two letters (ISO 3166-1), all of them, and of three letters for the names below.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
     BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE \
     EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM \
     HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC \
     LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
     NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
     SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO \
     TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW \
     AUT BEL BGR CAN CHE CHN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IND IRL ITA JPN LTU LUX LVA \
     MEX NLD NOR POL PRT ROU SVK SVN SWE TUR UKR USA AUS BRA ARG NZL KOR";

/// Names in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Japanese.
const NAMES: &str = "alemanha|alemania|allemagne|argentina|argentine|argentinien|argentinië|argentyna|australia|\
     australie|australien|australië|austria|austrália|autriche|belgia|belgien|belgio|belgique|\
     belgium|belgië|brasil|brasile|brasilien|brazil|brazilië|brazylia|brésil|bulgaria|bulgarie|\
     bulgarien|bulgarije|bulgária|bułgaria|bélgica|canada|canadá|cechia|chequia|chile|china|chine|\
     chiny|chorwacja|cina|colombia|costa rica|croacia|croatia|croatie|croazia|croácia|cyprus|\
     czech republic|czechia|czechy|danemark|dania|danimarca|denemarken|denmark|deutschland|dinamarca|\
     duitsland|dänemark|ecuador|egypt|england|espagne|espanha|españa|estados unidos|estland|estonia|\
     finland|finlande|finlandia|finlândia|finnland|france|francia|francja|frankreich|frankrijk|\
     frança|germania|germany|giappone|great britain|grecia|grecja|greece|griechenland|griekenland|\
     großbritannien|grèce|grécia|hiszpania|holandia|hong kong|hongarije|hongrie|hungary|hungria|\
     hungría|iceland|ierland|inde|india|indien|indonesia|ireland|irland|irlanda|irlande|irlandia|\
     island|israel|italia|italie|italien|italië|italy|itália|japan|japon|japonia|japão|japón|kanada|\
     kenya|kolumbien|kroatien|kroatië|latvia|lettland|litauen|lithuania|luksemburg|lussemburgo|\
     luxembourg|luxemburg|luxemburgo|malaysia|malta|meksyk|messico|mexico|mexiko|mexique|morocco|\
     méxico|nederland|netherlands|neuseeland|new zealand|niederlande|niemcy|nigeria|noorwegen|norge|\
     noruega|norvegia|norvège|norway|norwegen|norwegia|oekraïne|oostenrijk|pays-bas|peru|perú|\
     philippines|poland|polen|pologne|polonia|polska|polónia|polônia|portogallo|portugal|portugalia|\
     regno unito|reino unido|república checa|roemenië|romania|romênia|rosja|roumanie|royaume-uni|\
     rumania|rumunia|rumänien|rusia|rusland|russia|russie|russland|rússia|saudi arabia|schweden|\
     schweiz|scotland|singapore|singapour|singapur|slovakia|slovaquie|slovenia|slovenië|slovénia|\
     slovénie|slowakei|slowakije|slowenien|south africa|south korea|spagna|spain|spanien|spanje|\
     stany zjednoczone|stati uniti|suecia|suisse|suiza|suomi|suède|suécia|suíça|sverige|svezia|\
     svizzera|sweden|switzerland|szwajcaria|szwecja|südafrika|słowacja|słowenia|taiwan|tchéquie|\
     thailand|the netherlands|tschechien|tschechische republik|tsjechië|turchia|turcja|turkey|\
     turkije|turquia|turquie|turquía|türkei|türkiye|u.s.a.|ucraina|ucrania|ucrânia|uk|ukraina|\
     ukraine|ungarn|ungheria|united arab emirates|united kingdom|united states|\
     united states of america|uruguay|usa|vereinigte staaten|vereinigtes königreich|\
     verenigd koninkrijk|verenigde staten|vietnam|wales|wielka brytania|węgry|włochy|zweden|\
     zwitserland|zypern|áustria|états-unis|índia|österreich|アイルランド|アメリカ|イギリス|イタリア|インド|ウクライナ|オランダ|\
     オーストラリア|オーストリア|カナダ|スイス|スウェーデン|スペイン|デンマーク|トルコ|ドイツ|ノルウェー|フィンランド|フランス|ブラジル|ベルギー|ポルトガル|ポーランド|メキシコ|\
     ロシア|中国|台湾|日本|日本国|韓国";

/// Whether a text is the name or the code of a country.
pub fn is_country(text: &str) -> bool {
    let is_code = matches!(text.len(), 2 | 3) && text.bytes().all(|it| it.is_ascii_uppercase());
    if is_code && CODES.split_ascii_whitespace().any(|it| it == text) {
        return true;
    }
    let name = lowered(text);
    NAMES.split('|').any(|it| it == name)
}

#[cfg(test)]
mod tests {
    use super::is_country;

    #[test]
    fn countries_are_known_by_code_and_by_name() {
        for text in
            ["DE", "GB", "USA", "Germany", "DEUTSCHLAND", "Pays-Bas", "Włochy", "日本", "United Kingdom"]
        {
            assert!(is_country(text), "{text}");
        }
        for text in ["", "de", "XX", "NY", "TX", "Berlin", "gold"] {
            assert!(!is_country(text), "{text}");
        }
    }
}
