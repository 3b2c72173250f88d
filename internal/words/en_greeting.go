package words

import "fmt"

var enCommunityGreeting = CommunityGreeting{
	ToAll: "Hello. I ask one question a day, about work, worth and walking away; whoever likes answers it, in private until they share it. An admin begins with /community setup, in the channel that I should ask in. I look at nothing here that isn't said to me.",
	ToOne: func(place string) string {
		return fmt.Sprintf("Hello, and thank you for having me in “%s”. I ask one question a day there; whoever likes answers it, in private until they share it. An admin begins with /community setup, sent where I should ask. I look at nothing there that isn't said to me.", place)
	},
}
