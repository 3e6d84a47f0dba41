"""Contact tables: every dialect is read by its own meaning, a free one by a guess that is shown and can be given."""

import pytest
from contract import SourceContract

from kithbook.model.fault import Skipped, UserError
from kithbook.model.record import Observed
from kithbook.sources import addressbook
from kithbook.sources.addressbook import freeform, google, outlook, thunderbird, words, yahoo
from kithbook.sources.addressbook.dates import unambiguous
from kithbook.sources.opening import open_tree
from kithbook.sources.recognise import recognise

GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
    "Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value\n"
    'Bao,,Linh,,,,Dr.,,B,,Example Ltd,Engineer,Design, --12-09,"A note\nof two lines",,* myContacts ::: Work,* Work,bao@example.org ::: bao@home.example,'
    ',,Mobile,+44 20 7946 0001,Work Fax,+44 20 7946 0002,Home,"1 High St\nLondon",1 High St,London,,,N1,UK,,Profile,https://www.linkedin.com/in/bao-linh/,Anniversary,2010-05-01\n'
    ",,,,,,,,,,,,,,,,Other Contacts,,only@example.org\n"
    ",,,,,,,,,,,,,,just a note\n"
)


class TestGoogleContract(SourceContract):
    source = addressbook

    def write_sample(self, folder):
        path = folder / "contacts.csv"
        path.write_text(GOOGLE_NEW, encoding="utf-8")
        return path

    def write_many(self, folder, count):
        path = folder / "many.csv"
        path.write_text(
            "Name,E-mail,Notes\n" + "".join(f"Person {n},p{n}@example.org,{'x' * 200}\n" for n in range(count))
        )
        return path


class TestFreeformContract(SourceContract):
    source = addressbook

    def write_sample(self, folder):
        path = folder / "people.csv"
        path.write_bytes(
            'Name;Firma;Rolle;E-Mail;Telefon;LinkedIn;Ort;Geburtstag\nJürgen Groß;Beispiel GmbH;Chef;j@example.org;030 123456;linkedin.com/in/jgross;Köln;4.3.1980\n"Ann ""A"" Lee";;;ann@example.org;;;;\n'.encode(
                "cp1252"
            )
        )
        return path


def read(tmp_path, text, name="contacts.csv", encoding="utf-8", options=None):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    tree = open_tree(path)
    found = addressbook.identify(tree)
    if not found:
        return None, []
    if options:
        found[0].options.update(options)
    return found[0], list(addressbook.observe(tree, found[0]))


def cards(seen):
    return [dict(one.record.content) for one in seen if isinstance(one, Observed)]


def test_google_since_2024(tmp_path):
    found, seen = read(tmp_path, GOOGLE_NEW)
    assert found.options == {"dialect": google.NAME}
    first, second = cards(seen)

    assert first["name"] == "Bao Linh"
    assert first["handles"] == [
        ["email", "bao@example.org"], ["email", "bao@home.example"], ["phone", "+44 20 7946 0001"], ["linkedin", "bao-linh"],
    ]  # fmt: skip
    assert (first["organisation"], first["title"], first["department"]) == ("Example Ltd", "Engineer", "Design")
    assert first["birthday"] == "--12-09"
    assert first["tags"] == ["Work"]
    assert first["note"] == "A note\nof two lines"
    assert first["addresses"] == [
        {
            "text": "1 High St\nLondon",
            "street": "1 High St",
            "city": "London",
            "postcode": "N1",
            "country": "UK",
            "type": "address 1",
        }
    ]
    assert first["fields"]["Phone Work Fax"] == "+44 20 7946 0002"
    assert first["fields"]["Event Anniversary"] == "2010-05-01"
    assert second == {"handles": [["email", "only@example.org"]], "relation": "contact"}
    assert [one.reason for one in seen if isinstance(one, Skipped)] == ["nobody named"]


GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,"
    "Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,"
    "Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,IM 1 - Type,IM 1 - Service,IM 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 2 - Name,Website 1 - Type,Website 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value\n"
    "Ann Lee,Ann,,Lee,,,,,,,,,,Moss,1906-12-09,,Paris,,,,,,,,,,,,* myContacts ::: Friends,* Home,ann@example.org,,Skype,ann.lee,Mobile,+33 1 2345 6789,,Example Ltd,,Chief,Board,Second Ltd,Profile,https://ann.example/about,Cat,Tom\n"
)
OUTLOOK_WEB = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,"
    "Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,"
    "TTY/TDD Phone,IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,Company Yomi,Business Street,Business City,"
    "Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Other State,"
    "Other Postal Code,Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,Anniversary,Notes\r\n"
    "Ann,B,Lee,Dr.,,Annie,,,ann@example.org,ann@home.example,,020 7946 0001,,020 7946 0002,,07700 900001,,,,,020 7946 0009,,,020 7946 0000,,,,,,Engineer,R&D,Example Ltd,"
    "Room 1,Big Boss,,020 7946 0008,,1 High St,London,,N1,UK,2 Low St,Paris,,75001,France,,,,,,https://ann.example,Max,,,Leeds,https://www.example.com,1980-03-22,,Met in Rome\r\n"
)
DESKTOP = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Street","Business Street 2","Business City","Business State",'
    '"Business Postal Code","Business Country/Region","Business Fax","Business Phone","Company Main Phone","Home Phone","Mobile Phone","E-mail Address","E-mail Type","E-mail Display Name","Birthday","Anniversary","Categories","Notes"\r\n'
    '"Mr.","Łukasz","","Żak","","Przykład SA","","Prezes","ul. Długa 1","IV piętro","Kraków","","30-001","Polska","12 345 67 00","12 345 67 01","12 345 67 02","","601 234 567","lz@example.org","SMTP","Łukasz Żak (lz@example.org)","0/0/00","0/0/00","Friends;Work",""\r\n'
)
GERMAN = (
    '"Anrede";"Vorname";"Weitere Vornamen";"Nachname";"Suffix";"Firma";"Abteilung";"Position";"Straße geschäftlich";"Ort geschäftlich";"Region geschäftlich";'
    '"Postleitzahl geschäftlich";"Land/Region geschäftlich";"Straße privat";"Ort privat";"Postleitzahl privat";"Fax geschäftlich";"Telefon geschäftlich";"Telefon Firma";"Telefon (privat)";"Mobiltelefon";"E-Mail-Adresse";"E-Mail-Typ";"E-Mail: Angezeigter Name";"Geburtstag";"Kategorien";"Notizen";"Webseite"\r\n'
    '"Herr";"Jürgen";"";"Größl";"";"Beispiel GmbH";"Vertrieb";"Leiter";"Hauptstraße 1";"Köln";"NRW";"50667";"Deutschland";"Gasse 2";"Bonn";"53111";"0221 99";"0221 123456";"0221 12345-0";"0228 55555";"0170 1234567";"j.groessl@example.de";"SMTP";"Jürgen";"04.03.1980";"Freunde";"nett";""\r\n'
)
FRENCH = (
    '"Titre";"Prénom";"Deuxième prénom";"Nom";"Suffixe";"Société";"Service";"Titre1";"Rue (bureau)";"Ville (bureau)";"Code postal (bureau)";"Pays/Région (bureau)";"Télécopie (bureau)";"Téléphone (bureau)";"Téléphone société";"Téléphone (domicile)";"Tél. mobile";"Adresse de messagerie";"Type de messagerie";"Nom complet de l\'adresse de messagerie";"Anniversaire";"Catégories";"Notes"\r\n'
    '"Mme";"Hélène";"";"Côté";"";"Exemple SA";"Ventes";"Directrice";"1 rue Haute";"Lyon";"69001";"France";"04 72 00 00 00";"04 72 00 00 01";"04 72 00 00 02";"";"06 12 34 56 78";"helene@example.fr";"SMTP";"Hélène";"0/0/00";"";""\r\n'
)
LIVE = (
    "Title,First Name,Middle Name,Last Name,Suffix,Given Name Yomi,Family Name Yomi,Home Street,Home City,Home State,Home Postal Code,Home Country,Company,Department,Job Title,"
    "Office Location,Business Street,Business City,Business State,Business Postal Code,Business Country,Mobile Phone,E-mail Address,E-mail Type,E-mail 2 Address,E-mail 2 Type,Notes,Spouse,Web Page\n"
    "Dr,Ann,,Lee,,,,2 Low St,Leeds,,,UK,Example Ltd,,Engineer,,,,,,,07700 900001,ann@example.org,SMTP,,,,,\n"
)
OUTLOOK_BY_GOOGLE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home Street 3,Home Address PO Box,Home City,Home State,"
    "Home Postal Code,Home Country,Spouse,Children,Manager's Name,Assistant's Name,Referred By,Company Main Phone,Business Phone,Company,Job Title,Department,Office Location,Keywords,Priority,Private,Categories\n"
    "Ann,,Lee,,,,,,,,,,,,ann@example.org,,,,,,07700 900001,,,,1 High St,,,PO 5,London,,,UK,,,,,,,,Example Ltd,Engineer,,,,,,myContacts;starred\n"
    + "," * 46
    + "\n"
    + "," * 46
    + "\n"
)
THUNDERBIRD_US = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,"
    "Home City,Home State,Home ZipCode,Home Country,Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,"
    "Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes,\n"
    "Ann,Lee,Ann Lee,,ann@example.org,ann@home.example,,020 7946 0001,,020 7946 0009,,,1 High St,Flat 2,London,,N1,UK,,,,,,,Engineer,,Example Ltd,https://www.example.com,,1980,3,22,x,,,,note,\n"
)
THUNDERBIRD_UK = (
    THUNDERBIRD_US.replace("State", "County").replace("ZipCode", "Post Code").replace("Organization", "Organisation")
)
YAHOO = (
    '"First","Middle","Last","Nickname","Email","Category","Distribution Lists","Messenger ID","Home","Work","Pager","Fax","Mobile","Other","Yahoo! Phone","Primary","Alternate Email 1","Alternate Email 2","Personal Website","Business Website","Title","Company","Work Address","Work City","Birthday","Comments"\n'
    '"Ann","","Lee","","ann@example.org","Friends","","","020 7946 0001","","","020 7946 0009","07700 900001","","","","ann@home.example","","","","Engineer","Example Ltd","1 High St","London","","hello"\n'
)


