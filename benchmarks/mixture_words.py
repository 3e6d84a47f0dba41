"""The invented words of the mixture: names of several cultures, organisations, towns."""

GIVEN = """Thomas Anna Michael Maria Peter Julia David Sarah Andreas Laura Daniel Katharina Martin Sophie Stefan Elena Robert
Emma Christian Lisa Alexander Nicole James Emily John Claudia William Hannah Markus Sandra Paul Olga Matthias Marta
Sebastian Joanna Tobias Natalia Florian Charlotte Jan Katarzyna Philipp Barbara Lukas Elizabeth Oliver Jennifer Christopher
Rebecca Benjamin Victoria Jonas Isabel Richard Carmen Joseph Lucia Carlos Francesca Juan Giulia José Chiara Antonio Amélie
Francesco Camille Alessandro Chloé Giuseppe Élodie Jean Nathalie Pierre Aurélie Nicolas Agnieszka François Magdalena
Krzysztof Svetlana Piotr Tatiana Tomasz Anastasia Sergey Yulia Dmitry Irina Ivan Ingrid Aleksandr Astrid Lars Freya Søren
Sigrid Henrik Maja Johan Linnea Mohammed Fatima Ahmed Aisha Omar Layla Yusuf Zeynep Mehmet Elif Rajesh Priya Amit Anjali
Sanjay Deepika Arjun Kavita Wei Li Hao Mei Jun Xin Hiroshi Yuki Takashi Keiko Kenji Akiko Minh Linh Tuan Hoa Samuel Grace
Matthew Samantha Andrew Catherine Edward Margaret Stephen Susan Patrick Theresa Gregory Deborah Kenneth Pamela Timothy
Leonard Gwendolyn Theodore Beatrice Zachary Philippa Dominic Josephine Nathaniel Jacqueline Ulrich Wolfgang Friedrich Heike
Jürgen Birgit Günther Renate Siegfried Ulrike Thorben Wiebke Fabrizio Ornella Gaetano Donatella Xavier Montserrat Iñaki
Nerea Bogdan Ileana Zoltán Ilona Václav Božena Dragan Vesna Kostas Eleni Tariq Noor Kwame Ama Chidi Ngozi Tendai
Rutendo""".split()

SURNAMES = """Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Smith Johnson Williams Brown Jones Davis
Miller Wilson Taylor Anderson García Martínez López González Rossi Ferrari Bianchi Nowak Kowalski Dubois Martin Bernard
Petit Nguyen Kim Li Wang Zhang Chen Kumar Singh Patel Sharma Ivanov Petrov Jansen Larsson Hansen Nielsen Koch Bauer Richter
Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Werner Krause Lehmann Köhler Maier Walter Mayer
Huber Kaiser Fuchs Scholz Möller Weiß Jung Hahn Vogel Keller Roth Beck Lorenz Baumann Schuster Clark Lewis Walker Hall Young
King Wright Green Baker Hill Turner Collins Parker Edwards Morris Cook Rogers Bell Murphy Bailey Cooper Richardson Cox Ward
Peterson Gray Watson Brooks Price Bennett Wood Barnes Ross Henderson Moreau Laurent Lefebvre Roux Fournier Girard Mercier
Romano Colombo Ricci Marino Greco Gallo Conti Mancini Ruiz Jiménez Moreno Álvarez Romero Navarro Domínguez Vázquez Serrano
Silva Santos Oliveira Pereira Ferreira Almeida Costa Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak
Smirnov Kuznetsov Popov Volkov Sokolov Novikov Bakker Visser Smit Olsen Pedersen Christensen Johansson Nilsson Eriksson
Korhonen Virtanen Tanaka Suzuki Sato Takahashi Yamamoto Nakamura Liu Yang Zhao Huang Wu Zhou Tran Pham Park Choi Lee Hussain
Khan Ahmed Malik Yılmaz Kaya Demir Cohen Levy Papadopoulos Popescu Ionescu Nagy Kovács Novák Svoboda Horvat Jovanović
Quintero Abernathy Blankenship Castellanos Dombrowski Eisenhauer Featherstone Gallardo Haverkamp Ibáñez Jankowski Kirchner
Lindqvist Montgomery Niedermayer Oberhauser Pfeiffer Quaresma Rosenbaum Stradivari Thorvaldsen Underhill Vandenberg
Westermann Xenakis Yamashita Zimmerli Achterberg Baskerville Czarnecki Delacroix Engström Fitzgerald Grünwald Hawthorne
Iglesias Jørgensen Kaczmarek Lamprecht Mastroianni Nakashima Oppenheimer Pellegrini Radziwill Schwarzkopf Tchaikovsky
Ullmann Villanueva Weatherby Zschiesche Ashworth Brinkmann Cavendish Drummond Ellsworth Fairbanks Grimaldi Hollingsworth
Ingersoll Jagiello Kensington Leverkusen Mandelbaum Nordstrom Ostrowski Prendergast Quisling Rutherford Silberstein
Templeton Uhlmann Vercelli Wadsworth Yardley Zapatero Adebayo Boateng Chukwu Diallo Eze Fofana Gueye Haile Ibekwe Juma
Kamau Lumumba Mbeki Nkosi Okafor Phiri Quaye Rwigema Sesay Toure Uwase Wanjiru Yeboah Zuma Kittilä Lehtinen Mäkinen
Nieminen Rantanen Saarinen Bielawski Cieślak Dąbrowski Gorski Hajduk Jabłoński Krawczyk Marczak Ostrowska Pawlak Rutkowski
Sadowski Tomczak Urbański Walczak Zawadzki Brandstätter Dorfmeister Egger Feichtinger Gruber Hinterleitner Innerhofer
Kofler Leitner Moser Oberhofer Pichler Rainer Steiner Thaler Unterweger Wimmer Zangerl""".split()

