"""What folders, labels and flags say of a message: sent by ego, come in, a draft, thrown away, or spam."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kithbook.sources.mail import words
from kithbook.sources.mail.header import Fields

SENT: Final = "sent"
INBOX: Final = "inbox"
SPAM: Final = "spam"
TRASH: Final = "trash"
DRAFT: Final = "draft"
CHAT: Final = "chat"

LABELS: Final = "x-gmail-labels"
THREAD: Final = "x-gm-thrid"
# What servers put above a message on its way in; an export writes its own fields above these.
TRACE: Final = frozenset(
    {"received", "delivered-to", "x-original-to", "envelope-to", "x-delivered-to", "x-apparently-to"}
)

# Names as mail programs and services give them, in their languages; compared without case, accents and signs.
_NAMES: Final = {
    SENT: """sent|sent mail|sent items|sent messages|sent-mail|sentmail|
        outgoing mail|sent email|
        gesendet|gesendete|gesendete objekte|gesendete elemente|gesendete nachrichten|
        messages envoyés|envoyés|éléments envoyés|courrier envoyé|objets envoyés|
        enviados|correo enviado|elementos enviados|mensajes enviados|
        itens enviados|e-mails enviados|
        mensagens enviadas|enviadas|enviats|inviati|inviata|posta inviata|
        messaggi inviati|
        verzonden|verzonden items|verzonden berichten|verzonden objecten|
        wysłane|elementy wysłane|wysłane elementy|
        skickat|skickade|skickade objekt|skickade meddelanden|sendt|sendte|
        sendte elementer|sendt post|sendt e-mail|
        lähetetyt|lähetetyt viestit|odeslané|odeslaná pošta|odeslaná|odoslané|
        odoslaná pošta|elküldött|
        elküldött elemek|elküldött üzenetek|trimise|mesaje trimise|poslano|
        poslane poruke|изпратени|απεσταλμένα|
        gönderilmiş|gönderilenler|gönderilmiş öğeler|gönderilmiş postalar|
        отправленные|відправлені|надіслані|
        送信済み|送信済みメール|送信済みアイテム|已发送|已发送邮件|已发邮件|寄件備份|寄件匣備份|
        已傳送|보낸편지함|보낸 편지함|보낸 메일함|
        נשלחו|דואר יוצא|المرسل|البريد المرسل|المرسلة|đã gửi|thư đã gửi|terkirim""",
    INBOX: """inbox|in|posteingang|eingang|boîte de réception|réception|bandeja de entrada|recibidos|entrada|
        caixa de entrada|a receber|posta in arrivo|in arrivo|postvak in|inkomend|odebrane|skrzynka odbiorcza|
        inkorg|inkorgen|indbakke|innboks|saapuneet|doručená pošta|doručené|beérkezett üzenetek|inbox-ul|
        mesaje primite|входящие|вхідні|входяща поща|gelen kutusu|εισερχόμενα|受信トレイ|受信箱|收件箱|收件匣|
        받은편지함|받은 편지함|דואר נכנס|البريد الوارد|الوارد|hộp thư đến""",
    SPAM: """spam|junk|junk mail|junk e-mail|junk email|bulk mail|spamverdacht|
        unerwünscht|junk-e-mail|
        indésirables|courrier indésirable|pourriel|correo no deseado|no deseado|
        correo basura|lixo eletrônico|
        posta indesiderata|indesiderata|ongewenste e-mail|ongewenst|
        wiadomości-śmieci|skräppost|uønsket e-post|
        søppelpost|uønsket mail|roskaposti|nevyžádaná pošta|nevyžádané|
        levélszemét|gereksiz|istenmeyen|спам|нежелательная почта|
        迷惑メール|垃圾邮件|垃圾郵件|스팸|스팸함|스팸메일함|ספאם|البريد العشوائي|thư rác""",
    TRASH: """trash|bin|deleted|deleted items|deleted messages|wastebasket|
        papierkorb|gelöscht|gelöschte elemente|
        gelöschte objekte|corbeille|éléments supprimés|supprimés|
        messages supprimés|papelera|elementos eliminados|
        eliminados|lixeira|lixo|itens excluídos|itens eliminados|cestino|
        posta eliminata|eliminati|prullenbak|
        verwijderd|verwijderde items|kosz|elementy usunięte|usunięte|
        papperskorgen|borttaget|borttagna objekt|
        papirkurv|papirkurven|slettet post|slettede elementer|søppel|
        søppelbøtte|søppelkasse|roskakori|poistetut|
        koš|odstraněná pošta|kôš|törölt elemek|coș de gunoi|çöp|çöp kutusu|
        silinmiş öğeler|корзина|удаленные|
        удалённые|кошик|кошче|κάδος|ゴミ箱|削除済みアイテム|已删除|已删除邮件|回收站|垃圾桶|刪除的郵件|
        휴지통|지운편지함|
        אשפה|סל המיחזור|المهملات|سلة المهملات|thùng rác""",
    DRAFT: """draft|drafts|unsent messages|entwurf|entwürfe|brouillon|
        brouillons|borrador|borradores|rascunho|rascunhos|
        bozza|bozze|concepten|szkic|szkice|kopie robocze|wersje robocze|
        utkast|kladde|kladder|luonnokset|
        koncepty|rozepsané|rozpísané|piszkozatok|schițe|ciorne|taslak|taslaklar|
        черновики|чернетки|чернови|πρόχειρα|
        下書き|草稿|草稿箱|임시보관함|임시 보관함|טיוטות|مسودات|المسودات|bản nháp|thư nháp|
        esborranys|templates|outbox""",
    CHAT: "chat|chats|hangouts|チャット|聊天|채팅",
}
_SIGNS = re.compile(r"[\W_]+")
_ENDINGS = re.compile(r"(?:\.(?:mbox|mbx|sbd|partial|maildir|emlx?))+$", re.IGNORECASE)
_NESTED = re.compile(r"\.|inbox\.", re.IGNORECASE)  # Maildir++ nests folders with dots: .Archive.Sent
_FLAGS = re.compile(r"[A-Z]{1,8}$")
_LABEL = re.compile(r'"([^"]*)"|([^,"]+)')
MOST_LABELS: Final = 30
LONGEST_LABEL: Final = 100


def _plain(text: str) -> str:
    """Reduce a name to its letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _SIGNS.sub(" ", bare).strip()


