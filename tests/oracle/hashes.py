"""Lists for advertisers' tools: every hash anew, by a normaliser of its own over hashlib, phones by
the `phonenumbers` package, countries by CLDR. The door here is `examples/contacts`, beside the binary
under test. 10,000 contacts, hostile ones among them; every line of every file must be the same."""

import csv
import hashlib
import io
import random
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import phonenumbers
from babel import Locale

N = 10_000
SEED = 20_261_123
# Letters of CLDR that ISO 3166 has not given to a country.
NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
TERRITORIES = {name.lower(): code for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY}
HIDDEN = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
BETWEEN = " \t\u00a0\u00ad\u200b\u2060\u3000\u202f\u2009-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff0d\uff0e\uff0f./()[]（）［］~\u2053\u223c～"
EXTENSION = re.compile(r"(extension|extensión|extn?|xtn?|anexo|доб|int|x|#|;ext=)[:. \u00a0-]*([0-9]{1,9})[ #]*", re.I)
OTHER_PUNCTUATION = (
    [0xA1, 0xA7, 0xAB, 0xB4, 0xB6, 0xB7, 0xBB, 0xBF]
    + list(range(0x2010, 0x2028)) + list(range(0x2030, 0x205F)) + list(range(0x3001, 0x3004))
    + list(range(0x3008, 0x3012)) + list(range(0xFF01, 0xFF10))
)
NOTHING = set("null NULL NaN nan NAN #N/A N/A undefined None <NA> \\N (null)".split())
PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") | {chr(it) for it in OTHER_PUNCTUATION}


def run(door, tally):
    """Vectors first, then all contacts for every vendor."""
    vectors(tally)
    contacts = made(random.Random(SEED))
    binary = Path(door.binary).parent / "examples" / "contacts"
    for vendor, form in FORMS.items():
        for options in ([], ["default-country=DE"])[: 1 if vendor == "x" else 2]:
            given = "DE" if options else None
            compare(tally, binary, vendor, form, contacts, given, options)
    dots = ["default-country=DE", "gmail-dots=remove"]
    compare(tally, binary, "google-ads", lambda it, at: google(it, at, True), contacts, "DE", dots)


def vectors(tally):
    """The hashes that vendors print."""
    for text, wanted in [
        ("mary@example.com", "f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79"),
        ("adsapi", "49e0be2aeccfb51a8dee4c945c8a70a9ac500cf6f5cb08112575f74db9b1470d"),
        ("+18005550101", "61d6c2976b5d92b1ad63073a12fddd26040cd980067d03a93dd1cc50f1a3ac68"),
        ("18005550101", "cc4160cbb01658fcff52a57f3403e0e9c7a4735cff1574df41ee3f3036697468"),
    ]:
        tally.equal(f"hashes: {text}", sha256(text), wanted)