NICKNAMES = {
    "Thomas": ["Tom", "Tommy"], "Michael": ["Mike", "Micha"], "Robert": ["Bob", "Rob"], "William": ["Bill", "Will"],
    "James": ["Jim", "Jimmy"], "Alexander": ["Alex", "Sascha"], "Katharina": ["Kathi", "Katja"], "Daniel": ["Dan", "Dani"],
    "Elizabeth": ["Liz", "Beth"], "Jennifer": ["Jen", "Jenny"], "Christopher": ["Chris", "Kit"], "Rebecca": ["Becky"],
    "Benjamin": ["Ben"], "Richard": ["Rick", "Dick"], "Joseph": ["Joe"], "Matthew": ["Matt"], "Andrew": ["Andy", "Drew"],
    "Edward": ["Ed", "Ted"], "Margaret": ["Maggie", "Peggy"], "Stephen": ["Steve"], "Patrick": ["Pat"],
    "Gregory": ["Greg"], "Deborah": ["Debbie"], "Kenneth": ["Ken"], "Timothy": ["Tim"], "Francesco": ["Franco"],
    "José": ["Pepe"], "Giuseppe": ["Beppe"], "Dmitry": ["Dima"], "Ivan": ["Vanya"], "Aleksandr": ["Sasha"],
    "Anastasia": ["Nastya"], "Katarzyna": ["Kasia"], "Magdalena": ["Magda"], "Krzysztof": ["Krzys"], "Philipp": ["Phil"],
    "Sebastian": ["Basti"], "Matthias": ["Matze"], "Stefan": ["Steffen"], "Samuel": ["Sam"], "Victoria": ["Vicky"],
    "Nathaniel": ["Nate"], "Theodore": ["Ted"], "Zachary": ["Zach"], "Josephine": ["Josie"], "Leonard": ["Len"],
}  # fmt: skip

ORGANISATION_HEADS = """Acme Borealis Cobalt Dynamo Elbtal Fjordline Granit Helios Isar Juniper Kestrel Lumen Meridian Nordwind
Octagon Pinnacle Quartz Rheingold Solstice Tessera Umbra Vertex Westmark Xylo Yonder Zenit Altura Brightwell Castelo Delphin
Everglen Fontana Grünfeld Harbour Ivory Jasper Kronberg Lakeside Monolith Nebula Orchid Polaris Quill Riverbend Silberpfeil
Tidewater Ulmen Vireo Wolkenstein Yarrow Zephyr Amberley Birkenhof Crestview Dunmore Eisvogel Falkenberg Glacier Hazelwood
Ironbridge Jadeite Kingfisher Larkspur Mondsee Nightingale Ostwald Peregrine Quince Rotfuchs Starling Thornbury Ufer
Vantage Windhof""".split()
ORGANISATION_ENDS = [
    "",
    "",
    "Systems",
    "Consulting",
    "Bank",
    "Software",
    "Labs",
    "Logistics",
    "University",
    "Media",
    "Energy",
    "Foundation",
]
DOMAIN_ENDINGS = ["example", "com", "de", "co.uk", "io", "org"]
FREE = ["gmail.com", "gmx.de", "web.de", "outlook.com", "yahoo.com", "icloud.com", "proton.me", "hotmail.com"]
TITLES = [
    "Engineer",
    "Head of Sales",
    "Consultant",
    "Product Manager",
    "Professor",
    "Designer",
    "CFO",
    "Recruiter",
    "Analyst",
]
TOWNS = [
    "Berlin",
    "Hamburg",
    "München",
    "Köln",
    "London",
    "Paris",
    "Madrid",
    "Milano",
    "Warszawa",
    "Wien",
    "Zürich",
    "Oslo",
]
STREETS = [
    "Hauptstraße",
    "Lindenallee",
    "Gartenweg",
    "Bahnhofstraße",
    "Schulstraße",
    "Mühlenweg",
    "Kirchplatz",
    "Am Ufer",
]

# Rarer names, put together: 3,600 family names and 600 first words of organisations
RARE_STARTS = """Abend Acker Adel Altin Bacha Balder Barto Bekker Birken Bohn Brachten Cald Carn Cervan Chand Czer Dahl Dammer
Dober Drago Eber Ehren Elling Erics Falken Fenni Fiala Gander Gerst Golov Grab Hadji Hallen Hessel Hirano Holt Igle Isaks
Jager Jarvin Kalin Karas Kessel Kowa Kram Lager Lavi Leder Linden Loren Mach Malin Marko Mering Mita Mora Nader Nemir Noll
Oder Okon Orlo Palm Pasch Pavel Perrin Quent Radu Rasmu Reiff Rosk Sander Savin Selig Stoja Tal Tevar Ulven Vasil Venk
Wallen Wester Yar Zabel Zand""".split()
RARE_ENDS = """mann berg feld stein inger sson sen ov enko ski wicz ini elli ez eau ier ford ton worth wood ley by kar pal moto
yama hara uchi oglu escu idis poulos ian vic nen qvist dal huis stra zewski bauer hofer meister bach""".split()
HEAD_STARTS = "Al Ber Cor Dal El Fin Gra Hal In Jo Kor Lun Mar Nov Or Pro Qua Ros Sol Tri Ul Ver Wes Zen".split()
HEAD_ENDS = """astra benta corda dexa fora gentis kora lyra mira nexa optis pura ronda sana tauris vanta wick xima zora
dyne metra phon""".split()
