package conversation_test

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// refused is what is said in the square of a line that isn't taken. It isn't quoted where
// all read along: nobody was asked it yet.
func (r *rig) refused(line int, text, why string) string {
	if !r.platform.Limits().Ephemeral {
		text = ""
	}
	return english.Community.Questions.Line(line, text, why)
}

// What is quoted of a line that isn't taken is cut, and can't break out of its quotes' line.
func TestCommunityRefusedLineIsQuoted(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.presses(ada, english.Community.Label.Questions)
		r.presses(ada, "Add")
		long := strings.Repeat("Why\u202e so \u200blong @everyone? ", 20)
		ada.Submit(map[string]string{"text": "What did you keep?\n" + long})
		r.wantLast(ada, "Line 2, “Why so long @everyone? Why so long @eve…”: longer than 300 characters.")
	})
}

// Questions of one's own come by the command, by a form or a message, and from a
// file; what wasn't added is named.
func TestCommunityQuestionsAreAdded(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		channel := ada.In(r.square())
		r.isSetUp(ada)
		r.orders(channel, "questions add What did you keep?\n- Why?\n2. Who taught you to rest?\nwhat did you keep")
		r.wantLast(channel, "Added two questions.")
		w := english.Community.Questions
		r.wantLast(channel, r.refused(2, "Why?", w.TooShort)+"\n"+r.refused(4, "what did you keep", w.Twice))
		r.presses(channel, "Add")
		if r.platform.Limits().Forms {
			channel.Submit(map[string]string{"text": "Where does your week begin?\nwho taught you to rest"})
			r.wantLast(channel, "Added one question.")
			r.wantLast(channel, "Line 2, “who taught you to rest”: it is there already.")
		} else {
			r.presses(ada, "Write it")
			r.wantLast(ada, "Send me the questions, one a line.")
			r.says(ada, "Where does your week begin?\nwho taught you to rest")
			r.wantLast(ada, "Added one question.")
			r.wantLast(ada, "Line 2, “who taught you to rest”: it is there already.")
		}
		channel.CommandWith("community", "questions add", map[string]string{"file": "What would you do twice?\r\nWhat would you never do twice?\r\n"})
		r.wantLast(channel, "Added two questions.")
		channel.CommandWith("community", "questions add", map[string]string{"file": ""})
		r.wantLast(channel, "I couldn't read that file.")
		r.orders(channel, "questions add")
		r.wantLast(channel, "one a line")
		r.wantOwn(reflection.Approved, "What did you keep?", "Who taught you to rest?", "Where does your week begin?",
			"What would you do twice?", "What would you never do twice?")
		r.unlogged("What did you keep?", "Where does your week begin?")
	})
}

func TestCommunityHoldsTwoHundredQuestions(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		var b strings.Builder
		for i := range 230 {
			fmt.Fprintf(&b, "Is this the question %d?\n", i)
		}
		ada.CommandWith("community", "questions add", map[string]string{"file": b.String()})
		r.wantLast(ada, "Added 200 questions.")
		r.wantLast(ada, r.refused(201, "Is this the question 200?", english.Community.Questions.Full))
		r.wantLast(ada, "And 20 lines more like that.")
		if n := len(r.own(r.square(), reflection.Approved)); n != 200 {
			t.Errorf("%d are kept", n)
		}
	})
}

// The list is paged, seen by the admin alone, and each question can be changed,
// removed and brought back.
func TestCommunityQuestionsAreListed(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		channel, list := ada.In(r.square()), ada
		r.isSetUp(ada)
		if r.platform.Limits().Ephemeral {
			list = channel
		}
		r.orders(channel, "questions add Question one?\nQuestion two?\nQuestion three?\nQuestion four?\nQuestion five?\nQuestion six?")
		before := r.sayings(channel.Chat())
		r.presses(channel, "Own questions")
		r.wantLast(list, "Your own questions, 1 to 4 of 6.\n1. Question one?")
		r.presses(list, "Later ones")
		r.wantSeen(list, "Your own questions, 5 to 6 of 6.\n  5. Question five?")
		r.presses(list, "Earlier ones")
		r.presses(list, "Remove 2")
		r.wantSeen(list, "Removed.\n  Question two?")
		r.presses(list, "Undo")
		r.wantSeen(list, "It is back.")
		r.orders(channel, "questions remove 3")
		r.orders(channel, "questions remove 17")
		r.wantLast(channel, "Give its number from the list, 1 to 5.")
		r.orders(channel, "questions edit 1 Question one, but better?")
		r.wantLast(channel, "Changed.")
		r.orders(channel, "questions edit 2 Question four?")
		r.wantLast(channel, "I didn't take it: it is there already.")
		if r.platform.Limits().Ephemeral && r.sayings(channel.Chat()) != before {
			t.Errorf("something was for all to see\n%s", channel.Transcript())
		}
		r.presses(channel, "Own questions")
		r.presses(list, "Edit 2")
		if r.platform.Limits().Forms {
			list.Submit(map[string]string{"text": "Question two, but better?"})
		} else {
			r.says(list, "Question two, but better?")
		}
		r.settle()
		r.wantOwn(reflection.Approved, "Question one, but better?", "Question two, but better?", "Question four?", "Question five?", "Question six?")
		r.wantOwn(reflection.Removed, "Question three?")
	})
}

