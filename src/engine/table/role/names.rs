//! Names of columns by role, in English, German, French, Spanish, Italian, Portuguese, Dutch,
//! Polish and Japanese, and words that tell something else about a column.
//!
//! All names are in lower case and without accents, their words parted by one blank.

use crate::engine::table::Role;

/// Names by role, the surest first.
pub const NAMES: [(Role, &str); 20] = [
    (
        Role::Customer,
        "customer id|customerid|customer no|customer number|customer nr|customer code|customer key|cust id|custid|cust no|custno|cust nr|cust number|cust code|cust key|\
         client id|account id|account number|account no|user id|userid|member id|contact id|buyer id|shopper id|\
         household id|household key|subscriber id|guest id|person id|visitor id|profile id|external id|crm id|client no|client nr|client number|client code|\
         effective user id|user pseudo id|app instance id|shop customer id|\
         kundennummer|kunden nr|kundennr|kunden id|kundenid|kunden nummer|debitorennummer|debitor|mitgliedsnummer|\
         id client|numero client|no client|n client|code client|identifiant client|numero de client|\
         id cliente|cliente id|codigo cliente|codigo de cliente|numero de cliente|numero cliente|codice cliente|\
         codigo do cliente|klantnummer|klant id|klantnr|klantcode|relatienummer|id klienta|numer klienta|klient id|\
         顧客id|顧客番号|顧客コード|会員番号|会員id|お客様番号|お客様id|得意先コード|\
         customer|client|account|member|buyer|household|user|kunde|cliente|klant|klient|顧客|\
         customer name|client name|kundenname|nom client|nombre cliente|nome cliente|klantnaam|nazwa klienta|顧客名|会員名|user|associated company|account name|company|company name|firma|organization|organisation|entreprise|empresa|azienda|bedrijf|nazwa firmy|会社名",
    ),
    (
        Role::Order,
        "order id|orderid|order no|order number|order nr|order key|invoice no|invoiceno|invoice id|invoice number|\
         invoice|transaction id|transactionid|trans id|basket id|receipt id|receipt no|ticket id|bill no|\
         purchase id|sale id|sales order|order reference|order ref|deal id|opportunity id|booking id|bestellnummer|bestell nr|bestellnr|bestell id|auftragsnummer|auftrags nr|\
         rechnungsnummer|rechnungs nr|rechnungsnr|belegnummer|beleg nr|bon nr|bonnummer|numero de commande|\
         numero commande|id commande|no commande|n commande|numero de facture|numero facture|id pedido|numero de pedido|\
         numero pedido|numero do pedido|numero de factura|numero factura|id ordine|numero ordine|numero fattura|\
         nota fiscal|bestelnummer|ordernummer|factuurnummer|numer zamowienia|id zamowienia|numer faktury|\
         注文番号|注文id|伝票番号|受注番号|取引id|\
         order|transaction|receipt|basket|bestellung|auftrag|rechnung|beleg|commande|facture|pedido|factura|fatura|\
         ordine|fattura|bestelling|factuur|zamowienie|faktura",
    ),
    (
        Role::Date,
        "order date|orderdate|purchase date|order created date|purchased at|date ordered|date purchased|date placed|sold at|invoice date|invoicedate|transaction date|transaction timestamp|\
         date of purchase|sale date|sales date|ordered at|order created at|order placed at|close date|closing date|deal close date|created at|date created|created date|paid at|paid date|payment date|date paid|\
         order time|order datetime|order purchase timestamp|last order date|last purchase date|date of last order|date of last purchase|\
         last order|last purchase|most recent purchase|most recent order|last purchased at|last order at|recent deal close date|\
         letzte bestellung|letzter kauf|letztes bestelldatum|derniere commande|date derniere commande|dernier achat|\
         ultimo pedido|ultima compra|fecha ultimo pedido|fecha ultima compra|ultimo ordine|ultimo acquisto|data ultimo ordine|\
         data ultima compra|laatste bestelling|laatste aankoop|ostatnie zamowienie|ostatni zakup|data ostatniego zamowienia|\
         最終購入日|最終注文日|最終来店日|bestelldatum|kaufdatum|rechnungsdatum|auftragsdatum|belegdatum|verkaufsdatum|\
         date de commande|date commande|date d achat|date achat|date de facture|date facture|fecha de pedido|\
         fecha pedido|fecha de compra|fecha compra|fecha factura|data ordine|data acquisto|data fattura|\
         data do pedido|data pedido|data da compra|data compra|besteldatum|orderdatum|aankoopdatum|factuurdatum|\
         data zamowienia|data zakupu|data faktury|注文日|購入日|注文日時|購入日時|受注日|売上日|決済日|日付|日時|\
         date|datetime|date time|timestamp|datum|fecha|data|created|day|tag|fecha y hora|date heure|event date|event timestamp|\
         last active|last activity|last activity date|last visit|last seen|last engagement|last session|last login|last open|last click",
    ),
    (
        Role::Amount,
        "line total|order line total|item total|row total|amount|order total|order total amount|order grand total|order amount|order value|revenue|sales value|sales amount|sale amount|total amount|\
         total price|net amount|gross amount|net revenue|net sales|gross sales|sales|turnover|grand total|\
         amount paid|payment amount|payment value|transaction amount|transaction value|invoice amount|purchase revenue|item revenue|purchase amount|\
         total|subtotal|spend|spent|value|basket value|betrag|umsatz|gesamtbetrag|gesamtsumme|bestellwert|\
         rechnungsbetrag|nettobetrag|bruttobetrag|nettoumsatz|warenwert|erlos|summe|gesamt|gesamtpreis|montant|\
         montant total|montant ttc|montant ht|chiffre d affaires|ca|total ttc|total ht|prix total|importe|\
         importe total|monto|ingresos|valor|valor total|ventas|importo|importo totale|totale|fatturato|ricavo|\
         valore|montante|receita|bedrag|totaal|totaalbedrag|omzet|orderwaarde|kwota|wartosc|suma|razem|\
         wartosc zamowienia|przychod|金額|合計|合計金額|請求金額|支払金額|お支払い金額|売上|売上金額|購入金額",
    ),
    (
        Role::Quantity,
        "quantity|qty|units|number of items|item count|items|n items|pieces|pcs|units sold|order quantity|items purchased|items sold|item quantity|product quantity|lineitem quantity|line item quantity|menge|\
         anzahl|stuck|stueck|stuckzahl|stueckzahl|quantite|qte|cantidad|unidades|cant|quantita|qta|pezzi|quantidade|\
         qtd|qtde|aantal|hoeveelheid|ilosc|liczba sztuk|数量|個数|点数",
    ),
    (
        Role::UnitPrice,
        "unit price|unitprice|price per unit|item price|item cost|lineitem price|line item price|product price|selling price|price each|price|list price|einzelpreis|stuckpreis|\
         stueckpreis|preis|prix unitaire|prix|precio unitario|precio|prezzo unitario|prezzo|preco unitario|preco|\
         stuksprijs|eenheidsprijs|prijs|cena jednostkowa|cena|単価|価格|販売価格",
    ),
    (
        Role::Product,
        "product id|product code|sku|stock code|stockcode|item id|item code|article no|article number|asin|ean|lineitem sku|\
         product name|product title|product|item name|item|lineitem name|line item name|plan name|article|description|artikelnummer|\
         artikel nr|artikelnr|produktname|artikelbezeichnung|bezeichnung|produkt|artikel|produit|nom du produit|\
         reference|producto|nombre del producto|articulo|codice prodotto|prodotto|articolo|produto|\
         nome do produto|productnaam|nazwa produktu|towar|商品コード|商品番号|商品名|商品|品番|品名|prodotto nome|nome prodotto",
    ),
    (
        Role::Category,
        "product category|category|category name|department|product group|item category|product type|\
         merchandise group|item category 1|kategorie|warengruppe|produktgruppe|produktkategorie|categorie|rayon|categoria|reparto|\
         departamento|productgroep|kategoria|カテゴリ|カテゴリー|分類",
    ),
    (
        Role::Channel,
        "sales channel|channel|order channel|order source|purchase channel|source name|order attribution source|channel group|default channel group|session default channel group|store id|store|shop|platform|source|\
         vertriebskanal|kanal|filiale|canal|canal de venta|magasin|tienda|canale|negozio|loja|kanaal|winkel|sklep|\
         チャネル|店舗|店舗名|販売チャネル|kanal sprzedazy|canal de vente|canale di vendita|verkoopkanaal",
    ),
    (
        Role::Country,
        "country|country code|billing country|shipping country|customer country|country name|country id|country region code|country region|nation|\
         land|landercode|landerkurzel|pays|code pays|pais|paese|nazione|kraj|lands|国|国名|国コード",
    ),
    (
        Role::Email,
        "email|e mail|email address|e mail address|mail|mail address|contact email|emailadresse|e mail adresse|\
         mailadresse|adresse email|adresse e mail|courriel|correo|correo electronico|posta elettronica|\
         endereco de email|adres email|adres e mail|メール|メールアドレス|eメール|emailadres|e mailadres|poczta elektroniczna|indirizzo email|direccion de correo|correo e",
    ),
    (
        Role::Phone,
        "phone|phone number|telephone|telephone number|contact number|cell|cell phone|cellphone|phone no|mobile no|mobile|mobile number|mobile phone|tel|telefon|telefonnummer|handy|handynummer|\
         mobil|numero de telephone|telefono|telefone|celular|telefoon|telefoonnummer|numer telefonu|電話|電話番号|携帯電話|携帯番号|cellulare|movil|portable|gsm|komorka|telefon komorkowy|rufnummer",
    ),
    (
        Role::FirstName,
        "first name|firstname|given name|forename|fname|vorname|prenom|nombre|nome|voornaam|imie|名|primeiro nome|nome proprio",
    ),
    (
        Role::LastName,
        "last name|lastname|surname|family name|lname|second name|nachname|familienname|nom de famille|nom|apellido|apellidos|cognome|\
         sobrenome|achternaam|nazwisko|姓|苗字|氏|ultimo nome",
    ),
    (
        Role::Postcode,
        "postcode|post code|postal code|zip|zip code|zipcode|zip postal code|postal|plz|postleitzahl|code postal|codigo postal|cap|cep|\
         kod pocztowy|郵便番号|codice postale",
    ),
    (
        Role::Consent,
        "consent|marketing consent|email marketing consent|email consent|accepts email marketing|marketing opt in|marketing permission|marketing permissions|email permission status|email opt in status|opt in|optin|email opt in|accepts marketing|newsletter|\
         newsletter opt in|gdpr consent|subscribed|einwilligung|consentement|consentimiento|consenso|\
         consentimento|toestemming|zgoda|zgoda marketingowa|メルマガ|メルマガ購読|同意|sms marketing consent|accepts sms marketing|newsletter abo|newsletter anmeldung|werbeeinwilligung|abonne newsletter|inscrit newsletter",
    ),
    (
        Role::Outcome,
        "outcome|response|responded|response flag|is won|won|target|converted|conversion|churn|churned|y|label",
    ),
    (
        Role::Recency,
        "recency|recency days|days since last order|days since last purchase|days since last visit|\
         tage seit letzter bestellung|tage seit letztem kauf|jours depuis derniere commande|giorni da ultimo ordine|dias desde ultimo pedido|dagen sinds laatste bestelling|dni od ostatniego zamowienia|最終購入からの日数|dias desde ultima compra",
    ),
    (
        Role::Frequency,
        "frequency|number of orders|order count|orders count|orders|historic number of orders|payment count|purchase frequency|lifetime orders|n orders|num orders|no of orders|total orders|\
         number of purchases|purchases|purchase count|transaction count|transactions|bestellungen|\
         anzahl bestellungen|nombre de commandes|numero de pedidos|numero ordini|aantal bestellingen|\
         liczba zamowien|liczba zakupow|nombre d achats|numero de compras|numero acquisti|aantal aankopen|anzahl kaufe|bestellanzahl|購入回数|注文回数|注文数",
    ),
    (
        Role::Monetary,
        "monetary|monetary value|total spent|total spend|historic customer lifetime value|historic clv|lifetime spend|lifetime value|money spent|lifetime revenue|ltv|clv|customer value|\
         total revenue|total sales|annual spend|annual spending|total order value|gesamtumsatz|jahresumsatz|ca total|gasto total|\
         spesa totale|gasto anual|totale omzet|suma zamowien|laczna wartosc zamowien|累計購入金額|購入金額合計|総購入金額|gesamtausgaben|depense totale|total depense|importo totale speso",
    ),
];

