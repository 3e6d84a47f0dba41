"""Sentences set aside before the readers were written: never tuned on, only counted."""

FOUND = {
    "question": """
Would Tuesday at ten suit you for a short call?
Do you happen to know who runs procurement at the hospital now?
Which of the two covers do you prefer?
Have you had a chance to look at the contract yet?
Can I quote you in the annual report?
What would be a fair price for the second batch?
Is the meeting room on the third floor still ours at noon?
When are you back from Lisbon?
Any chance you could join us for the panel in June?
Please let me know which dates work for the committee.
Shall we move the review to the week after?
Where did you find the figures for 2019?
""",
    "promise": """
I'll have the first draft with you by Thursday.
I will call the printer tomorrow and ask about the delay.
We'll send over the signed copy before the end of the week.
I'll put you in touch with Farida next week.
I am going to finish the translation by 30 November.
I'll look into the billing question and get back to you on Monday.
You'll have my comments by Wednesday evening.
Will forward the invoice first thing tomorrow.
I'll bring the prototype on Friday.
I promise to read your chapter this weekend.
I'll ask Kenji about the venue and write again in a couple of days.
Let me check with legal and come back to you by Tuesday.
""",
    "introduction": """
I would like to introduce you to Amara Okafor, who runs the clinic in Leeds.
Jonas, meet Priya Raman; Priya, meet Jonas.
I'm copying in Lucía Fernández, who knows the grant rules better than anyone.
Let me introduce Henrik Dahl, our new head of operations.
Please meet Naomi Stern, the editor I told you about.
I wanted to connect you with Piotr Zielinski, who is moving to Ghent in March.
Delighted to introduce you both: Chiara runs the lab and Owen funds people like her.
Sofia, I'd like you to meet Rashid Khan.
I am putting you in touch with Mei Tanaka, as discussed on the phone.
Allow me to introduce my colleague Ben Osei.
""",
    "opening": """
We are hiring a data engineer for our Rotterdam office.
Our group has an opening for a postdoctoral researcher starting in autumn.
Brightwater is looking for a finance director.
The call for papers for the spring symposium is now open.
We're seeking a part-time bookkeeper, two days a week.
There is a vacancy for a senior curator at the Tidal Museum.
We would like to invite you to speak at our conference in May.
Know anyone good? We are recruiting two product designers.
Join our team as a research assistant.
Applications are open for the 2027 fellowship programme.
""",
    "thanks": """
Thank you for the introduction to Ingrid last week.
Thanks again for lunch on Thursday, the place was a find.
Many thanks for reviewing my application so carefully.
I'm very grateful for your advice on the lease.
Thank you so much for speaking at our workshop.
Thanks for sending the old minutes, they settled the argument.
I really appreciate your help with the visa papers.
Thank you for the two books, which arrived this morning.
Thanks for driving me to the station yesterday.
Thank you for recommending me to the Halden trust.
""",
    "signature": [
        (
            "Hello,\n\nthe report is attached for you.\n\nBest regards,\nAmara Okafor\nClinical Director\nNorthgate Health\n+44 113 496 0123",
            "Amara Okafor",
        ),
        (
            "I think we should go with the first one.\n\nCheers\n\nTom\n\n-- \nTom Brennan\nSenior Editor | Harbour Press\nTel: +353 1 555 0199",
            "Tom Brennan",
        ),
        (
            "See you there and thanks for the map.\n\nKind regards\nDr. Eva Lind\nHead of Research, Fjord Institute",
            "Eva Lind",
        ),
        (
            "It was good to talk to you today.\n\nSincerely,\n\nPriya Raman, PhD\nAssociate Professor of Economics\nUniversity of Westmark\nMobile: 07700 900 456",
            "Raman, Priya",
        ),
        (
            "Please find the slides below.\n\nAll the best,\nJonas\nJonas Weber\nManaging Partner\nWeber & Lang GmbH",
            "Jonas Weber",
        ),
        (
            "The room is booked for us.\n\nRegards,\nM. Tanaka\nProduct Manager\nKestrel Labs\nPhone (555) 010-2233",
            "Mei Tanaka",
        ),
    ],
}

NOT = {
    "question": """
How are you?
How was your holiday?
Who would have thought?
Isn't it wonderful what they did with the old station?
I asked him whether he could come, and he said no.
Let me know if you have any questions.
I wonder how they did it.
Hope all is well with you?
What a week!
She asked, "Could you come back tomorrow?"
Why? Because nobody had read the second page.
We answered the question about the roof.
""",
    "promise": """
If the board agrees, I'll send you the contract by Friday.
I'll let you go now.
Will you send me the file by Friday?
I won't be able to finish it this week.
I'd send it tomorrow, but the scanner is broken.
She'll call you tomorrow.
I will never forget that evening in Porto.
I'll be honest with you, the second half drags.
I sent you the slides on Monday.
You said you would call on Thursday.
I hope to see you in May.
He told me "I'll pay by Friday", which he did not.
""",
    "introduction": """
It was nice to meet you on Thursday.
Could you introduce me to the head of the trust?
Let me introduce myself: I am the new treasurer.
They introduced a new policy in March.
I will meet Anna for lunch tomorrow.
Shall we meet Monday at the Rosewood Hotel?
Thanks for introducing me to Farid.
He introduced me to his sister at the gala.
We want to introduce the subject gently.
I'd be happy to introduce you to Carl one day, if it helps.
""",
    "opening": """
I'm looking for a new role myself.
We are looking for a restaurant near the station.
We are not hiring at the moment.
The position has been filled.
Are you hiring?
She was looking for a manager who would listen.
We were looking for a designer last year.
I look forward to the opening of the exhibition.
They are looking for a way out of the lease.
My office is hiring a van for the move.
""",
    "thanks": """
Thanks in advance!
Thank you for your email.
Thanks for your patience.
Thanks to the rain, the picnic moved indoors.
No thanks, I am driving.
Thank you for your understanding.
Please thank Maria for the flowers.
Thanks!
He thanked us for the invitation.
Thank you for contacting our support team.
""",
    "signature": [
        ("I saw that we have a new Head of Research at Fjord Institute.\n\nBest,\nTom", "Tom Brennan"),
        ("Just a short note for you.\n\nBest regards,\nAnna", "Anna Berg"),
        ("You can reach Lucy on +44 20 7946 0100 when you are there.\n\nThanks\nPaul", "Paul Adeyemi"),
        (
            "Please see below what she wrote to us.\n\nPaul\n\nOn Mon, 2 Nov 2026, Lucy Bell wrote:\n> Regards,\n> Lucy Bell\n> Head of Sales\n> +44 20 7946 0100",
            "Paul Adeyemi",
        ),
        (
            "We are moving to the second floor.\n\nKind regards,\nLucy Bell\nHead of Finance\nBell Organ Works",
            "Paul Adeyemi",
        ),
        ("See the invoice 20261102-4455 that you sent.\n\nMany thanks\nIris", "Iris Novak"),
    ],
}
