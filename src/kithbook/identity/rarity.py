"""How common a name is: a shipped table of frequent names, with what the book itself shows."""

from math import log2
from typing import Final

from kithbook.identity.fold import fold, loose

# Shares of bearers, rounded to a class. The classes follow the published rankings of national statistics (the censuses
# of the United States and of England, the registers of Germany, France, Spain, Italy, Poland, China, India, Vietnam),
# averaged by hand over an international acquaintance; only the order of size matters: a class is a factor of four.
_SURNAMES: Final = (
    (1 / 150, "nguyen kim lee li wang zhang chen liu smith garcia singh kumar park yang tran"),
    (
        1 / 500,
        """johnson williams brown jones miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
        thomas
        taylor moore jackson martin perez thompson white sanchez harris clark ramirez lewis robinson walker young
        allen
        king wright scott torres hill flores green adams nelson baker hall rivera campbell mitchell carter roberts
        müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann silva santos fernandez gomez diaz
        wu
        huang zhao zhou xu sun ma zhu lin he hu guo pham le hoang choi jung kang cho yoon jang lim khan ahmed ali
        patel
        sharma gupta das murphy kelly rossi russo ferrari ivanov ivanova evans hughes edwards"""),
    (
        1 / 2500,
        """turner collins stewart morris rogers reed cook morgan bell bailey cooper richardson cox howard ward
        peterson
        gray ramos watson brooks sanders price bennett wood barnes ross henderson coleman jenkins perry powell long
        patterson hughes washington butler simmons foster bryant russell griffin hayes west cole stone fox shaw mason
        hunt black palmer schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger
        hofmann
        hartmann lange schmitt werner krause meier maier mayer lehmann schmid schulze köhler herrmann walter könig
        huber
        kaiser fuchs peters lang scholz möller weiß jung hahn vogel keller günther berger frank winkler roth beck
        lorenz
        baumann schuster bernard dubois durand moreau laurent simon michel lefebvre leroy roux david bertrand morel
        fournier girard bonnet dupont lambert fontaine rousseau vincent blanc petit robert richard bianchi romano
        colombo ricci marino greco bruno gallo conti de_luca costa giordano mancini rizzo lombardi moretti ruiz
        jimenez
        moreno alvarez romero alonso gutierrez navarro dominguez vazquez gil serrano molina blanco ortega castro ortiz
        rubio marin sanz nunez medina garrido cruz reyes morales mendoza vargas castillo rojas herrera chavez oliveira
        souza sousa lima pereira ferreira almeida costa carvalho gomes ribeiro martins alves rodrigues lopes nowak
        kowalski kowalska wisniewski wisniewska wojcik kowalczyk kaminski lewandowski zielinski szymanski wozniak
        petrov
        petrova sidorov smirnov smirnova kuznetsov popov volkov sokolov lebedev novikov morozov jansen janssen
        de_vries
        van_dijk bakker visser smit meijer de_jong van_den_berg andersen hansen johansen olsen larsen nielsen jensen
        pedersen christensen johansson andersson karlsson nilsson eriksson larsson olsson persson svensson gustafsson
        korhonen virtanen o'brien o'connor o'neill ryan walsh byrne doyle mccarthy gallagher kennedy lynch murray
        quinn
        macdonald campbell robertson thomson reid clarke davies harrison jackson wright tanaka suzuki sato takahashi
        watanabe ito yamamoto nakamura kobayashi kato yoshida yamada hussain hassan hussein mohamed ibrahim rahman
        islam
        begum akhtar malik sheikh chowdhury iqbal reddy rao iyer nair menon joshi mehta shah desai jain agarwal verma
        mishra pandey yadav chopra kapoor malhotra bose banerjee mukherjee chatterjee ghosh sen wong chan cheung lam
        leung ng tan lau ho cheng tang feng deng xie han luo gao song liang zheng peng zeng xiao tian dong pan yuan
        cai
        jiang yu du ye cheng wei su lu ding ren shen yao lu yilmaz kaya demir celik sahin yildiz özturk aydin arslan
        dogan cohen levy mizrahi peretz friedman papadopoulos popescu ionescu horvath nagy kovacs toth szabo novak
        svoboda dvorak kovac horvat jovanovic petrovic nikolic"""),
)  # fmt: skip
_GIVEN: Final = (
    (
        1 / 60,
        "john james robert michael david william mary maria anna mohammed jose daniel thomas peter paul"),
    (
        1 / 200,
        """richard joseph charles christopher matthew mark anthony andrew steven kevin brian george jennifer linda
        elizabeth barbara susan jessica sarah karen lisa nancy emily laura emma sophie juan antonio carlos luis jorge
        francisco manuel pedro marco andrea alessandro giuseppe francesco stefan andreas christian martin alexander
        jan
        hans klaus michel pierre jean nicolas julien philippe ali ahmed omar hassan wei li jing min anne ann kate
        marie
        julia katharina ben tom max jack chris alex sam nick jim bob bill mike dave steve tim matt joe tony simon
        stephen patrick ivan dmitry sergey olga elena natalia tatiana marta piotr krzysztof tomasz marcin anita priya
        rahul amit"""),
    (
        1 / 800,
        """adam aaron alan albert alice amanda amy angela antonia arthur ashley benjamin brandon carol caroline
        catherine
        charlotte christine claire claudia daniela deborah dennis diana donald dorothy edward eric eva felix frank
        gabriel gary grace gregory hannah heather helen henry ian irene isabel jacob jane jason jeff jeffrey jeremy
        jonas jonathan joshua judith katherine kathrin keith kenneth kim kyle lars larry lars laurent lea leon lena
        leo
        louis lucas lucy luca lukas margaret markus matteo matthias maximilian megan melissa michelle monica nathan
        nicholas nicole nina oliver olivia pablo pamela rachel raymond rebecca roberto roger ronald rosa rose ruth
        ryan
        sandra scott sean sebastian silvia sofia stephanie sylvia teresa theresa timothy tobias ursula valentina vera
        veronica victor victoria vincent walter wolfgang jürgen uwe ralf bernd dirk jens frank sabine petra monika
        birgit heike anja silke kerstin martina ute javier alejandro miguel rafael fernando sergio diego alberto
        carmen
        ana lucia cristina paula marta elena pilar giovanni paolo luigi mario roberto stefano francesca chiara giulia
        federica sara isabelle nathalie sylvie catherine valerie veronique celine sandrine olivier thierry pascal eric
        christophe agnieszka katarzyna malgorzata ewa joanna magdalena andrzej pawel jakub michal lukasz yusuf fatima
        aisha khalid ibrahim mustafa mehmet mehmet ayse hiroshi takashi yuki akira kenji jun hao lei yan ying xin tao
        jun rajesh sanjay vijay anil sunil deepak anjali pooja neha arjun rohan ravi suresh ramesh"""),
)  # fmt: skip
UNKNOWN_SURNAME: Final = 1 / 20_000
UNKNOWN_GIVEN: Final = 1 / 5_000
BOOK: Final = 65_536  # a count is read as of so many cards: a book can show a name to be commoner, never rarer


