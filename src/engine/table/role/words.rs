//! What column names mean, in English, German, French, Spanish, Italian, Portuguese, Dutch and
//! Polish, with the commonest Japanese ones.
//!
//! Names are compared in lower case, without accents, cut into words. Within a role the surer names
//! come first: of two columns with one role the surer one gets it.

use crate::engine::table::Role;
use crate::kernel::letters;

/// Names by role, the surest first.
const NAMES: [(Role, &str); 20] = [
    (
        Role::Customer,
        "customer id|customerid|customer no|customer number|customer nr|customer code|customer key|cust id|custid|cust no|custno|cust nr|cust number|cust code|cust key|\
         client id|account id|account number|account no|user id|userid|member id|contact id|buyer id|shopper id|\
         household id|household key|subscriber id|guest id|person id|visitor id|\
         kundennummer|kunden nr|kundennr|kunden id|kundenid|kunden nummer|debitorennummer|debitor|mitgliedsnummer|\
         id client|numero client|no client|n client|code client|identifiant client|numero de client|\
         id cliente|cliente id|codigo cliente|codigo de cliente|numero de cliente|numero cliente|codice cliente|\
         codigo do cliente|klantnummer|klant id|klantnr|klantcode|relatienummer|id klienta|numer klienta|klient id|\
         顧客id|顧客番号|顧客コード|会員番号|会員id|\
         customer|client|account|member|buyer|household|user|kunde|cliente|klant|klient|顧客|\
         customer name|client name|kundenname|nom client|customer email|company|firma|id",
    ),
    (
        Role::Order,
        "order id|orderid|order no|order number|order nr|order key|invoice no|invoiceno|invoice id|invoice number|\
         invoice|transaction id|transactionid|trans id|basket id|receipt id|receipt no|ticket id|bill no|\
         purchase id|sale id|sales order|bestellnummer|bestell nr|bestellnr|bestell id|auftragsnummer|auftrags nr|\
         rechnungsnummer|rechnungs nr|rechnungsnr|belegnummer|beleg nr|bon nr|bonnummer|numero de commande|\
         numero commande|id commande|no commande|n commande|numero de facture|numero facture|id pedido|numero de pedido|\
         numero pedido|numero do pedido|numero de factura|numero factura|id ordine|numero ordine|numero fattura|\
         nota fiscal|bestelnummer|ordernummer|factuurnummer|numer zamowienia|id zamowienia|numer faktury|\
         注文番号|注文id|伝票番号|\
         order|transaction|receipt|basket|bestellung|auftrag|rechnung|beleg|commande|facture|pedido|factura|fatura|\
         ordine|fattura|bestelling|factuur|zamowienie|faktura",
    ),
    (
        Role::Date,
        "order date|orderdate|purchase date|invoice date|invoicedate|transaction date|transaction timestamp|\
         date of purchase|sale date|sales date|ordered at|order created at|order placed at|paid at|created at|\
         order time|order datetime|order purchase timestamp|last order date|last purchase date|last order|\
         last purchase|bestelldatum|kaufdatum|rechnungsdatum|auftragsdatum|belegdatum|verkaufsdatum|\
         date de commande|date commande|date d achat|date achat|date de facture|date facture|fecha de pedido|\
         fecha pedido|fecha de compra|fecha compra|fecha factura|data ordine|data acquisto|data fattura|\
         data do pedido|data pedido|data da compra|data compra|besteldatum|orderdatum|aankoopdatum|factuurdatum|\
         data zamowienia|data zakupu|data faktury|注文日|購入日|注文日時|購入日時|日付|\
         date|datetime|date time|timestamp|datum|fecha|data|created|day|tag|fecha y hora",
    ),
    (
        Role::Amount,
        "amount|order total|order amount|order value|revenue|sales value|sales amount|sale amount|total amount|\
         total price|net amount|gross amount|net revenue|net sales|gross sales|sales|turnover|grand total|\
         amount paid|payment amount|payment value|transaction amount|transaction value|invoice amount|line total|\
         total|subtotal|spend|spent|value|basket value|betrag|umsatz|gesamtbetrag|gesamtsumme|bestellwert|\
         rechnungsbetrag|nettobetrag|bruttobetrag|nettoumsatz|warenwert|erlos|summe|gesamt|gesamtpreis|montant|\
         montant total|montant ttc|montant ht|chiffre d affaires|ca|total ttc|total ht|prix total|importe|\
         importe total|monto|ingresos|valor|valor total|ventas|importo|importo totale|totale|fatturato|ricavo|\
         valore|montante|receita|bedrag|totaal|totaalbedrag|omzet|orderwaarde|kwota|wartosc|suma|razem|\
         wartosc zamowienia|przychod|金額|合計|合計金額|売上|売上金額|購入金額",
    ),
    (
        Role::Quantity,
        "quantity|qty|units|number of items|item count|items|n items|pieces|pcs|units sold|order quantity|menge|\
         anzahl|stuck|stueck|stuckzahl|stueckzahl|quantite|qte|cantidad|unidades|cant|quantita|qta|pezzi|quantidade|\
         qtd|qtde|aantal|hoeveelheid|ilosc|liczba sztuk|数量|個数|点数",
    ),
    (
        Role::UnitPrice,
        "unit price|unitprice|price per unit|item price|price each|price|list price|einzelpreis|stuckpreis|\
         stueckpreis|preis|prix unitaire|prix|precio unitario|precio|prezzo unitario|prezzo|preco unitario|preco|\
         stuksprijs|eenheidsprijs|prijs|cena jednostkowa|cena|単価|価格",
    ),
    (
        Role::Product,
        "product id|product code|sku|stock code|stockcode|item id|item code|article no|article number|asin|ean|\
         product name|product title|product|item name|item|lineitem name|article|description|artikelnummer|\
         artikel nr|artikelnr|produktname|artikelbezeichnung|bezeichnung|produkt|artikel|produit|nom du produit|\
         reference|producto|nombre del producto|articulo|codice prodotto|prodotto|articolo|produto|\
         nome do produto|productnaam|nazwa produktu|towar|商品コード|商品番号|商品名|商品",
    ),
    (
        Role::Category,
        "product category|category|category name|department|product group|item category|product type|\
         merchandise group|kategorie|warengruppe|produktgruppe|produktkategorie|categorie|rayon|categoria|reparto|\
         departamento|productgroep|kategoria|カテゴリ|カテゴリー|分類",
    ),
    (
        Role::Channel,
        "sales channel|channel|order channel|order source|purchase channel|source name|store id|store|shop|platform|\
         vertriebskanal|kanal|filiale|canal|canal de venta|magasin|tienda|canale|negozio|loja|kanaal|winkel|sklep|\
         チャネル|店舗",
    ),
    (
        Role::Country,
        "country|country code|billing country|shipping country|customer country|country name|country region|nation|\
         land|landercode|landerkurzel|pays|code pays|pais|paese|kraj|国|国名",
    ),
    (
        Role::Email,
        "email|e mail|email address|e mail address|mail|mail address|contact email|emailadresse|e mail adresse|\
         mailadresse|adresse email|adresse e mail|courriel|correo|correo electronico|posta elettronica|\
         endereco de email|adres email|adres e mail|メール|メールアドレス",
    ),
    (
        Role::Phone,
        "phone|phone number|telephone|mobile|mobile number|mobile phone|tel|telefon|telefonnummer|handy|handynummer|\
         mobil|numero de telephone|telefono|telefone|celular|telefoon|telefoonnummer|numer telefonu|電話|電話番号",
    ),
    (Role::FirstName, "first name|firstname|given name|forename|vorname|prenom|nombre|nome|voornaam|imie|名"),
    (
        Role::LastName,
        "last name|lastname|surname|family name|nachname|familienname|nom de famille|nom|apellido|apellidos|cognome|\
         sobrenome|achternaam|nazwisko|姓",
    ),
    (
        Role::Postcode,
        "postcode|post code|postal code|zip|zip code|zipcode|plz|postleitzahl|code postal|codigo postal|cap|cep|\
         kod pocztowy|郵便番号",
    ),
    (
        Role::Consent,
        "consent|marketing consent|email consent|opt in|optin|email opt in|accepts marketing|newsletter|\
         newsletter opt in|gdpr consent|subscribed|einwilligung|consentement|consentimiento|consenso|\
         consentimento|toestemming|zgoda",
    ),
    (Role::Outcome, "outcome|response|responded|target|converted|conversion|churn|churned|y|label"),
    (
        Role::Recency,
        "recency|recency days|days since last order|days since last purchase|days since last visit|\
         tage seit letzter bestellung|tage seit letztem kauf|dias desde ultima compra",
    ),
    (
        Role::Frequency,
        "frequency|number of orders|order count|orders count|orders|n orders|num orders|no of orders|total orders|\
         number of purchases|purchases|purchase count|transaction count|transactions|bestellungen|\
         anzahl bestellungen|nombre de commandes|numero de pedidos|numero ordini|aantal bestellingen|\
         liczba zamowien",
    ),
    (
        Role::Monetary,
        "monetary|monetary value|total spent|total spend|lifetime value|lifetime revenue|ltv|clv|customer value|\
         total revenue|total sales|annual revenue|annual spend|gesamtumsatz|jahresumsatz|ca total|gasto total|\
         spesa totale|gasto anual|totale omzet",
    ),
];

