"""What an owner may do, drawn by chance: rulings of every sort, and an import."""


def write(folder):
    """Write the file that is imported."""
    (folder / "more.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:more\nFN:Mora Newcomer\nEMAIL:mora@home.example\nEND:VCARD\n", encoding="utf-8"
    )


def action(chance, people, folder):
    """Draw something that an owner may do."""
    one, two = chance.sample(people, 2)
    number = chance.randrange(1000)
    return chance.choice([
        ["note", one, f"a note {number}"], ["log", one, "--kind", "call", "--at", "2026-03-01", f"talked {number}"],
        ["tag", one, f"tag-{number}"], ["rhythm", one, str(chance.randrange(7, 90))], ["pause", one, "--until", "2027-01-01"],
        ["remind", one, "2026-12-01", f"ask {number}"], ["promise", one, f"send {number}", "--due", "2026-12-02"],
        ["edit", one, f"organisation=House {number}"], ["edit", one, f"email+=more{number}@home.example"],
        ["merge", one, two], ["add", f"New Person{number}", "--email", f"new{number}@home.example"],
        ["me", "--goal", f"goal {number}"], ["me", "--capacity", str(chance.randint(1, 7))],
        ["import", folder / "more.vcf"],
    ])  # fmt: skip
