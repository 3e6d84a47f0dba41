"""The LinkedIn source obeys the contract of all sources."""

from contract import SourceContract
from linkedin_sample import write_sample

from kithbook.sources import linkedin


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