/// Words about money that say in which currency, not what.
const CURRENCY_WORDS: [(&str, &str); 16] = [
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("gbp", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("chf", "CHF"),
    ("pln", "PLN"),
    ("zl", "PLN"),
    ("sek", "SEK"),
    ("jpy", "JPY"),
    ("brl", "BRL"),
    ("inr", "INR"),
];
/// Signs of the same, in names.
const CURRENCY_SIGNS: [(char, &str); 6] =
    [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY"), ('₹', "INR"), ('₺', "TRY")];

/// Names of traits that nobody should be grouped by unawares.
const PROTECTED: &str = "age|birth date|birthdate|date of birth|dob|birthday|year birth|birth year|gender|sex|religion|\
     ethnicity|ethnic group|race|nationality|health|disability|disabled|pregnant|sexual orientation|\
     marital|marital status|political party|union member|senior citizen|alter|geburtsdatum|geburtstag|geschlecht|\
     konfession|familienstand|staatsangehorigkeit|date de naissance|sexe|genre|etat civil|edad|fecha de nacimiento|\
     sexo|genero|estado civil|eta|data di nascita|sesso|genere|stato civile|idade|data de nascimento|leeftijd|\
     geboortedatum|geslacht|wiek|data urodzenia|plec|年齢|性別|生年月日";

/// Names of columns whose numbers are labels.
const LABELS: &str = "region|area|zone|segment|cluster|group|class|type|branch|district|territory|code|level|tier|\
     gebiet|gruppe|klasse|typ|zona|groupe|gruppo|grupo";

/// From this rank on, only a part of the name is known.
pub const PART: usize = 1000;

/// The role that a column's name says, and how sure it is (0 is surest).
pub fn role_of(name: &str) -> Option<(Role, usize)> {
    let words = words(name);
    let own = words.join(" ");
    let found = exact(&own).or_else(|| {
        let plain: Vec<&str> =
            words.iter().map(String::as_str).filter(|it| currency_word(it).is_none()).collect();
        exact(&plain.join(" "))
    });
    found.or_else(|| by_part(&words))
}

fn exact(name: &str) -> Option<(Role, usize)> {
    let position = |list: &str| list.split('|').position(|it| it == name);
    NAMES.iter().find_map(|(role, list)| position(list).map(|idx| (*role, idx)))
}

/// Names that only contain a telling word; less sure than any exact one.
fn by_part(words: &[String]) -> Option<(Role, usize)> {
    let ends = |it: &str| words.last().is_some_and(|last| last == it);
    let starts = |it: [&str; 2]| words.iter().take(2).eq(it);
    let has = |it: &str| words.iter().any(|word| word == it);
    let role = if ends("date") || ends("datum") || ends("timestamp") || ends("datetime") {
        Role::Date
    } else if ends("email") || (has("email") && ends("address")) {
        Role::Email
    } else if has("customer") && (ends("id") || ends("no") || ends("number")) {
        Role::Customer
    } else if (has("order") || has("invoice")) && (ends("id") || ends("no") || ends("number")) {
        Role::Order
    } else if starts(["number", "of"]) || ends("quantity") || ends("qty") {
        Role::Quantity
    } else if ends("revenue") || ends("amount") {
        Role::Amount
    } else if ends("country") {
        Role::Country
    } else {
        return None;
    };
    Some((role, PART))
}

/// Whether a column's name says that it is about a protected trait.
pub fn is_protected(name: &str) -> bool {
    is_listed(PROTECTED, name)
}

/// Whether numbers in a column of that name are labels rather than amounts.
pub fn is_label(name: &str) -> bool {
    is_listed(LABELS, name)
}

/// Whether a column's name says that its values name something: they are never counted with.
pub fn is_identifier(name: &str) -> bool {
    let words = words(name);
    words
        .last()
        .is_some_and(|it| matches!(it.as_str(), "id" | "uuid" | "guid" | "upc" | "sku" | "ean" | "iban"))
}

/// The currency a column's name says its numbers are in.
pub fn currency_of(name: &str) -> Option<&'static str> {
    let sign = CURRENCY_SIGNS.iter().find(|it| name.contains(it.0)).map(|it| it.1);
    sign.or_else(|| words(name).iter().find_map(|it| currency_word(it)))
}

fn currency_word(word: &str) -> Option<&'static str> {
    CURRENCY_WORDS.iter().find(|it| it.0 == word).map(|it| it.1)
}

