"""Sentences that the readers were built on, with what each holds and does not hold."""

FOUND = {
    "question": """
Could you send me the latest version of the budget?
What do you think of the new layout?
Can we meet on Tuesday instead?
Do you still have the key to the archive?
Would you be willing to read a draft of the proposal?
When is the deadline for the second round?
Who should I ask about the travel costs?
Is there anything I should prepare for Thursday?
Are you free for coffee next week?
Did the parcel arrive?
May I forward your note to the committee?
How long does the approval usually take?
Where should we send the invoice?
Have you decided about the offer from Tallinn?
Any news from the publisher?
Any thoughts on the attached?
If the train is late, could you start without me?
Thoughts?
Should I book the bigger room?
Are there any seats left for the evening session?
Why did you choose the smaller supplier?
Will you be at the conference in Turin?
Please let me know whether you can join us for dinner.
Could you please confirm the address.
Which session would you like to chair?
Does the contract cover travel as well?
I was wondering, would you have half an hour this week?
Lunch on Friday?
""",
    "promise": """
I'll send you the slides by Friday.
I will write to the landlord tomorrow.
I’ll get back to you on Monday with an answer.
We'll share the recording next week.
I'm going to call her this afternoon and tell her.
I will review the contract by the end of the month.
I'll forward you the invitation in two days.
I'll introduce you to Marta next week.
I'll check if the room is free and let you know by Wednesday.
I will have the numbers ready by 12 May.
I'll send it to you later today.
Let me ask around and get back to you next week.
I promise to return your umbrella on Thursday.
You'll have it by tomorrow noon.
Will send the photos tonight.
I'll book the table for us.
I'll also drop off the contract on Monday.
I'll talk to Ravi and come back to you.
Sorry for the delay, I'll finish the review by Tuesday.
I will definitely send you the recipe.
I'll prepare a short summary for the board before 3 December.
I'll follow up with the bank early next week.
We will update the page tomorrow morning.
I'll pass your CV on to our director.
Thanks for asking; I'll find out and let you know tomorrow.
I'll mail you the form in a week.
I shall send the revised text by Monday.
""",
    "introduction": """
I'd like to introduce you to Marta Silva, who knows everyone.
Marta, meet Tom Brennan.
Tom, meet Marta; Marta, meet Tom.
I would love to introduce you to Ravi Menon.
I want to introduce you to my former colleague Aoife Byrne.
Let me introduce you to Chen Wei, who studies harbours.
I'm introducing you to Olu Adeyemi, as promised.
I'm happy to introduce Katja Ebert, our new archivist.
May I introduce Yusuf Demir from the Bosphorus lab?
Please meet Hanna Virtanen, who looks after our library.
I am connecting you with Diego Ramos, who runs the festival.
I'm putting you in touch with Sana Malik.
Cc'ing Leo Park, who can tell you more.
I've copied Nadia Haddad, who handles visas.
Ines, this is Viktor Horvath; Viktor, this is Ines.
Meet Grace Mbeki, who joined us from the port authority.
Adding Bram de Vries, who ran the last survey.
It gives me great pleasure to introduce you to Dr Ruth Cohen.
I thought I would introduce you two: Ravi builds bridges and Marta paints them.
Anna, I'd like you to meet Samuel Levi.
I wanted to introduce you to Emeka Obi before the fair.
Looping in Clara Jensen, who owns the calendar.
With this mail I'd like to introduce Tariq Aziz and Lena Vogel to each other.
Allow me to introduce you to Fatou Diop.
I would like to connect you with Noor van Dijk.
""",
    "opening": """
We are hiring a product manager.
We're hiring two backend engineers in Oslo.
We are looking for a research assistant to join in March.
Our team is looking for a senior designer.
Halden Trust is hiring a programme officer.
There's an opening for a lecturer in statistics at our department.
We have a vacancy for a treasurer.
We are recruiting a head of communications.
Kestrel Labs seeks a technical writer.
We are seeking volunteers and a volunteer coordinator for the summer.
The call for proposals closes on 1 March.
Call for speakers: Data in the City 2027.
Applications for the mentoring scheme are open until June.
We'd like to invite you to apply for the board seat.
I'd like to invite you to join our advisory board.
Would you like to speak at our meetup in January?
We are currently hiring for the position of chief editor.
My old team has an open position for an analyst.
A position as policy adviser has come up at the ministry.
We're still looking for a keynote speaker for the spring.
Join us as a trustee.
The institute is recruiting a PhD student.
They are hiring an accountant in Bergen.
We need a new translator from January, do you know somebody?
Nominations are open for the teaching award.
We are looking to hire a translator.
""",
    "thanks": """
Thank you for the introduction to Marta.
Thanks for your help with the grant application.
Thanks again for dinner last night.
Many thanks for the detailed comments on chapter two.
Thank you so much for hosting us in Bergen.
Thank you very much for the flowers.
I'm grateful for the time you spent on my slides.
I really appreciate your feedback on the poster.
Thanks a lot for recommending me to the museum.
Thanks for coming to the opening on Friday.
Thank you for covering my shift yesterday.
Thank you for inviting me to the round table.
Thanks for sharing the survey results.
I wanted to thank you for the reference you wrote.
Just a quick note to thank you for the tour of the archive.
Thank you for lending me the recorder.
Thanks for the coffee and the good advice.
Thank you once again for your support during the audit.
Thanks for sending over the photos.
A big thank you for translating the leaflet.
Thank you all for the card and the wonderful evening.
Thanks, Tom, for the quick lesson in accounting.
I can't thank you enough for stepping in on Monday.
Thank you for making the time to explain the ledger.
Thank you for looking after Bruno while we were away.
""",
    "signature": [
        (
            "The files are in the folder you made.\n\nBest regards,\nAnn Example\nHead of Research\nExample Institute\n+44 20 7946 0123",
            "Ann Example",
        ),
        (
            "I have added the two figures to the text.\n\n-- \nBo Larsen\nSoftware Engineer, Kestrel Labs\nMobile +47 555 01 234",
            "Bo Larsen",
        ),
        (
            "Here is what we have so far.\n\nThanks,\nCleo\n\nCleo Marsh | Policy Adviser | City of Westmark",
            "Cleo Marsh",
        ),
        (
            "That is all from the meeting.\n\nKind regards,\nDr. Dora Weiss\nChief Scientist\nAlpine Water AG\nT +41 44 555 12 34",
            "Dora Weiss",
        ),
        ("I will be there with the others.\n\nCheers,\nEli\n--\nEli Cohen\nPhone: (555) 010-7788", "Eli Cohen"),
        ("This is the last one for today.\n\nWarm regards,\nFarah Aziz\nPartner at Aziz & Holm", "Farah Aziz"),
        (
            "We can do that on Monday.\n\nBest wishes\nGita Rao\nProfessor of History\nUniversity of Westmark",
            "Gita Rao",
        ),
        ("It is fine with me.\n\nYours sincerely,\nHugo Brandt\nManaging Director", "Hugo Brandt"),
        ("You have the right of it.\n\nBest,\nIda Moen\nProject Manager @ Fjord Energy", "Ida Moen"),
        ("The rest is with the bank.\n\nRegards\nJun Sato (he/him)\nData Analyst\nHarbour Data Ltd.", "Sato, Jun"),
        (
            "See you at the fair on Monday.\n\nAll the best\nKofi\n\nKofi Mensah\nFounder, Sunrow\nm: +233 20 555 0111",
            "Kofi Mensah",
        ),
        (
            "Here are the two texts.\n\nMany thanks,\nLea Braun\nOffice Manager\nBraun Legal LLP\nFax: +49 30 5550 99\nTel.: +49 30 5550 11",
            "Lea Braun",
        ),
    ],
}

