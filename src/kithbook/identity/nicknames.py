"""Given names that stand for one another: short forms, pet forms, and the same name in other languages."""

from typing import Final

from kithbook.identity.fold import fold

# One line a name (an indented line goes on): the full form first, then its forms. A form may stand in several lines
# (Alex, Sasha, Toni).
# Compiled by hand for this project from common knowledge of each language.
_FORMS: Final = """
aaron ron ronnie
abigail abby abbie gail
abdullah abdallah abdulla
adalbert bert
adam addy
adelaide addie heidi adela adelheid
adrian adriano adrien ade
agnes agnieszka aga agi ines
ahmed ahmad ahmet achmed
alan allan allen al alain
albert al bert bertie alberto
alexander alex alec alexandre alessandro alejandro aleksandr aleksander alexandr oleksandr oleksander sandro
  sasha sascha xander lex sandy alexandros aleksandar olek sacha alexandru
alexandra alex alexa sandra sasha alessandra alejandra aleksandra oleksandra sandy ola lexi alexis
alexey aleksei alexei aleksey alyosha oleksiy oleksii alexis
alfred al fred alf alfie freddie alfredo fredo
alice alicia ali lisa
alison allison ali
amanda mandy manda
amelia amy millie mia amelie
anastasia nastya nastia stacy ana asya anastasiia
andrew andy drew andreas andre andrea andres andrei andrey andrej andrzej andras anders ondrej andriy andrii
  andrii
andrea andi andrée
angela angie angelika angelina ange
ann anna anne annie hannah nan nancy anita anja anya ania anka ana anni anke annette hanna annika
anthony tony antonio antoine anton toni antoni ant toño
antonia toni tonia antonella antonietta
arthur art artie arturo artur
augustine gus august augustin agustin
barbara barb babs barbie basia bobbie barbora
bartholomew bart bartosz bartek bartolomeo barto
beatrice bea beatriz trixie beatrix bee
benedict ben benedikt benoit benedetto benito
benjamin ben benny benji benjamim
bernard bernie bernhard bernardo berni
bernadette bernie detta
bogdan bohdan
bradley brad
bridget biddy brigitte birgit brigida gitte
calvin cal
cameron cam
carl karl carlo carlos karel karol charles
caroline carol carolina carrie caro karolina caroline lina karoline carolin
cassandra cass cassie sandra
catherine cathy kate katie kathy kay kit kitty cat katherine kathryn katharine kathleen katharina katarina
  katarzyna kasia caterina catalina ekaterina yekaterina kateryna katya katia kathrin katrin katja karin cathryn
  catrin kathi kaja catarina
cecilia cecily cissy celia sheila
charles charlie chuck chas carl carlos carlo karl charly chaz
charlotte lottie charlie lotte carlotta carlota
chester chet
christian chris cristian krystian christiaan kristian
christine chris christina christy chrissy tina kristin kristina kirsten krystyna cristina kristine krisztina
  tine
christopher chris kit topher kris christoph christophe cristobal krzysztof krzys cristoforo christof kristof
  christos
clara claire clare klara chiara
claudia claudine klaudia
clifford cliff
constance connie constanze constanza
cornelius neil neal corny kornel
cynthia cindy
cyril kirill cyrille kyrylo
daniel dan danny daniele danil danila dani danilo danylo
daniela dani daniella danielle danuta
david dave davey davide dawid dovid davyd
deborah deb debbie debra debora
dennis denis denny denys dion
dimitri dmitry dmitri dmitriy dima dimitrij dmytro dimitrios dimitris mitya dimitar jimmy
dolores lola
dominic dom dominik domenico domingo dominique nick
donald don donnie
dorothy dot dottie dora dorothea dorota dorothee dolly thea
douglas doug
duncan dunc
edgar ed
edmund ed eddie ned edmond
edward ed eddie ned ted teddy eduard eduardo edouard edoardo edu
edwin ed eddie
eleanor ellie nell nora eleonora elena lenora eleonore ellen
elena helena lena yelena olena jelena elen lenka
elizabeth liz lizzie beth betty eliza elsie lisa libby elisabeth elisabetta isabel isabella bess betsy ela
  elzbieta lisbeth lise elise ilse elisa erzsebet alzbeta yelizaveta elizaveta liza bettina sissi lili
  eliszabeth else
emily em emma emilia emmy millie emilie
emmanuel manny manuel manu emanuel emanuele manolo
eric rick erik erich enrico ricky
ernest ernie ernst ernesto
esther essie ester hester estera
eugene gene eugen evgeny yevgeny evgenii evgeniy eugenio zhenya jewgeni yevhen yevgeniy yevgenii ievgen
evelyn eve evie lyn evelina eveline
eva eve ewa evi evita yeva
felicity fliss flick felicia
ferdinand ferdi fernando fernand nando
florence flo florrie flossie florentina
florian flo floriano
francis frank fran frankie franz francesco francisco paco pancho francois franciszek franek frans franco cisco
  kiko chico frantisek ferenc xisco
frances fran fanny francesca francisca franziska franzi frankie francoise franca paca
frederick fred freddie freddy fritz friedrich federico frederic frederik rick fryderyk
gabriel gabe gabi gabriele gavril gavriel
gabriele gabi gaby gabriela gabriella gabrielle
galina galya halyna
geoffrey geoff jeff jeffrey gottfried
george georg georges giorgio jorge jürgen jurgen yuri yuriy yurii iurii jerzy jiri jordi georgios giorgos gyorgy
  yorgos georgi heorhiy jörg jorg
gerald gerry jerry gerd gerhard geraldo
gerard gerry gerhard gerardo
gertrude trudy gerti trude gertrud
gilbert gil bert
giovanni gianni vanni nanni gio
giuseppe peppe beppe pino beppino
gregory greg gregor gregorio grzegorz grigory grigori gregg grigoriy gregoire
guillermo memo guille
gunther gunter guenther guenter günther
gwendolyn gwen
hans johann johannes hannes hansi
harold harry hal harald
harriet hattie harriette henrietta
heinrich heinz heiner henrik henry
helen helena nell ellie lena helene ellen elena eleni ilona helga helle
henry harry hank hal henri enrique henryk hendrik heinrich henk hendrick enrico quique heiko rik
herbert herb bert heribert
howard howie
hubert hugh bert
hugh hugo huw hughie ugo
ian iain ean
ibrahim abraham ebrahim abe bram
ignatius ignacio nacho ignaz inigo ignacy iggy
irene irina ira irena rena iryna
isaac ike zac izaak isak
isabel izzy bella isabella isabelle izabela belle ysabel isa
ivan vanya iwan vania
jacob jake jakob jack giacomo iago jakub kuba jaap yakov yaakov jacques jacobo cobus james jakov
jacqueline jackie jacqui
james jim jimmy jamie jem jaime jacques giacomo diego santiago jaimie seamus hamish
jan john johan johannes hans jasiek
jane jenny janie jean joan janet janine jayne
janet jan
janice jan
jason jay
javier xavier xavi javi xaver ksawery saverio
jennifer jen jenny jenn jenna
jeremy jerry jez jem jeremias jeremiah jeremie
jerome jerry hieronymus girolamo jeronimo
jessica jess jessie
jill gillian gill jilly
joachim jochen achim joaquin gioacchino jo jokin quim joakim
joan joanna jo joni johanna joana juana asia ioanna jeanne giovanna jane jana jeannie janna
john jack johnny jon johan johannes johann jan juan ivan giovanni jean joao ian sean hans ioannis yannis janos
  jens jochen evan ioan shaun shane
jonathan jon jonny johnathan jonatan jonathon nathan yonatan
joseph joe joey jo josef jozef giuseppe jose pepe josip yosef yusuf youssef yousef josep osip jef beppe sepp
  jupp
josephine jo josie giuseppina josefina josefine
joshua josh yehoshua josue
judith judy jude judit
julia julie juliana giulia yulia jules jule iuliia yuliya julka juliane juliette yuliia
julian jules julien giuliano juliano
katharina kathi kati käthe
kenneth ken kenny
kimberly kim kimberley
konstantin kostya costas konstantinos kostas constantine constantin kostyantyn dinos
laura laurie lora lauren
lawrence larry laurence lars lorenzo laurent lorenz laurie lauri lorin
leo leon leonardo leonard leopold lev lenny len leonid leopoldo lew leonidas
leonora nora
leslie les
lewis louis lou luis luigi ludwig lewie luiz ludovic ludvik lajos ludovico lutz gigi
lidia lydia lida lidiya
lillian lily lil lilian lili
linda lindy lin belinda rosalinda
louise lou luisa lulu luise ludwika
lucas luke luca lukas luc lukasz lucasz luka lukacs
lucy lucia lucie luz lulu lucille lucinda lucja
ludmila lyudmila mila luda ludmilla liudmyla
madeleine maddie maddy magdalena magda madeline madalena lena madelaine
malcolm mal
marcus mark marco marcos marc marek markus marko marcel
margaret maggie meg peggy madge marge margie greta margarita margherita margarete marguerite małgorzata gosia
  malgorzata margot rita grete margarida margit daisy marjorie gretchen margarethe gretel
maria mary marie mia mari marija mariya masha marika mitzi ria marya mariia marja marijke mieke maryam mariam
  miriam maryna conchita
marion marianne
martin marty martino marcin marten martijn tino
martha marta mattie martina
mathilda tilly matilda mathilde tilda
matthew matt matze hias matty matthias mathias matthieu mathieu matteo mateo mateusz matthäus matias mattia
  matvey matej mats mathew matti matus
maurice mo maurizio moritz mauricio maury
maximilian max maxim massimo maxime maximo maksim maksym massimiliano maximiliano maxi
melanie mel
melissa mel missy lissa
michael mike mick mickey mikey mich michel miguel michele mikhail misha michal mikael mihai mischa mykhailo
  mihail michail micha miquel mikko mitch mischa mikolaj
michaela micky michelle ela micaela
mildred millie
mohammed mohamed muhammad mohammad muhammed mohamad mo mehmet mohd mahomet muhamed mamadou
mustafa mostafa moustafa
nancy nan ann
natalia natalie natasha nat nathalie natalya nataliya nataliia tasha natalja
nathaniel nathan nate nat nathanael
nicholas nick nicky nicolas nikolaus klaus nicola nikolai nikolay niccolo nico niko nikos nikolaos claus nils
  colin mikolaj mykola mikulas nikita nikola nikolas nicolae miklos
nicole nicky nikki nicola nicoletta nicolette
oliver ollie oli olivier oliviero
olivia liv livvy livia
olga olya ola olha helga
oscar oskar ossie
pamela pam pammy
patricia pat patty tricia trish patrizia patsy
patrick pat paddy patrik patrizio patricio patryk padraig
paul pablo paolo paulo pawel pavel pol pavlo paavo pal pauly
paula paulina pauline paola pavla
penelope penny
percival percy
peter pete pedro pietro piotr pierre petr pyotr petra pieter peer per petros petro petrus piero piet pere pekka
  petar petya
philip phil pip philippe felipe filippo filip phillip philipp philippos flip
philippa pippa pip
priscilla cilla prissy
rachel rach raquel rachael rachele raquelle
rafael raphael rafa rafal raffaele raffa rafi
ralph ralf raoul raul rafe
raymond ray raimund ramon raimondo
rebecca becky bec rebekah becca rebeka reba
reginald reg reggie rex reinhold
richard rick ricky dick rich richie ricardo riccardo ryszard rik dickie rico
robert bob bobby rob robbie bert roberto robin rupert bobbie robertas
roberta bobbie robbie
roderick rod roddy rodrigo rory
rodney rod
roger rodger ruggero rogelio rüdiger rudiger rutger
roland rollo orlando rolando rolf
ronald ron ronnie ronaldo ronny
rosemary rose rosie romy
rose rosa rosie rosalia rosalie rosita roza
rudolf rudy rudi rodolfo rolf rudolph ruud
rupert rupprecht
russell russ
salvatore salvador toto totò tore salva
samantha sam sammy
samuel sam sammy samuele
sarah sally sara sadie zara sarai
sebastian seb bastian basti sebastien sebastiano bas sebas
sergey sergei sergio serge serhiy serhii sergiy sergii serhij sergej serguei seryozha
sharon shaz shari
sigmund siggi siegmund zygmunt sigi
siegfried siggi sigi
simon simone szymon semyon simeon simao shimon sime
sophia sophie sofia zofia sofie sonia sonja sofya zosia sophy sonya
stanislav stas stan stanislaw stanislaus staszek
stanley stan
stephanie steph stefanie stefania steffi stefani stephany estefania
stephen steve stevie steven stefan stephan stefano esteban etienne istvan stepan szczepan stephane steffen stijn
  stjepan estevao ste
susan sue susie suzy suzanne susanna susanne zuzanna susana sanna suse zuzana suzan shoshana
svetlana sveta lana svitlana
sylvia silvia sylvie silvie sylwia
tamara tammy tama toma tamar
tatiana tanya tanja tania tatjana tetiana tetyana
terence terry terrence terrance
theresa terry tess tessa teresa therese terri resi tracy tereza thérèse
theodore ted teddy theo teodoro theodor fedor fyodor tudor todor
thomas tom tommy tomas tommaso tomasz tome toma tomek tomaz tomek tamas
timothy tim timmy timo timofey timotheus timothee
tobias toby tobi tobiasz
ulrich uli ulli ulric
ulrike uli ulli rike
urszula ursula uschi ulla ursel orsolya orsola
valentin valentino valya valentyn
valerie val valeria
vanessa nessa nessie
veronica ronnie vera nica veronika roni weronika
victor vic vittorio viktor vik
victoria vicky tori vittoria viktoria vicki wiktoria
vincent vince vinny vincenzo vicente enzo vincenz vinnie
vladimir vova volodya volodymyr wladimir vlad
vladislav vlad slava wladyslaw władysław
virginia ginny ginger gina
viktor vitya
walter walt wally wat gualtiero walther
wilhelmina mina minnie willa wilma billie
william bill billy will willy liam wilhelm guillaume guillermo guglielmo willem wim willi vilhelm wilfried
  guilherme
winifred winnie freda
wolfgang wolf wolfi
yosef yossi
yvonne ivonne yvette ivette
zachary zach zack zak zachariah zacharias
"""

_LINES: Final = _FORMS.replace("\n  ", " ").strip().splitlines()

Groups = tuple[int, ...]


def _read() -> dict[str, Groups]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(_LINES):
        for word in dict.fromkeys(map(fold, line.split())):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


_HEADS: Final = tuple(line.split()[0] for line in _LINES)
_HEADS_SET: Final = frozenset(_HEADS)
GROUPS: Final = _read()


def groups(word: str) -> Groups:
    """List the names that a folded given name may stand for; () for a name without known forms."""
    return GROUPS.get(word, ())


def head(word: str) -> str:
    """Give one full form for a folded given name, always the same; the name itself where none is known.

    >>> head("bob"), head("rob"), head("zebedee")
    ('robert', 'robert', 'zebedee')
    """
    found = GROUPS.get(word)
    if not found:
        return word
    return word if word in _HEADS_SET else _HEADS[found[0]]


def are_forms(one: str, two: str) -> bool:
    """Say whether two folded given names can be forms of one name.

    >>> are_forms("bob", "robert"), are_forms("paul", "paula")
    (True, False)
    """
    first, second = GROUPS.get(one), GROUPS.get(two)
    return bool(first and second and not set(first).isdisjoint(second))