fn is_listed(list: &str, name: &str) -> bool {
    let name = words(name).join(" ");
    list.split('|').any(|it| it == name)
}

/// Lower case without accents, cut at everything that is no letter or digit and before capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let is_start = letters::is_upper(letter) && was_lower;
        if (is_start || !letters::is_letter_or_digit(letter)) && words.last().is_some_and(|it| !it.is_empty())
        {
            words.push(String::new());
        }
        was_lower = letters::is_lower(letter) || letter.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| letters::is_letter_or_digit(letter)) {
            word.push(without_accent(letters::lower(letter)));
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => 'a',
        'ç' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ś' => 's',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ź' | 'ż' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{currency_of, is_protected, role_of};
    use crate::engine::table::Role;

    #[test]
    fn names_of_eight_languages_are_known() {
        for (name, role) in [
            ("customer_id", Role::Customer),
            ("cust_no", Role::Customer),
            ("CustomerID", Role::Customer),
            ("Kundennummer", Role::Customer),
            ("N° client", Role::Customer),
            ("household_id", Role::Customer),
            ("InvoiceNo", Role::Order),
            ("basket_id", Role::Order),
            ("Numéro de commande", Role::Order),
            ("InvoiceDate", Role::Date),
            ("order_purchase_timestamp", Role::Date),
            ("Fecha de compra", Role::Date),
            ("redemption_date", Role::Date),
            ("dollar_value", Role::Amount),
            ("total_eur", Role::Amount),
            ("Umsatz (€)", Role::Amount),
            ("sales_value", Role::Amount),
            ("number_of_cds", Role::Quantity),
            ("Ilość", Role::Quantity),
            ("UnitPrice", Role::UnitPrice),
            ("StockCode", Role::Product),
            ("Billing Country", Role::Country),
            ("E-Mail-Adresse", Role::Email),
            ("Vorname", Role::FirstName),
            ("PLZ", Role::Postcode),
            ("購入日", Role::Date),
            ("y", Role::Outcome),
            ("Churn", Role::Outcome),
        ] {
            assert_eq!(role_of(name).map(|it| it.0), Some(role), "{name}");
        }
    }

    #[test]
    fn other_names_say_nothing() {
        for name in [
            "",
            "balance",
            "duration",
            "Fresh",
            "Sepal.Length",
            "Column 3",
            "tenure",
            "poutcome",
            "email_open_rate",
        ] {
            assert_eq!(role_of(name), None, "{name}");
        }
    }

    #[test]
    fn currencies_and_protected_traits_are_read_from_names() {
        assert_eq!(currency_of("total_eur"), Some("EUR"));
        assert_eq!(currency_of("Revenue ($)"), Some("USD"));
        assert_eq!(currency_of("neuro"), None);
        assert!(is_protected("Date of birth") && is_protected("SeniorCitizen") && is_protected("Geschlecht"));
        assert!(!is_protected("agent") && !is_protected("average"));
    }
}