def _read(classes: tuple[tuple[float, str], ...]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for share, words in classes:
        for word in words.split():
            shares.setdefault(loose(fold(word.replace("_", ""))), share)
    return shares


def _spelt(classes: tuple[tuple[float, str], ...]) -> frozenset[str]:
    return frozenset(fold(word.replace("_", "")) for _, words in classes for word in words.split())


_SURNAME_SHARES: Final = _read(_SURNAMES)
_SPELT_SURNAMES: Final = _spelt(_SURNAMES)
_GIVEN_SHARES: Final = _read(_GIVEN)


def surname_share(surname: str, count: int = 0) -> float:
    """Estimate the share of people who bear a surname (loose spelling), given how many of the book's cards do."""
    return max(_SURNAME_SHARES.get(surname, UNKNOWN_SURNAME), count / BOOK)


def given_share(given: str, count: int = 0) -> float:
    """Estimate the share of people who bear a given name (loose spelling), given how many of the book's cards do."""
    return max(_GIVEN_SHARES.get(given, UNKNOWN_GIVEN), count / BOOK)


def is_given(word: str) -> bool:
    """Say whether a loose word is a given name of the table."""
    return word in _GIVEN_SHARES


def is_surname(word: str) -> bool:
    """Say whether a loose word is a surname of the table."""
    return word in _SURNAME_SHARES


def are_two_surnames(one: str, two: str) -> bool:
    """Say whether two folded words are two frequent surnames, however near they come to each other.

    >>> are_two_surnames("baker", "bakker"), are_two_surnames("muller", "mueller")
    (True, False)
    """
    return one != two and one in _SPELT_SURNAMES and two in _SPELT_SURNAMES


def weight(share: float) -> float:
    """Turn the share of those who agree by chance into the match weight of agreement, log2(m/u) with m near 1.

    >>> weight(1 / 1024)
    10.0
    """
    return -log2(share)
