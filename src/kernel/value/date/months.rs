//! Months and days of the week in words.

use crate::kernel::letters::{is_letter, lower};

/// The months in English, German (with Austria's), French, Spanish, Italian, Portuguese, Dutch and
/// Polish (who decline them), without accents, and abbreviations that are no beginning of them.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero gennaio janeiro januari styczen stycznia",
    "february februar feber fevrier febrero febbraio fevereiro februari luty lutego",
    "march marz mars marzo marco maart marzec marca mrz mrt",
    "april avril abril aprile kwiecien kwietnia",
    "may mai mayo maggio maio mei maj maja",
    "june juni juin junio giugno junho czerwiec czerwca",
    "july juli juillet julio luglio julho lipiec lipca",
    "august aout agosto augustus sierpien sierpnia",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika",
    "november novembre noviembre novembro listopad listopada",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia",
];

/// The days of the week in the same languages.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday \
     montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
     lundi mardi mercredi jeudi vendredi samedi dimanche \
     lunes martes miercoles jueves viernes sabado domingo \
     lunedi martedi mercoledi giovedi venerdi sabato domenica segunda terca quarta quinta sexta feira \
     maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
     poniedzialek wtorek sroda czwartek piatek sobota niedziela sun tues thur thurs weds mo di mi do fr sa so";

/// Which beginnings of a word some name has, as bits; nearly every other word is told by them alone.
struct Beginnings<const N: usize>([u64; 16]);

impl<const N: usize> Beginnings<N> {
    /// Of names with a blank between them.
    #[expect(clippy::indexing_slicing, reason = "places inside, and sixteen times sixty-four bits")]
    const fn of(mut bits: [u64; 16], names: &str) -> [u64; 16] {
        let names = names.as_bytes();
        let mut at = 0;
        while at + N <= names.len() {
            if at == 0 || names[at - 1] == b' ' {
                let bit = bit_of(names, at, N);
                bits[bit / 64] |= 1 << (bit % 64);
            }
            at += 1;
        }
        bits
    }

    /// Whether some name may begin as a word does; accents may hide any beginning.
    fn may_begin(&self, word: &str) -> bool {
        let Some(start) = word.as_bytes().get(..N) else { return false };
        let bit = bit_of(start, 0, N);
        !start.is_ascii() || self.0.get(bit / 64).is_some_and(|it| it >> (bit % 64) & 1 == 1)
    }
}

/// A bit for the `n` letters from a place, small or not.
#[expect(clippy::indexing_slicing, reason = "called with places inside")]
const fn bit_of(text: &[u8], at: usize, n: usize) -> usize {
    let mut bit = 0;
    let mut idx = at;
    while idx < at + n {
        bit = bit * 37 + (text[idx] & 31) as usize;
        idx += 1;
    }
    bit % 1024
}

#[expect(clippy::indexing_slicing, reason = "a place inside; worked out when it is compiled")]
static OF_MONTHS: Beginnings<3> = Beginnings({
    let mut bits = [0; 16];
    let mut idx = 0;
    while idx < MONTHS.len() {
        bits = Beginnings::<3>::of(bits, MONTHS[idx]);
        idx += 1;
    }
    bits
});

static OF_WEEKDAYS: Beginnings<2> = Beginnings(Beginnings::<2>::of([0; 16], WEEKDAYS));

/// The month, from 1, that a word or its beginning means: "Jan", "janv", "stycznia".
pub fn month(word: &str) -> Option<u32> {
    if !OF_MONTHS.may_begin(word) {
        return None;
    }
    let word = plain(word)?;
    if word.len() < 3 {
        return None;
    }
    let mut found = None;
    for (number, names) in (1..).zip(MONTHS) {
        if names.split(' ').any(|name| name == word) {
            return Some(number);
        }
        if names.split(' ').any(|name| name.starts_with(&word)) {
            // "jui" begins two months in French.
            if found.is_some() {
                return None;
            }
            found = Some(number);
        }
    }
    found
}

/// Whether a word is a day of the week or its beginning.
pub fn is_weekday(word: &str) -> bool {
    OF_WEEKDAYS.may_begin(word)
        && plain(word).is_some_and(|word| {
            let is_it = |name: &str| name == word || (word.len() >= 3 && name.starts_with(&word));
            word.len() >= 2 && WEEKDAYS.split(' ').any(is_it)
        })
}

/// A word in small letters without accents; nothing where it is no word of these languages.
fn plain(word: &str) -> Option<String> {
    if word.len() > 16 || !word.chars().all(is_letter) {
        return None;
    }
    let without_accent = |letter| match lower(letter) {
        'ä' | 'á' | 'à' | 'ą' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ę' => 'e',
        'û' | 'ü' | 'ú' => 'u',
        'ç' | 'ć' => 'c',
        'í' | 'ì' => 'i',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        other => other,
    };
    Some(word.chars().map(without_accent).collect())
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, month};

    #[test]
    fn months_are_known_whole_declined_and_cut() {
        for (number, words) in [
            (1, "January Jan Januar Jänner janv enero ene gennaio gen janeiro styczeń stycznia sty"),
            (2, "Feb févr fév fevereiro fev luty lutego lut"),
            (3, "März Mär Mrz mars marzo março mrt maart marca"),
            (5, "May Mai mayo mag maio mei maja maj"),
            (6, "June Jun juin giu czerwca cze"),
            (7, "July juil luglio lug lipca lip"),
            (8, "août aoû agosto ago sierpnia sie"),
            (9, "Sept sep settembre set września wrz"),
            (10, "Oct Okt ott out października paź"),
            (11, "listopada lis nov"),
            (12, "Dez déc dic grudnia gru DECEMBER"),
        ] {
            for word in words.split(' ') {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
    }

    #[test]
    fn names_that_begin_like_months_are_none() {
        for word in ["Margaret", "Decker", "jui", "Ma", "Augustine", "Mail", "Junior", "Novak", "Seth", ""] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn days_of_the_week_are_known() {
        for word in ["Mon", "Freitag", "Fr", "vendredi", "miércoles", "mercoledì", "sábado", "środa"] {
            assert!(is_weekday(word), "{word}");
        }
        assert!(!is_weekday("Ma") && !is_weekday("Anna"));
    }
}