def test_google_until_2024(tmp_path):
    found, seen = read(tmp_path, GOOGLE_OLD)
    (card,) = cards(seen)
    assert found.options["dialect"] == google.NAME
    assert (card["name"], card["names"]["maiden"], card["location"]) == ("Ann Lee", "Moss", "Paris")
    assert card["handles"] == [
        ["email", "ann@example.org"],
        ["phone", "+33 1 2345 6789"],
        ["url", "https://ann.example/about"],
    ]
    assert card["birthday"] == "1906-12-09" and card["tags"] == ["Friends"]
    assert (card["organisation"], card["title"], card["department"]) == ("Example Ltd", "Chief", "Board")
    assert card["spans"] == [{"organisation": "Example Ltd", "title": "Chief"}, {"organisation": "Second Ltd"}]
    assert card["fields"]["Custom Field Cat"] == "Tom"


def test_outlook_of_the_web(tmp_path):
    found, seen = read(tmp_path, OUTLOOK_WEB)
    (card,) = cards(seen)
    assert found.options["dialect"] == outlook.NAME
    assert card["names"] == {"given": "Ann", "middle": "B", "family": "Lee", "prefix": "Dr.", "nickname": "Annie"}
    assert (card["organisation"], card["title"], card["department"], card["location"]) == (
        "Example Ltd",
        "Engineer",
        "R&D",
        "Leeds",
    )
    assert [value for kind, value in card["handles"] if kind == "phone"] == [
        "020 7946 0001",
        "020 7946 0002",
        "07700 900001",
    ]
    assert [value for kind, value in card["handles"] if kind == "email"] == ["ann@example.org", "ann@home.example"]
    assert ["url", "https://ann.example"] in card["handles"] and ["url", "https://www.example.com"] not in card[
        "handles"
    ]
    assert [one["type"] for one in card["addresses"]] == ["work", "home"]
    assert card["addresses"][1] == {
        "street": "2 Low St",
        "city": "Paris",
        "postcode": "75001",
        "country": "France",
        "type": "home",
    }
    assert card["birthday"] == "1980-03-22" and card["note"] == "Met in Rome"
    # numbers at which somebody else answers, or nobody, are kept but point at nobody
    assert card["fields"]["Company Main Phone"] == "020 7946 0000"
    assert card["fields"]["Assistant's Phone"] == "020 7946 0008"
    assert card["fields"]["Business Fax"] == "020 7946 0009"


