"""Recipients keep their own names whether their profiles stand apart by commas or by blanks."""

import pytest
from linkedin_sample import BAO, CLEO, ME

from kithbook.model.record import MESSAGE, Observed
from kithbook.sources import linkedin
from kithbook.sources.opening import open_tree

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)


@pytest.mark.parametrize("mark", [",", " ", ", "])
def test_no_recipient_takes_the_names_of_all(tmp_path, mark):
    row = f'2-a==,,Ada Invented,{ME},"Bao Invented, Cleo Invented","{BAO}{mark}{CLEO}",2024-05-01 09:00:00 UTC,,Who comes?,INBOX\n'
    (tmp_path / "messages.csv").write_text(HEADER + row)
    tree = open_tree(tmp_path)
    seen = [one for found in linkedin.identify(tree) for one in linkedin.observe(tree, found)]
    (message,) = [one.record.content for one in seen if isinstance(one, Observed) and one.record.kind == MESSAGE]
    assert message["recipients"] == 2
    assert [(slug, name) for _, slug, name in message["to"]] == [
        ("bao-invented", "Bao Invented"),
        ("cléo-invented", "Cleo Invented"),
    ]