// Own questions are asked first, with the harmless remains of what was typed.
func TestCommunityQuestionsAreShownAsWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		const typed = "@everyone <b>What</b> *is* [here](http://x.example)\u202e?\u200b"
		r.orders(ada, "questions add "+typed)
		r.wantOwn(reflection.Approved, "@everyone <b>What</b> *is* [here](http://x.example)?")
		r.waits(nine)
		post := r.posted(r.square())[0]
		if post.Blocks[1] != chat.P("@everyone <b>What</b> *is* [here](http://x.example)?") || post.PingRole != "" {
			t.Errorf("%+v", post)
		}
	})
}

// Members suggest, admins decide by buttons, and the author is told and credited.
func TestCommunitySuggestions(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada, bob := r.admin("ada"), r.platform.Person("bob").Called("Bob \u202eB", "")
		channel := ada.In(r.square())
		r.isSetUp(ada)
		r.types(bob.In(r.square()), "suggest", "What do you miss on Mondays?")
		r.wantOwn(reflection.Suggested, "What do you miss on Mondays?")
		mine := bob.In(r.square())
		if !r.platform.Limits().Ephemeral {
			r.presses(mine, "With my name")
			r.presses(bob, "With my name")
			r.wantLast(bob, "With your name, if it is asked.")
		} else {
			r.presses(mine, "With my name")
			r.wantLast(mine, "With your name, if it is asked.")
		}
		r.presses(mine, "Tell me privately")
		if !r.platform.Limits().Ephemeral {
			r.presses(bob, "Tell me privately")
		}
		r.types(mine, "suggest", "Short?")
		r.wantLast(mine, "I didn't take it: shorter than 10 characters.")
		r.types(mine, "suggest", "what do you miss on mondays")
		r.wantLast(mine, "I didn't take it: it is there already.")
		r.types(mine, "suggest", "What do you miss on Sundays?")

		r.orders(channel, "suggestions")
		queue := channel
		if !r.platform.Limits().Ephemeral {
			r.presses(channel, "Show me")
			queue = ada
		}
		r.wantSeen(queue, "Two suggestions are waiting.\n  What do you miss on Mondays?\n  from Bob B, who would like to be named")
		r.presses(queue, "Approve")
		r.wantSeen(queue, "One suggestion is waiting.\n  What do you miss on Sundays?")
		r.presses(queue, "Decline")
		r.wantSeen(queue, "No suggestions are waiting.")
		r.wantOwn(reflection.Approved, "What do you miss on Mondays?")
		r.wantOwn(reflection.Declined, "What do you miss on Sundays?")

		r.soon()
		r.soon()
		r.wantSeen(bob, "Your question for “square” was taken. It will be asked.")
		if r.platform.Limits().Ephemeral { // The other one waited for the next doing there.
			r.types(mine, "suggest", "What do you miss on Fridays?")
			r.wantSeen(mine, "Your question for “square” was not taken this time.")
		}
		r.waits(nine)
		if post := r.posted(r.square())[0]; post.Blocks[1].Text != "What do you miss on Mondays?" || !strings.Contains(post.Text, "Bob B") || strings.Contains(post.Text, "\u202e") {
			t.Errorf("%+v", post)
		}
	})
}

// The installer is told once that something waits, not of each.
func TestCommunityInstallerIsToldOfSuggestions(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada, bob := r.admin("ada"), r.platform.Person("bob").In(r.square())
		r.isSetUp(ada)
		r.types(bob, "suggest", "What do you miss on Mondays?")
		r.types(bob, "suggest", "What do you miss on Sundays?")
		r.orders(ada.In(r.square()), "status")
		r.wantSeen(ada.In(r.square()), "Waiting for an admin: two suggestions.")
		if n := strings.Count(ada.In(r.square()).Transcript(), "Somebody suggested a question for “square”."); n != 1 {
			t.Errorf("told %d times\n%s", n, ada.In(r.square()).Transcript())
		}
	})
}

// Suggesting can begin with the bare command, and is bounded.
func TestCommunitySuggestingByAsking(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		r.isSetUp(r.admin("ada"))
		bob := r.platform.Person("bob")
		mine := bob.In(r.square())
		r.types(mine, "suggest", "")
		r.presses(mine, "Write it")
		if r.platform.Limits().Forms {
			mine.Submit(map[string]string{"text": "What do you miss on Mondays?"})
		} else {
			r.presses(bob, "Write it") // The link has led to a page.
			r.wantLast(bob, "Send me your question.")
			r.says(bob, "What do you miss on Mondays?")
			r.wantLast(bob, "Thank you. It waits for the admins.")
		}
		r.settle()
		r.wantOwn(reflection.Suggested, "What do you miss on Mondays?")
		for i := range 6 {
			r.types(mine, "suggest", fmt.Sprintf("What do you miss on day %d?", i))
		}
		w, alone := english.Community.Suggestions, r.platform.Limits().Ephemeral
		if alone {
			r.wantLast(mine, w.Enough)
		} else { // Others read along.
			r.wantLast(bob, w.Enough)
		}
		if n := len(r.own(r.square(), reflection.Suggested)); n != 5 {
			t.Errorf("%d wait", n)
		}
		if cem := r.platform.Person("cem").In(r.square()); !alone { // Nobody can write to them privately.
			for i := range 6 {
				r.types(cem, "suggest", fmt.Sprintf("What do you miss in year %d?", i))
				r.soon()
			}
			r.wantLast(cem, w.NotNow)
		}
		r.types(r.platform.Person("eve").In(r.platform.ChannelIn("other", "lounge")), "suggest", "What do you miss on Mondays?")
		r.wantLast(r.platform.Person("eve").In(r.platform.ChannelIn("other", "lounge")), "I ask nothing here")
	})
}