def test_outlook_of_the_desktop_in_its_code_page(tmp_path):
    _, seen = read(tmp_path, DESKTOP, encoding="cp1250")
    (card,) = cards(seen)
    assert card["name"] == "Łukasz Żak" and card["names"]["prefix"] == "Mr."
    assert (card["organisation"], card["title"]) == ("Przykład SA", "Prezes")
    assert card["addresses"][0]["street"] == "ul. Długa 1\nIV piętro" and card["addresses"][0]["city"] == "Kraków"
    assert "birthday" not in card and not [name for name in card["fields"] if name == "Birthday"]
    assert card["tags"] == ["Friends", "Work"]
    assert [value for kind, value in card["handles"] if kind == "phone"] == ["12 345 67 01", "601 234 567"]


def test_outlook_in_german_and_french(tmp_path):
    found, seen = read(tmp_path, GERMAN, encoding="cp1252")
    (card,) = cards(seen)
    assert found.options["dialect"] == outlook.NAME
    assert (card["name"], card["names"]["prefix"], card["organisation"], card["title"]) == (
        "Jürgen Größl",
        "Herr",
        "Beispiel GmbH",
        "Leiter",
    )
    assert card["department"] == "Vertrieb" and card["birthday"] == "1980-03-04" and card["tags"] == ["Freunde"]
    assert card["handles"] == [
        ["phone", "0221 123456"],
        ["phone", "0228 55555"],
        ["phone", "0170 1234567"],
        ["email", "j.groessl@example.de"],
    ]
    assert card["addresses"] == [
        {
            "street": "Hauptstraße 1",
            "city": "Köln",
            "region": "NRW",
            "postcode": "50667",
            "country": "Deutschland",
            "type": "work",
        },
        {"street": "Gasse 2", "city": "Bonn", "postcode": "53111", "type": "home"},
    ]
    assert card["note"] == "nett"
    found, seen = read(tmp_path, FRENCH, encoding="cp1252")
    (card,) = cards(seen)
    assert found.options["dialect"] == outlook.NAME
    assert (card["name"], card["names"]["prefix"], card["organisation"], card["title"]) == (
        "Hélène Côté",
        "Mme",
        "Exemple SA",
        "Directrice",
    )
    assert card["handles"] == [["phone", "04 72 00 00 01"], ["phone", "06 12 34 56 78"], ["email", "helene@example.fr"]]
    assert card["addresses"] == [
        {"street": "1 rue Haute", "city": "Lyon", "postcode": "69001", "country": "France", "type": "work"}
    ]


def test_windows_live_and_google_s_imitation(tmp_path):
    for text in (LIVE, OUTLOOK_BY_GOOGLE):
        found, seen = read(tmp_path, text)
        (card,) = cards(seen)
        assert found.options["dialect"] == outlook.NAME
        assert len(seen) == 1  # blank rows at the end are no items
        assert (card["name"], card["organisation"], card["title"]) == ("Ann Lee", "Example Ltd", "Engineer")
        assert card["handles"][:2] in (
            [["phone", "07700 900001"], ["email", "ann@example.org"]],
            [["email", "ann@example.org"], ["phone", "07700 900001"]],
        )
    assert card["tags"] == ["starred"]
    assert card["addresses"] == [
        {"street": "1 High St", "pobox": "PO 5", "city": "London", "country": "UK", "type": "home"}
    ]


