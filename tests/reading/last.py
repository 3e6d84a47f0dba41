"""A third set put aside: written before the second round of changes and only counted, never tuned on."""

FOUND = {
    "question": """
Do we still meet in the library, or has that changed?
Could I borrow your slides on groundwater for Thursday?
What should I tell the caterer?
Is Ben coming as well?
Sorry, which file did you mean?
Can you think of anybody who speaks Finnish?
Please let me know how many seats you need.
Have the keys turned up?
""",
    "promise": """
I'll write up the minutes and send them round tomorrow.
We will have your badge ready by Monday.
I'll drop by the office on Thursday and pick it up.
Will get back to you next week.
I'll order the books today.
I am going to speak with the landlord on Tuesday.
You'll have my answer by the weekend.
I'll let you know by Friday whether we can come.
""",
    "introduction": """
Let me introduce you to Selma Yilmaz, our new trustee.
Peter, meet Aisha.
I wanted to introduce you to Carlos Mendes, who bakes and codes.
I'm copying Judith Klein, who handles the contracts.
I'd like to connect you with Tariq Hussain.
Please meet Ewa Nowicka, who joined in May.
""",
    "opening": """
The museum is looking for a conservator.
We're recruiting a project manager for the canal.
There is an opening for a lecturer at Southbay College.
The call for abstracts is out.
We are hiring!  Our lab needs no one but a good technician: we are looking for a technician.
Nominations for the board are open until May.
""",
    "thanks": """
Thank you for the jar of honey.
Thanks for showing us around the mill.
Many thanks for your comments on the poster.
Thanks so much for picking up the children.
I'm grateful for the advice you gave me in June.
Thank you for writing the reference.
""",
}

NOT = {
    "question": """
How are you keeping?
Isn't this what we always wanted?
Who would say no to that?
She asked me: "Will you stay?"
I do wonder what became of it.
Want to grow your audience?
Let me know if that suits you.
What a day that was!
""",
    "promise": """
I'll miss you all.
If it rains, I'll call you tomorrow.
I will be in Oslo on Friday.
They'll send it by Monday.
I'd love to send it tomorrow.
I might call her on Tuesday.
Will Anna send it by Friday?
I won't bring it tomorrow.
""",
    "introduction": """
Nice meeting you and Carlos last week.
The introduction to the book is by Ewa.
We introduced Ewa to the board in May.
Could you connect me with Tariq?
Meet the deadline, whatever it takes.
I'd like to introduce a new rule.
""",
    "opening": """
I'm looking for the technician.
We're looking for a place to sleep.
The director is looking for you.
She applied for the opening as a nurse, years ago she was hired.
We are not recruiting this year.
They were looking for a treasurer when I left.
""",
    "thanks": """
Thanks for your understanding!
Thank you for the quick reply.
Thank you for your interest in the position.
Please thank her for me.
Thanks in advance for the honey.
He never thanked me for the books.
""",
}