/// Words about money that say in which currency, not what.
pub const CURRENCY_WORDS: [(&str, &str); 16] = [
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
pub const CURRENCY_SIGNS: [(char, &str); 6] =
    [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY"), ('₹', "INR"), ('₺', "TRY")];

/// Names of traits that nobody should be grouped by unawares.
pub const PROTECTED: &str = "salutation|anrede|civilite|tratamiento|aanhef|age|age group|age range|age band|year of birth|birth date|birthdate|date of birth|dob|birthday|year birth|birth year|gender|sex|religion|\
     ethnicity|ethnic group|race|nationality|health|disability|disabled|pregnant|sexual orientation|\
     marital|marital status|political party|union member|senior citizen|alter|geburtsdatum|geburtstag|geschlecht|\
     konfession|familienstand|staatsangehorigkeit|date de naissance|sexe|genre|etat civil|edad|fecha de nacimiento|\
     sexo|genero|estado civil|eta|data di nascita|sesso|genere|stato civile|idade|data de nascimento|leeftijd|\
     geboortedatum|geslacht|wiek|data urodzenia|plec|nationalitat|nationalite|nacionalidad|nazionalita|nacionalidade|nationaliteit|narodowosc|\
     religione|religiao|wyznanie|ethnie|behinderung|handicap|年齢|性別|生年月日|誕生日|国籍|\
     age years|age in years|sex at birth|gender identity|skin color|skin colour|caste|citizenship|faith|health status|\
     medical condition|diagnosis|chronic illness|pregnancy|disability status|sexuality|politics|political affiliation|\
     political views|party affiliation|union membership|trade union|trade union membership|alter jahre|alter in jahren|\
     geburtsjahr|jahrgang|hautfarbe|ethnie|ethnizitat|religionszugehorigkeit|gesundheit|gesundheitszustand|diagnose|\
     schwanger|schwangerschaft|schwerbehindert|schwerbehinderung|sexuelle orientierung|partei|parteizugehorigkeit|\
     gewerkschaft|gewerkschaftsmitglied|annee de naissance|sante|etat de sante|enceinte|orientation sexuelle|\
     parti politique|syndicat|ano de nacimiento|etnia|raza|salud|estado de salud|embarazada|discapacidad|\
     orientacion sexual|partido politico|sindicato|anno di nascita|etnicita|razza|salute|stato di salute|gravidanza|\
     disabilita|orientamento sessuale|partito politico|sindacato|ano de nascimento|raca|saude|estado de saude|gravida|\
     deficiencia|orientacao sexual|geboortejaar|etniciteit|ras|godsdienst|religie|gezondheid|zwanger|beperking|\
     seksuele geaardheid|politieke partij|vakbond|vakbondslid|rok urodzenia|rasa|religia|zdrowie|ciaza|\
     niepelnosprawnosc|orientacja seksualna|partia polityczna|zwiazek zawodowy|人種|民族|宗教|健康状態|妊娠|障害|\
     性的指向|支持政党|労働組合";

/// What people are called who are men, women or neither, in columns of little else.
pub const GENDERS: &str = "m f w d x male female other nonbinary diverse divers mannlich weiblich mann frau herr man woman \
     boy girl mr mrs ms miss homme femme h monsieur madame masculin feminin hombre mujer masculino femenino varon uomo \
     donna maschio femmina maschile femminile homem mulher feminino v vrouw mannelijk vrouwelijk k mezczyzna kobieta \
     pan pani 男 女 男性 女性";

/// Names of columns whose numbers are labels.
pub const LABELS: &str = "region|area|zone|segment|cluster|group|class|type|branch|district|territory|code|level|tier|\
     gebiet|gruppe|klasse|typ|zona|groupe|gruppo|grupo";

/// Words that say whose a value is, not what: "Billing Country" is a country.
pub const WHOSE: &str = "billing shipping mailing delivery default primary main home work business personal private other secondary \
     contact customer client person profile user member buyer lead subscriber recipient shopper account order lineitem \
     address visitor patient guest owner cardholder card payer invoice rechnung rechnungs liefer kunde kunden facturacion envio facturation livraison cliente fatturazione \
     spedizione klant factuur klienta";

/// Words about zones and forms that say nothing more.
pub const IDLE: &str = "utc gmt local timezone pst est cet";

/// Words of amounts that are a part of the price or something else: not what the row is worth.
pub const NOT_WORTH: &str = "tax taxes vat mwst ust steuer tva iva imposto btw shipping delivery freight versand livraison envio spedizione frete verzending \
     discount discounts rabatt remise descuento sconto desconto korting refund refunded refunds erstattung fee fees gebuhr \
     tip tips gift coupon voucher duties outstanding balance commission deposit application cost costs margin profit \
     disputed dispute compare annual predicted expected forecast weighted average avg mean median aov limit credit";

/// Words of days that are not the day of a purchase.
pub const NOT_SOLD: &str = "dispute refund refunded cancel cancelled canceled ship shipped shipping shipment fulfilled fulfillment \
     delivery delivered due expiry expiration expires birth modified updated changed expected renewal next start end trial";

/// Words of days on which somebody became known, not a customer.
pub const NOT_LAST: &str = "create created creation createdate register registered registration signup sign added joined join member since optin opt \
     confirm confirmed modified updated changed birth birthday subscribed unsubscribed subscription start end expiry expires \
     expected next due first became entered acquired erstellt angelegt angemeldet registriert registrierung geburt \
     creation inscription naissance alta registro nacimiento creacion iscrizione registrazione nascita cadastro nascimento criacao \
     aangemaakt registratie geboorte rejestracji utworzenia urodzenia 登録日 作成日 更新日 生年月日 入会日";

/// Words that say that values are days or moments.
pub const DATED: &str = "date dates datum data fecha datetime timestamp time created updated modified day jour giorno dia dzien birthday birthdate dob \
     since seit 日付 日時 注文日 購入日 登録日 作成日 更新日 生年月日 入会日";
/// Words that say so behind "last" or "first".
pub const MOMENTS: &str = "open opened click clicked active activity seen visit visited login logged order ordered purchase purchased \
     contacted session engagement email";

/// Words that say that numbers are money.
pub const MONEY: &str = "amount price revenue cost fee fees tax taxes vat total subtotal spend spent sales discount refund refunded refunds balance \
     aov ltv clv income turnover profit margin payment paid shipping duties volume losses value budget salary \
     betrag umsatz preis kosten gebuhr steuer summe rabatt saldo montant prix cout taxe remise solde importe precio coste impuesto descuento \
     importo prezzo costo sconto valor preco custo desconto bedrag prijs korting kwota cena koszt podatek rabat \
     金額 価格 単価 売上 税 送料 割引";
/// Words that say that they are not, whatever else is said.
pub const COUNTED: &str = "share level size orders order count number users user items item quantity qty id rate ratio percent percentage pct score days probability code name sessions \
     visits clicks opens events event units transactions purchases customers payments index rank age year years month \
     line exempt type method status bestellungen commandes pedidos ordini zamowien anzahl nombre numero aantal liczba 回数 数";

/// Words of columns about staff, machines and things, which tell nothing about a customer.
pub const FOREIGN: &str = "owner owned assigned rep agent url website link photo picture image avatar ip fingerprint card last4 fax device version jigsaw useragent \
     browser token hash signature besitzer zustandig proprietaire propietario proprietario eigenaar wlasciciel";

/// Words of columns about a place on the map or in the street.
pub const PLACE: &str = "latitude longitude lat lng lon gmtoff dstoff geocode street address address1 address2 addr strasse str hausnummer adresse rue calle \
     direccion via indirizzo endereco rua adres straat ulica 住所 番地";

/// Names of columns that hold the full names of people.
pub const PEOPLE: &str = "name|full name|fullname|display name|contact name|customer name|client name|recipient|recipient name|nom complet|nombre completo|\
     nome completo|nominativo|volledige naam|naam|imie i nazwisko|氏名|名前|お名前|username|user name|nickname|login";

/// Names of columns that hold companies: the customer where nothing else is.
pub const COMPANIES: &str = "company|company name|firma|firmenname|account name|organization|organisation|entreprise|societe|empresa|azienda|\
     bedrijf|bedrijfsnaam|nazwa firmy|会社名|associated company|account";

/// Words of identifiers that name something other than a customer.
pub const OTHER_THINGS: &str = "payment transaction session device campaign product item invoice ticket event message batch store shop transfer \
     payout card plan price subscription order tracking parent group list segment reports vat tax department category page post form \
     zahlung sitzung kampagne produkt paiement pago pagamento betaling platnosc";