def test_title_is_the_role_where_there_is_no_job_title():
    header = [
        "First Name",
        "Last Name",
        "Title",
        "E-mail Address",
        "Business Phone",
        "Home Phone",
        "Home City",
        "Business City",
    ]
    assert outlook.claims(header)
    assert [column.role for column in outlook.columns(header)][2] == "title"
    assert [column.role for column in outlook.columns([*header, "Job Title"])][2] == "prefix"


def test_thunderbird_american_and_british(tmp_path):
    one, two = (cards(read(tmp_path, text)[1])[0] for text in (THUNDERBIRD_US, THUNDERBIRD_UK))
    assert one == two
    assert (one["name"], one["birthday"], one["organisation"], one["title"]) == (
        "Ann Lee",
        "1980-03-22",
        "Example Ltd",
        "Engineer",
    )
    assert one["addresses"] == [
        {"street": "1 High St\nFlat 2", "city": "London", "postcode": "N1", "country": "UK", "type": "home"}
    ]
    assert one["fields"]["Fax Number"] == "020 7946 0009" and one["fields"]["Custom 1"] == "x"
    assert thunderbird.claims(THUNDERBIRD_UK.splitlines()[0].split(","))


def test_yahoo(tmp_path):
    found, seen = read(tmp_path, YAHOO)
    (card,) = cards(seen)
    assert found.options["dialect"] == yahoo.NAME
    assert [value for kind, value in card["handles"]] == [
        "ann@example.org",
        "020 7946 0001",
        "07700 900001",
        "ann@home.example",
    ]
    assert (card["organisation"], card["title"], card["note"], card["tags"]) == (
        "Example Ltd",
        "Engineer",
        "hello",
        ["Friends"],
    )


FREE = "Full Name,Business,Job Title,Contact Email,Mobile,City,Additional Info\nAnn Lee,Example Ltd,Engineer,ann@example.org,07700 900001,London,likes tea\nBao Linh,Other Ltd,Chef,bao@example.org,,Paris,\n"


def test_a_free_form_is_guessed_and_shown(tmp_path):
    found, seen = read(tmp_path, FREE)
    assert found.options == {
        "dialect": freeform.NAME, "Full Name": "name", "Business": "organisation", "Job Title": "title", "Contact Email": "email",
        "Mobile": "phone", "City": "city", "Additional Info": "note",
    }  # fmt: skip
    first, _ = cards(seen)
    assert first["handles"] == [["email", "ann@example.org"], ["phone", "07700 900001"]]
    assert (first["title"], first["note"], first["addresses"][0]["city"]) == ("Engineer", "likes tea", "London")


def test_a_row_without_the_parts_of_a_name_goes_by_the_name_that_stands_beside_them(tmp_path):
    text = "Name,Given Name,Family Name,Emails\nDr Bao Li,Bao,Li,bao@example.org\nZoë Neu,,,zoe@neu.example\n"
    first, second = cards(read(tmp_path, text)[1])
    assert (first["name"], first["fields"]["Name"]) == ("Bao Li", "Dr Bao Li")
    assert second["name"] == "Zoë Neu" and "fields" not in second


def test_a_guess_can_be_overruled(tmp_path):
    _, seen = read(tmp_path, FREE, options={"Additional Info": "tags", "Business": "field", "City": "location"})
    first, _ = cards(seen)
    assert first["tags"] == ["likes tea"] and first["location"] == "London"
    assert "organisation" not in first and first["fields"]["Business"] == "Example Ltd"