def compare(tally, binary, vendor, form, contacts, given, options):
    """Writes the contacts and compares every line."""
    name = f"hashes: {vendor} {' '.join(options)}".strip()
    wanted, seen = [], set()
    for contact in contacts:
        line = form(contact, country(contact["country"], given))
        if line is not None and tuple(line) not in seen:
            seen.add(tuple(line))
            wanted.append(line)
    found = exported(binary, vendor, contacts, options)
    if vendor != "x":
        tally.equal(f"{name}: header", found[0], HEADERS[vendor])
        found = found[1:]
    unlike = [(a, b) for a, b in zip(found, wanted) if a != b]
    tally.fact(name, len(found) == len(wanted) and not unlike, f"{len(found)} lines, {len(wanted)} wanted; {unlike[:2]}")
    tally.fact(f"{name}: not empty", len(wanted) > N // 10, len(wanted))


def exported(binary, vendor, contacts, options):
    """The lines of the one file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id:customer_id"] + [f"{it}:{it}" for it in FIELDS])
    for number, contact in enumerate(contacts):
        writer.writerow([number] + [contact[it] for it in FIELDS])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, vendor, folder, *options], input=text.getvalue().encode(), check=True, capture_output=True)
        with open(Path(folder, "0"), encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


# What each vendor asks for.


def google(contact, at, is_without_dots=False):
    """Email, Phone, and an address only whole."""
    email = plain_email("".join(visible(contact["email"]).lower().split()))
    if email and is_without_dots:
        local, domain = email.rsplit("@", 1)
        email = (local.replace(".", "") if domain in ("gmail.com", "googlemail.com") else local) + "@" + domain
    phone = e164(contact["phone"], at)
    first = " ".join(visible(contact["first_name"]).lower().split())
    last = " ".join("".join(it for it in visible(contact["last_name"]).lower() if it not in PUNCTUATION).split())
    bare = "".join(it for it in visible(contact["last_name"]) if it not in PUNCTUATION).split()
    is_whole = at and usable(contact["first_name"]) and bare and usable(contact["last_name"]) and tidy(contact["postcode"])
    address = [hashed(contact["first_name"], first), hashed(contact["last_name"], last), at, tidy(contact["postcode"])]
    line = [hashed(contact["email"], email), hashed(contact["phone"], phone)] + (address if is_whole else [""] * 4)
    return line if line[0] or line[1] or line[5] else None


def meta(contact, at):
    """All of it hashed, phones as digits."""
    email = plain_email(visible(contact["email"]).strip().lower())
    phone = e164(contact["phone"], at)[1:]
    low = lambda field: hashed(contact[field], visible(contact[field]).lower().strip())
    town = re.sub(r"[0-9().\-]|\s", "", visible(contact["city"]).lower())
    zip_code = re.sub(r"\s", "", visible(contact["postcode"]).lower()).split("-")[0]
    line = [
        hashed(contact["email"], email),
        hashed(contact["phone"], phone),
        low("first_name"),
        low("last_name"),
        hashed(contact["city"], town),
        hashed(contact["postcode"], zip_code if len(zip_code) >= 2 else ""),
        sha256(at.lower()) if at and (contact["country"].strip()) else "",
    ]
    line[6] = sha256(at.lower()) if at else ""
    return line if line[0] or line[1] or line[3] else None


def tiktok(contact, at):
    """Without what follows a plus sign."""
    email = visible(contact["email"]).strip().lower()
    local, sign, domain = email.rpartition("@")
    email = plain_email(local.split("+")[0] + sign + domain)
    line = [hashed(contact["email"], email), hashed(contact["phone"], e164(contact["phone"], at)[1:])]
    return line if any(line) else None


def x(contact, _):
    """Addresses alone."""
    line = [hashed(contact["email"], plain_email(visible(contact["email"]).strip().lower()))]
    return line if any(line) else None


FORMS = {"google-ads": google, "meta": meta, "tiktok": tiktok, "x": x}
HEADERS = {
    "google-ads": ["Email", "Phone", "First Name", "Last Name", "Country", "Zip"],
    "meta": ["email", "phone", "fn", "ln", "ct", "zip", "country"],
    "tiktok": ["Email_SHA256", "Phone_SHA256"],
}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def hashed(raw, form):
    """A hash stays one, an MD5 is dropped, nothing stays nothing."""
    raw = visible(raw).strip()
    if re.fullmatch("[0-9a-fA-F]{64}", raw):
        return raw.lower()
    if re.fullmatch("[0-9a-fA-F]{32}", raw):
        return ""
    return sha256(form) if raw and form else ""


def usable(text):
    """Whether a name is one: something, and no MD5."""
    return tidy(text) and not re.fullmatch("[0-9a-fA-F]{32}", tidy(text))


def visible(text):
    return "".join(it for it in text if not ((unicodedata.category(it) == "Cc" and it not in "\t\n\r") or it in HIDDEN))


def tidy(text):
    """On one line, without blanks around; words of programs for nothing are nothing."""
    parts = re.split("[\n\r\t\u2028\u2029]", visible(text))
    text = parts[0] if len(parts) == 1 else " ".join(it for it in parts if it.strip())
    return "" if text.strip() in NOTHING else text.strip()


def plain_email(text):
    """The address, or nothing where it has not the form of one."""
    local, sign, domain = text.partition("@")
    labels = domain.split(".")
    is_word = lambda text, others: all(it.isalnum() or it in others for it in text)
    holds = (
        sign and len(text.encode()) <= 254 and 1 <= len(local.encode()) <= 64
        and is_word(local, "!#$%&'*+-/=?^_`{|}~.") and not local.startswith(".") and not local.endswith(".") and ".." not in local
        and len(labels) >= 2 and len(labels[-1]) >= 2 and not re.fullmatch("[0-9]+", labels[-1])
        and all(it and len(it.encode()) <= 63 and not it.startswith("-") and not it.endswith("-") and is_word(it, "-") for it in labels)
    )
    return text if holds else ""


def country(text, given):
    """Two letters by code or English name."""
    text = text.strip()
    if not text:
        return given
    return text.upper() if text.upper() in TERRITORIES.values() else TERRITORIES.get(text.lower())


def e164(text, at):
    """The number by the plans of `phonenumbers`, if nothing but a number is written there."""
    text = visible(text)
    start = re.search(r"[+＋\d]", text)
    if not start or not all(it.isalpha() or it.isspace() or it in BETWEEN or it in ".:(['" for it in text[: start.start()]):
        return ""
    rest = text[start.start() :]
    plus = "+" if rest[0] in "+＋" else ""
    digits = ""
    rest = rest.lstrip("+＋")
    for place, sign in enumerate(rest):
        if sign.isdecimal():
            digits += str(unicodedata.decimal(sign))
        elif sign not in BETWEEN:
            if EXTENSION.fullmatch(rest[place:]):
                break
            return ""
    if len(digits) > 30:
        return ""
    try:
        number = phonenumbers.parse(plus + digits, at)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else ""


# Contacts: what shops hold, and what hurts.

FIELDS = ["email", "phone", "first_name", "last_name", "city", "postcode", "country"]
HOSTILE = [
    "", " ", "=cmd|' /C calc'!A0", "+1-2", "-5", "@sum(1)", "\t=1", "a\nb", 'say "no"', "x,y;z|w", "\u202egnp.exe", "🙂🙂", "null",
    "é" * 150, "\ufeffmary", "ﬁrst", "ǅ", "İstanbul", "ΣΊΣΥΦΟΣ", "<b>", "a\x00b", "d41d8cd98f00b204e9800998ecf8427e",
    "F1904CF1A9D73A55FA5DE0AC823C4403DED71AFD4C3248D00BDCD0866552BB79",
]
FIRST = ["Mary", "Jörg", "Anna Maria", "JOSÉ", "Łukasz", "Олег", "太郎", "Jean-Luc", " O. ", "Zoë"]
LAST = ["O'Brien", "Groß", "van der Berg", "Smith-Jones", "D’Angelo", "Müller", "ÅBERG", "Иванов", "山田", "St. John", "---"]
TOWNS = ["St. Louis", "New York", "Köln", "São Paulo", "Nice (06)", "Wien 3", "'s-Hertogenbosch"]


def made(source):
    """N contacts; one field in eight is hostile."""
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    contacts = []
    for _ in range(N):
        at = source.choice(regions)
        contact = {
            "email": email(source),
            "phone": phone(source, at),
            "first_name": source.choice(FIRST),
            "last_name": source.choice(LAST),
            "city": source.choice(TOWNS),
            "postcode": source.choice(["10115", "94035-1234", "M1 1AE", "1010 ", "D-50667", "7", ""]),
            "country": source.choice([at, at.lower(), f" {at} ", Locale("en").territories.get(at, at), "", "Atlantis"]),
        }
        for field in FIELDS:
            if source.random() < 0.125:
                contact[field] = source.choice(HOSTILE)
        contacts.append(contact)
    return contacts


def email(source):
    name = source.choice(["mary", "Mary.Smith", "j.o.e+news", "MARY+A+B", "o'brien", "jörg", "x" * 70, ".dot", "a..b", "a b"])
    domain = source.choice(["example.com", "Example.CO.UK", "gmail.com", "GoogleMail.com", "bücher.example", "example", "-a.de", "127.0.0.1"])
    around = source.choice(["{}", " {} ", "{}\t", "<{}>", "{},", "mailto:{}", "{}"])
    return around.format(f"{name}{source.randrange(400)}@{domain}")


def phone(source, at):
    """A number of the country in one of the ways that people write it, sometimes spoilt."""
    number = phonenumbers.example_number_for_type(at, source.choice([0, 1, 2, 3])) or phonenumbers.example_number("DE")
    digits = list(phonenumbers.national_significant_number(number))
    for _ in range(source.randrange(3)):
        digits[source.randrange(len(digits))] = source.choice("0123456789")
    code = str(number.country_code)
    before = source.choice(["", "0", "1", "8", "00" + code, "011" + code, "+" + code, "+" + code, "+" + code + "(0)", "＋" + code, code, "Tel. ", "'+" + code])
    after = source.choice(["", "", "", "", " ext. 12", " x7", "#99", ";12", " (mobil)", ".", "\u202c"])
    text = "".join(it + source.choice(["", "", "", "", " ", "-", "."]) for it in digits)
    if source.random() < 0.03:
        text = text.translate({ord(str(it)): chr(0x660 + it) for it in range(10)})
    return before + text + after
