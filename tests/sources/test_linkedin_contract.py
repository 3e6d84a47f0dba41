"""The LinkedIn source obeys the contract of all sources."""

import sys
import zipfile
from pathlib import Path

from contract import SourceContract
from linkedin_sample import FILES, write_sample

from kithbook.sources import linkedin

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from archives import write_linkedin


class TestLinkedinContract(SourceContract):
    source = linkedin
    mutations = 100

    def write_sample(self, folder):
        return write_sample(folder / "Complete_LinkedInDataExport_03-12-2026")

    def write_many(self, folder, count):
        header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        rows = (f"Ann,Bell{n},https://www.linkedin.com/in/ann-{n},,Acme,Clerk,05 Jun 2023\n" for n in range(5 * count))
        path = folder / "Connections.csv"
        path.write_text(header + "".join(rows))
        return path


class TestZippedLinkedinContract(SourceContract):
    source = linkedin
    mutations = 60

    def write_sample(self, folder):
        path = folder / "Complete_LinkedInDataExport_03-12-2026.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, text in FILES.items():
                out.writestr(zipfile.ZipInfo(name, (2026, 3, 12, 1, 2, 4)), text)
        return path

    def write_many(self, folder, count):
        return write_linkedin(folder / "a.zip", people=2 * count, messages=0)
