package words

import "fmt"

var enCommunityKinds = CommunityKinds{
	Forum:       "Each question is a post of its own here. Answers that people share open under Read others; a thread mode shows them in the post as well.",
	ForumThread: "Each question is a post of its own here. Answers that people share open under Read others, and show in the post as well.",
	TagIs:       func(tag string) string { return fmt.Sprintf("Posts are tagged “%s”.", tag) },
	TagNeeded:   func(tag string) string { return fmt.Sprintf("Posts here need a tag: I use “%s”.", tag) },
	NoTag:       "Posts have no tag.",
	TagWhich:    "Which tag should the posts have?",
	NoTags:      "There are no tags here that I could set. A forum's are made in its settings.",

	AnnounceOffer: "I can publish each post to the servers that follow this channel. I don't, unless you say so.",
	AnnounceIs:    "From the next one on, each post is published to the servers that follow this channel. Its count is brought up to date every twenty minutes then.",
	AnnounceOff:   "Posts stay in this channel from now on. What was published can't be called back.",
	NoNews:        "Only what stands in an announcement channel can be published.",

	HeadingIs:    func(heading string) string { return fmt.Sprintf("Above each question stands: “%s”", heading) },
	HeadingUsual: "Above each question stands the usual heading.",
	HeadingLong:  "That is too long: a heading has at most 60 characters.",
	AskHeading:   "What should stand above each question? “none” brings the usual one back.",
	Title:        "Heading",
	ListedTitled: func(channel, heading, state string) string {
		return fmt.Sprintf("“%s”, headed “%s”: %s.", channel, heading, state)
	},
	Field:         "What stands above each question",
	ChangeHeading: "Heading",
	AnotherHour:   "Another hour",

	Tag: "Tag", WithoutTag: "No tag", Announce: "Publish each post", DontAnnounce: "Publish no more",
}
