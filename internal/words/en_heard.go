package words

// enMeanings are what people write in English who mean the bot and not the question.
var enMeanings = []meaning{
	{TopicStop, whole(`(please )?(stop|pause|unsubscribe|turn off)( please| now| it| this| asking( me)?| the (bot|questions)| messaging me| writing (to )?me| sending (me )?(these|this|messages|questions))?`)},
	{TopicStop, whole(`(how (do|can) i|can i) (stop|pause|quit|unsubscribe|turn off)( this| it| you| the (bot|questions)| the messages| from this)?`)},
	// “I want to quit” is what many of the questions are about.
	{TopicStop, whole(`i want to (unsubscribe( from this)?|(stop|pause|quit|turn off) (you|the (bot|questions|messages)))`)},
	{TopicHelp, whole(`(please )?help( please| me)?|menu|commands`)},
	{TopicHelp, whole(`(who|what) (are|r) (you|u)( exactly| really| again| for)?`)},
	{TopicHelp, whole(`(are|r) (you|u) (a |an )?(real |actual )?(bot|robot|human|human being|person|real|ai|machine|chatbot|program|chatgpt)`)},
	{TopicHelp, whole(`(what|how) (do|can|does|will) (you|it|this|this bot|the bot) (do|work)( here| for me| exactly| again)?`)},
	{TopicHelp, whole(`(what is|what's|whats) (this|this bot|this thing|your name)( for| about)?`)},
	{TopicHelp, whole(`(how (do|can|should) i (use|talk to) (you|this|it|this bot))|(who (made|built|wrote|runs|hosts|created) (you|this|this bot))|(what are (the|your) commands)`)},
	{TopicSkip, whole(`(please )?(skip|pass|next|next one|next question)( please| it| this| this one| today| the question)?|(can i|may i) skip( it| this| today| this one)?`)},
	{TopicPrivacy, whole(`who( else)? (can|could|will|does) (read|reads|see|sees)( this| it| that| these| my answers?| my words| what i (write|wrote|say))?|who( else)? (reads|sees) (this|it|that|these|my answers?|what i write)`)},
	{TopicPrivacy, whole(`(is|are) (this|it|my answers?|my words|what i write|this chat) (really )?(private|secret|encrypted|safe|secure|confidential|anonymous|public|stored|saved|shared)`)},
	{TopicPrivacy, whole(`how (private|secret|encrypted|safe|secure|confidential|anonymous) (is|are) (this|it|that|my answers?|my words|what i (write|wrote)|this chat)`)},
	{TopicPrivacy, whole(`(do|can) you (store|save|keep|share|sell|read) (this|it|my answers?|my words|my data|what i write)|where (is|are) (this|it|my answers?|my data|my words) (stored|kept|saved)|what do you (do with|know about) (this|my answers?|my data|me)`)},
	{TopicWhen, whole(`(when|what time) (is|comes|does|will) (the|my|your) next (one|question)( be| come)?|(when|what time) (do|will|does) (you|it|the bot) (ask|write|message|text)( to)?( me)?( again| next)?|when('s| is) the next( one| question)?`)},
	{TopicWrote, whole(`what (did|have) i (write|wrote|written|say|said|answer|answered|tell you|told you)( to you)?( yesterday| before| so far| lately| today| last (time|week|night|month)| (on )?(mon|tues|wednes|thurs|fri|satur|sun)day)?|what was my (last|previous) answer|(what was|what's) (yesterday's|the last|the previous) question`)},
	{TopicWrote, whole(`((can|could|may) i |how (can|do) i |let me |show me )(see |read )?(my|the) (old |last |previous |earlier )?(answers?|entries|journal|notes)( again)?|(where (is|are) my (answers?|journal|entries|notes))`)},
}
