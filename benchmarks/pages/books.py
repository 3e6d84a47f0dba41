"""The books that pages are measured on: the village, and one as large as a person's can be."""

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import archives
import mailboxes

DAY = date(2026, 11, 20)  # the last day of what is invented; pages show days after it as quiet
EGO = "ada@example.org"  # the same owner in archive and mailbox
# Of ten people nine are connections; mail alone names the rest, and holds nine messages in ten.
CONNECTIONS, BY_MAIL, CHATS, MAILS = 0.9, 0.11, 0.1, 0.9
FAULTS_TOO = 3  # the exit code of an import that skipped records


def large(folder: Path, *, people: int, messages: int) -> Path:
    """Make a book by importing an invented archive and mailbox; one that is there already is taken as it is."""
    if (folder / "evidence.db").exists():
        return folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        archive = archives.write_linkedin(
            work / f"Basic_LinkedInDataExport_{DAY:%m-%d-%Y}.zip",
            people=int(people * CONNECTIONS),
            messages=int(messages * CHATS),
            day=DAY,
        )
        box = work / "large.mbox"
        mailboxes.write_mbox(box, int(messages * MAILS), seed=7, people=int(people * BY_MAIL), ego=EGO, everyday=True)
        kith = str(Path(sys.executable).with_name("kith"))
        done = subprocess.run([kith, "--book", str(folder), "import", str(archive), str(box)], check=False)
    if done.returncode not in {0, FAULTS_TOO}:
        raise RuntimeError(f"The import ended with {done.returncode}.")
    return folder