_MEANINGS: Final = {_plain(name): meaning for meaning, names in _NAMES.items() for name in names.split("|")}


@lru_cache(maxsize=1024)
def meaning(name: str) -> str:
    """Say what a folder or label of this name holds: sent, inbox, spam, trash, draft, chat, or '' for anything."""
    return _MEANINGS.get(_plain(name), "")


@dataclass(frozen=True, slots=True)
class Place:
    """What the place of a message says of it."""

    is_sent: bool = False
    skip: str = ""
    is_inbox: bool = False


@lru_cache(maxsize=4096)
def place(folder: str) -> Place:
    """Read a path of folders (the file's own name included where it is a mailbox)."""
    found: list[str] = []
    for part in folder.split("/"):
        bare = _ENDINGS.sub("", part)
        names = [bare, *bare.split(".")] if _NESTED.match(bare) else [bare]
        found += [meaning(name) for name in names]
    skip = next((reason for reason in (SPAM, TRASH, DRAFT) if reason in found), "")
    # In a folder below the inbox lies what was filed there, which may be a copy of what was sent.
    return Place(SENT in found, skip, is_inbox=found[-1] == INBOX and SENT not in found)


def of_gmail(fields: Fields, name: str) -> str:
    """Give a field that Gmail's export writes, '' where Gmail did not: below a trace of the way stands the sender's.

    Whoever sends a letter may write any field into it, and would be taken for the owner by a label "Sent".
    """
    for found in fields:
        if found == name:
            return fields[name][0]
        if found in TRACE:
            break
    return ""


def labels(fields: Fields) -> list[str]:
    """Read Gmail's labels."""
    text = words.line(of_gmail(fields, LABELS), MOST_LABELS * LONGEST_LABEL)
    found = ((quoted or plain).strip()[:LONGEST_LABEL] for quoted, plain in _LABEL.findall(text))
    return sorted({label for label in found if label})[:MOST_LABELS]


def skip_reason(fields: Fields, labels_found: Iterable[str]) -> str:
    """Say why the message itself wants to be left out: spam, trash, draft, or ''."""
    meanings = {meaning(label) for label in labels_found}
    for reason in (SPAM, TRASH, DRAFT):
        if reason in meanings:
            return reason
    if _starts(fields, "x-spam-flag", "yes") or _starts(fields, "x-spam-status", "yes"):
        return SPAM
    if _has_bit(fields, "x-mozilla-status", 0x0008) or _has_bit(fields, "x-mozilla-status2", 0x00200000):
        return TRASH
    flags = _flags(fields, "x-status")
    if "D" in flags + _flags(fields, "status"):
        return TRASH
    return DRAFT if "T" in flags else ""


def _flags(fields: Fields, name: str) -> str:
    """Read the letters that Unix mail programs leave: D for deleted, T for a draft, and others."""
    return fields[name][0] if name in fields and _FLAGS.match(fields[name][0]) else ""


def _starts(fields: Fields, name: str, word: str) -> bool:
    return name in fields and fields[name][0][: len(word)].lower() == word


def _has_bit(fields: Fields, name: str, bit: int) -> bool:
    if name not in fields:
        return False
    try:
        return bool(int(fields[name][0][:16], 16) & bit)
    except ValueError:
        return False
