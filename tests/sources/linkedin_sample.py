"""A small archive in which every file and every trap that real ones hold occurs once. Invented people only."""

ME = "https://www.linkedin.com/in/ada-invented"
BAO = "https://www.linkedin.com/in/bao-invented"
CLEO = "https://www.linkedin.com/in/cl%C3%A9o-invented"

NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)

FILES = {
    "Connections.csv": NOTES
    + "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    + f"Bao,Invented,{BAO},Bao@Example.org,Acme,Engineer,12 Mar 2024\n"
    + f' Cléo,"Invented, MBA",{CLEO}/,,Öko & Söhne,Head of Things,05 Jun 2023\n'
    + "Dan,Namesake,https://www.linkedin.com/in/dan-1,,,,01 Jan 2022\n"
    + "Dan,Namesake,https://www.linkedin.com/in/dan-2,,,,01 Jan 2022\n"
    + ",,,,,,07 Feb 2021\n"
    + "Eve,Sluglesss,https://www.linkedin.com/in,,Acme,Clerk,06 Feb 2021\n"
    + "Fay,Undated,https://www.linkedin.com/in/fay,,,,yesterday\n",
    "ImportedContacts.csv": (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,"
        "FullName,Birthday,Location,BookmarkedAt,Profiles\n"
        'GMAIL,Gus,Invented,Acme,Cook,"gus@example.org,g2@example.org",+1 555 0100,1/2/20,1 Road,,,Gus Invented,,Oslo,,\n'
        "GMAIL,,,,,only@example.org,,,,,,,,,,\n"
        ",,,,,,,,,,,,,,,\n"
    ),
    "Invitations.csv": (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Ada Invented,Bao Invented,"3/1/24, 3:04 PM",Shall we connect?,OUTGOING,{ME},{BAO}\n'
        f'Cléo Invented,Ada Invented,"6/1/23, 3:04\u202fPM",,INCOMING,{CLEO},{ME}\n'
        f'LinkedIn Member,Ada Invented,"6/1/23, 3:04 PM",,INCOMING,https://www.linkedin.com/in,{ME}\n'
    ),
    "messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
        "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
        f'2-a==,,Bao Invented,{BAO},Ada Invented,{ME},2024-04-02 10:00:00 UTC,,"Hi Ada, shall we\nmeet?",INBOX,,No,No\n'
        f"2-a==,,Ada Invented,{ME},Bao Invented,{BAO},2024-04-02 09:00:00 UTC,,Hello Bao,INBOX,,No,No\n"
        f"2-a==,,Bao Invented,,Ada Invented,{ME},2024-04-01 09:00:00 UTC,,One without an address,INBOX,,No,No\n"
        f'2-b==,Lunch,Ada Invented,{ME},"Bao Invented,Cléo Invented, MBA","{BAO},{CLEO}",2024-05-01 09:00:00 UTC,,Who comes?,'
        "INBOX,https://a.example/1,No,No\n"
        f"2-c==,Win a car,Car Seller,https://www.linkedin.com/in/seller,Ada Invented,{ME},2024-05-02 09:00:00 UTC,A car,"
        '"<p class=""spinmail-quill-editor__spin-break"">Buy <b>now</b></p><script>x</script>",INBOX,,No,No\n'
        f"2-d==,,LinkedIn Member,,Ada Invented,{ME},2024-05-03 09:00:00 UTC,,I was here,ARCHIVE,,No,No\n"
        f"2-e==,,Ada Invented,{ME},Bao Invented,{BAO},2024-05-04 09:00:00 UTC,,half a thou,INBOX,,Yes,No\n"
        f"2-f==,,Spammer,https://www.linkedin.com/in/spam,Ada Invented,{ME},2024-05-05 09:00:00 UTC,,Gold,SPAM,,No,No\n"
    ),
    "guide_messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        "2-g==,,LinkedIn,,Ada Invented,,2024-05-05 09:00:00 UTC,,How can I help?,INBOX\n"
    ),
    "LearningCoachMessages.csv": "No conversations found\n",
    "Endorsement_Received_Info.csv": (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n"
        "2023/06/05 15:04:05 UTC,Tea,Bao,Invented,www.linkedin.com/in/bao-invented,ACCEPTED\n"
        "05 Jun 1833,Tea,Cléo,Invented,www.linkedin.com/in/cl%C3%A9o-invented,PENDING\n"
    ),
    "Endorsement_Given_Info.csv": (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status\n"
        "2023/07/05 15:04:05 UTC,Law,Bao,Invented,www.linkedin.com/in/bao-invented,ACCEPTED\n"
    ),
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Bao,Invented,Acme,Engineer,Ada is good to work with.,"06/05/23, 03:04 PM",VISIBLE\n'
    ),
    "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n",
    "Member_Follows_123456.csv": "Date,Status,FullName\n2023-06-05 15:04:05,Active,Some Body\n",
    "Shares_123456.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        '2023-06-05 15:04:05,https://l.example/1,"First line""\n""second line""\n""third",,,MEMBER_NETWORK\n'
    ),
    "InstantReposts_123456.csv": "Date,Link\n2023-06-05 15:04:05,https://l.example/2\n",
    "Comments_123456.csv": (
        "Date,Link,Message\n"
        "2023-06-05 15:04:05,https://l.example/3,Well said\n"
        '2023-06-06 15:04:05,https://l.example/4,"He said "yes", I think\n'
        '2023-06-07 15:04:05,https://l.example/5,"Fine, all the same"\n'
    ),
    "Reactions_123456.csv": "Date,Type,Link\n2023-06-05 15:04:05,LIKE,https://l.example/urn%3Ali%3Aactivity%3A1\n",
    "Votes_123456.csv": "Date,Link,OptionText\n2023-06-05 15:04:05,https://l.example/6,Tea\n",
    "Saved_Items_123456.csv": "savedItem,CreatedTime\nhttps://l.example/7,2023-06-05 15:04:05\n",
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Acme,Engineer,Builds,Oslo,Jun 2021,\n"
        "Old Works,Clerk,,,2015,Mar 2018\n"
    ),
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\nUniversity of Nowhere,2010,2014,,BSc,\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\nFood Bank,Driver,,Jan 2019,,\n",
    "Organizations.csv": "Name,Description,Position Held,Started On,Finished On\nEngineers' Guild,,Member,2016,\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nA Bridge,,,Jan 2020,Feb 2021\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\nWelding,,Guild,Jan 2020,,\n",
    "Skills.csv": "Name\nTea\nLaw\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native\n",
    "Events.csv": (
        'Event Name,Event Time,Status,External Url\nTea Day,"Mar 15, 2023 10:00 AM - Mar 15, 2023 11:00 AM",APPROVED,\n'
    ),
    "Company Follows.csv": "Organization,Followed On\nAcme,Tue Jun 06 12:34:56 UTC 2023\n",
    "Learning.csv": (
        "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
        "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\r\n"
        "Tea for All,About tea,VIDEO,2023-06-05 15:04 UTC,N/A,false,,\r\n"
    ),
    "Jobs/Job Applications.csv": (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
        '"6/5/23, 3:04 PM",ada@example.org,+1 555 0199,Acme,Engineer,https://l.example/job,cv.pdf,Salary? A lot\n'
    ),
    "Jobs/Saved Jobs.csv": 'Saved Date,Job Url,Job Title,Company Name\n"6/5/23, 3:04 PM",https://l.example/j2,Cook,Inn\n',
    "Jobs/Job Seeker Preferences.csv": "Locations,Job Titles,Dream Companies\nOslo,Engineer,Acme\n",
    "Jobs/Job Applicant Saved Answers.csv": "Question,Answer\nWhat is your salary?,secret-answer\n",
    "Articles/Articles/tea.html": (
        "<html><head><title>On Tea &amp; Milk</title></head><body><h1>"
        '<a href="https://www.linkedin.com/pulse/on-tea">On Tea</a></h1></body></html>'
    ),
    "Verifications/Verifications.csv": "First name,Last name\nsecret-first,secret-last\n",
    "Logins.csv": "Login Date,IP Address\n2023,secret-ip\n",
    "SearchQueries.csv": "Time,Search Query\n2023,secret-search\n",
    "Ad_Targeting.csv": "Company Names,Company Names,Job Titles,Job Titles\na,b,c,secret-ad\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n+44,20 5550 0100,Mobile\n,,\n",
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\n"
        'other@example.org,Yes,No,"6/5/23, 3:04 PM"\n'
        'Ada@Example.org,Yes,Yes,"6/5/23, 3:04 PM"\n'
        'never@example.org,No,No,"6/5/23, 3:04 PM"\n'
    ),
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
        "Websites,Instant Messengers\n"
        'Ada,Invented,Former,,"Dec 10, 1980",Engineer of things,,Tea,0150,Oslo,,[PERSONAL:https://ada.example/],\n'
    ),
}


def write_sample(folder, *, but=(), **instead):
    """Write the archive as a folder; `but` leaves files out, keywords are not for file names with blanks."""
    for name, text in {**FILES, **instead}.items():
        if name not in but:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return folder
