"""Contact tables: every dialect is read by its own meaning, a free one by a guess that is shown and can be given."""

from contract import SourceContract

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed
from kithbook.sources import addressbook
from kithbook.sources.addressbook import freeform, google, outlook, thunderbird, words, yahoo
from kithbook.sources.addressbook.dates import unambiguous
from kithbook.sources.tree import open_tree

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
    print(first)
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