def test_columns_are_guessed_from_what_stands_in_them(tmp_path):
    rows = "".join(
        f"x{n};Person Number{chr(65 + n)};p{n}@example.org;+44 20 7946 000{n};https://www.linkedin.com/in/person-{n}\n"
        for n in range(9)
    )
    found, seen = read(tmp_path, "id;wer;wie;wo;was\n" + rows)
    assert {name: role for name, role in found.options.items() if name != "dialect"} == {
        "id": "field", "wer": "name", "wie": "email", "wo": "phone", "was": "linkedin",
    }  # fmt: skip
    assert cards(seen)[3]["name"] == "Person NumberD"


def test_a_table_without_header(tmp_path):
    found, seen = read(tmp_path, "Ann Lee,ann@example.org\nBao Linh,bao@example.org\n")
    assert found.options == {"dialect": "csv", "column 1": "name", "column 2": "email"}
    assert [card["name"] for card in cards(seen)] == ["Ann Lee", "Bao Linh"]
    _, seen = read(
        tmp_path, "Ann Lee,ann@example.org\nBao Linh,bao@example.org\n", options={"column 1": "organisation"}
    )
    assert [card["organisation"] for card in cards(seen)] == ["Ann Lee", "Bao Linh"]


def test_a_table_that_lists_no_people_is_not_claimed(tmp_path):
    for text in (
        "Date,Description,Amount\n2026-01-01,Rent,-900.00\n2026-01-02,Salary,3000.00\n",
        "timestamp,level,message,user_email\n" + "".join(f"2026-01-01T00:00:0{n}Z,INFO,ok,ann@example.org\n" for n in range(9)),
        "a,b\n1,2\n", "", "just a text\nwith two lines\n", "Name,Price,Stock\nTea,3,10\n",
        "order_id,customer,email,total\n" + "".join(f"{n},Ann Lee,ann@example.org,{n}\n" for n in range(20)),
    ):  # fmt: skip
        assert read(tmp_path, text)[0] is None, text[:40]


def test_dates_are_read_only_where_they_can_mean_one_day():
    assert (
        unambiguous("1980-03-22")
        == unambiguous("22.3.1980")
        == unambiguous("22/03/1980")
        == unambiguous("3/22/1980")
        == unambiguous("22. März 1980")
        == "1980-03-22"
    )
    assert unambiguous("5/5/1980") == "1980-05-05"
    assert unambiguous("4.3.") == "--03-04"
    for text in ("03/04/1980", "3/4/80", "22/03/80", "0/0/00", "1980", "31.2.1980", "soon", "12345678901"):
        assert unambiguous(text) == "", text


def test_keys_do_not_depend_on_the_row(tmp_path):
    header, *rows = FREE.splitlines(keepends=True)
    one = {seen.record.id for seen in read(tmp_path, header + "".join(rows))[1]}
    two = {seen.record.id for seen in read(tmp_path, header + "".join(reversed(rows)) + rows[0], name="other.csv")[1]}
    assert one == two


CALLED_ALIKE = "Name,Company,Job title,Birthday,City,Notes\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith,Acme,Clerk,1970-01-02,Leeds,", "John Smith,Acme,Clerk,1981-05-06,Leeds,"),
        ("John Smith,Acme,Clerk,,Leeds,", "John Smith,Acme,Clerk,,York,"),
        ("John Smith,Acme,Clerk,,,", "John Smith,Acme,Head,,,"),
        ("John Smith,,,,,plays chess", "John Smith,,,,,sails"),
        ("John Smith,,,1970-01-02,,", "John Smith,,,,,"),
    ],
)
def test_on_a_name_alone_no_row_is_taken_for_another(tmp_path, one, other):
    seen = read(tmp_path, f"{CALLED_ALIKE}{one}\n{other}\n", options={"dialect": "csv"})[1]
    assert len({item.record.key for item in seen}) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("John Smith,Acme,Clerk,1970-01-02,Leeds,", "John Smith,Beta,Head,1970-01-02,York,sails"),  # born that day
        ("John Smith,Acme,Clerk,,Leeds,", "John Smith,Acme,Clerk,,Leeds,sails"),
    ],
)
def test_what_changes_about_somebody_leaves_them_who_they_are(tmp_path, before, after):
    keys = [read(tmp_path, f"{CALLED_ALIKE}{row}\n")[1][0].record.key for row in (before, after)]
    assert keys[0] == keys[1]


