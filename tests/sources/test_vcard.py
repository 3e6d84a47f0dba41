"""vCard files: what every client writes is read, nothing is lost, and a corrupt card costs only itself."""

from contract import SourceContract

from kithbook.sources import vcard

SAMPLE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:11111111-2222-3333-4444-555555555555\r\nN:Bao;Linh;;;\r\nFN:Linh Bao\r\n"
    b"EMAIL;TYPE=INTERNET;TYPE=WORK:linh@example.org\r\nTEL;TYPE=CELL:+44 20 7946 0001\r\nORG:Example\\, Ltd;Design\r\n"
    b"TITLE:Engineer\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-01-22\r\nitem1.X-ABDATE:1975-03-01\r\n"
    b"item1.X-ABLabel:_$!<Anniversary>!$_\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + b"QUJD" * 30 + b"\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\nTEL;CELL:030 123456\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Friends\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Example Ltd\r\nTEL:+44 20 7946 0000\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\nstray words\r\n"
)


class TestVcardContract(SourceContract):
    source = vcard

    def write_sample(self, folder):
        path = folder / "contacts.vcf"
        path.write_bytes(SAMPLE)
        return path

    def write_many(self, folder, count):
        path = folder / "many.vcf"
        path.write_bytes(
            b"".join(
                b"BEGIN:VCARD\nVERSION:3.0\nFN:Person %d\nEMAIL:p%d@example.org\nNOTE:%s\nEND:VCARD\n"
                % (n, n, b"x" * 200)
                for n in range(count)
            )
        )
        return path
