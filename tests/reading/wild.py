"""Looser sentences, as people really type: counted before the readers learnt from them, and kept for what they still miss."""

FOUND = {
    "question": """
hey, quick one - do you know if Sara is back from leave?
Sorry to bother you again, but where do I send the signed form?
Also: who is covering the front desk on Friday?
Not sure if this is for you, but could someone from your team check the logs?
We need a decision by Thursday, are you OK with option B?
What time does it start again?
Can u send me the link pls?
Would love to hear what you think about the draft, is it too long?
Please advise which address we should use for the delivery.
I have two questions: first, is parking included?
Would it be possible to move our call to 3pm?
Do we have a date yet?
""",
    "promise": """
ok will send it over tomorrow
I'll get it to you before the weekend.
Sure, I'll ping her today and cc you.
Let me dig out the numbers and get back to you by Monday.
I'll definitely have something for you by end of next week.
Apologies for the delay, you'll have the report first thing Monday.
I'm going to draft a reply tonight and send it round.
No problem, I'll sort that out this afternoon.
We'll get the contract over to you by close of business Tuesday.
I'll pop the keys in the post on Wednesday.
Give me until Friday and I'll have the list for you.
I will try to call him, and will let you know tomorrow how it went.
""",
    "introduction": """
Looping in Maya (cc'd), who runs our Berlin office.
Hi both, Sam is the founder of Gridline, and Lou advises people like Sam.
I'd love for you to meet my friend Noor Aziz, she's building something you'd like.
Connecting the two of you as promised - Karim, Beth. Beth, Karim.
Jen, meet Oleksandr, our CTO.
Wanted to quickly intro you to Pablo Ruiz at the fund.
Intro: Hana is the best recruiter I know, copied here.
Copying Dr. Lim here, who asked about your paper.
""",
    "opening": """
btw we're hiring! Looking for a senior backend dev in Lyon.
My team has just opened a headcount for a UX researcher.
There's a PhD position going in our group, deadline in May.
Do you know anyone who'd want to be our next treasurer?
They're on the lookout for a part-time CFO.
The board is searching for a new chair.
We have two openings for interns this summer.
Submissions for the June issue are open.
""",
    "thanks": """
Thanks for yesterday, it was great to finally talk in person.
Thx for the intro!
Big thanks for jumping in last minute on Tuesday.
Thank you for being such a generous host.
Really appreciated your note after the talk.
Thanks to you we got the grant.
Thank you for your very thoughtful comments on our draft.
Cheers for the lift home.
""",
}

NOT = {
    "question": """
Any questions? Just shout.
Wondering aloud: is this the best we can do?
Ready to save 20% on your next stay?
Who doesn't love a good map?
Anyway, how are things with you?
As my mother used to ask, what would the neighbours say?
He wants to know when you are back.
The FAQ answers "How do I reset my password?" on page two.
How time flies!
You did what?
""",
    "promise": """
I'll be in touch if anything changes.
I'll be honest, I have not read it.
We'll see.
I will be travelling until Monday.
I'll probably send it on Friday, can't say for sure.
Hopefully I'll send it this week.
I'll be happy to send it if you need it.
When I grow up I'll write a novel.
I'll have to ask my manager first.
I was going to send it on Monday.
The system will send you a link tomorrow.
I'd better call them tomorrow.
""",
    "introduction": """
We'd like to introduce you to our spring menu.
Meet the team behind the map.
Looking forward to meeting Anna and Tom on Friday.
This is Anna from the bank.
Adding Friday to the calendar, who knows.
I am connecting from the airport.
Please meet me at Central Station.
We meet Tuesdays at the Anchor.
""",
    "opening": """
We are seeking advice from a lawyer.
She is looking for a mentor.
Our director is looking for the keys.
We need a doctor, quickly.
I'm seeking a partner for the tennis doubles.
The position of the editor on this is clear.
He is looking for an editor for his memoirs.
The opening for the speaker cable is on the back.
""",
    "thanks": """
Thanks for considering this.
Thank you for choosing Northern Railway.
Thanks for any help you can give.
Thanks for your quick reply and have a nice weekend.
Thanks but no thanks.
I owe him thanks for the introduction.
Thank you for your continued support of the museum.
Thank God for the weekend.
""",
}