def test_a_list_of_birthdays_is_one_of_people(tmp_path):
    found, seen = read(tmp_path, "Name,Birthday,City\nAnn Lee,1970-01-02,Leeds\nBao Linh,1981-05-06,York\n")
    assert found
    assert [card["birthday"] for card in cards(seen)] == ["1970-01-02", "1981-05-06"]


def test_a_code_in_chapters_is_no_telephone_number(tmp_path):
    rows = "".join(f"{n}654.{n}.7,occupation {word}\n" for n, word in enumerate(("cook", "nurse", "driver"), 1))
    assert read(tmp_path, f"CODE,LABEL\n{rows}")[0] is None
    assert read(tmp_path, "col,who\n555-0123,Ann Lee\n555-0199,Bao Linh\n")[0]


def test_hostile_cells_cost_only_themselves(tmp_path):
    header = "Name,Email,Notes\n"
    _, seen = read(
        tmp_path,
        header
        + 'Ann\0 Lee,ann@example.org,x\nBao,bao@example.org,"open\nCleo,cleo@example.org,y\n'
        + 'Dan,dan@example.org,5" pipe\nEve,eve@example.org,z\n',
    )
    assert [card["name"] for card in cards(seen)] == ["Ann Lee", "Bao", "Cleo", "Dan", "Eve"]
    _, seen = read(tmp_path, header + f"Ann,ann@example.org,{'x' * 1_000_000}\nBao,bao@example.org,\n")
    assert [card["name"] for card in cards(seen)] == ["Ann", "Bao"] and len(cards(seen)[0]["note"]) <= 65536
    assert read(tmp_path, header)[1] == []


def test_three_hundred_columns_and_headers_that_repeat(tmp_path):
    header = ["Name", "Email", "Tag", "Tag", *(f"c{n}" for n in range(296))]
    row = ["Ann Lee", "ann@example.org", "one", "two", *("v" for _ in range(296))]
    _, seen = read(tmp_path, ",".join(header) + "\n" + ",".join(row) + "\n")
    (card,) = cards(seen)
    assert card["tags"] == ["one", "two"] and len(card["fields"]) == 296


def test_wide_encodings_marks_and_separators(tmp_path):
    for encoding, text in (
        ("utf-16", FREE),
        ("utf-8-sig", FREE),
        ("utf-16-le", FREE),
        ("utf-8", "sep=;\n" + FREE.replace(",", ";")),
        ("utf-8", FREE.replace(",", "\t")),
        ("utf-8", FREE.replace("\n", "\r")),
    ):
        _, seen = read(tmp_path, text, encoding=encoding)
        assert [card["name"] for card in cards(seen)] == ["Ann Lee", "Bao Linh"], (encoding, text[:10])


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_under_the_name_of_a_table_is_told_how_to_become_one(tmp_path, start):
    path = tmp_path / "people.csv"
    path.write_bytes(start + b"x" * 100)
    with pytest.raises(UserError) as raised:
        recognise(path)
    assert "Excel" in raised.value.what or "Office" in raised.value.what
    assert "CSV" in raised.value.do


def test_headers_are_known_in_their_languages():
    for header, role in {
        "E-Mail-Adresse": "email", "Téléphone": "phone", "Nachname": "family", "Prénom": "given", "Employer": "organisation", "Work email": "email",
        "Phone 2": "phone", "LinkedIn URL": "linkedin", "Date of Birth": "birthday", "Fax": "field", "Assistant's Phone": "field", "": "", "Quux": "",
    }.items():  # fmt: skip
        assert words.role_of(header) == role, header
