"""What the pages load: as listed, with its licences, light, and nothing from elsewhere."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from kithbook.faces.web.shelf import STATIC, Shelf

ROOT = Path(__file__).parents[3]
CARRIED = [
    (STATIC, STATIC / "vendor" / "SHA256SUMS", ["fonts", "icons", "vendor"]),
    (ROOT / "tests/browser/vendor", ROOT / "tests/browser/vendor/SHA256SUMS", ["."]),
]
STYLES = sorted((STATIC / "css").glob("*.css"))


@pytest.mark.parametrize(("place", "listed", "rooms"), CARRIED, ids=["pages", "tests"])
def test_what_is_carried_of_others_is_as_listed_and_nothing_else(place, listed, rooms):
    sums = dict(reversed(line.split("  ")) for line in listed.read_text().splitlines())
    found = {path for room in rooms for path in (place / room).rglob("*") if path.is_file() and path != listed}
    assert {path.relative_to(place).as_posix() for path in found} == set(sums)
    for name, hashed in sums.items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == hashed, name


@pytest.mark.parametrize("folder", [STATIC / "fonts", STATIC / "icons", STATIC / "vendor", CARRIED[1][0]], ids=str)
def test_each_folder_of_others_work_bears_its_licence(folder):
    licences = [path.read_text(encoding="utf-8") for path in folder.glob("*LICENCE*.txt")]
    assert licences
    assert any(
        word in text
        for text in licences
        for word in ("SIL OPEN FONT LICENSE", "ISC License", "Zero-Clause BSD", "Mozilla Public License")
    )


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_styles_ask_nobody_else_for_anything(path):
    text = path.read_text(encoding="utf-8")
    assert "@import" not in text
    assert not re.findall(r"https?:|url\(\s*['\"]?//", text)
    named = re.findall(r'url\("([^"]+)"\)', text)
    assert all((path.parent / name).is_file() for name in named)


def test_no_style_is_written_for_a_class_that_no_page_bears():
    pages = [*STATIC.parent.rglob("*.py"), *STATIC.parent.rglob("*.html"), *(STATIC / "js").glob("*.js")]
    words = set(re.findall(r"[\w-]+", "".join(path.read_text(encoding="utf-8") for path in pages)))
    whole = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/|url\([^)]*\)", "", whole, flags=re.DOTALL)))
    named = {name.removeprefix("c-") for name in named}  # the page of the parts makes these of the colours' names
    assert not named - words


def test_no_icon_is_carried_that_no_page_names():
    """Whether each named one is carried, the pages themselves say: an icon is read from its file."""
    pages = [*STATIC.parent.rglob("*.py"), *STATIC.parent.rglob("*.html")]
    quoted = set(re.findall(r"""["']([a-z0-9-]+)["']""", "".join(path.read_text(encoding="utf-8") for path in pages)))
    assert {path.stem for path in (STATIC / "icons").glob("*.svg")} <= quoted


def test_every_value_that_styles_name_is_given():
    whole = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    given = set(re.findall(r"(--[\w-]+)\s*:", whole))
    assert set(re.findall(r"var\((--[\w-]+)", whole)) <= given


def test_the_stylesheet_names_its_fonts_by_content_and_is_light():
    shelf = Shelf.read()
    sheet = shelf.by_name["kith.css"]
    for name in re.findall(r'url\("([^"]+)"\)', sheet.content.decode()):
        assert name in shelf.by_address
    assert len(gzip.compress(sheet.content)) < 15_000


def test_the_script_makes_its_policy_first_and_gives_each_name_once():
    script = Shelf.read().by_name["kith.js"].content.decode()
    assert re.search(r"^\S.*?[;({]$", script.partition("=> {\n")[2], re.MULTILINE)[0] == "if (window.trustedTypes) {"
    parts = [path.read_text(encoding="utf-8") for path in (STATIC / "js").glob("*.js")]
    assert all(part in script for part in parts)
    names = re.findall(r"^(?:async )?(?:const|let|class|function) (\w+)", "\n".join(parts), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_the_first_view_of_a_page_is_light():
    shelf = Shelf.read()
    parts = ["kith.css", "kith.js", "vendor/htmx.min.js", "favicon.svg"]
    parts += [f"fonts/{face}-{letters}.woff2" for face in ("atkinson", "literata") for letters in ("latin", "latin-a")]
    # Both faces and both ranges of letters at once; what remains to 100 kB is the page's own.
    assert sum(len(shelf.by_name[name].zipped or shelf.by_name[name].content) for name in parts) < 92_000