NOT = {
    "question": """
How are you?
How are you doing these days?
How's it going?
How have you been?
Who knows?
Guess what?
Can you believe it?
Isn't that great?
What could possibly go wrong?
How cool is that?
Let me know if you need anything else.
I asked whether the room was free.
The question is how we pay for it.
He asked me, "Do you want to join?"
Why? Because it was raining.
Did you know that bees can count?
You know what?
Where does the time go?
What would we do without you?
Who wouldn't want that?
I do not know what they think.
How was your weekend?
How is the family?
That went well, didn't it?
Please send me the file.
I hope you are well?
Remember that evening in Ghent?
How hard can it be?
""",
    "promise": """
If I find it, I'll send it to you.
I'll send it unless you object.
I'll let you go.
I'll leave you to it.
I'll keep this short.
I'll see you on Friday.
I won't send it before Monday.
I will not sign this by Friday.
Shall I send it by Friday?
Will you call me tomorrow?
I would send it tomorrow if I could.
I'd call her on Monday.
He'll send you the file tomorrow.
They will publish it next week.
I'll be on holiday next week.
I'll never write to them again.
I'll try to send it by Friday.
I might send you something tomorrow.
I hope to send it next week.
I sent you the draft on Friday.
You will love the new office.
I'll admit that I was wrong.
He said, "I'll send it on Monday."
I'll take your word for it.
I can send it tomorrow.
Should you need more, I'll send it on Monday.
I'll give you that.
We will see what happens next week.
I'll call it a day.
""",
    "introduction": """
Nice to meet you.
It was a pleasure to meet you in Ghent.
Could you introduce me to Marta?
Let me introduce myself.
Let me introduce our new product.
I'd like to introduce you to our new pricing.
We introduced a new rota in May.
I'm meeting Tom on Friday.
I'll meet Sara at the station.
Let's meet on Monday.
Can we meet Tuesday?
Thank you for introducing me to Ravi.
Ravi introduced me to his team.
I can introduce you to Ravi if you like.
I'd be glad to introduce you to Ravi one day.
Would you like me to introduce you to Ravi?
The introduction of the euro took years.
Please read the introduction by Friday.
I met Marta in London.
Did you ever meet Tom?
We need to meet the deadline.
I hope to meet Anna in March.
This is Monday's plan.
Tom, this is great.
She will introduce the speakers.
I have not met Viktor yet.
""",
    "opening": """
I am looking for a job in Oslo.
I'm looking for a new position.
We are looking for a room for twelve.
We are looking for a solution.
We're no longer hiring.
We are not looking for a designer.
Is your team hiring?
Are you looking for a designer?
The vacancy has been filled.
We hired a new designer in May.
We were hiring a lot last year.
The opening of the bridge was postponed.
I saw a job at the harbour once.
He is looking for a new manager for his band's van.
I was looking for a designer's mistake.
The call for papers closed last week.
She used to be a product manager.
The hiring freeze goes on.
We are looking forward to the designer's visit.
I met the director of the museum.
Our manager is looking for a parking space.
I am looking for the engineer's report.
He applied for the position of editor.
The position of the table is wrong.
Looking for a cheap flight?
Call me when the papers arrive.
""",
    "thanks": """
Thanks,
Thanks in advance.
Thank you in advance for your reply.
Thanks for your mail.
Thank you for your message.
Thank you for your quick response.
Thanks for getting back to me.
Thanks for reaching out.
Thank you for your interest in our products.
Thank you for your order.
Thanks to Maria we found the key.
No, thank you.
Thank you.
Many thanks!
Please thank Tom for the flowers.
She thanked me for the book.
I have not thanked him for the book yet.
Thank you for your time.
Thank you for your attention.
Thank you for subscribing.
Thanks for reading.
Thanks for asking.
Thank you for not smoking.
Thanks for nothing.
Thanks for sending me the report by Friday.
You should thank her for the lift.
Thanks for letting me know.
""",
    "signature": [
        ("We met the head of research at the institute.\n\nBest\nAnn", "Ann Example"),
        ("My number is the same as it was.\n\nBest regards,\nBo Larsen", "Bo Larsen"),
        ("The director is away.\n\nThanks,\nCleo\n\nSent from my phone", "Cleo Marsh"),
        ("This is for you and the team.\n\nRegards,\nThe Westmark Team\n+44 20 7946 0999", "Dora Weiss"),
        (
            "It is what we have.\n\n-----Original Message-----\nFrom: Ann Example\nSent: Monday\n\nAnn Example\nHead of Research",
            "Eli Cohen",
        ),
        ("You can call the engineer on +44 20 7946 0555.", "Farah Aziz"),
        ("Call Anna Moser, Head of Sales, +43 1 555 0100, and tell her that we are late.", "Gita Rao"),
        ("The order is 4711-0815-2342.\n\nBest,\nHugo", "Hugo Brandt"),
        ("This is all of it.\n\nBest,\nIda\n\nP.S. The manager was there too.", "Ida Moen"),
        ("I have no time for this.\n\nRegards,\nOffice of the Director\nFjord Energy", "Jun Sato"),
    ],
}
