"""What headers of contact tables say, in the languages in which address books write them."""

import re
import unicodedata
from typing import Final

from kithbook.sources.addressbook.columns import FIELD

# Headers are compared without case, accents and signs (see `folded`), and without digits and places (`_PLACES`).
_SAID: Final = {
    "name": """name, full name, fullname, display name, contact name, contact, person, vollstandiger name, anzeigename,
        nom complet, nombre, nombre completo, nome, nome completo, naam""",
    "given": """first name, firstname, first, given name, forename, vorname, rufname, prenom, nombre de pila,
        voornaam""",
    "family": """last name, lastname, last, family name, surname, nachname, familienname, nom, nom de famille,
        apellidos,
        apellido, cognome, achternaam, sobrenome""",
    "middle": "middle name, middle, additional name, second name, weitere vornamen, deuxieme prenom",
    "prefix": "prefix, name prefix, salutation, honorific, anrede, civilite",
    "suffix": "suffix, name suffix, suffixe, namenszusatz",
    "nickname": "nickname, nick name, spitzname, surnom, alias",
    "maiden": "maiden name, geburtsname, nom de jeune fille",
    "organisation": """company, company name, current company, organization, organisation, organization name,
        organisation name, employer, current employer, business, business name, firma, unternehmen, arbeitgeber,
        societe,
        entreprise, empresa, azienda, bedrijf, account, account name, institution, affiliation""",
    "department": "department, dept, team, abteilung, service, departement, departamento",
    "title": """title, job title, jobtitle, job, position, position title, current position, role, headline, function,
        occupation, profession, titel, beruf, funktion, titre, fonction, poste, cargo, puesto, funktie""",
    "email": """email, e mail, mail, emails, email address, e mail address, mail address, email addresses, e mail
        adresse,
        email adresse, mailadresse, emailadresse, adresse de messagerie, adresse e mail, courriel, correo,
        correo electronico, e post, posta elettronica""",
    "phone": """phone, phones, phone number, phone no, telephone, telephone number, tel, tel no, telefon, telefonnummer,
        telefono, telefoon, mobile, mobile phone, mobile number, mobil, mobiltelefon, mobilnummer, handy, handynummer,
        cell, cell phone, cellphone, cell number, portable, tel mobile, movil, cellulare, gsm, whatsapp, whatsapp
        number,
        primary phone, telephone principal, haupttelefon, festnetz, car phone, autotelefon, telephone voiture,
        contact number, number""",
    "linkedin": """linkedin, linkedin url, linkedin profile, linkedin profil, linkedin link, linkedin profile url,
        linked in, person linkedin url""",
    "own_url": "blog, homepage, home page, personal website, personal web page, personliche webseite",
    "url": """url, website, web site, web page, webpage, webseite, page web, site, site web, link, twitter, github,
        profile""",
    "birthday": """birthday, birth date, birthdate, date of birth, dob, bday, geburtstag, geburtsdatum, geboren,
        anniversaire, date de naissance, naissance, fecha de nacimiento, cumpleanos, data di nascita""",
    "birth_year": "birth year",
    "birth_month": "birth month",
    "birth_day": "birth day",
    "note": """note, notes, comment, comments, remark, remarks, bemerkung, bemerkungen, notiz, notizen, kommentar,
        commentaire, commentaires, remarques, nota, notas, additional info, additional information, description, about,
        how we met""",
    "tags": """tag, tags, label, labels, category, categories, kategorie, kategorien, group, groups, gruppe, gruppen,
        groupe, groupes, list, lists, keywords, stichworter, mots cles, etiquetas""",
    "since": """since, known since, met, met on, first met, date met, connected, connected on, connected at,
        kennengelernt""",
    "location": "location, based in, lieu, ort, standort, ubicacion",
    "street": "street, street address, strasse, anschrift, rue, calle, via",
    "text": "address, full address, postal address, mailing address, adresse, direccion, indirizzo",
    "city": "city, town, stadt, ville, ciudad, citta",
    "region": "state, province, county, region, bundesland, canton, kanton, dep region",
    "postcode": "zip, zip code, zipcode, post code, postcode, postal code, plz, postleitzahl, code postal",
    "country": "country, country region, land, land region, pays, pays region, pais, paese",
}
_ROLE: Final = {word.strip(): role for role, said in _SAID.items() for word in " ".join(said.split()).split(",")}

# What stands beside the thing that a header names: which of several it is.
_PLACES: Final = frozenset(
    """work home business personal private other primary secondary alternate contact main office geschaftlich privat
    private geschaftliche weitere weiteres weiterer bureau domicile autre pro perso principal current""".split()
)
_DIGITS = re.compile(r"\s*\b\d+\b")
# Other people's, machines', and what only describes another column.
_NOT_THEIRS = re.compile(
    r"\b(?:fax|telefax|telecopie|pager|telex|isdn|rnis|callback|ruckmeldung|rappel|tty|horbehinderte|assistant|assistants"
    r"|assistent|assistentin|manager|managers|spouse|children|kinder|conjoint|partner|referred|yomi|phonetic|switchboard"
    r"|zentrale|owner|creator|sender)\b|^(?:company main phone|telefon firma|telephone societe|firmentelefon)$"
    r"|^office location$"
    r"|mail.* (?:type|typ|display name|angezeigter name)$|^type de messagerie|^nom complet de l"
)


def folded(header: str) -> str:
    """Write a header without case, accents and signs: ``E-Mail-Adresse`` becomes ``e mail adresse``."""
    text = unicodedata.normalize("NFKD", header[:200].casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split())


def role_of(header: str) -> str:
    """Say what a header means; '' for a word that nobody taught us."""
    text = folded(header)
    if not text or _NOT_THEIRS.search(text):
        return FIELD if text else ""
    if text in _ROLE:
        return _ROLE[text]
    words = _DIGITS.sub("", text).split()
    bare = " ".join(word for word in words if word not in _PLACES)
    return _ROLE.get(" ".join(words)) or _ROLE.get(bare, "")
