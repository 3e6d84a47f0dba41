import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity import agreement, names
from kithbook.identity.agreement import agreement as agree
from kithbook.identity.agreement import best
from kithbook.identity.fold import LONGEST_NAME, fold, loose, sound
from kithbook.identity.names import from_parts, read


def parts(text):
    return [(" ".join(name.given), " ".join(name.family)) for name in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Smith", [("ann", "smith")]),
        ("Smith, Ann", [("ann", "smith")]),
        ("Smith, Ann, PhD", [("ann", "smith")]),
        ("Dr. Ann-Marie van der Berg, PhD", [("ann-marie", "van der berg")]),
        ("Prof. Dr. Jürgen Müller", [("jurgen", "muller")]),
        ("Ann Müller geb. Schmidt", [("ann", "muller"), ("ann", "schmidt")]),
        ("Ann Müller (née Schmidt)", [("ann", "muller"), ("ann", "schmidt")]),
        ('Robert "Bob" Smith', [("robert", "smith"), ("bob", "smith")]),
        ("José García Márquez", [("jose", "garcia marquez")]),
        ("Juan Pablo García", [("juan pablo", "garcia")]),
        ("Иван Петров", [("ivan", "petrov")]),
        ("Γιώργος Παπαδόπουλος", [("giorgos", "papadopoulos")]),
        ("王小明", [("小明", "王")]),
        ("山田 太郎", [("太郎", "山田")]),
        ("Nguyen Van An", [("van an", "nguyen")]),
        ("Smith", [("", "smith")]),
        ("Ann", [("ann", "")]),
        ("Ann Smith 🚀 | CEO at Acme", [("ann", "smith")]),
        ("Ann Smith - hiring!", [("ann", "smith")]),
        ("Ann Smith (she/her), MBA, PMP", [("ann", "smith")]),
        ("Conor O’Brien", [("conor", "obrien")]),
        ("de la Cruz, Maria", [("maria", "de la cruz")]),
        ("Martin Luther King, Jr.", [("martin luther", "king")]),
        ("\u202eAnn\u202c\u200b Smith", [("ann", "smith")]),
        ("A\u0301\u0302\u0303\u0304nn Smith", [("ann", "smith")]),
        ("अमित शर्मा", [("अमित", fold("शर्मा"))]),
        ("Acme GmbH", []),
        ("The Acme Support Team", []),
        ("ann@example.org", []),
        ("🚀🚀🚀", []),
        ("...---...", []),
        ("", []),
    ],
)
def test_reads_names_of_many_customs(text, expected):
    assert parts(text) == expected


def test_suffixes_are_no_part_of_the_name():
    assert read("John Smith Jr.")[0].suffix == "jr"
    assert read("John Smith, III")[0].suffix == "iii"
    assert from_parts({"given": "John", "family": "Smith", "suffix": "Jr."})[0].suffix == "jr"
    in_family = from_parts({"given": "John", "family": "Smith Jr"})[0]
    assert (in_family.family, in_family.suffix) == (("smith",), "jr")
    assert from_parts({"given": "John", "family": "Jr"})[0].suffix == ""  # then it is the name


def test_parts_bring_the_nickname_and_the_name_at_birth():
    found = from_parts({"given": "Robert", "family": "Smith", "nickname": "Bob", "maiden": "Jones"})
    assert [(name.given[0], name.family[0]) for name in found] == [
        ("robert", "smith"),
        ("robert", "jones"),
        ("bob", "smith"),
    ]
    assert from_parts({}) == ()
    assert from_parts({"prefix": "Dr."}) == ()


def test_a_name_of_a_megabyte_costs_no_more_than_a_long_one():
    found = read("Ann " + "x" * 1_000_000)
    assert sum(len(word) for name in found for word in name.given + name.family) <= LONGEST_NAME
    assert read("é" * 1_000_000)
    assert len(read("\u0301" * 100_000 + "Ann Smith")) <= 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Müller", "Mueller"), ("Jørgensen", "Jörgensen"), ("Łukasz", "Lukasz"), ("Сергей", "Sergei"),
        ("Sergey", "Sergei"), ("Юрий", "Yuri"), ("Håkan", "Hakan"), ("Strauß", "Strauss"), ("Œuvre", "Oeuvre"),
    ],
)  # fmt: skip
def test_spellings_of_one_sound_fold_together(one, two):
    assert loose(fold(one)) == loose(fold(two))


@pytest.mark.parametrize(("one", "two"), [("schmidt", "schmitt"), ("stephens", "stevens"), ("catherine", "katharine")])
def test_words_that_sound_alike_share_a_sound(one, two):
    assert sound(one) == sound(two)


SAME = [
    ("Ann Smith", "Smith, Ann"),
    ("Ann Smith", "ANN SMITH"),
    ("Bob Smith", "Robert Smith"),
    ("Liz Taylor", "Elizabeth Taylor"),
    ("Kathi Huber", "Katharina Huber"),
    ("Pepe García", "José García"),
    ("Sasha Ivanov", "Aleksandr Ivanov"),
    ("Peppe Russo", "Giuseppe Russo"),
    ("Kasia Nowak", "Katarzyna Nowak"),
    ("Jürgen Müller", "Juergen Mueller"),
    ("Иван Петров", "Ivan Petrov"),
    ("Сергей Иванов", "Sergey Ivanov"),
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("José García Márquez", "José García"),
    ("María Smith-Jones", "María Jones"),
    ("Jean-Luc Picard", "Jean Luc Picard"),
    ("Xiao Ming Wang", "Xiaoming Wang"),
    ("Mohammed Ali", "Muhammad Ali"),
    ("Watson Noah", "Noah Watson"),
    ("Laurent Lisa", "Lisa Laurent"),
    ("John Edward Smith", "Edward Smith"),
    ("Ludwig van Beethoven", "Ludwig Beethoven"),
    ("Micahel Featherstone", "Michael Featherstone"),
    ("Ann Featherstone", "Ann Fetherstone"),
    ("王小明", "王 小明"),
]
DIFFERENT = [
    ("Ann Smith", "Bob Smith"),
    ("Paul Smith", "Paula Smith"),
    ("Maria Rossi", "Mario Rossi"),
    ("Daniel Weber", "Daniela Weber"),
    ("Ann Smith", "Ann Jones"),
    ("Wei Chen", "Wei Zhang"),
    ("Min Lee", "Min Lin"),
    ("John A Smith", "John B Smith"),
    ("John Smith Jr.", "John Smith Sr."),
    ("A. Smith", "Bob Smith"),
    ("Laura Zandhofer", "Laura Zandmann"),
    ("Ann Smith", "Ann J."),
]
UNSURE = [
    ("A. Smith", "Ann Smith"),
    ("R. Smith", "Bob Smith"),
    ("Ann S.", "Ann Smith"),
    ("Ann", "Ann Smith"),
    ("Smith", "Ann Smith"),
    ("Sophie Meyer", "Sophie Mayer"),
    ("Wei Chen", "Wei Chan"),
    ("Matzi Keller", "Matthias Keller"),
    ("王小明", "Xiaoming Wang"),
    ("", "Ann Smith"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_names_of_one_person_agree(one, two):
    assert best(read(one), read(two)).is_full


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_names_of_two_people_differ(one, two):
    assert best(read(one), read(two)).is_contrary


@pytest.mark.parametrize(("one", "two"), UNSURE)
def test_half_a_name_neither_agrees_nor_differs(one, two):
    found = best(read(one), read(two))
    assert not found.is_full
    assert not found.is_contrary


@pytest.mark.parametrize(("one", "two"), SAME + DIFFERENT + UNSURE)
def test_agreement_is_symmetrical(one, two):
    assert best(read(one), read(two)) == best(read(two), read(one))


def test_rare_names_weigh_more_than_common_ones_and_forms_less_than_the_name_itself():
    def weight(one, two, count=0):
        return best(read(one), read(two)).weight(count, count)

    assert weight("Ornella Featherstone", "Ornella Featherstone") > weight("John Smith", "John Smith") + 10
    assert weight("Robert Smith", "Robert Smith") > weight("Bob Smith", "Robert Smith")
    assert weight("Ann Smith", "Ann Smith") > weight("A. Smith", "Ann Smith")
    assert weight("Ornella Featherstone", "Ornella Featherstone", 1024) < weight(
        "Ornella Featherstone", "Ornella Featherstone"
    )


def test_a_guess_from_an_address_denies_nothing():
    stated = names.Name(("ann",), ("smith",))
    guessed = names.Name(("b",), ("rider",), is_sure=False, is_guess=True)
    assert best((stated,), (guessed,)) == agreement.SILENT
    assert agree(stated, names.Name(("ann",), ("smith",), is_guess=True)).is_guess


PARTS = ("ann", "anna", "robert", "bob", "lee", "smith", "smyth", "kowalski", "garcia", "garcia-lopez", "a", "王")


@settings(max_examples=300, derandomize=True)
@given(*[st.sampled_from(PARTS)] * 4, st.booleans(), st.booleans())
def test_what_is_plainly_two_at_little_cost_is_contrary_at_full(one, two, three, four, is_sure, is_guess):
    ours = names.Name((one,), (two,), is_sure=is_sure)
    theirs = names.Name((three,), (four,), is_guess=is_guess)
    for mine, yours in (((ours,), (theirs,)), ((theirs,), (ours,))):
        assert not agreement.are_plainly_two(mine, yours) or best(mine, yours).is_contrary
    assert agreement.are_plainly_two((names.Name(("ann",), ("lee",)),), (names.Name(("ann",), ("kowalski",)),))
